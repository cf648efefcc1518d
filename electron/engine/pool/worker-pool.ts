import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ERRORS, type ErrorCode } from '../../contract/index.ts';
import { EngineError, type Halt } from '../base/index.ts';
import { check } from './check-task.ts';
import { lowerProcess } from './priority.ts';
import type { Identity } from '../crypt/index.ts';
import { newPlaceChannel } from '../place/index.ts';
import { newStopSign, raise } from './stopping.ts';
import type { ThreadFacts } from './thread-facts.ts';
import type { TaskFailure, TaskInput, TaskMessage, TaskName, TaskOutput, TaskReply } from './tasks.ts';

const WORKERS_MAX = 8;
/** Started ahead; with more cores there may be less to do than threads for it. */
const WARM_LANES = 2;
const CHECKED_HERE_BYTES = 256 * 1024;
/** A worker's objects die at once; left alone, each thread would grow a nursery of its own of up to 100 MB. */
const YOUNG_GENERATION_MB = 6;

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** One thread and the tasks it still owes. */
class Lane {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #broken: Error | undefined;

  constructor(facts: ThreadFacts) {
    // In the bundle the worker stands beside its caller. Sources take it from there too: Node strips types by WebAssembly,
    // and several threads that do so at once have crashed the process.
    const file = import.meta.url.endsWith('.ts') ? '../../../dist/engine/worker.mjs' : './worker.mjs';
    const places = newPlaceChannel();
    this.#worker = new Worker(new URL(file, import.meta.url), {
      workerData: { ...facts, places },
      transferList: places ? [places.port] : [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    this.#worker.on('message', (reply: TaskReply) => this.#settle(reply));
    this.#worker.on('error', (error) =>
      this.#break(new EngineError('internal', { detail: 'worker failed', cause: error })),
    );
    this.#worker.on('exit', () => this.#break(new EngineError('internal', { detail: 'worker ended' })));
  }

  get owed(): number {
    return this.#waiting.size;
  }

  run(name: TaskName, input: unknown, transfer: ArrayBuffer[]): Promise<unknown> {
    if (this.#broken) return Promise.reject(this.#broken);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, name, input } satisfies TaskMessage, transfer);
    });
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }

  #settle(reply: TaskReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('failure' in reply) waiting?.reject(errorOf(reply.failure));
    else waiting?.resolve(reply.output);
  }

  #break(error: Error): void {
    this.#broken ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#broken);
    this.#waiting.clear();
  }
}

export interface PoolOptions {
  /** Other programs come first. */
  readonly isBackground?: boolean;
  /** What opens the files that its tasks read. */
  readonly identities?: readonly Identity[];
  /** Places that hold the same volumes, for tasks that give files back. */
  readonly mirrors?: readonly string[] | undefined;
  readonly size?: number;
}

/**
 * The worker threads of one job: as many as the computer has cores, one that owns the open volume, so that
 * waiting for the disk never idles a core, and one that reads finished volumes back. A task fails with EngineError, or with an Error that carries the system's `code`.
 */
export class Pool {
  /** A thread is started for its first task: a run that finds nothing new needs one, not five. */
  readonly #lanes: (Lane | undefined)[];
  readonly #halt: Halt;
  readonly #facts: ThreadFacts;
  readonly #restore: () => void;
  #volumeLane: Lane | undefined;
  #checkLane: Lane | undefined;

  /** A paused job hands out nothing more; what its threads have begun they finish. */
  constructor(
    halt: Halt = {},
    {
      isBackground = false,
      identities = [],
      mirrors,
      size = Math.max(2, Math.min(WORKERS_MAX, availableParallelism())),
    }: PoolOptions = {},
  ) {
    this.#halt = halt;
    this.#facts = { isBackground, identities, mirrors, stop: newStopSign() };
    this.#restore = isBackground ? lowerProcess() : () => undefined;
    halt.signal?.addEventListener('abort', () => this.stop(), { once: true });
    this.#lanes = Array.from({ length: size }, () => undefined);
  }

  get size(): number {
    return this.#lanes.length;
  }

  /** The lane with the least to do: for tasks that must stay on one thread. */
  pick(): number {
    const owed = this.#lanes.map((lane) => lane?.owed ?? 0);
    return owed.indexOf(Math.min(...owed));
  }

  run<N extends TaskName>(
    name: N,
    input: TaskInput<N>,
    { transfer = [], lane = this.pick() }: { transfer?: ArrayBuffer[]; lane?: number } = {},
  ): Promise<TaskOutput<N>> {
    const { gate, signal } = this.#halt;
    if (gate?.isClosed && !signal?.aborted)
      return gate.opened(signal).then(() => this.run(name, input, { transfer, lane }));
    this.#lanes[lane] ??= new Lane(this.#facts);
    return this.#lanes[lane].run(name, input, transfer) as Promise<TaskOutput<N>>;
  }

  /** A read-back takes a second or so: among the others it would hold up the slot that all later ones wait for. A short file is read before a thread for it would have started. */
  async check(input: TaskInput<'check'>): Promise<TaskOutput<'check'>> {
    if (!this.#checkLane && input.end && input.end.size <= CHECKED_HERE_BYTES) return check(input);
    this.#checkLane ??= new Lane(this.#facts);
    const written = (input.written ?? []).flatMap((part) => ('buffer' in part ? [part.buffer] : []));
    return this.#checkLane.run('check', input, written) as Promise<TaskOutput<'check'>>;
  }

  /** Of a file that is read back in one go: the thread with the least to do takes it, and two may each take one. */
  async checkWhole(
    input: TaskInput<'check'> & Required<Pick<TaskInput<'check'>, 'end'>>,
  ): Promise<TaskOutput<'check'>> {
    const started = [...this.#lanes, this.#checkLane].filter((lane) => lane !== undefined);
    const [first, ...others] = started;
    if (!first) return this.check(input);
    const lane = others.reduce((least, each) => (each.owed < least.owed ? each : least), first);
    return lane.run('check', input, []) as Promise<TaskOutput<'check'>>;
  }

  /** For a job that is sure to need them: threads start while what they are to do is still being found. */
  warm(): void {
    for (let lane = 0; lane < Math.min(WARM_LANES, this.#lanes.length); lane++)
      this.#lanes[lane] ??= new Lane(this.#facts);
  }

  runOnVolume<N extends 'volumeOpen' | 'append' | 'volumeFlush' | 'volumeEnd' | 'volumeAbandon'>(
    name: N,
    input: TaskInput<N>,
    transfer: ArrayBuffer[] = [],
  ): Promise<TaskOutput<N>> {
    this.#volumeLane ??= new Lane(this.#facts);
    // Volumes are read back: their end need not wait for a thread to start.
    this.#checkLane ??= new Lane(this.#facts);
    return this.#volumeLane.run(name, input, transfer) as Promise<TaskOutput<N>>;
  }

  /** Tasks that give files back answer soon, with what they had done by then. */
  stop(): void {
    raise(this.#facts.stop);
  }

  async close(): Promise<void> {
    this.#restore();
    const lanes = [...this.#lanes, this.#volumeLane, this.#checkLane].filter((lane) => lane !== undefined);
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}

function errorOf(failure: TaskFailure): Error {
  if (failure.known && failure.code in ERRORS)
    return new EngineError(failure.code as ErrorCode, { detail: failure.message });
  return Object.assign(new Error(failure.message), { code: failure.code });
}

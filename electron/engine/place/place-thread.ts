import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { OpenFacts, PlaceCallName, PlaceCalls, PlaceChannel, PlaceOrder, PlaceReply } from './place-calls.ts';
import { placeError } from './place-fault.ts';

/** Longer than any call may take with all its tries: the thread itself has failed then. */
const WAIT_MAX_MS = 300_000;

let worker: Worker | undefined;
/** Of this thread: for calls that are waited for, and for those that are not. */
let waiting: WaitingLine | undefined;
let flowing: FlowingLine | undefined;

/** Makes a place known to the place thread, which is started for the first. Nothing is connected yet. */
export function openRemote(place: string, facts: OpenFacts): void {
  worker ??= start();
  order({ open: { place, ...facts } });
}

/** For a thread that is about to be started; undefined where no remote place has been opened. To be transferred. */
export function newPlaceChannel(): PlaceChannel | undefined {
  return worker && makeChannel();
}

/** What a thread calls that was given a channel when it was started. */
export function joinPlaceThread(channel: PlaceChannel | undefined): void {
  if (channel) waiting = new WaitingLine(channel);
}

/** Asks and waits, without an event loop. Throws what `Place` throws. */
export function ask<N extends PlaceCallName>(
  place: string,
  call: N,
  ...input: PlaceCalls[N]['input']
): PlaceCalls[N]['output'] {
  waiting ??= new WaitingLine(demandChannel());
  return waiting.ask(place, call, input) as PlaceCalls[N]['output'];
}

/** Asks for what takes its time. Only in the engine's own thread. */
export function askLater<N extends PlaceCallName>(
  place: string,
  call: N,
  input: PlaceCalls[N]['input'],
  control: { readonly signal?: AbortSignal | undefined; readonly onProgress?: ((bytes: number) => void) | undefined },
): Promise<PlaceCalls[N]['output']> {
  flowing ??= new FlowingLine(demandChannel());
  return flowing.ask(place, call, input, control) as Promise<PlaceCalls[N]['output']>;
}

/** Ends all connections of this process. */
export async function closeRemotes(): Promise<void> {
  const ended = worker;
  [worker, waiting, flowing] = [undefined, undefined, undefined];
  await ended?.terminate();
}

function start(): Worker {
  const file = import.meta.url.endsWith('.ts') ? '../../../dist/engine/place-worker.mjs' : './place-worker.mjs';
  const made = new Worker(new URL(file, import.meta.url));
  // A program that has nothing else to do may end.
  made.unref();
  const forget = (): void => {
    if (worker !== made) return;
    const lost = placeError('ENOTCONN', 'the place thread has ended');
    flowing?.fail(lost);
    [worker, waiting, flowing] = [undefined, undefined, undefined];
  };
  made.on('error', forget);
  made.on('exit', forget);
  return made;
}

function order(message: PlaceOrder, transfer: NonNullable<Parameters<Worker['postMessage']>[1]> = []): void {
  worker?.postMessage(message, transfer);
}

function makeChannel(): PlaceChannel {
  const { port1, port2 } = new MessageChannel();
  const signal = new SharedArrayBuffer(8);
  order({ channel: { port: port2, signal } }, [port2]);
  return { port: port1, signal };
}

function demandChannel(): PlaceChannel {
  if (!worker) throw placeError('ENOTCONN', 'no place has been opened');
  return makeChannel();
}

/** One call at a time; whoever asks stands still until the answer is there. */
class WaitingLine {
  readonly #channel: PlaceChannel;
  readonly #counter: Int32Array;
  #nextId = 1;

  constructor(channel: PlaceChannel) {
    this.#channel = channel;
    this.#counter = new Int32Array(channel.signal);
    channel.port.unref();
  }

  ask(place: string, call: PlaceCallName, input: readonly unknown[]): unknown {
    const id = this.#nextId++;
    this.#channel.port.postMessage({ id, place, call, input });
    const end = performance.now() + WAIT_MAX_MS;
    for (;;) {
      // Read before the look: a reply that comes in between changes it, and the wait does not begin.
      const seen = Atomics.load(this.#counter, 0);
      const reply: PlaceReply | undefined = receiveMessageOnPort(this.#channel.port)?.message;
      if (reply?.id === id) return outputOf(reply);
      if (reply) continue;
      if (Atomics.load(this.#counter, 1) !== 0) throw placeError('ENOTCONN', 'the place thread has ended');
      const left = end - performance.now();
      if (left <= 0) throw placeError('ENOTCONN', `no answer to ${call}`);
      Atomics.wait(this.#counter, 0, seen, left);
    }
  }
}

interface Owed {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((bytes: number) => void) | undefined;
}

class FlowingLine {
  readonly #channel: PlaceChannel;
  readonly #owed = new Map<number, Owed>();
  #nextId = 1;

  constructor(channel: PlaceChannel) {
    this.#channel = channel;
    channel.port.on('message', (reply: PlaceReply) => this.#take(reply));
    channel.port.unref();
  }

  ask(
    place: string,
    call: PlaceCallName,
    input: readonly unknown[],
    { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: ((bytes: number) => void) | undefined },
  ): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const stop = (): void => this.#channel.port.postMessage({ stop: id });
      const settled = (): void => {
        signal?.removeEventListener('abort', stop);
        // What is under way keeps the program alive; an open line does not.
        if (this.#owed.size === 0) this.#channel.port.unref();
      };
      this.#owed.set(id, {
        resolve: (output) => {
          settled();
          resolve(output);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
        onProgress,
      });
      this.#channel.port.ref();
      this.#channel.port.postMessage({ id, place, call, input });
      signal?.addEventListener('abort', stop, { once: true });
      if (signal?.aborted) stop();
    });
  }

  fail(error: Error): void {
    for (const [id, owed] of this.#owed) {
      this.#owed.delete(id);
      owed.reject(error);
    }
  }

  #take(reply: PlaceReply): void {
    const owed = this.#owed.get(reply.id);
    if (!owed) return;
    if ('progress' in reply) return owed.onProgress?.(reply.progress);
    this.#owed.delete(reply.id);
    try {
      owed.resolve(outputOf(reply));
    } catch (error) {
      owed.reject(error as Error);
    }
  }
}

function outputOf(reply: PlaceReply): unknown {
  if ('failure' in reply) throw Object.assign(new Error(reply.failure.message), { code: reply.failure.code });
  return 'output' in reply ? reply.output : undefined;
}

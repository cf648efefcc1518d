import { inspect } from 'node:util';
import { ENDING } from '../../contract/index.ts';
import { diagnose, type Engine, EngineError, type JobControl, openEngine } from '../../engine/engine.ts';
import { toFailure } from '../failure.ts';
import { PauseGate } from '../pause-gate.ts';
import { ALIVE_MS, type ApartMethod, type Order, type Word } from './protocol.ts';

/**
 * The process that works with one place. It stands still while the place does not answer, and may be ended at any moment;
 * whoever has started it stays free. Asked to close, it cancels what runs; it never outlives its parent.
 */
const STOP_LIMIT_MS = 15_000;

interface Job {
  readonly cancel: AbortController;
  readonly gate: PauseGate;
}

const jobs = new Map<number, Job>();
const underWay = new Set<Promise<void>>();
let beginning: Extract<Order, { kind: 'begin' }> | undefined;
let opening: Promise<Engine> | undefined;
let opened: Engine | undefined;
/** What came before the engine was open. */
const early: ((engine: Engine) => void)[] = [];
let told = '';

function say(word: Word): void {
  if (process.connected) process.send?.(word);
}

async function begin({ options, keys }: NonNullable<typeof beginning>): Promise<Engine> {
  const engine = await openEngine({ ...options, role: 'place' });
  engine.apart.hold(keys);
  for (const each of early.splice(0)) each(engine);
  opened = engine;
  told = fingerprint(engine);
  say({ kind: 'open', presence: engine.apart.presence });
  return engine;
}

function fingerprint({ apart }: Engine): string {
  return apart
    .heldKeys()
    .map(({ vault, identity }) => `${vault} ${identity}`)
    .join();
}

/** Before the answer: whoever gets that may count on the keys being known. */
function tellKeys(engine: Engine): void {
  const now = fingerprint(engine);
  if (now !== told) say({ kind: 'keys', keys: engine.apart.heldKeys() });
  told = now;
}

async function answer({ id, method, args, control }: Extract<Order, { kind: 'call' }>): Promise<void> {
  const job: Job = { cancel: new AbortController(), gate: new PauseGate() };
  jobs.set(id, job);
  try {
    const steered: JobControl = {
      signal: job.cancel.signal,
      gate: job.gate,
      by: control?.by,
      onProgress: (sample) => say({ kind: 'progress', id, sample }),
    };
    const value = await call(method, control ? [...args, steered] : args);
    if (opened) tellKeys(opened);
    say({ kind: 'value', id, value });
  } catch (error) {
    if (error instanceof EngineError) say({ kind: 'failure', id, failure: toFailure(error, () => {}) });
    else say({ kind: 'bug', id, text: inspect(error) });
  } finally {
    jobs.delete(id);
  }
}

/** What keeps it from opening is the answer to each call until it goes. */
function open(): Promise<Engine> {
  if (!beginning) return Promise.reject(new Error('not begun'));
  opening ??= begin(beginning).catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

async function call(method: ApartMethod, args: readonly unknown[]): Promise<unknown> {
  if (!beginning) throw new Error('not begun');
  // It tells also what keeps an engine from opening.
  if (method === 'diagnose') return diagnose(beginning.options.home, open, args[0] as Parameters<typeof diagnose>[2]);
  const engine = await open();
  if (method === 'tidyUndo') return engine.apart.tidyUndo();
  if (method === 'diskAdd') return await engine.disks.add(...(args as Parameters<Engine['disks']['add']>));
  if (method === 'diskEject') return await engine.disks.eject(...(args as Parameters<Engine['disks']['eject']>));
  if (method === 'scheduleRun') return await engine.schedule.run(...(args as Parameters<Engine['schedule']['run']>));
  if (method === 'diskNews') return await engine.apart.lookAtDisks();
  return (engine[method] as (...given: readonly unknown[]) => unknown)(...args);
}

function take(order: Order): void {
  if (order.kind === 'begin') {
    beginning = order;
    open().catch(() => {});
  } else if (order.kind === 'call') {
    if (order.zone !== undefined && order.zone !== process.env['TZ']) process.env['TZ'] = order.zone;
    const answering = answer(order).finally(() => underWay.delete(answering));
    underWay.add(answering);
  } else if (order.kind === 'cancel') {
    jobs.get(order.id)?.cancel.abort(order.reason);
  } else if (order.kind === 'gate') {
    const gate = jobs.get(order.id)?.gate;
    if (order.isClosed) gate?.close();
    else gate?.open();
  } else if (order.kind === 'close') stop();
  else changeKeys(order);
}

/** At once: a call that comes next must find it done. */
function changeKeys(order: Extract<Order, { kind: 'hold' | 'lock' }>): void {
  const change = (engine: Engine): void => {
    if (order.kind === 'lock') engine.apart.lock(order.vaultId);
    else engine.apart.hold(order.keys);
    told = fingerprint(engine);
  };
  if (opened) change(opened);
  else early.push(change);
}

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  for (const { cancel } of jobs.values()) cancel.abort(ENDING);
  void Promise.allSettled(underWay)
    .then(async () => (await opening?.catch(() => undefined))?.close())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
}

process.on('uncaughtException', (error) => {
  process.exitCode = 1;
  if (process.connected) process.send?.({ kind: 'crash', text: inspect(error) } satisfies Word, () => process.exit(1));
  else process.exit(1);
});
process.on('message', (order) => take(order as Order));
// Its parent was killed: so is this, with all its threads, wherever they stand. Whoever comes next finds what a kill leaves.
process.on('disconnect', () => stopping || process.kill(process.pid, 'SIGKILL'));
process.on('SIGTERM', stop);
// Meant for all programs of a terminal: the parent hears it too, and does what there is to do.
process.on('SIGINT', () => {});
setInterval(() => say({ kind: 'alive' }), ALIVE_MS).unref();

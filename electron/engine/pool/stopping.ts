import { threadFacts } from './thread-facts.ts';

/** What every thread of a pool can see: whether its job ends before its work does. */
export type StopSign = Int32Array<SharedArrayBuffer>;

export function newStopSign(): StopSign {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

export function raise(sign: StopSign): void {
  Atomics.store(sign, 0, 1);
}

/** In a worker: asked between two files and two pieces of one, so that a task ends whole and still answers what it did. */
export function isStopping(): boolean {
  const { stop } = threadFacts();
  return stop !== undefined && Atomics.load(stop, 0) !== 0;
}

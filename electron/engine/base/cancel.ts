import { EngineError } from './engine-error.ts';

/** Thrown through a job's own stack when its signal fires; the job's door turns it into the outcome `cancelled`. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new EngineError('cancelled');
}

/** Lets messages from workers and signals in, between two stretches of synchronous work. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

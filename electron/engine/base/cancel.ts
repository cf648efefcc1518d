import { EngineError } from './engine-error.ts';
import type { Gate } from './gate.ts';

/** Thrown through a job's own stack when its signal fires; the job's door turns it into the outcome `cancelled`. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new EngineError('cancelled');
}

/** What a job is asked to do about itself: to stop, or to wait. */
export interface Halt {
  readonly signal?: AbortSignal | undefined;
  readonly gate?: Gate | undefined;
}

/** Between two pieces of work: waits while the job is paused, and throws once it is cancelled. */
export async function waitIfPaused({ signal, gate }: Halt): Promise<void> {
  if (gate?.isClosed) await gate.opened(signal);
  throwIfCancelled(signal);
}

/** Lets messages from workers and signals in, between two stretches of synchronous work. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

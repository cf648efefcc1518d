import type { Gate } from '../engine/engine.ts';

/** Where a job waits while it is paused. Whoever waits holds no thread and no timer. */
export class PauseGate implements Gate {
  readonly #followers = new Set<(isClosed: boolean) => void>();
  #closed: PromiseWithResolvers<void> | undefined;

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = Promise.withResolvers();
    for (const tell of this.#followers) tell(true);
  }

  open(): void {
    if (!this.#closed) return;
    this.#closed.resolve();
    this.#closed = undefined;
    for (const tell of this.#followers) tell(false);
  }

  /** Tells of each change from now on, until what it gives is called. */
  follow(tell: (isClosed: boolean) => void): () => void {
    this.#followers.add(tell);
    return () => this.#followers.delete(tell);
  }

  /** Resolves at once where it is open, and also when the signal fires: a wish to stop must not wait. */
  async opened(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const closed = this.#closed;
      if (!closed || signal?.aborted) return;
      const stopped = Promise.withResolvers<void>();
      const stop = (): void => stopped.resolve();
      signal?.addEventListener('abort', stop, { once: true });
      await Promise.race([closed.promise, stopped.promise]);
      signal?.removeEventListener('abort', stop);
    }
  }
}

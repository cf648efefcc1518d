import { Worker } from 'node:worker_threads';
import { EngineError } from '../base/index.ts';
import { type CompareRules, excludeRule, type ScanBatch, type ScanFeed, type WalkRoot } from '../scan/index.ts';

/** A walk over sources, as it goes to its thread. */
export interface WalkOrder extends CompareRules {
  readonly roots: readonly WalkRoot[];
  readonly exclude: readonly string[];
  readonly keepOut: readonly string[];
}

export type WalkMessage = { readonly batch: ScanBatch | undefined } | { readonly failure: string };

/** So many batches the walk may be ahead of whoever compares. */
const AHEAD = 4;
/** What it makes of one file dies at once, as in the threads of the pool. */
const YOUNG_GENERATION_MB = 16;

/** A walk in a thread of its own, a little ahead of what is done with it: waiting for the disk and comparing go on at the same time. */
export class WalkAhead implements ScanFeed {
  roots: readonly WalkRoot[] = [];
  readonly #worker: Worker;
  readonly #batches: (ScanBatch | undefined)[] = [];
  #wanted: PromiseWithResolvers<ScanBatch | undefined> | undefined;
  #broken: Error | undefined;

  /** Only starts the thread, which takes a moment. */
  constructor(isBackground: boolean) {
    // Where it lies is told at the threads of the pool.
    const file = import.meta.url.endsWith('.ts') ? '../../../dist/engine/walk-worker.mjs' : './walk-worker.mjs';
    this.#worker = new Worker(new URL(file, import.meta.url), {
      workerData: { isBackground },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    this.#worker.on('message', (message: WalkMessage) => this.#take(message));
    this.#worker.on('error', (cause) => this.#break(new EngineError('internal', { detail: 'walk failed', cause })));
    this.#worker.on('exit', () => this.#break(new EngineError('internal', { detail: 'walk ended' })));
  }

  /** Throws EngineError `exclude-invalid`. */
  begin(order: WalkOrder): void {
    excludeRule(order.exclude);
    this.roots = order.roots;
    this.#worker.postMessage(order);
    for (let i = 0; i < AHEAD; i++) this.#worker.postMessage(null);
  }

  next(): Promise<ScanBatch | undefined> {
    if (this.#broken) return Promise.reject(this.#broken);
    if (this.#batches.length > 0) return Promise.resolve(this.#given(this.#batches.shift()));
    this.#wanted = Promise.withResolvers();
    return this.#wanted.promise;
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }

  #take(message: WalkMessage): void {
    if ('failure' in message) return this.#break(new Error(message.failure));
    if (!this.#wanted) return void this.#batches.push(message.batch);
    const { resolve } = this.#wanted;
    this.#wanted = undefined;
    resolve(this.#given(message.batch));
  }

  /** One less is waiting, so one more may be looked for. */
  #given(batch: ScanBatch | undefined): ScanBatch | undefined {
    if (batch) this.#worker.postMessage(null);
    return batch;
  }

  #break(error: Error): void {
    this.#broken ??= error;
    this.#wanted?.reject(this.#broken);
  }
}

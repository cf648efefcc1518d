import { Worker } from 'node:worker_threads';
import { EngineError } from '../base/index.ts';
import type { CompareRules, ScanBatch, WalkPart } from '../scan/index.ts';

/** Parts of a walk, as they go to a thread. */
export interface WalkOrder extends CompareRules {
  /** Its number. */
  readonly stretch: number;
  readonly parts: readonly WalkPart[];
  readonly exclude: readonly string[];
  readonly keepOut: readonly string[];
}

/** What to begin with; the next things of it. */
export type WalkAsk = WalkOrder | 'next';

/** No batch: the stretch is over. */
export interface Heard {
  readonly stretch: number;
  readonly batch: ScanBatch | undefined;
}

export type WalkReply = Heard | { readonly failure: string };

/** What it makes of one file dies at once, as in the threads of the pool. */
const YOUNG_GENERATION_MB = 16;
/** So many asks may be on their way, so that it need not wait for the next. */
const ASKS_MAX = 2;

/** A thread that looks at one stretch of a walk after another. */
export class WalkThread {
  readonly #worker: Worker;
  #asked = 0;

  /** Only starts the thread, which takes a moment. */
  constructor(isBackground: boolean, heard: (reply: Heard) => void, broken: (error: Error) => void) {
    // Where it lies is told at the threads of the pool.
    const file = import.meta.url.endsWith('.ts') ? '../../../dist/engine/walk-worker.mjs' : './walk-worker.mjs';
    this.#worker = new Worker(new URL(file, import.meta.url), {
      workerData: { isBackground },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    this.#worker.on('message', (reply: WalkReply) => {
      this.#asked--;
      if ('failure' in reply) broken(new Error(reply.failure));
      else heard(reply);
    });
    this.#worker.on('error', (cause) => broken(new EngineError('internal', { detail: 'walk failed', cause })));
    this.#worker.on('exit', () => broken(new EngineError('internal', { detail: 'walk ended' })));
  }

  begin(order: WalkOrder): void {
    this.#worker.postMessage(order satisfies WalkAsk);
  }

  /** Has it look on where there may be so many more batches, those included that are still to come. */
  ask(more: number): void {
    for (let i = this.#asked; i < Math.min(more, ASKS_MAX); i++) {
      this.#asked++;
      this.#worker.postMessage('next' satisfies WalkAsk);
    }
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }
}

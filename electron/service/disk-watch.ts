import type { PlugInRun } from '../engine/engine.ts';

export interface DiskWatchDeps {
  /** Looks which disks have come or gone since the last look; `runs`: what wants to run for that. */
  readonly news: () => Promise<{ readonly changed: boolean; readonly runs: readonly PlugInRun[] }>;
  /** Some have. */
  readonly seen: () => void;
  readonly run: (run: PlugInRun) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** A disk should be noticed while its owner still stands beside it. */
const LOOK_MS = 4000;

/** Looks for disks of the plans while this process lives. One look begins only after the one before has ended. */
export class DiskWatch {
  readonly #deps: DiskWatchDeps;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(deps: DiskWatchDeps) {
    this.#deps = deps;
    this.#lookLater();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #lookLater(): void {
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.#look(), LOOK_MS);
  }

  async #look(): Promise<void> {
    try {
      const { changed, runs } = await this.#deps.news();
      if (this.#isStopped) return;
      if (changed) this.#deps.seen();
      for (const run of runs) await this.#deps.run(run);
    } catch (error) {
      // The next look tries again.
      this.#deps.report(error);
    } finally {
      this.#lookLater();
    }
  }
}

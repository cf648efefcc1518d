import type { PlugInRun } from '../engine/engine.ts';
import { Looks } from './looks.ts';

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

/** Looks for disks of the plans while this process lives. */
export class DiskWatch {
  readonly #looks: Looks;

  constructor({ news, seen, run, report }: DiskWatchDeps) {
    const look = async (): Promise<void> => {
      const { changed, runs } = await news();
      if (this.#looks.isStopped) return;
      if (changed) seen();
      for (const each of runs) await run(each);
    };
    this.#looks = new Looks({ look, report, startMs: LOOK_MS, everyMs: LOOK_MS });
  }

  stop(): void {
    this.#looks.stop();
  }
}

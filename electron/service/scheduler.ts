import type { DueRun } from '../engine/engine.ts';

export interface SchedulerDeps {
  /** Takes what is due, so that nobody else runs it too. */
  readonly take: (aliveSince: Date, busyVaults: ReadonlySet<string>) => Promise<DueRun | undefined>;
  readonly nextAt: () => Promise<Date | undefined>;
  /** Resolves when the run has ended, in whatever way. */
  readonly run: (due: DueRun) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** Not at once: whoever opens the window wants to see it first. */
const START_MS = 5000;
/** Never longer between two looks, so that a clock that is set or a computer that was asleep is noticed. */
const LOOK_MS = 30_000;
/** A place that stands still must not keep plans of other places waiting; more at once would not be polite to the computer. */
const AT_ONCE = 2;
/** A pause between two looks that is longer was sleep. */
const ASLEEP_MS = 3 * LOOK_MS;

/** Runs what the schedules ask for while this process lives: of each vault one plan after another, and two at once at most. Trusts no timer with a long time, and the clock only for what it says now. */
export class Scheduler {
  readonly #deps: SchedulerDeps;
  #timer: NodeJS.Timeout | undefined;
  #aliveSince = new Date();
  #lastLook = Date.now();
  #isTaking = false;
  #ends = 0;
  /** By their vault. */
  readonly #running = new Map<string, Promise<void>>();
  #isStopped = false;

  constructor(deps: SchedulerDeps) {
    this.#deps = deps;
    this.#lookIn(START_MS);
  }

  /** Looks now: nobody should wait for the next look where the computer is known to have been asleep. */
  wake(): void {
    this.#lookIn(0);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #lookIn(ms: number): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), ms);
  }

  async #look(): Promise<void> {
    const slept = Date.now() - this.#lastLook > ASLEEP_MS;
    this.#lastLook = Date.now();
    if (slept) this.#aliveSince = new Date();
    this.#lookIn(LOOK_MS);
    try {
      if (!this.#isTaking) await this.#work();
      const next = await this.#deps.nextAt();
      if (next) this.#lookIn(Math.min(LOOK_MS, Math.max(0, next.getTime() - Date.now()) + 1));
    } catch (error) {
      // The next look tries again; what was due is still due.
      this.#deps.report(error);
    }
  }

  async #work(): Promise<void> {
    this.#isTaking = true;
    try {
      while (!this.#isStopped && this.#running.size < AT_ONCE) {
        const ends = this.#ends;
        const due = await this.#deps.take(this.#aliveSince, new Set(this.#running.keys()));
        // One that ended meanwhile has freed its vault.
        if (!due && ends !== this.#ends) continue;
        if (!due) return;
        this.#running.set(due.vaultId, this.#run(due));
      }
    } finally {
      this.#isTaking = false;
    }
  }

  async #run(due: DueRun): Promise<void> {
    try {
      await this.#deps.run(due);
    } catch (error) {
      this.#deps.report(error);
    }
    this.#running.delete(due.vaultId);
    this.#ends += 1;
    // What waited for this one, or for its vault.
    this.#lookIn(0);
  }
}

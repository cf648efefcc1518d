import type { DueRun } from '../engine/engine.ts';

export interface SchedulerDeps {
  /** Takes what is due, so that nobody else runs it too. */
  readonly take: (aliveSince: Date) => Promise<DueRun | undefined>;
  readonly nextAt: () => Promise<Date | undefined>;
  /** Resolves when the run has ended, in whatever way. */
  readonly run: (due: DueRun) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** Not at once: whoever opens the window wants to see it first. */
const START_MS = 5000;
/** Never longer between two looks, so that a clock that is set or a computer that was asleep is noticed. */
const LOOK_MS = 30_000;
/** A pause between two looks that is longer was sleep. */
const ASLEEP_MS = 3 * LOOK_MS;

/** Runs what the schedules ask for while this process lives, one plan after another. Trusts no timer with a long time, and the clock only for what it says now. */
export class Scheduler {
  readonly #deps: SchedulerDeps;
  #timer: NodeJS.Timeout | undefined;
  #aliveSince = new Date();
  #lastLook = Date.now();
  #isWorking = false;
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
      if (!this.#isWorking) await this.#work();
      const next = await this.#deps.nextAt();
      if (next) this.#lookIn(Math.min(LOOK_MS, Math.max(0, next.getTime() - Date.now()) + 1));
    } catch (error) {
      // The next look tries again; what was due is still due.
      this.#deps.report(error);
    }
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    try {
      while (!this.#isStopped) {
        const due = await this.#deps.take(this.#aliveSince);
        if (!due) return;
        await this.#deps.run(due);
      }
    } finally {
      this.#isWorking = false;
    }
  }
}

import type { Condition } from '../contract/index.ts';
import type { DueRun, Look } from '../engine/engine.ts';

export interface SchedulerDeps {
  /** Takes what is due, so that nobody else runs it too. */
  readonly take: (look: Look) => Promise<DueRun | undefined>;
  /** What does not hold now of what runs may wait for. */
  readonly unmet?: () => Promise<readonly Condition[]>;
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
/** Between two runs that make up for times which went by. */
const BETWEEN_LATE_MS = 20_000;
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
  #restUntil = 0;
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
      const unmet = await this.#deps.unmet?.();
      while (!this.#isStopped && this.#running.size < AT_ONCE && this.#mayBegin()) {
        const ends = this.#ends;
        const due = await this.#deps.take({
          aliveSince: this.#aliveSince,
          busyVaults: new Set(this.#running.keys()),
          ...(unmet && { unmet }),
        });
        // One that ended meanwhile has freed its vault.
        if (!due && ends !== this.#ends) continue;
        if (!due) return;
        if (due.isLate) this.#restUntil = Date.now() + BETWEEN_LATE_MS;
        this.#running.set(due.vaultId, this.#run(due));
      }
    } finally {
      this.#isTaking = false;
    }
  }

  /** After what was made up for: a computer that has just woken has other things to do as well. A clock that was set back keeps nothing. */
  #mayBegin(): boolean {
    const restMs = this.#restUntil - Date.now();
    if (restMs <= 0 || restMs > BETWEEN_LATE_MS) return true;
    this.#lookIn(restMs);
    return false;
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

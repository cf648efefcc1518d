import type { AlarmBoard } from '../contract/index.ts';

export interface WatchdogDeps {
  /** Looks whether alarms are to be opened, closed or told again. */
  readonly look: (aliveSince: Date) => Promise<AlarmBoard>;
  /** Looks at the other computers, which may take long. */
  readonly lookAround: () => Promise<void>;
  readonly seen: (board: AlarmBoard) => void;
  readonly report: (error: unknown) => void;
}

/** Soon after the start: what went wrong while the program was not there waits for nobody. */
const START_MS = 3000;
const LOOK_MS = 5 * 60_000;
const ASLEEP_MS = 3 * LOOK_MS;

/**
 * Looks by a timer of its own, and asks only how things stand: whether the scheduler lives, runs or believes that all is well changes
 * nothing of it. One look begins only after the one before has ended.
 */
export class Watchdog {
  readonly #deps: WatchdogDeps;
  #timer: NodeJS.Timeout | undefined;
  #aliveSince = new Date();
  #lastLook = Date.now();
  #isLooking = false;
  #isWanted = false;
  #isAround = false;
  #isStopped = false;

  constructor(deps: WatchdogDeps) {
    this.#deps = deps;
    this.#lookIn(START_MS);
  }

  /** Something has ended: looks now, and whoever waits has the answer. */
  look(): void {
    if (this.#isLooking) this.#isWanted = true;
    else this.#lookIn(0);
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
    if (Date.now() - this.#lastLook > ASLEEP_MS) this.#aliveSince = new Date();
    this.#lastLook = Date.now();
    this.#isLooking = true;
    this.#isWanted = false;
    try {
      const board = await this.#deps.look(this.#aliveSince);
      if (!this.#isStopped) this.#deps.seen(board);
    } catch (error) {
      // The next look tries again; that the looks fail shows in how old the last one is.
      this.#deps.report(error);
    } finally {
      this.#isLooking = false;
      this.#lookIn(this.#isWanted ? 0 : LOOK_MS);
    }
    if (!this.#isAround) void this.#lookAround();
  }

  /** Never in the way of a look: a place may be slow. What it finds is told by the look after it. */
  async #lookAround(): Promise<void> {
    this.#isAround = true;
    try {
      await this.#deps.lookAround();
    } catch (error) {
      this.#deps.report(error);
    } finally {
      this.#isAround = false;
    }
  }
}

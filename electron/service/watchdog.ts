import type { AlarmBoard } from '../contract/index.ts';
import { Looks } from './looks.ts';

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

/** Looks by a timer of its own, and asks only how things stand: whether the scheduler lives, runs or believes that all is well changes nothing of it. */
export class Watchdog {
  readonly #deps: WatchdogDeps;
  readonly #looks: Looks;
  #aliveSince = new Date();
  #lastLook = Date.now();
  #isAround = false;

  constructor(deps: WatchdogDeps) {
    this.#deps = deps;
    // That the looks fail shows in how old the last one is.
    const { report } = deps;
    this.#looks = new Looks({ look: () => this.#look(), report, startMs: START_MS, everyMs: LOOK_MS });
  }

  /** Something has ended: looks now, and whoever waits has the answer. */
  look(): void {
    this.#looks.now();
  }

  stop(): void {
    this.#looks.stop();
  }

  async #look(): Promise<void> {
    if (Date.now() - this.#lastLook > ASLEEP_MS) this.#aliveSince = new Date();
    this.#lastLook = Date.now();
    try {
      const board = await this.#deps.look(this.#aliveSince);
      if (!this.#looks.isStopped) this.#deps.seen(board);
    } finally {
      if (!this.#isAround) void this.#lookAround();
    }
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

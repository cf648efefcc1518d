export interface TellingWatchDeps {
  /** Tells by mail and webhook what waits for it, and the digest where it is due. */
  readonly tell: () => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** Not at once: whoever opens the window wants to see it first. */
const START_MS = 6000;
const LOOK_MS = 15_000;

/** Looks for what is to be told while this process lives. One look begins only after the one before has ended. */
export class TellingWatch {
  readonly #deps: TellingWatchDeps;
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #isWanted = false;
  #isStopped = false;

  constructor(deps: TellingWatchDeps) {
    this.#deps = deps;
    this.#lookIn(START_MS);
  }

  /** The watchdog has looked: what it has found need not wait. */
  look(): void {
    if (this.#isLooking) this.#isWanted = true;
    else this.#lookIn(0);
  }

  /** What is being sent is sent to its end, or tried again by whoever comes next. */
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
    this.#isLooking = true;
    this.#isWanted = false;
    try {
      await this.#deps.tell();
    } catch (error) {
      // The next look tries again.
      this.#deps.report(error);
    }
    this.#isLooking = false;
    this.#lookIn(this.#isWanted ? 0 : LOOK_MS);
  }
}

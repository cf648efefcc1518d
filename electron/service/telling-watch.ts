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
  #timer: NodeJS.Timeout;
  #isStopped = false;

  constructor(deps: TellingWatchDeps) {
    this.#deps = deps;
    this.#timer = setTimeout(() => void this.#look(), START_MS);
  }

  /** What is being sent is sent to its end, or tried again by whoever comes next. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    try {
      await this.#deps.tell();
    } catch (error) {
      // The next look tries again.
      this.#deps.report(error);
    }
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.#look(), LOOK_MS);
  }
}

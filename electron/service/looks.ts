export interface LooksRules {
  readonly look: () => Promise<void>;
  readonly report: (error: unknown) => void;
  /** Milliseconds until the first look, and from the end of one to the next. */
  readonly startMs: number;
  readonly everyMs: number;
}

/** Looks again and again while this process lives. One look begins only after the one before has ended; one that fails is reported, and the next tries again. */
export class Looks {
  readonly #rules: LooksRules;
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #isWanted = false;
  #isStopped = false;

  constructor(rules: LooksRules) {
    this.#rules = rules;
    this.#lookIn(rules.startMs);
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Now, or right after the look that is under way. */
  now(): void {
    if (this.#isLooking) this.#isWanted = true;
    else this.#lookIn(0);
  }

  /** What is under way goes on to its end. */
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
      await this.#rules.look();
    } catch (error) {
      this.#rules.report(error);
    } finally {
      this.#isLooking = false;
      this.#lookIn(this.#isWanted ? 0 : this.#rules.everyMs);
    }
  }
}

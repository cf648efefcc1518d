/** Requests on their way at once, so that a long line stays full. The first that fails stops whoever adds or waits. */
export class Pipeline<T = unknown> {
  readonly #depth: number;
  readonly #underWay: Promise<T>[] = [];
  #last: T | undefined;

  constructor(depth: number) {
    this.#depth = Math.max(1, depth);
  }

  /** The last answer up to which there is none missing. */
  get last(): T | undefined {
    return this.#last;
  }

  /** Waits for the oldest when there are as many as there may be. */
  async add(request: Promise<T>): Promise<void> {
    // Whoever waits hears of it by the oldest; the others must not count as unheard.
    request.catch(() => undefined);
    this.#underWay.push(request);
    if (this.#underWay.length >= this.#depth) this.#last = await this.#underWay.shift();
  }

  async drain(): Promise<void> {
    while (this.#underWay.length > 0) this.#last = await this.#underWay.shift();
  }
}

/** Requests on their way at once, so that a long line stays full. The first that fails stops whoever adds or waits. */
export class Pipeline {
  readonly #depth: number;
  readonly #underWay: Promise<unknown>[] = [];

  constructor(depth: number) {
    this.#depth = Math.max(1, depth);
  }

  /** Waits for the oldest when there are as many as there may be. */
  async add(request: Promise<unknown>): Promise<void> {
    // Whoever waits hears of it by the oldest; the others must not count as unheard.
    request.catch(() => undefined);
    this.#underWay.push(request);
    if (this.#underWay.length >= this.#depth) await this.#underWay.shift();
  }

  async drain(): Promise<void> {
    while (this.#underWay.length > 0) await this.#underWay.shift();
  }
}

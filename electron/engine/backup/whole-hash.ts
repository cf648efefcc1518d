import { type Cut, ownedBy, type Pool, type Slice } from '../pool/index.ts';

/** SHA-256 of a file while its slices go by: one after the other on one thread, which is not the one that cuts them. */
export class WholeHash {
  readonly #pool: Pool;
  readonly #id: number;
  #lane: number | undefined;
  #before: Promise<unknown> = Promise.resolve();
  #isFirst = true;

  constructor(pool: Pool, id: number) {
    this.#pool = pool;
    this.#id = id;
  }

  /** The chunks of a slice, which goes to a thread and comes back. The hash comes with the last. */
  add(cut: Cut): Promise<{ slice: Slice; sha256?: string | undefined }> {
    const isLast = cut.end !== undefined;
    const [only] = cut.chunks;
    const isOnly = this.#isFirst && isLast && cut.chunks.length === 1;
    this.#isFirst = false;
    if (isOnly && only) return Promise.resolve({ slice: cut.slice, sha256: only.sha256 });
    const done = this.#before.then(() => {
      this.#lane ??= this.#pool.pick();
      const { slice } = cut;
      const last = cut.chunks.at(-1);
      const part = { id: this.#id, slice, length: last ? last.at + last.length : 0, isLast };
      return this.#pool.run('hashWhole', part, { lane: this.#lane, transfer: ownedBy(slice) });
    });
    this.#before = done.catch(() => undefined);
    return done;
  }

  /** There will be no more of it. */
  async stop(): Promise<void> {
    await this.#before;
    if (this.#lane !== undefined) await this.#pool.run('hashStop', { id: this.#id }, { lane: this.#lane });
  }
}

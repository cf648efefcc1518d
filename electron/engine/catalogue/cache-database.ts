import { EngineError } from '../base/index.ts';
import { isDamage, setAside } from './database.ts';

/** A database that can be made again from what is kept elsewhere: opened at first need; a damaged one is set aside for a new one. */
export class CacheDatabase<T extends { close(): void }> {
  readonly #path: string;
  readonly #open: (path: string) => T;
  readonly #uses = new Set<Promise<unknown>>();
  #opened: T | undefined;

  constructor(path: string, open: (path: string) => T) {
    this.#path = path;
    this.#open = open;
  }

  /** Work that finds it damaged is done again with a new one. */
  async use<R>(work: (opened: T) => R | Promise<R>): Promise<R> {
    const use = this.#use(work);
    this.#uses.add(use);
    return use.finally(() => this.#uses.delete(use));
  }

  /** Waits for those who use it. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#uses);
    this.#opened?.close();
    this.#opened = undefined;
  }

  async #use<R>(work: (opened: T) => R | Promise<R>): Promise<R> {
    let used: T | undefined;
    try {
      this.#opened ??= this.#open(this.#path);
      used = this.#opened;
      return await work(used);
    } catch (error) {
      const isItself = error instanceof EngineError && error.code === 'state-damaged' && error.subject === this.#path;
      if (!isDamage(error) && !isItself) throw error;
      // Another use may have found the same damage and be at work with a new one.
      if (this.#opened === used) {
        used?.close();
        this.#opened = undefined;
        setAside(this.#path);
      }
      this.#opened ??= this.#open(this.#path);
      return await work(this.#opened);
    }
  }
}

import { free } from '../base/index.ts';
import { sha256Stream } from '../chunk/index.ts';
import type { FrameBytes, HashedBytes } from './tasks.ts';

/** What was written to a file, in order, until it has been compared with what comes back: then its memory is given back. Of a part there may be only the hash. */
export class WrittenBytes {
  #parts: (FrameBytes | HashedBytes)[] = [];
  /** The part that is compared now. There may be very many, and each is left behind once. */
  #first = 0;
  /** Of that part, so much has been compared. */
  #at = 0;
  #hash = sha256Stream();

  /** All of it has been compared. */
  get isOver(): boolean {
    return this.#first === this.#parts.length;
  }

  add(parts: readonly (FrameBytes | HashedBytes)[]): void {
    this.#parts = [...this.#parts.slice(this.#first), ...parts.filter(({ length }) => length > 0)];
    this.#first = 0;
  }

  /** Whether these are the next. What there is only a hash of is told once it is whole. */
  are(bytes: Uint8Array): boolean {
    for (let from = 0; from < bytes.length; ) {
      const part = this.#parts[this.#first];
      if (!part) return false;
      const length = Math.min(part.length - this.#at, bytes.length - from);
      const back = bytes.subarray(from, from + length);
      if ('sha256' in part) this.#hash.update(back);
      else if (!Buffer.from(part.buffer, this.#at, length).equals(back)) return false;
      from += length;
      this.#at += length;
      if (this.#at === part.length && !this.#isEnded(part)) return false;
    }
    return true;
  }

  #isEnded(part: FrameBytes | HashedBytes): boolean {
    this.#first++;
    this.#at = 0;
    if ('buffer' in part) {
      free(part.buffer);
      return true;
    }
    const hash = this.#hash.digest();
    this.#hash = sha256Stream();
    return hash === part.sha256;
  }
}

import { CHUNK_MAX, CHUNK_MIN } from './cutter.ts';
import type { Sha256 } from './sha256.ts';

const HEX_LENGTH = 64;

/** The chunks that a file had before, in order: their lengths, and their hashes one behind the other. */
export interface EarlierChunks {
  readonly lengths: Uint32Array<ArrayBuffer>;
  readonly hashes: string;
}

/**
 * Where a file was cut before. A chunk depends on nothing in front of it and nothing behind it, so bytes that hash to an earlier chunk would be cut where
 * that one was: they need not be scanned. Not so the last one, which ended with the file.
 */
export class EarlierCuts {
  readonly #chunks: EarlierChunks;
  /** Index of the chunk that began at a position of the earlier file. */
  readonly #beginning = new Map<number, number>();
  readonly #starts: number[] = [];
  #bySha256: Map<Sha256, number> | undefined;
  /** So many bytes have come in front of what is looked at. */
  #shift = 0;

  constructor(chunks: EarlierChunks) {
    this.#chunks = chunks;
    let start = 0;
    for (let i = 0; i + 1 < chunks.lengths.length; i++) {
      this.#starts.push(start);
      this.#beginning.set(start, i);
      start += chunks.lengths[i] as number;
    }
  }

  /** Length of the chunk that is to be expected at this position of the file as it is now, where a cutter can have made it. */
  lengthAt(position: number): number | undefined {
    const index = this.#beginning.get(position - this.#shift);
    const length = index === undefined ? 0 : (this.#chunks.lengths[index] as number);
    return length >= CHUNK_MIN && length <= CHUNK_MAX ? length : undefined;
  }

  /** Whether it is that chunk indeed. */
  isAt(position: number, sha256: Sha256): boolean {
    const index = this.#beginning.get(position - this.#shift);
    return index !== undefined && this.#chunks.hashes.startsWith(sha256, index * HEX_LENGTH);
  }

  /** A chunk was found here by scanning: if the file had it elsewhere, what follows it is expected to follow again. */
  found(position: number, sha256: Sha256): void {
    this.#bySha256 ??= new Map(this.#starts.map((_, i) => [this.#hash(i), i]));
    const index = this.#bySha256.get(sha256);
    if (index !== undefined) this.#shift = position - (this.#starts[index] as number);
  }

  #hash(index: number): Sha256 {
    return this.#chunks.hashes.slice(index * HEX_LENGTH, (index + 1) * HEX_LENGTH);
  }
}

import { randomBytes } from 'node:crypto';
import type { Stanza } from 'age-encryption';
import { chunkNonce, CHUNK_BYTES, NONCE_BYTES, payloadKey, sealChunk, sealedSize, TAG_BYTES } from './age-chunks.ts';
import { ageLibrary } from './age-library.ts';
import type { FileKey } from './range-file.ts';

export interface AgeHead extends FileKey {
  /** Header and nonce: what stands in front of the chunks. */
  readonly bytes: Buffer;
}

/** The beginning of a new age file for these recipients (`age1…`): its header comes from the age library. */
export async function newAgeHead(recipients: readonly string[]): Promise<AgeHead> {
  const { Encrypter } = await ageLibrary();
  let fileKey: Uint8Array | undefined;
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  encrypter.addRecipient({
    wrapFileKey: (key: Uint8Array): Stanza[] => {
      fileKey = Uint8Array.from(key);
      return [];
    },
  });
  const empty = Buffer.from(await encrypter.encrypt(new Uint8Array(0)));
  const header = empty.subarray(0, empty.length - NONCE_BYTES - sealedSize(0));
  const nonce = randomBytes(NONCE_BYTES);
  return {
    bytes: Buffer.concat([header, nonce]),
    key: payloadKey(fileKey as Uint8Array, nonce),
    start: header.length + NONCE_BYTES,
  };
}

/** Whole chunks, given in pieces of any length; only the very last may be short. `first`: the number of the first of them. */
export interface Slab {
  readonly pieces: readonly Uint8Array[];
  readonly first: number;
  readonly isLast: boolean;
}

export function sealSlab(key: Uint8Array, { pieces, first, isLast }: Slab): Buffer<ArrayBuffer> {
  const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const chunks = Math.max(isLast ? 1 : 0, Math.ceil(bytes / CHUNK_BYTES));
  const sealed = Buffer.allocUnsafeSlow(bytes + chunks * TAG_BYTES);
  const rest = new Pieces(pieces);
  for (let at = 0, i = 0; i < chunks; i++)
    at += sealChunk(
      key,
      chunkNonce(first + i, isLast && i === chunks - 1),
      rest.take(CHUNK_BYTES),
      sealed.subarray(at),
    );
  return sealed;
}

/** Cuts a stream into slabs. A byte is always held back until the end is known: the last chunk is sealed in another way. */
export class SlabCutter {
  readonly #slabBytes: number;
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #next = 0;

  /** `slabBytes` is a multiple of a chunk. */
  constructor(slabBytes: number) {
    this.#slabBytes = slabBytes;
  }

  /** How much of the stream has left in slabs. */
  get cutBytes(): number {
    return this.#next * CHUNK_BYTES;
  }

  /** Takes `bytes` over with their memory. */
  add(bytes: Uint8Array): Slab[] {
    this.#pieces.push(bytes);
    this.#bytes += bytes.length;
    const slabs: Slab[] = [];
    while (this.#bytes > this.#slabBytes) slabs.push(this.#cut(this.#slabBytes));
    return slabs;
  }

  /** What there is in whole chunks, without waiting for a whole slab. */
  flush(): Slab[] {
    const whole = Math.floor((this.#bytes - 1) / CHUNK_BYTES) * CHUNK_BYTES;
    return whole > 0 ? [this.#cut(whole)] : [];
  }

  end(): Slab {
    return { ...this.#cut(this.#bytes), isLast: true };
  }

  /** Pieces own their memory, so that they can be handed to another thread. */
  #cut(bytes: number): Slab {
    const pieces: Uint8Array[] = [];
    for (let left = bytes; left > 0; ) {
      const piece = this.#pieces[0] as Uint8Array;
      if (piece.length <= left) this.#pieces.shift();
      else this.#pieces[0] = piece.slice(left);
      const part = piece.length <= left ? piece : piece.slice(0, left);
      pieces.push(part);
      left -= part.length;
    }
    const first = this.#next;
    this.#bytes -= bytes;
    this.#next += Math.ceil(bytes / CHUNK_BYTES);
    return { pieces, first, isLast: false };
  }
}

class Pieces {
  readonly #pieces: readonly Uint8Array[];
  #index = 0;
  #at = 0;

  constructor(pieces: readonly Uint8Array[]) {
    this.#pieces = pieces;
  }

  /** The next bytes, as far as there are so many; views, nothing is copied. */
  take(length: number): Uint8Array[] {
    const taken: Uint8Array[] = [];
    for (let left = length; left > 0 && this.#index < this.#pieces.length; ) {
      const piece = this.#pieces[this.#index] as Uint8Array;
      const part = piece.subarray(this.#at, this.#at + left);
      taken.push(part);
      left -= part.length;
      this.#at += part.length;
      if (this.#at < piece.length) break;
      this.#index++;
      this.#at = 0;
    }
    return taken;
  }
}

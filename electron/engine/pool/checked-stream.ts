import { sha256Stream } from '../chunk/index.ts';
import { CHUNK_BYTES, chunkCount, chunkNonce, type FileKey, openChunk, SEALED_CHUNK_BYTES } from '../crypt/index.ts';
import type { DirectReader } from './direct-reader.ts';
import type { FrameBytes, HashedBytes } from './tasks.ts';
import { WrittenBytes } from './written-bytes.ts';

/** What came back is not what was written. The message tells what. */
export class NotReadBack extends Error {}

const NOTHING: Buffer = Buffer.alloc(0);

/** The stream of a file that is read back piece by piece, plain or out of age; its stored bytes are compared with what was written, or else hashed, on the way. */
export class CheckedStream {
  readonly #hash = sha256Stream();
  readonly #written: WrittenBytes | undefined;
  readonly #sealed: FileKey | undefined;
  #reader: DirectReader | undefined;
  /** Chunks of the whole stream, once its end is known. */
  #chunks: number | undefined;
  #chunk = 0;
  #opened: Buffer = NOTHING;
  #stored = 0;
  position = 0;

  /** `comparing`: `readFrom` is given what was written, and the hash of the whole is not asked for. */
  constructor(sealed: FileKey | undefined, comparing: boolean) {
    this.#sealed = sealed;
    this.#written = comparing ? new WrittenBytes() : undefined;
  }

  /** How far the stored bytes have been read. */
  get storedPosition(): number {
    return this.#stored;
  }

  /** How far they are to be read for the stream to come so far. */
  storedEnd(position: number): number {
    if (!this.#sealed) return position;
    return this.#sealed.start + Math.ceil(position / CHUNK_BYTES) * SEALED_CHUNK_BYTES;
  }

  /** To be called before each stretch. `end`: where the whole stream ends, if this is the last one. */
  readFrom(reader: DirectReader, end: number | undefined, written: readonly (FrameBytes | HashedBytes)[] = []): void {
    this.#reader = reader;
    this.#written?.add(written);
    if (end !== undefined) this.#chunks = chunkCount(end);
  }

  /** The next bytes of the stream, fewer where the file ends; valid until the next call. Throws `NotReadBack`. */
  next(length: number): Buffer {
    const bytes = this.#sealed ? this.#nextOpened(length, this.#sealed) : this.#take(length);
    this.position += bytes.length;
    return bytes;
  }

  /** Whether the file ends here, with this size and hash. */
  isWhole(end: { readonly size: number; readonly sha256: string }): boolean {
    // A stream of nothing is one empty chunk, which no frame has asked for.
    if (this.#sealed && this.#chunk < (this.#chunks ?? 0)) this.#openChunk(this.#sealed);
    return (
      this.#opened.length === 0 &&
      this.#stored === end.size &&
      this.#take(1).length === 0 &&
      (this.#written ? this.#written.isOver : this.#hash.digest() === end.sha256)
    );
  }

  #take(length: number): Buffer {
    const bytes = (this.#reader as DirectReader).next(length);
    if (!this.#written) this.#hash.update(bytes);
    else if (!this.#written.are(bytes)) throw new NotReadBack('bytes');
    this.#stored += bytes.length;
    return bytes;
  }

  #nextOpened(length: number, sealed: FileKey): Buffer {
    const parts = [this.#opened];
    let there = this.#opened.length;
    while (there < length) {
      const chunk = this.#openChunk(sealed);
      if (chunk.length === 0) break;
      parts.push(chunk);
      there += chunk.length;
    }
    const all = parts.length === 1 ? this.#opened : Buffer.concat(parts);
    this.#opened = all.subarray(length);
    return all.subarray(0, length);
  }

  #openChunk({ key, start }: FileKey): Buffer {
    if (this.#stored === 0) this.#take(start);
    const isLast = this.#chunk + 1 === this.#chunks;
    const stored = this.#take(SEALED_CHUNK_BYTES);
    if (stored.length === 0) return NOTHING;
    const chunk = openChunk(key, chunkNonce(this.#chunk, isLast), stored);
    if (!chunk) throw new NotReadBack('chunk');
    this.#chunk++;
    return chunk;
  }
}

import { EngineError, errnoOf } from '../base/index.ts';
import { openStored, originalName, type StoredFile } from '../place/index.ts';
import {
  chunkCount,
  chunkNonce,
  CHUNK_BYTES,
  NONCE_BYTES,
  openChunk,
  openedSize,
  payloadKey,
  SEALED_CHUNK_BYTES,
} from './age-chunks.ts';
import { AgeFormatError, HEADER_MAX, type Identity, openHeader, parseHeader } from './age-header.ts';

/** What opens the payload of one file: whoever wrote it has this without any other key. */
export interface FileKey {
  readonly key: Uint8Array;
  /** Where the first chunk begins. */
  readonly start: number;
}

/** Identities that may open it, or the key of this very file. */
export type Keys = { readonly identities: readonly Identity[] } | { readonly file: FileKey };

export function isAgeName(path: string): boolean {
  return originalName(path).endsWith('.age');
}

/** Ranges of a stored file as they were before age; any other file as it is. */
export class RangeFile {
  readonly #path: string;
  readonly #file: StoredFile;
  readonly #sealed: { readonly key: Uint8Array; readonly start: number; readonly size: number } | undefined;

  /** Throws what opening throws, and EngineError `set-damaged`, `key-needed`. */
  constructor(path: string, keys: Keys) {
    this.#path = path;
    this.#file = openStored(path);
    try {
      this.#sealed = isAgeName(path) ? this.#open(keys) : undefined;
    } catch (error) {
      this.#file.close();
      throw error;
    }
  }

  /** Less than `length` bytes only where the file ends. They own their memory. Throws EngineError `set-damaged`, or what reading throws. */
  read(offset: number, length: number): Buffer<ArrayBuffer> {
    const bytes = Buffer.allocUnsafeSlow(length);
    const done = this.#sealed ? this.#readSealed(offset, bytes) : this.#file.read(bytes, offset);
    return bytes.subarray(0, done);
  }

  close(): void {
    this.#file.close();
  }

  #open(keys: Keys): { key: Uint8Array; start: number; size: number } {
    const { key, start } = 'file' in keys ? keys.file : readFileKey(this.#file, this.#path, keys.identities);
    const size = openedSize(this.#file.size - start);
    if (size === undefined) throw this.#damaged('size of the payload');
    return { key, start, size };
  }

  #readSealed(offset: number, target: Buffer): number {
    const { key, start, size } = this.#sealed as { key: Uint8Array; start: number; size: number };
    const end = Math.min(size, offset + target.length);
    if (end <= offset) return 0;
    const [first, last] = [Math.floor(offset / CHUNK_BYTES), Math.floor((end - 1) / CHUNK_BYTES)];
    const sealed = Buffer.allocUnsafe((last - first + 1) * SEALED_CHUNK_BYTES);
    const read = this.#file.read(sealed, start + first * SEALED_CHUNK_BYTES);
    for (let number = first; number <= last; number++) {
      const at = (number - first) * SEALED_CHUNK_BYTES;
      const nonce = chunkNonce(number, number === chunkCount(size) - 1);
      const chunk = openChunk(key, nonce, sealed.subarray(at, Math.min(at + SEALED_CHUNK_BYTES, read)));
      if (!chunk) throw this.#damaged('chunk');
      const from = number * CHUNK_BYTES;
      chunk.copy(target, Math.max(0, from - offset), Math.max(0, offset - from), end - from);
    }
    return end - offset;
  }

  #damaged(detail: string): EngineError {
    return new EngineError('set-damaged', { subject: this.#path, detail: `age: ${detail}` });
  }
}

/** One range of a file. Throws EngineError `set-damaged` where it is not all there, and `key-needed`. */
export function readRange(path: string, offset: number, length: number, keys: Keys = { identities: [] }): Buffer {
  try {
    const file = new RangeFile(path, keys);
    try {
      const bytes = file.read(offset, length);
      if (bytes.length !== length) throw new EngineError('set-damaged', { subject: path, detail: 'ends too early' });
      return bytes;
    } finally {
      file.close();
    }
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError('set-damaged', { subject: path, detail: errnoOf(cause), cause });
  }
}

function readFileKey(file: StoredFile, path: string, identities: readonly Identity[]): FileKey {
  const bytes = Buffer.allocUnsafe(HEADER_MAX + NONCE_BYTES);
  const head = bytes.subarray(0, file.read(bytes, 0));
  try {
    const header = parseHeader(head);
    const fileKey = openHeader(header, identities);
    if (!fileKey) throw new EngineError('key-needed', { subject: path });
    const start = header.length + NONCE_BYTES;
    if (head.length < start) throw new AgeFormatError('no nonce');
    return { key: payloadKey(fileKey, head.subarray(header.length, start)), start };
  } catch (cause) {
    if (!(cause instanceof AgeFormatError)) throw cause;
    throw new EngineError('set-damaged', { subject: path, detail: `age: ${cause.message}`, cause });
  }
}

import { decodeFrame, FRAME_RAW_MAX } from '../archive/index.ts';
import { EngineError, errnoOf, free } from '../base/index.ts';
import { sha256 } from '../chunk/index.ts';
import { inAnyPlace } from './any-place.ts';
import { StoredFiles } from './stored-files.ts';
import type { StoredChunk } from './tasks.ts';

/** What neighbours in a tree rest in may lie in many frames by turns: those last used are kept decoded, up to so much. */
const KEPT_BYTES = 16 * 1024 * 1024;

/** Something stored that is not as it was. The message tells what. */
export class NotAsStored extends Error {}

/** Decoded frames of this thread by volume and offset, the last used at the end. */
const kept = new Map<string, Buffer>();
let keptBytes = 0;

/** Reads frames of stored volumes, for one task. `bytes` counts what was read from the volumes. */
export class StoredFrames {
  readonly #files = new StoredFiles();
  bytes = 0;

  /** The chunk's own bytes, compared with its hash; valid until the next call. Throws `NotAsStored`. */
  content(chunk: StoredChunk): Buffer {
    return inAnyPlace(chunk, isLost, (each) => contentIn(this.#decoded(each), each));
  }

  /** The frame as it is stored, and what it decodes to. The first owns its memory. Throws `NotAsStored`. */
  frame(chunk: StoredChunk): { stored: Buffer<ArrayBuffer>; raw: Buffer } {
    return inAnyPlace(chunk, isLost, (each) => {
      const stored = this.#read(each);
      return { stored, raw: decoded(stored) };
    });
  }

  close(): void {
    this.#files.close();
  }

  #decoded(chunk: StoredChunk): Buffer {
    const key = `${chunk.volumePath}:${chunk.frame}`;
    const found = kept.get(key);
    if (found) {
      kept.delete(key);
      kept.set(key, found);
      return found;
    }
    const stored = this.#read(chunk);
    const raw = decoded(stored);
    free(stored.buffer);
    kept.set(key, raw);
    keptBytes += raw.length;
    for (const [oldKey, old] of kept) {
      if (keptBytes <= KEPT_BYTES || oldKey === key) break;
      kept.delete(oldKey);
      keptBytes -= old.length;
      free(old.buffer);
    }
    return raw;
  }

  #read({ volumePath, frame, frameLength }: StoredChunk): Buffer<ArrayBuffer> {
    let stored: Buffer<ArrayBuffer>;
    try {
      stored = this.#files.read(volumePath, frame, frameLength);
    } catch (error) {
      if (error instanceof EngineError && error.code === 'set-damaged') throw new NotAsStored(error.detail ?? '');
      if (errnoOf(error) === '') throw error;
      throw new NotAsStored(errnoOf(error));
    }
    if (stored.length !== frameLength) throw new NotAsStored('volume ends too early');
    this.bytes += stored.length;
    return stored;
  }
}

function isLost(error: unknown): boolean {
  return error instanceof NotAsStored;
}

/** The bytes of a chunk in its decoded frame. Throws `NotAsStored`. */
export function contentIn(raw: Buffer, { at, length, sha256: expected }: StoredChunk): Buffer {
  const content = raw.subarray(at, at + length);
  if (content.length !== length) throw new NotAsStored('frame too short');
  if (sha256(content) !== expected) throw new NotAsStored('content hash');
  return content;
}

function decoded(stored: Uint8Array): Buffer {
  try {
    return decodeFrame(stored, FRAME_RAW_MAX);
  } catch (error) {
    throw error instanceof EngineError ? new NotAsStored(error.detail ?? error.code) : error;
  }
}

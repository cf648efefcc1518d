import { closeSync } from 'node:fs';
import { compressFrame } from '../archive/index.ts';
import { free, readFully } from '../base/index.ts';
import { CHUNK_MAX, cutLength, extensionOf, type Look, lookOf, sha256, sha256Stream } from '../chunk/index.ts';
import { frameBytes } from './pack-task.ts';
import { heldStill, type OpenFile, openToRead, unreadable } from './read-file.ts';
import type { Cut, CutChunk, TaskInput, TaskOutput } from './tasks.ts';

/** Read at a time. Every chunk lies whole within a slice, so it must be larger than CHUNK_MAX. */
const SLICE_BYTES = 8 * 1024 * 1024;

interface Cutting {
  readonly file: OpenFile;
  readonly hash: ReturnType<typeof sha256Stream>;
  position: number;
  /** Bytes behind the last chunk of the slice before. */
  rest: Buffer;
  readonly extension: string;
  look?: Look | undefined;
}
const open = new Map<number, Cutting>();

export function cut({ id, file }: TaskInput<'cut'>): TaskOutput<'cut'> {
  try {
    if (file) {
      const extension = extensionOf(file.path);
      open.set(id, { file: openToRead(file.at), hash: sha256Stream(), position: 0, rest: Buffer.alloc(0), extension });
    }
    return cutNext(id, open.get(id) as Cutting);
  } catch (error) {
    cutStop({ id });
    return { gap: unreadable(error).code };
  }
}

export function cutStop({ id }: TaskInput<'cutStop'>): null {
  const cutting = open.get(id);
  if (cutting) closeSync(cutting.file.fd);
  open.delete(id);
  return null;
}

/** Reads no further than the size it was opened with: a tar header in front of it has promised that. */
function cutNext(id: number, cutting: Cutting): Cut {
  const { stat, fd } = cutting.file;
  const left = stat.size - cutting.position;
  const wanted = Math.min(left, SLICE_BYTES - cutting.rest.length);
  const slice = Buffer.allocUnsafeSlow(cutting.rest.length + wanted);
  cutting.rest.copy(slice);
  const read = readFully(fd, slice, cutting.rest.length, wanted, cutting.position);
  const length = cutting.rest.length + read;
  cutting.hash.update(slice.subarray(cutting.rest.length, length));
  if (cutting.position === 0) cutting.look = lookOf(slice.subarray(0, length), cutting.extension);
  cutting.position += read;
  const ended = read < wanted || cutting.position === stat.size;

  const chunks: CutChunk[] = [];
  let at = 0;
  while (at < length) {
    const size = cutLength(slice, at, length);
    // A chunk that ends with the slice may only have run out of bytes to look at.
    if (!ended && at + size === length && size < CHUNK_MAX) break;
    chunks.push({ at, length: size });
    at += size;
  }
  cutting.rest = Buffer.from(slice.subarray(at, length));
  if (!ended) return { slice: slice.buffer, chunks, stat };

  const changed = cutting.position !== stat.size || !heldStill(cutting.file);
  cutStop({ id });
  return {
    slice: slice.buffer,
    chunks,
    stat,
    end: {
      sha256: cutting.hash.digest(),
      length: cutting.position,
      changed,
      ...(cutting.look && { look: cutting.look }),
    },
  };
}

export function hashChunks({ slice, chunks }: TaskInput<'hashChunks'>): TaskOutput<'hashChunks'> {
  const hashed = chunks.map(({ at, length }) => ({ at, length, sha256: sha256(new Uint8Array(slice, at, length)) }));
  return { slice, chunks: hashed };
}

export function compress({ slice, chunks, level }: TaskInput<'compress'>): TaskOutput<'compress'> {
  const frames = chunks.map(({ at, length }) => frameBytes(compressFrame(new Uint8Array(slice, at, length), level)));
  free(slice);
  return { frames };
}

import { closeSync } from 'node:fs';
import { compressToWrite } from '../archive/index.ts';
import { type RawPath, readFully } from '../base/index.ts';
import { CHUNK_MAX, cutLength, EarlierCuts, extensionOf, type Look, lookOf, sha256 } from '../chunk/index.ts';
import { frameBytes } from './pack-task.ts';
import { heldStill, type OpenFile, openToRead, unreadable } from './read-file.ts';
import type { Cut, HashedChunk, Slice, TaskInput, TaskOutput } from './tasks.ts';

/** Read at a time. Every chunk lies whole within a slice, so it must be larger than CHUNK_MAX. */
const SLICE_BYTES = 8 * 1024 * 1024;

interface Cutting {
  readonly at: RawPath;
  readonly file: OpenFile;
  readonly earlier: EarlierCuts | undefined;
  position: number;
  /** Bytes behind the last chunk of the slice before: fewer than a chunk may have. */
  rest: Buffer | undefined;
  restLength: number;
  readonly extension: string;
  look?: Look | undefined;
}
const open = new Map<number, Cutting>();

export function cut({ id, file, earlier, into }: TaskInput<'cut'>): TaskOutput<'cut'> {
  try {
    if (file)
      open.set(id, {
        at: file.at,
        file: openToRead(file.at),
        earlier: earlier && new EarlierCuts(earlier),
        position: 0,
        rest: undefined,
        restLength: 0,
        extension: extensionOf(file.path),
      });
    return cutNext(id, open.get(id) as Cutting, into);
  } catch (error) {
    const at = file?.at ?? (open.get(id) as Cutting).at;
    cutStop({ id });
    return { gap: unreadable(error, at).code };
  }
}

export function cutStop({ id }: TaskInput<'cutStop'>): null {
  const cutting = open.get(id);
  if (cutting) closeSync(cutting.file.fd);
  open.delete(id);
  return null;
}

/** Reads no further than the size it was opened with: a tar header in front of it has promised that. */
function cutNext(id: number, cutting: Cutting, into: SharedArrayBuffer | undefined): Cut {
  const { restLength } = cutting;
  const { stat, fd } = cutting.file;
  const begin = cutting.position - restLength;
  const wanted = Math.min(stat.size - cutting.position, SLICE_BYTES - restLength);
  const slice = roomFor(restLength + wanted, into);
  cutting.rest?.copy(slice, 0, 0, restLength);
  const read = readFully(fd, slice, restLength, wanted, cutting.position);
  const length = restLength + read;
  if (cutting.position === 0) cutting.look = lookOf(slice.subarray(0, length), cutting.extension);
  cutting.position += read;
  const ended = read < wanted || cutting.position === stat.size;

  const chunks = cutAll(slice.subarray(0, length), { begin, ended, earlier: cutting.earlier });
  const last = chunks.at(-1);
  const cut = { slice: slice.buffer, length, chunks, stat };
  if (!ended) {
    cutting.rest ??= Buffer.allocUnsafeSlow(CHUNK_MAX);
    cutting.restLength = slice.copy(cutting.rest, 0, last ? last.at + last.length : 0, length);
    return cut;
  }

  const changed = cutting.position !== stat.size || !heldStill(cutting.file);
  cutStop({ id });
  return { ...cut, end: { length: cutting.position, changed, ...(cutting.look && { look: cutting.look }) } };
}

function roomFor(bytes: number, into: SharedArrayBuffer | undefined): Buffer<Slice> {
  return into && into.byteLength >= bytes ? Buffer.from(into) : Buffer.allocUnsafeSlow(bytes);
}

interface Stretch {
  /** Position of the first byte in its file. */
  readonly begin: number;
  readonly ended: boolean;
  readonly earlier: EarlierCuts | undefined;
}

/** As many whole chunks as there are. Where the earlier ones are found again, nothing is scanned. */
function cutAll(bytes: Buffer, { begin, ended, earlier }: Stretch): HashedChunk[] {
  const chunks: HashedChunk[] = [];
  let at = 0;
  while (at < bytes.length) {
    const expected = earlier?.lengthAt(begin + at);
    if (expected !== undefined && at + expected > bytes.length && !ended) break;
    const known = expected === undefined ? undefined : hashed(bytes, at, expected);
    if (known && earlier?.isAt(begin + at, known.sha256)) {
      chunks.push(known);
      at += known.length;
      continue;
    }
    const length = cutLength(bytes, at, bytes.length);
    // A chunk that ends with the slice may only have run out of bytes to look at.
    if (!ended && at + length === bytes.length && length < CHUNK_MAX) break;
    const chunk = known?.length === length ? known : hashed(bytes, at, length);
    earlier?.found(begin + at, chunk.sha256);
    chunks.push(chunk);
    at += length;
  }
  return chunks;
}

function hashed(bytes: Buffer, at: number, wanted: number): HashedChunk {
  const chunk = bytes.subarray(at, at + wanted);
  return { at, length: chunk.length, sha256: sha256(chunk) };
}

export function compress({ slice, chunks, level }: TaskInput<'compress'>): TaskOutput<'compress'> {
  const frames = chunks.map(({ at, length }) => frameBytes(compressToWrite(new Uint8Array(slice, at, length), level)));
  return { frames, slice };
}

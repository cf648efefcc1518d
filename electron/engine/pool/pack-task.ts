import { closeSync } from 'node:fs';
import {
  BATCH_BYTES,
  compressToWrite,
  SMALL_FILE_MAX,
  TAR_BLOCK,
  type TarEntry,
  tarHeaderBound,
  tarPadding,
  writeTarHeader,
} from '../archive/index.ts';
import { readFully } from '../base/index.ts';
import { extensionOf, lookOf, sha256 } from '../chunk/index.ts';
import { isSameStat, type Stat } from '../scan/index.ts';
import { heldStill, openToRead, unreadable } from './read-file.ts';
import type { FileToRead, FrameBytes, SmallResult, TaskInput, TaskOutput } from './tasks.ts';

const READ_ATTEMPTS = 3;
/** A batch that grew between walk and read still fits: what does not is given back as `grown`. */
const BUFFER_BYTES = 2 * BATCH_BYTES + SMALL_FILE_MAX;

let packing: Buffer | undefined;

interface Held {
  readonly items: readonly FileToRead[];
  readonly results: readonly SmallResult[];
  readonly contents: Buffer;
}
const held = new Map<number, Held>();

export function pack({ items, level }: TaskInput<'pack'>): TaskOutput<'pack'> {
  packing ??= Buffer.allocUnsafeSlow(BUFFER_BYTES);
  const raw = packing;
  let end = 0;
  const results = items.map((item) => {
    if ('header' in item) {
      end = writeTarHeader(raw, end, item.header);
      return null;
    }
    const start = end;
    const result = readSmall(item, raw, (stat, length) => writeTarHeader(raw, start, fileHeader(item, stat, length)));
    if (result.status === 'read') end = pad(raw, result.at + result.length);
    return result;
  });
  return { frame: end === 0 ? null : frameBytes(compressToWrite(raw.subarray(0, end), level)), results };
}

export function hold({ slot, items }: TaskInput<'hold'>): TaskOutput<'hold'> {
  const contents = Buffer.allocUnsafeSlow(
    items.reduce((sum, item) => sum + item.stat.size + TAR_BLOCK, 0) + SMALL_FILE_MAX,
  );
  let end = 0;
  const results = items.map((item) => {
    const start = end;
    const result = readSmall(item, contents, () => start);
    if (result.status === 'read') end += result.length;
    return result;
  });
  held.set(slot, { items, results, contents });
  return { results };
}

export function packHeld({ slot, keep, level }: TaskInput<'packHeld'>): TaskOutput<'packHeld'> {
  const { items, results, contents } = held.get(slot) as Held;
  held.delete(slot);
  packing ??= Buffer.allocUnsafeSlow(BUFFER_BYTES);
  const raw = packing;
  let end = 0;
  const at = keep.map((index) => {
    const item = items[index] as FileToRead;
    const result = results[index] as Extract<SmallResult, { status: 'read' }>;
    const start = writeTarHeader(raw, end, fileHeader(item, result.stat ?? item.stat, result.length));
    contents.copy(raw, start, result.at, result.at + result.length);
    end = pad(raw, start + result.length);
    return start;
  });
  return { frame: end === 0 ? null : frameBytes(compressToWrite(raw.subarray(0, end), level)), at };
}

export function frameBytes(frame: Buffer<ArrayBuffer>): FrameBytes {
  if (frame.byteOffset !== 0) throw new Error('a frame must own its memory from the start');
  return { buffer: frame.buffer, length: frame.length };
}

/**
 * Reads a small file into `target`, up to three times until it holds still. `place` is told what it looks like and answers
 * where its content goes. The last attempt is kept as it is and flagged.
 */
function readSmall(item: FileToRead, target: Buffer, place: (stat: Stat, length: number) => number): SmallResult {
  try {
    for (let attempt = 1; ; attempt++) {
      const file = openToRead(item.at);
      const { fd, stat } = file;
      try {
        if (stat.size > SMALL_FILE_MAX) return { status: 'grown' };
        let at = place(stat, stat.size);
        if (at + stat.size + TAR_BLOCK > target.length) return { status: 'grown' };
        const length = stat.size === 0 ? 0 : readFully(fd, target, at, stat.size, 0);
        const changed = length !== stat.size || !heldStill(file);
        if (changed && attempt < READ_ATTEMPTS) continue;
        if (length !== stat.size) {
          const moved = place(stat, length);
          if (moved !== at) target.copyWithin(moved, at, at + length);
          at = moved;
        }
        const now = isSameStat(stat, item.stat) ? undefined : stat;
        const content = target.subarray(at, at + length);
        const look = lookOf(content, extensionOf(item.path));
        return { status: 'read', stat: now, sha256: sha256(content), length, at, changed, ...(look && { look }) };
      } finally {
        closeSync(fd);
      }
    }
  } catch (error) {
    return { status: 'gap', code: unreadable(error, item.at).code };
  }
}

export function fileHeader(item: FileToRead, stat: Stat, size: number): TarEntry {
  return { path: item.path, type: 'file', size, mode: stat.mode, uid: stat.uid, gid: stat.gid, mtime: stat.mtime };
}

function pad(raw: Buffer, end: number): number {
  const padding = tarPadding(end);
  raw.fill(0, end, end + padding);
  return end + padding;
}

/** Room a small file takes in a batch: header, content, padding. */
export function packedBound(item: FileToRead): number {
  return tarHeaderBound(fileHeader(item, item.stat, item.stat.size)) + item.stat.size + TAR_BLOCK;
}

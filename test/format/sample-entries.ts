import {
  type ChunkRef,
  type Entry,
  type FileEntry,
  type Segment,
  SegmentCutter,
} from '../../electron/engine/archive/index.ts';
import type { RawPath } from '../../electron/engine/base/index.ts';
import { sha256 } from '../../electron/engine/chunk/index.ts';

export const SET_A = 'seta22222222';
export const SET_B = 'setb22222222';

export function chunkRef(n: number, set = SET_A): ChunkRef {
  return { set, volume: 1, frame: 1000 * n, frameLength: 1000, at: 0, length: 500_000, sha256: sha256(`chunk ${n}`) };
}

/** A file of one chunk, or of as many as are given. */
export function fileEntry(path: string, chunks?: readonly ChunkRef[], more: Partial<FileEntry> = {}): FileEntry {
  const content = sha256(`content of ${path}`);
  const lone: ChunkRef = { set: SET_A, volume: 1, frame: 0, frameLength: 900, at: 512, length: 7, sha256: content };
  const held = chunks ?? [lone];
  return {
    type: 'file',
    path: path as RawPath,
    size: held.reduce((sum, chunk) => sum + chunk.length, 0),
    mtime: '1700000000123456789',
    mode: 0o644,
    uid: 1000,
    gid: 1000,
    ctime: '1700000001123456789',
    inode: '12345',
    sha256: held.length === 1 ? (held[0] as ChunkRef).sha256 : content,
    chunks: held,
    ...more,
  };
}

export function dirEntry(path: string): Entry {
  return { type: 'dir', path: path as RawPath, mtime: '-1', mode: 0o755, uid: 0, gid: 0 };
}

export function cutSegments(entries: Iterable<Entry>): Segment[] {
  const segments: Segment[] = [];
  const cutter = new SegmentCutter((segment) => segments.push(segment));
  for (const entry of entries) cutter.add(entry);
  cutter.finish();
  return segments;
}

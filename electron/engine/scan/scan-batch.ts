import { type Looked, LookedLines } from '../archive/index.ts';
import type { Scanned } from './scanned.ts';

/**
 * Consecutive things that a walk met, packed into a few buffers: so they go from thread to thread without being copied, and only
 * what has changed is ever made into an object there. `text` has one character a byte.
 */
export interface ScanBatch {
  readonly text: Uint8Array<ArrayBuffer>;
  /** Of each thing two places in the text: where its front ends, and where all of it does. */
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly kinds: Uint8Array<ArrayBuffer>;
  readonly sizes: Float64Array<ArrayBuffer>;
  /** Those of the kind `OTHER`. */
  readonly others: readonly Scanned[];
}

export const DIR = 0;
export const FILE = 1;
export const SYMLINK = 2;
export const OTHER = 3;
/** Added to the kind of what has to be read, whatever a listing says of it. */
export const UNSURE = 4;

export interface CompareRules {
  /** Read every file, whatever its attributes say. */
  readonly rehash: boolean;
  /** A file touched after this time (ns) may have been written again within the same tick of its clock. */
  readonly trustedBefore: bigint;
}

const ITEMS_MAX = 1024;
/** Of files that have to be read: what was looked at long before that may have changed or gone by then. */
const FILE_BYTES_MAX = 16 * 1024 * 1024;
/** On a slow disk whoever waits for a batch must not wait for long. */
const LATEST_MS = 50;
const ITEMS_PER_LOOK_AT_CLOCK = 16;

/** Used anew by each batch: one is made without a pause. */
const lines = new LookedLines();

/** The next things of a walk, not many and not late; undefined where it is over. */
export function nextBatch(scan: Iterator<Scanned>, { rehash, trustedBefore }: CompareRules): ScanBatch | undefined {
  const until = performance.now() + LATEST_MS;
  const trusted = String(trustedBefore);
  const ends = new Uint32Array(2 * ITEMS_MAX);
  const kinds = new Uint8Array(ITEMS_MAX);
  const sizes = new Float64Array(ITEMS_MAX);
  const others: Scanned[] = [];
  let count = 0;
  let bytes = 0;
  while (count < ITEMS_MAX && bytes < FILE_BYTES_MAX) {
    if (count % ITEMS_PER_LOOK_AT_CLOCK === ITEMS_PER_LOOK_AT_CLOCK - 1 && performance.now() > until) break;
    const { value: item, done } = scan.next();
    if (done) break;
    if (item.type === 'gap' || item.type === 'special') {
      others.push(item);
      ends[2 * count] = lines.length;
    } else {
      lines.add(lookedOf(item));
      ends[2 * count] = lines.frontEnd;
    }
    ends[2 * count + 1] = lines.length;
    kinds[count] = kindOf(item, rehash, trusted);
    if (item.type === 'file') {
      sizes[count] = item.stat.size;
      if ((kinds[count] as number) >= UNSURE) bytes += item.stat.size;
    }
    count++;
  }
  if (count === 0) return undefined;
  return {
    text: lines.take(),
    ends: ends.slice(0, 2 * count),
    kinds: kinds.slice(0, count),
    sizes: sizes.slice(0, count),
    others,
  };
}

/** Field by field: a file is met often, and spreading its attributes takes longer than all the rest. */
function lookedOf(item: Extract<Scanned, { type: 'dir' | 'symlink' | 'file' }>): Looked {
  const { path } = item;
  const { mtime, mode, uid, gid } = item.stat;
  switch (item.type) {
    case 'dir':
      return { type: 'dir', path, mtime, mode, uid, gid, win: item.win };
    case 'symlink':
      return { type: 'symlink', path, mtime, mode, uid, gid, target: item.target };
    case 'file': {
      const { win, hardLink, sparse } = item;
      const { size, ctime, inode } = item.stat;
      return { type: 'file', path, size, mtime, mode, uid, gid, win, ctime, inode, hardLink, sparse };
    }
  }
}

function kindOf(item: Scanned, rehash: boolean, trusted: string): number {
  if (item.type === 'dir') return DIR;
  if (item.type === 'symlink') return SYMLINK;
  if (item.type !== 'file') return OTHER;
  const { ctime, mtime } = item.stat;
  const isSure = !rehash && isBefore(ctime, trusted) && isBefore(mtime, trusted);
  return isSure ? FILE : FILE + UNSURE;
}

/** Whole numbers of one length stand in the order of their text: most times do, and this is asked twice of every file. */
function isBefore(ns: string, limit: string): boolean {
  const isAlike = ns.length === limit.length && !ns.startsWith('-') && !limit.startsWith('-');
  return isAlike ? ns < limit : BigInt(ns) < BigInt(limit);
}

import { type Looked, LookedLines } from '../archive/index.ts';
import { comparePaths, EngineError, type RawPath } from '../base/index.ts';
import {
  type CompareRules,
  DIR,
  FILE,
  type FoundPart,
  type KnownPart,
  OTHER,
  PART,
  type ScanBatch,
  SYMLINK,
  UNSURE,
} from './scan-batch.ts';
import type { Scanned } from './scanned.ts';

const ITEMS_MAX = 1024;
/** Segments are cut by chance, one entry in 1,024 ends one: few are longer. */
const PART_ITEMS_MAX = 8 * 1024;
/** Of files that have to be read: what was looked at long before that may have changed or gone by then. */
const FILE_BYTES_MAX = 16 * 1024 * 1024;
/** On a slow disk whoever waits for a batch must not wait for long. */
const LATEST_MS = 50;
/** Nor to hear of a part what could be told of its entries. */
const PART_LATEST_MS = 250;
const LOOKS_PER_LOOK_AT_CLOCK = 16;

/** A part of which all entries up to here are as it says. */
interface OpenPart {
  readonly known: KnownPart;
  /** Where its first one stands, among the things and in the text. */
  readonly place: number;
  readonly at: number;
  files: number;
  bytes: number;
}

/** Makes batches of a walk, of which one is made when it is asked for. */
export class ScanBatches {
  readonly #scan: Iterator<Scanned>;
  readonly #rehash: boolean;
  readonly #trusted: string;
  readonly #known: readonly KnownPart[];
  #nextKnown = 0;
  // Used anew by each batch.
  readonly #lines = new LookedLines();
  readonly #ends = new Uint32Array(2 * (ITEMS_MAX + PART_ITEMS_MAX));
  readonly #kinds = new Uint8Array(ITEMS_MAX + PART_ITEMS_MAX);
  readonly #sizes = new Float64Array(ITEMS_MAX + PART_ITEMS_MAX);
  #count = 0;
  #open: OpenPart | undefined;
  #isOver = false;

  constructor(scan: Iterator<Scanned>, { rehash, trustedBefore, known = [] }: CompareRules) {
    this.#scan = scan;
    this.#rehash = rehash;
    this.#trusted = String(trustedBefore);
    this.#known = known.filter(({ entries }) => entries <= PART_ITEMS_MAX);
  }

  /** The next things, not many and not late; undefined where the walk is over. */
  next(): ScanBatch | undefined {
    const began = performance.now();
    const others: Scanned[] = [];
    const parts: FoundPart[] = [];
    let unsureBytes = 0;
    let looks = 0;
    this.#count = 0;
    this.#open = undefined;
    while (this.#open || (this.#count < ITEMS_MAX && unsureBytes < FILE_BYTES_MAX)) {
      // Between two parts, or it would come to be in the midst of one. Never before the first thing, however long the computer stood still.
      if (looks > 0 && (looks % LOOKS_PER_LOOK_AT_CLOCK === 0 || (parts.length > 0 && !this.#open))) {
        const latestMs = this.#open ? PART_LATEST_MS : LATEST_MS;
        if (performance.now() - began > latestMs) break;
      }
      const { value: item, done } = this.#scan.next();
      if (done) {
        this.#isOver = true;
        break;
      }
      looks++;
      this.#open ??= this.#opened(item.path);
      const kind = this.#add(item);
      if (kind === OTHER) others.push(item);
      else if (item.type === 'file' && kind >= UNSURE) unsureBytes += item.stat.size;
      const found = this.#open && this.#followed(this.#open, kind);
      if (found) parts.push(found);
    }
    return this.#taken({ others, parts, unsureBytes, looks });
  }

  #add(item: Scanned): number {
    const [lines, place] = [this.#lines, this.#count++];
    const kind = kindOf(item, this.#rehash, this.#trusted);
    if (item.type === 'gap' || item.type === 'special') this.#ends[2 * place] = lines.length;
    else {
      lines.add(lookedOf(item));
      this.#ends[2 * place] = lines.frontEnd;
    }
    this.#ends[2 * place + 1] = lines.length;
    this.#kinds[place] = kind;
    this.#sizes[place] = item.type === 'file' ? item.stat.size : 0;
    return kind;
  }

  /** A part that begins with it. Those that began before are over: not all of their entries are there. */
  #opened(path: RawPath): OpenPart | undefined {
    let known = this.#known[this.#nextKnown];
    while (known && comparePaths(known.first, path) < 0) known = this.#known[++this.#nextKnown];
    if (known?.first !== path) return undefined;
    this.#nextKnown++;
    return { known, place: this.#count, at: this.#lines.length, files: 0, bytes: 0 };
  }

  /** Goes on with the part that is open, by what was just added. Once it is whole it stands in the place of all its entries. */
  #followed(open: OpenPart, kind: number): FoundPart | undefined {
    if (kind >= OTHER) {
      this.#open = undefined;
      return undefined;
    }
    if (kind !== DIR) open.files++;
    open.bytes += this.#sizes[this.#count - 1] as number;
    if (this.#count - open.place < open.known.entries) return undefined;
    this.#open = undefined;
    if (this.#lines.hashFrom(open.at) !== open.known.look) return undefined;
    this.#lines.dropFrom(open.at);
    this.#count = open.place + 1;
    this.#kinds[open.place] = PART;
    this.#ends.fill(open.at, 2 * open.place, 2 * open.place + 2);
    const { segment, first } = open.known;
    return { segment, first, files: open.files, bytes: open.bytes };
  }

  #taken(more: Pick<ScanBatch, 'others' | 'parts' | 'unsureBytes' | 'looks'>): ScanBatch | undefined {
    const count = this.#count;
    if (count === 0) {
      // Whatever is not told counts as deleted.
      if (!this.#isOver) throw new EngineError('internal', { detail: 'the walk told nothing before its end' });
      return undefined;
    }
    return {
      text: this.#lines.take(),
      ends: this.#ends.slice(0, 2 * count),
      kinds: this.#kinds.slice(0, count),
      sizes: this.#sizes.slice(0, count),
      ...more,
    };
  }
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

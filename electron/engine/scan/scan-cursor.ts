import { type ListedEntry, type LookedText, readLooked } from '../archive/index.ts';
import type { RawPath } from '../base/index.ts';
import { FILE, type FoundPart, OTHER, PART, type ScanBatch, SYMLINK } from './scan-batch.ts';
import type { Scanned } from './scanned.ts';
import { placeIn, type WalkRoot } from './walk.ts';

/** Where the batches of a walk come from: undefined once it is over. */
export interface ScanFeed {
  readonly roots: readonly WalkRoot[];
  next(): Promise<ScanBatch | undefined>;
}

const NOTHING = new ArrayBuffer(0);

/** Goes through what a walk met, one thing after another. Only `fill` waits. */
export class ScanCursor {
  readonly #feed: ScanFeed;
  #batch: ScanBatch | undefined;
  #lines: LookedText = { bytes: Buffer.from(NOTHING), text: '' };
  #at = 0;
  #count = 0;
  #from = 0;
  #others = 0;
  #parts = 0;
  #scanned: Scanned | undefined;
  /** There is nothing more. */
  isOver = false;

  constructor(feed: ScanFeed) {
    this.#feed = feed;
  }

  /** The next batch has to be waited for. */
  get isDry(): boolean {
    return this.#at === this.#count && !this.isOver;
  }

  async fill(): Promise<void> {
    this.#batch = await this.#feed.next();
    this.isOver = this.#batch === undefined;
    const bytes = Buffer.from(this.#batch?.text.buffer ?? NOTHING);
    this.#lines = { bytes, text: bytes.toString('latin1') };
    this.#count = this.#batch?.kinds.length ?? 0;
    this.#at = 0;
    this.#from = 0;
    this.#others = 0;
    this.#parts = 0;
  }

  /** Whether an entry of a listing can stand for this. */
  isSaidBy(listed: Pick<ListedEntry, 'says'>): boolean {
    const { kinds, ends } = this.#batch as ScanBatch;
    if ((kinds[this.#at] as number) >= OTHER) return false;
    return listed.says(this.#lines.text, this.#from, ends[2 * this.#at] as number, ends[2 * this.#at + 1] as number);
  }

  /** A file or a link, and not a folder. */
  get isLeaf(): boolean {
    const kind = this.#batch?.kinds[this.#at];
    return kind === FILE || kind === SYMLINK;
  }

  get size(): number {
    return this.#batch?.sizes[this.#at] ?? 0;
  }

  /** Where a whole part of the previous listing was found as it says, that. */
  get part(): FoundPart | undefined {
    return this.#batch?.kinds[this.#at] === PART ? this.#batch.parts[this.#parts] : undefined;
  }

  get path(): RawPath {
    return this.part?.first ?? this.scanned.path;
  }

  /** Never of a part. */
  get scanned(): Scanned {
    this.#scanned ??= this.#unpacked();
    return this.#scanned;
  }

  step(): void {
    const { kinds, ends } = this.#batch as ScanBatch;
    if (kinds[this.#at] === OTHER) this.#others++;
    if (kinds[this.#at] === PART) this.#parts++;
    this.#from = ends[2 * this.#at + 1] as number;
    this.#at++;
    this.#scanned = undefined;
  }

  #unpacked(): Scanned {
    const { kinds, ends, others } = this.#batch as ScanBatch;
    if (kinds[this.#at] === OTHER) return others[this.#others] as Scanned;
    const looked = readLooked(this.#lines, this.#from, ends[2 * this.#at + 1] as number);
    const { path, mode, uid, gid, mtime } = looked;
    const at = placeIn(this.#feed.roots, path);
    const attributes = { mode, uid, gid, mtime };
    switch (looked.type) {
      case 'dir':
        return { type: 'dir', path, at, stat: attributes, win: looked.win };
      case 'symlink':
        return { type: 'symlink', path, at, stat: attributes, target: looked.target };
      case 'file': {
        const { size, ctime, inode, win, hardLink, sparse } = looked;
        return {
          type: 'file',
          path,
          at,
          stat: { size, ...attributes, ctime, inode },
          win,
          hardLink,
          sparse: sparse === true,
        };
      }
    }
  }
}

import type { RawPath } from '../base/index.ts';
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
  /** Those of the kind `PART`. */
  readonly parts: readonly FoundPart[];
  /** Of files that have to be read. */
  readonly unsureBytes: number;
  /** Things that were looked at, those included for which a part stands. */
  readonly looks: number;
}

export const DIR = 0;
export const FILE = 1;
export const SYMLINK = 2;
export const OTHER = 3;
/** All that a part of the previous listing names, in the place of its entries. */
export const PART = 4;
/** Added to the kind of what has to be read, whatever a listing says of it. */
export const UNSURE = 8;

/** A segment of the previous listing, and what looks at all of its entries came to when it was written. */
export interface KnownPart {
  /** By its hash. */
  readonly segment: string;
  readonly first: RawPath;
  readonly entries: number;
  readonly look: string;
}

/** One that was found just as it says: nothing of it is new, changed or gone. */
export interface FoundPart extends Pick<KnownPart, 'segment' | 'first'> {
  /** Files and links in it, and the bytes of these. */
  readonly files: number;
  readonly bytes: number;
}

export interface CompareRules {
  /** Read every file, whatever its attributes say. */
  readonly rehash: boolean;
  /** A file touched after this time (ns) may have been written again within the same tick of its clock. */
  readonly trustedBefore: bigint;
  /** Of the previous listing, in path order. Left out where each thing has to be told. */
  readonly known?: readonly KnownPart[] | undefined;
}

import {
  decodeFrame,
  type Entry,
  entriesOf,
  type ListedEntry,
  listedEntries,
  parseSegment,
  SEGMENT_RAW_MAX,
  type SegmentLine,
  type SegmentRef,
} from '../archive/index.ts';
import { comparePaths, EngineError, isWithin, type RawPath } from '../base/index.ts';
import { sha256 } from '../chunk/index.ts';
import type { Catalogue } from './set-catalogue.ts';

/** Reads a segment's stored frame from the vault, for when the catalogue has lost it. */
export type SegmentSource = (segment: SegmentRef) => Buffer;

const KEPT_SEGMENTS = 16;

/** The tree of one recovery point, read segment by segment in path order; never whole in memory. */
export class PointTree {
  readonly setId: string;
  readonly segments: readonly SegmentRef[];
  readonly #catalogue: Catalogue;
  readonly #fromVault: SegmentSource;
  readonly #kept = new Map<string, SegmentLine[]>();

  constructor(catalogue: Catalogue, setId: string, fromVault: SegmentSource) {
    this.setId = setId;
    this.#catalogue = catalogue;
    this.#fromVault = fromVault;
    this.segments = catalogue.segments(setId);
  }

  /** Lines of one segment; its hash is checked. Throws EngineError `set-damaged`. */
  lines(segment: SegmentRef): SegmentLine[] {
    const kept = this.#kept.get(segment.sha256);
    if (kept) return kept;
    const lines = parseSegment(this.raw(segment));
    this.#kept.set(segment.sha256, lines);
    if (this.#kept.size > KEPT_SEGMENTS) this.#kept.delete(this.#kept.keys().next().value as string);
    return lines;
  }

  /** Names the part of the listing that a path would stand in: in two points with the same part it is the same entry. */
  partOf(path: RawPath): string {
    const first = this.segmentOf(path);
    // A path may stand in any of the segments that go on with a long list of chunks.
    let next = first + 1;
    while (this.segments[next]?.continues) next++;
    return this.segments
      .slice(first, next)
      .map((ref) => ref.sha256)
      .join();
  }

  /** Entries from `from` on (included), in path order. */
  *entries(from = '' as RawPath): Generator<Entry> {
    for (const entry of entriesOf(this.#linesFrom(this.segmentOf(from)))) {
      if (from === '' || comparePaths(entry.path, from) >= 0) yield entry;
    }
  }

  /** Runs of segments that begin and end with whole entries; what they say is read when it is asked for. */
  *groups(): Generator<{
    readonly refs: SegmentRef[];
    readonly entries: Entry[];
    readonly listed: readonly ListedEntry[];
  }> {
    const read = (refs: SegmentRef[]): Entry[] => [...entriesOf(refs.map((ref) => this.lines(ref)))];
    const list = (refs: SegmentRef[]): ListedEntry[] => listedEntries(refs.map((ref) => this.raw(ref)));
    for (let i = 0; i < this.segments.length; ) {
      const refs = [this.segments[i++] as SegmentRef];
      while (this.segments[i]?.continues) refs.push(this.segments[i++] as SegmentRef);
      yield {
        refs,
        get entries() {
          return read(refs);
        },
        get listed() {
          return list(refs);
        },
      };
    }
  }

  entry(path: RawPath): Entry | undefined {
    for (const entry of this.entries(path)) return entry.path === path ? entry : undefined;
    return undefined;
  }

  /** An entry and everything below it. */
  *below(path: RawPath): Generator<Entry> {
    for (const entry of this.entries(path)) {
      if (path !== '' && entry.path !== path && !isWithin(entry.path, path)) return;
      yield entry;
    }
  }

  *#linesFrom(index: number): Generator<SegmentLine[]> {
    for (let i = index; i < this.segments.length; i++) yield this.lines(this.segments[i] as SegmentRef);
  }

  /** The last segment that begins, with a whole entry, at or before `path`. */
  segmentOf(path: RawPath): number {
    let place = this.#lastUpTo(path);
    while (place > 0 && this.segments[place]?.continues) place--;
    return place;
  }

  /** The segments, from the first to before the second place, that a folder's children stand in. */
  span(folder: RawPath): readonly [first: number, end: number] {
    if (folder === '') return [0, this.segments.length];
    return [this.#lastUpTo(folder), Math.min(this.segments.length, this.#lastUpTo(behind(folder)) + 1)];
  }

  /** The last segment that begins at or before `path`, be it in the middle of an entry; the first one where none does. */
  #lastUpTo(path: RawPath): number {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (comparePaths((this.segments[middle] as SegmentRef).firstPath, path) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** A segment as it was written; its hash is checked. Throws EngineError `set-damaged`. */
  raw(segment: SegmentRef): Buffer {
    const cached = this.#catalogue.segmentFrame(segment.sha256);
    const fromCache = cached && tryDecode(cached, segment.sha256);
    if (fromCache) return fromCache;
    const frame = this.#fromVault(segment);
    const raw = tryDecode(frame, segment.sha256);
    if (!raw) throw new EngineError('set-damaged', { subject: segment.set, detail: 'manifest segment' });
    this.#catalogue.putSegmentFrame(segment.sha256, frame);
    return raw;
  }
}

/** `/` sorts before every other byte, so the smallest path behind a whole subtree is its own name plus a NUL. */
function behind(path: RawPath): RawPath {
  return `${path}\0` as RawPath;
}

function tryDecode(frame: Buffer, expected: string): Buffer | undefined {
  try {
    const raw = decodeFrame(frame, SEGMENT_RAW_MAX);
    return sha256(raw) === expected ? raw : undefined;
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}

import type { RawPath } from '../base/index.ts';
import { sha256 } from '../chunk/index.ts';
import type { ChunkRef, Entry } from './entry.ts';
import { type PrintedChunk, printChunk, writeEntry, writeMore } from './entry-line.ts';
import { TextBytes } from './text-bytes.ts';

/** A run of a manifest's lines, cut where the content says so: what did not change has the same bytes and the same hash. */
export interface Segment {
  readonly raw: Buffer;
  readonly sha256: string;
  readonly entries: number;
  readonly firstPath: RawPath;
  /** True where it begins inside the chunk list of `firstPath`, whose entry stands in an earlier segment. */
  readonly continues: boolean;
}

/** On average this many entries between two boundaries. Part of the format only in so far as equal trees should share segments. */
const ENTRIES_PER_SEGMENT = 1024;
const RAW_TARGET_MAX = 4 * 1024 * 1024;
const CHUNKS_PER_LINE_MAX = 512;

/** Takes entries in path order and gives segments. `isAtBoundary` tells that a segment could be taken over whole. */
export class SegmentCutter {
  readonly #emit: (segment: Segment) => void;
  #sets = new Map<string, number>();
  readonly #lines = new TextBytes();
  #entries = 0;
  #firstPath: RawPath | undefined;
  #continues = false;

  constructor(emit: (segment: Segment) => void) {
    this.#emit = emit;
  }

  get isAtBoundary(): boolean {
    return this.#lines.length === 0;
  }

  add(entry: Entry): void {
    this.#firstPath ??= entry.path;
    this.#entries++;
    const groups = entry.type === 'file' ? groupChunks(entry.chunks) : [];
    const alone = entry.type === 'file' && entry.chunks.length === 1;
    writeEntry(this.#lines, entry, this.#print(groups[0] ?? [], alone), groups.length > 1);
    this.#lines.add('\n');
    for (let i = 1; i < groups.length; i++) {
      const group = groups[i] as ChunkRef[];
      const before = groups[i - 1]?.at(-1) as ChunkRef;
      if (before.sha256.charCodeAt(2) === 0x30 || this.#lines.length > RAW_TARGET_MAX) this.#cut(entry.path);
      writeMore(this.#lines, this.#print(group, false), i < groups.length - 1);
      this.#lines.add('\n');
    }
    if (endsSegment(entry.path) || this.#lines.length > RAW_TARGET_MAX) this.#cut(undefined);
  }

  finish(): void {
    if (!this.isAtBoundary) this.#cut(undefined);
  }

  /** The lines behind the last boundary, in the form of a segment. Undefined at a boundary. */
  pending(): Buffer | undefined {
    return this.isAtBoundary ? undefined : this.#printed();
  }

  #print(chunks: readonly ChunkRef[], alone: boolean): PrintedChunk[] {
    return chunks.map((chunk) => {
      const known = this.#sets.get(chunk.set);
      const index = known ?? this.#sets.size;
      if (known === undefined) this.#sets.set(chunk.set, index);
      return printChunk(chunk, index, alone);
    });
  }

  #printed(): Buffer {
    const header = JSON.stringify({ segment: 0, sets: [...this.#sets.keys()] });
    return Buffer.concat([Buffer.from(`${header}\n`), this.#lines.subarray(0, this.#lines.length)]);
  }

  #cut(continuing: RawPath | undefined): void {
    const raw = this.#printed();
    const segment = {
      raw,
      sha256: sha256(raw),
      entries: this.#entries,
      firstPath: this.#firstPath as RawPath,
      continues: this.#continues,
    };
    this.#sets = new Map();
    this.#lines.dropFrom(0);
    this.#entries = 0;
    this.#firstPath = continuing;
    this.#continues = continuing !== undefined;
    this.#emit(segment);
  }
}

/** Long chunk lists are cut where a hash says so, like everything here: an edit moves no later boundary. */
function groupChunks(chunks: readonly ChunkRef[]): ChunkRef[][] {
  const groups: ChunkRef[][] = [];
  let group: ChunkRef[] = [];
  for (const chunk of chunks) {
    group.push(chunk);
    if (chunk.sha256 < '02' || group.length >= CHUNKS_PER_LINE_MAX) {
      groups.push(group);
      group = [];
    }
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

/** FNV-1a over the path's bytes. */
function endsSegment(path: string): boolean {
  let hash = 0x811c9dc5;
  for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % ENTRIES_PER_SEGMENT === 0;
}

import { closeSync, openSync } from 'node:fs';
import {
  compressFrame,
  type Entry,
  printRoot,
  type Root,
  type Seal,
  type Segment,
  SegmentCutter,
  segmentLook,
  type SegmentRef,
} from '../archive/index.ts';
import { errnoOf, flush, writeFully } from '../base/index.ts';
import { sha256, sha256Stream } from '../chunk/index.ts';
import { type AgeHead, CHUNK_BYTES, newAgeHead, sealSlab, SlabCutter } from '../crypt/index.ts';
import type { FrameCheck, Pool } from '../pool/index.ts';
import type { KeptGroup } from '../scan/index.ts';
import { type SetFolder, writing } from '../vault/index.ts';
import { bring, type Brought } from '../sets/index.ts';

export interface WrittenManifest {
  readonly manifest: Seal['manifest'];
  readonly storedBytes: number;
  readonly durable: boolean;
  readonly direct: boolean;
  /** What the place has proved, where the set was sent. */
  readonly proof?: Brought['proof'];
}

interface ManifestParts {
  readonly level: number;
  readonly held: ReadonlyMap<string, SegmentRef>;
  readonly stored: ((frame: Buffer) => void) | undefined;
  readonly head: AgeHead | undefined;
}

/**
 * Writes the complete listing of a point, in path order. Segments that the previous point's sets hold already are named,
 * not stored. Both copies grow together and are read back before `finish` answers.
 */
export class ManifestWriter {
  readonly #folder: SetFolder;
  readonly #level: number;
  readonly #held: ReadonlyMap<string, SegmentRef>;
  readonly #stored: ((frame: Buffer) => void) | undefined;
  readonly #cutter: SegmentCutter;
  readonly #fds: number[] = [];
  readonly #hash = sha256Stream();
  readonly #rows: SegmentRef[] = [];
  readonly #frames: FrameCheck[] = [];
  readonly #head: AgeHead | undefined;
  readonly #chunks = new SlabCutter(CHUNK_BYTES);
  readonly #looks = new Map<string, string>();
  #size = 0;
  #storedSize = 0;

  /** `held`: segments by hash that may be named instead of stored. `stored` is given the frame of each one that is. */
  static async begin(
    folder: SetFolder,
    level: number,
    held: ReadonlyMap<string, SegmentRef>,
    stored?: (frame: Buffer) => void,
  ): Promise<ManifestWriter> {
    const recipients = folder.recipients;
    return new ManifestWriter(folder, { level, held, stored, head: recipients && (await newAgeHead(recipients)) });
  }

  private constructor(folder: SetFolder, { level, held, stored, head }: ManifestParts) {
    this.#folder = folder;
    this.#head = head;
    this.#level = level;
    this.#held = held;
    this.#stored = stored;
    this.#cutter = new SegmentCutter((segment) => this.#store(segment));
    try {
      writing(folder.path, () => {
        for (const name of folder.manifestNames) this.#fds.push(openSync(folder.newFile(name), 'wx', 0o600));
      });
      if (head) for (const name of folder.manifestNames) folder.rememberKey(name, head);
      if (head) this.#write(head.bytes);
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  /** Of the segments that it has stored, what looks at all their entries came to. */
  get looks(): ReadonlyMap<string, string> {
    return this.#looks;
  }

  add(entry: Entry): void {
    this.#cutter.add(entry);
  }

  /** Takes over segments of which nothing has changed; where the cut does not fall together they are read, and their entries written anew. */
  takeOver(group: Pick<KeptGroup, 'refs' | 'listed'>): void {
    if (this.#cutter.isAtBoundary) this.#rows.push(...group.refs);
    else for (const { entry } of group.listed) this.#cutter.add(entry);
  }

  /** A frame of the entries that are in no segment yet. */
  pending(): Buffer | undefined {
    const raw = this.#cutter.pending();
    return raw && compressFrame(raw, this.#level);
  }

  /** `volumes`: settles when these are at their place; a manifest is sent there behind them. */
  async finish(
    { pool, signal }: { pool: Pool; signal: AbortSignal | undefined },
    about: Omit<Root, 'segments'>,
    volumes: Promise<unknown>,
  ): Promise<WrittenManifest> {
    this.#cutter.finish();
    const raw = printRoot({ ...about, segments: this.#rows });
    const root = this.#append(raw, sha256(raw));
    if (this.#head) this.#write(sealSlab(this.#head.key, this.#chunks.end()));
    const digest = this.#hash.digest();
    const durable = writing(this.#folder.path, () => {
      const flushed = this.#fds.map((fd) => flush(fd));
      for (const fd of this.#fds.splice(0)) closeSync(fd);
      return this.#folder.flushNames() && flushed.every(Boolean);
    });
    const checks = await Promise.all(
      this.#folder.manifestNames.map((name) =>
        pool.checkWhole({
          path: this.#folder.newFile(name),
          frames: this.#frames,
          end: { size: this.#storedSize, sha256: digest },
          ...(this.#head && { sealed: { key: this.#head.key, start: this.#head.start } }),
        }),
      ),
    );
    const facts = { size: this.#storedSize, sha256: digest };
    await volumes;
    const brought: Brought[] = [];
    for (const name of this.#folder.manifestNames)
      brought.push(await bring(this.#folder, name, facts, { pool, signal }));
    return {
      manifest: { ...facts, root: root.offset, rootSize: root.length },
      storedBytes: this.#storedSize * checks.length,
      durable: durable && brought.every((each) => each.durable),
      direct: checks.every((check) => check.direct),
      ...(brought[0]?.proof && { proof: brought[0].proof }),
    };
  }

  /** Nothing that was written counts any more. A share that is away says so once more, and what is told is why it came to this. */
  abandon(): void {
    for (const fd of this.#fds.splice(0)) {
      try {
        closeSync(fd);
      } catch (error) {
        if (errnoOf(error) === '') throw error;
      }
    }
  }

  #store(segment: Segment): void {
    const { sha256, entries, firstPath, continues } = segment;
    const held = this.#held.get(sha256);
    if (!held && !continues) this.#looks.set(sha256, segmentLook(segment.raw));
    const at = held ?? { set: this.#folder.id, ...this.#append(segment.raw, sha256, this.#stored) };
    this.#rows.push({ sha256, set: at.set, offset: at.offset, length: at.length, entries, firstPath, continues });
  }

  #append(raw: Buffer, digest: string, stored?: (frame: Buffer) => void): { offset: number; length: number } {
    const frame = compressFrame(raw, this.#level);
    stored?.(frame);
    const place = { offset: this.#size, length: frame.length };
    if (!this.#head) this.#write(frame);
    else for (const slab of this.#chunks.add(frame)) this.#write(sealSlab(this.#head.key, slab));
    this.#frames.push({ ...place, contents: [{ at: 0, length: raw.length, sha256: digest }] });
    this.#size += frame.length;
    return place;
  }

  #write(bytes: Uint8Array): void {
    writing(this.#folder.path, () => {
      for (const fd of this.#fds) writeFully(fd, bytes);
    });
    this.#hash.update(bytes);
    this.#storedSize += bytes.length;
  }
}

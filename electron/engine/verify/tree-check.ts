import { BATCH_BYTES, type ChunkRef, type Entry, type FileEntry } from '../archive/index.ts';
import { type Halt, Pipeline, shownPath, type Tally, throwIfCancelled, waitIfPaused } from '../base/index.ts';
import type { PointTree } from '../catalogue/index.ts';
import type { FrameCheck, Pool } from '../pool/index.ts';
import { groupByFrame, placedChunks, slicesOf } from '../sets/index.ts';
import type { Pace } from '../run/index.ts';

export interface TreeCheckDeps {
  readonly pool: Pool;
  readonly volumePath: (set: string, volume: number) => string;
  /** Which stored places make a file worth a look; for a deep check, all. */
  readonly isSuspect: (set: string, volume: number) => boolean;
  readonly tally: Tally;
  readonly halt: Halt;
  readonly pace: Pace;
}

const UNDER_WAY_PER_WORKER = 4;

/** Damaged paths of a group of files, as they are found. */
interface GroupCheck {
  readonly damaged: readonly string[];
}

/** Decodes and compares files of points; what two points share is looked at once. */
export class TreeCheck {
  readonly #deps: TreeCheckDeps;
  readonly #known = new Map<string, GroupCheck>();
  readonly #work: Pipeline<void>;
  #nextId = 0;

  constructor(deps: TreeCheckDeps) {
    this.#deps = deps;
    this.#work = new Pipeline(deps.pool.size * UNDER_WAY_PER_WORKER);
  }

  /**
   * Paths of the point that cannot be given back. While threads look at one group of files the next is listed. Throws EngineError
   * `set-damaged` where the listing itself is lost.
   */
  async damagedPaths(tree: PointTree): Promise<string[]> {
    const { halt, tally } = this.#deps;
    const checks: GroupCheck[] = [];
    for (const group of tree.groups()) {
      await waitIfPaused(halt);
      const key = group.refs.map((ref) => ref.sha256).join();
      const check = this.#known.get(key) ?? (await this.#begin(group.entries));
      this.#known.set(key, check);
      checks.push(check);
      tally.value.files.done += group.refs.reduce((sum, ref) => sum + ref.entries, 0);
      tally.sample();
    }
    await this.#work.drain();
    return checks.flatMap(({ damaged }) => damaged);
  }

  /** Waits until there is room for the last of it, not until threads have looked at it. */
  async #begin(entries: readonly Entry[]): Promise<GroupCheck> {
    const { isSuspect } = this.#deps;
    const files = entries.filter(
      (entry): entry is FileEntry =>
        entry.type === 'file' && entry.chunks.some((chunk) => isSuspect(chunk.set, chunk.volume)),
    );
    const damaged: string[] = [];
    for (const batch of frameBatches(files.filter(isOneChunk)))
      await this.#work.add(this.#compareFrames(batch, damaged));
    for (const file of files) if (!isOneChunk(file)) await this.#work.add(this.#compareFile(file, damaged));
    return { damaged };
  }

  /** Files of one chunk: nothing of them has to cross to the worker but where they are and their hash. */
  async #compareFrames(frames: readonly FileEntry[][], damaged: string[]): Promise<void> {
    const { set, volume } = chunkOf(frames[0]?.[0] as FileEntry);
    const result = await this.#deps.pool.run('compareFrames', {
      path: this.#deps.volumePath(set, volume),
      frames: frames.map((files) => {
        const { frame, frameLength } = chunkOf(files[0] as FileEntry);
        return { offset: frame, length: frameLength, contents: files.map(contentOf) };
      }),
    });
    await this.#note(result.bytes);
    const files = frames.flat();
    for (const place of result.damaged) damaged.push(shownPath((files[place] as FileEntry).path).path);
  }

  /** Chunk by chunk, and as a whole. */
  async #compareFile(file: FileEntry, damaged: string[]): Promise<void> {
    const { pool, volumePath, halt } = this.#deps;
    const { size, sha256, path } = file;
    const id = this.#nextId++;
    const lane = pool.pick();
    const slices = slicesOf(file.chunks);
    for (const [i, chunks] of slices.entries()) {
      throwIfCancelled(halt.signal);
      const end = i === slices.length - 1 && { end: { size, sha256 } };
      const placed = placedChunks({ ...file, chunks }, volumePath);
      const { isDamaged, bytes } = await pool.run('compareLarge', { id, chunks: placed, ...end }, { lane });
      await this.#note(bytes);
      if (!isDamaged) continue;
      damaged.push(shownPath(path).path);
      return;
    }
  }

  #note(bytes: number): Promise<void> {
    const { tally, pace, halt } = this.#deps;
    tally.value.bytes.done += bytes;
    return pace.keep(bytes, 0, halt.signal);
  }
}

/** Only where the one chunk is the whole file, as it is in every listing that a writer made. */
function isOneChunk({ chunks, size, sha256 }: FileEntry): boolean {
  return chunks.length === 1 && chunks[0]?.length === size && chunks[0].sha256 === sha256;
}

function contentOf(file: FileEntry): FrameCheck['contents'][number] {
  const { at, length, sha256 } = chunkOf(file);
  return { at, length, sha256 };
}

function chunkOf({ chunks }: FileEntry): ChunkRef {
  return chunks[0] as ChunkRef;
}

/** Batches of frames of one volume; each frame with the files in it. */
function frameBatches(files: readonly FileEntry[]): FileEntry[][][] {
  const batches: FileEntry[][][] = [];
  let open: { key: string; bytes: number; batch: FileEntry[][] } | undefined;
  for (const group of groupByFrame(files, (file) => file)) {
    const { set, volume, frameLength } = chunkOf(group[0] as FileEntry);
    const key = `${set}:${volume}`;
    if (open?.key !== key || open.bytes >= BATCH_BYTES) {
      open = { key, bytes: 0, batch: [] };
      batches.push(open.batch);
    }
    open.batch.push(group);
    open.bytes += frameLength;
  }
  return batches;
}

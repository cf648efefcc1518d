import type { Entry, FileEntry } from '../archive/index.ts';
import { shownPath, type Tally, throwIfCancelled } from '../base/index.ts';
import type { PointTree } from '../catalogue/index.ts';
import type { FileToGive, Pool } from '../pool/index.ts';
import { groupByFrame, placedChunks } from './frame-groups.ts';

export interface TreeCheckDeps {
  readonly pool: Pool;
  readonly volumePath: (set: string, volume: number) => string;
  /** Which stored places make a file worth a look; for a deep check, all. */
  readonly isSuspect: (set: string, volume: number) => boolean;
  readonly tally: Tally;
  readonly signal: AbortSignal | undefined;
}

const UNDER_WAY_PER_WORKER = 4;

/** Decodes and compares files of points; what two points share is looked at once. */
export class TreeCheck {
  readonly #deps: TreeCheckDeps;
  readonly #known = new Map<string, readonly string[]>();

  constructor(deps: TreeCheckDeps) {
    this.#deps = deps;
  }

  /** Paths of the point that cannot be given back. Throws EngineError `set-damaged` where the listing itself is lost. */
  async damagedPaths(tree: PointTree): Promise<string[]> {
    const damaged: string[] = [];
    for (const group of tree.groups()) {
      throwIfCancelled(this.#deps.signal);
      const key = group.refs.map((ref) => ref.sha256).join();
      const known = this.#known.get(key) ?? (await this.#check(group.entries));
      this.#known.set(key, known);
      for (const path of known) damaged.push(path);
      this.#deps.tally.value.files.done += group.refs.reduce((sum, ref) => sum + ref.entries, 0);
      this.#deps.tally.sample();
    }
    return damaged;
  }

  async #check(entries: readonly Entry[]): Promise<string[]> {
    const { isSuspect, pool } = this.#deps;
    const files = entries.filter(
      (entry): entry is FileEntry =>
        entry.type === 'file' && entry.chunks.some((chunk) => isSuspect(chunk.set, chunk.volume)),
    );
    const damaged: string[] = [];
    const underWay = new Set<Promise<void>>();
    for (const group of groupByFrame(files, (file) => file)) {
      while (underWay.size >= pool.size * UNDER_WAY_PER_WORKER) await Promise.race(underWay);
      const work: Promise<void> = this.#compare(group, damaged).finally(() => underWay.delete(work));
      underWay.add(work);
    }
    await Promise.all(underWay);
    return damaged;
  }

  async #compare(files: readonly FileEntry[], damaged: string[]): Promise<void> {
    const { given, bytes } = await this.#deps.pool.run('give', {
      files: files.map((file, index) => this.#toCompare(file, index)),
    });
    this.#deps.tally.value.bytes.done += bytes;
    for (const { index, failure } of given) if (failure) damaged.push(shownPath((files[index] as FileEntry).path).path);
  }

  #toCompare(file: FileEntry, index: number): FileToGive {
    const { size, sha256 } = file;
    const chunks = placedChunks(file, this.#deps.volumePath);
    return { index, write: undefined, size, sha256, sparse: false, chunks };
  }
}

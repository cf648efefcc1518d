import { type Entry, SegmentHeads, type SegmentRef } from '../archive/index.ts';
import { breathe, comparePaths, isWithin, type RawPath } from '../base/index.ts';
import { FolderIndex } from './folder-index.ts';
import { childPlaces, type FolderPart, folderParts } from './folder-part.ts';
import type { PointTree } from './point-tree.ts';

/** After so long others get a turn. */
const STEP_MS = 15;
const KEPT_HEADS = 8;
const KEPT_FOLDERS = 16;

/** `upto[i]`: how many children stand in the segments up to and with `segments[i]`. */
interface Run {
  readonly segments: readonly number[];
  readonly upto: readonly number[];
}

/** Where the children of a folder of one point stand. */
interface FolderMap {
  readonly folders: Run;
  readonly others: Run;
}

/**
 * Pages of a folder at a point, folders first, each in the order of the listing. Any page costs the same: what every segment
 * holds of the folder is counted once, and only the segments that the page is from are read.
 */
export class FolderPages {
  readonly #index: FolderIndex;
  readonly #heads = new Map<string, SegmentHeads>();
  readonly #maps = new Map<string, Promise<FolderMap>>();

  private constructor(index: FolderIndex) {
    this.#index = index;
  }

  static open(path: string): FolderPages {
    return new FolderPages(FolderIndex.open(path));
  }

  /** Throws EngineError `set-damaged`. */
  async page(
    tree: PointTree,
    folder: RawPath,
    { offset, limit }: { offset: number; limit: number },
  ): Promise<{ readonly total: number; readonly entries: Entry[] }> {
    const { folders, others } = await this.#map(tree, folder);
    const end = offset + limit;
    const first = totalOf(folders);
    const entries = [
      ...this.#entries(tree, folder, { run: folders, areFolders: true, from: offset, to: Math.min(end, first) }),
      ...this.#entries(tree, folder, {
        run: others,
        areFolders: false,
        from: Math.max(0, offset - first),
        to: end - first,
      }),
    ];
    return { total: first + totalOf(others), entries };
  }

  /** Counts what is not known yet of a point's listing, so that nobody who opens a folder has to wait for it. */
  async prepare(tree: PointTree, isWanted: () => boolean): Promise<void> {
    await this.#count(tree, [0, tree.segments.length], '' as RawPath, isWanted);
  }

  /** The entry at a path, without its chunks' end; `'below'` where nothing stands there itself but something does below it. */
  at(tree: PointTree, path: RawPath): Entry | 'below' | undefined {
    const first = tree.segmentOf(path);
    for (let i = first; i < tree.segments.length; i++) {
      const heads = this.#headsOf(tree, tree.segments[i] as SegmentRef);
      const place = heads.paths.findIndex((each) => comparePaths(each, path) >= 0);
      if (place < 0) continue;
      const found = heads.paths[place] as RawPath;
      if (found === path) return heads.entry(place);
      return isWithin(found, path) ? 'below' : undefined;
    }
    return undefined;
  }

  close(): void {
    this.#index.close();
  }

  #map(tree: PointTree, folder: RawPath): Promise<FolderMap> {
    const key = `${tree.setId}\0${folder}`;
    const map = this.#maps.get(key) ?? this.#makeMap(tree, folder);
    keep(this.#maps, key, map, KEPT_FOLDERS);
    map.catch(() => this.#maps.delete(key));
    return map;
  }

  async #makeMap(tree: PointTree, folder: RawPath): Promise<FolderMap> {
    const span = tree.span(folder);
    const folders = { segments: [] as number[], upto: [] as number[] };
    const others = { segments: [] as number[], upto: [] as number[] };
    const add = (run: typeof folders, place: number, count: number): void => {
      if (count === 0) return;
      run.segments.push(place);
      run.upto.push(totalOf(run) + count);
    };
    if (span[1] - span[0] === 1) {
      // A folder that begins and ends in one segment is not counted ahead.
      const heads = this.#headsOf(tree, tree.segments[span[0]] as SegmentRef);
      add(folders, span[0], childPlaces(heads, folder, true).length);
      add(others, span[0], childPlaces(heads, folder, false).length);
      return { folders, others };
    }
    await this.#count(
      tree,
      span,
      folder,
      () => true,
      (place, part) => {
        add(folders, place, part.folders);
        add(others, place, part.others);
      },
    );
    return { folders, others };
  }

  async #count(
    tree: PointTree,
    [first, end]: readonly [number, number],
    folder: RawPath,
    isWanted: () => boolean,
    tell?: (place: number, part: FolderPart) => void,
  ): Promise<void> {
    let counted = new Map<string, FolderPart[]>();
    let began = performance.now();
    for (let place = first; place < end && isWanted(); place++) {
      const segment = tree.segments[place] as SegmentRef;
      let part = this.#index.part(segment.sha256, folder);
      if (part === undefined) {
        const parts = folderParts(new SegmentHeads(tree.raw(segment)));
        counted.set(segment.sha256, parts);
        part = parts.find((each) => each.folder === folder) ?? { folder, folders: 0, others: 0 };
      }
      tell?.(place, part);
      if (performance.now() - began < STEP_MS) continue;
      this.#index.put(counted);
      counted = new Map();
      await breathe();
      began = performance.now();
    }
    if (counted.size > 0) this.#index.put(counted);
  }

  *#entries(
    tree: PointTree,
    folder: RawPath,
    { run, areFolders, from, to }: { run: Run; areFolders: boolean; from: number; to: number },
  ): Generator<Entry> {
    for (let i = firstBehind(run.upto, from); i < run.segments.length; i++) {
      const before = run.upto[i - 1] ?? 0;
      if (before >= to) return;
      const segment = tree.segments[run.segments[i] as number] as SegmentRef;
      yield* this.#children(tree, segment, folder, areFolders, Math.max(0, from - before), to - before);
    }
  }

  /** Some of a folder's children that stand in one segment: those from the place `from` to before `to`. */
  #children(
    tree: PointTree,
    segment: SegmentRef,
    folder: RawPath,
    areFolders: boolean,
    from: number,
    to: number,
  ): readonly Entry[] {
    const kept = this.#index.part(segment.sha256, folder)?.entries;
    if (kept !== undefined && kept.length > 0)
      return kept.filter(({ type }) => (type === 'dir') === areFolders).slice(from, to);
    const heads = this.#headsOf(tree, segment);
    return childPlaces(heads, folder, areFolders)
      .slice(from, to)
      .map((place) => heads.entry(place));
  }

  #headsOf(tree: PointTree, segment: SegmentRef): SegmentHeads {
    const heads = this.#heads.get(segment.sha256) ?? new SegmentHeads(tree.raw(segment));
    keep(this.#heads, segment.sha256, heads, KEPT_HEADS);
    return heads;
  }
}

/** Remembers it as the last one used; what has not been used for longest is forgotten. */
function keep<T>(kept: Map<string, T>, key: string, value: T, most: number): void {
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > most) kept.delete(kept.keys().next().value as string);
}

function totalOf({ upto }: Run): number {
  return upto.at(-1) ?? 0;
}

/** The first place whose number is larger than `count`. */
function firstBehind(upto: readonly number[], count: number): number {
  let low = 0;
  let high = upto.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((upto[middle] as number) > count) high = middle;
    else low = middle + 1;
  }
  return low;
}

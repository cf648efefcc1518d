import type { Entry, SegmentHeads } from '../archive/index.ts';
import type { RawPath } from '../base/index.ts';

/** What one segment holds of a folder's direct children: how many folders, how many others, and the entries where they are few. */
export interface FolderPart {
  readonly folder: RawPath;
  readonly folders: number;
  readonly others: number;
  /** In the order of the listing, without their chunks. */
  readonly entries?: readonly Entry[];
}

/** So few are kept as they are: a folder whose children stand far apart would have to be gathered from as many segments. */
const KEPT_ENTRIES_MAX = 16;

/**
 * A segment's parts of all folders that may have children in other segments too. Such a folder has the first or the last
 * entry below it, since everything below a folder stands together; the top of the tree is always among them.
 */
export function folderParts(heads: SegmentHeads): FolderPart[] {
  const places = new Map<string, number[]>([['', []]]);
  for (const path of [heads.paths[0], heads.paths.at(-1)]) {
    for (let end = path?.lastIndexOf('/') ?? -1; end > 0; end = (path as string).lastIndexOf('/', end - 1))
      places.set((path as string).slice(0, end), []);
  }
  heads.paths.forEach((path, place) => places.get(parentOf(path))?.push(place));
  return [...places].map(([folder, children]) => {
    const folders = children.filter((place) => heads.areFolders[place]).length;
    const part = { folder: folder as RawPath, folders, others: children.length - folders };
    if (children.length > KEPT_ENTRIES_MAX) return part;
    return { ...part, entries: children.map((place) => withoutChunks(heads.entry(place))) };
  });
}

/** Where a folder's direct children stand in a segment, folders or others. */
export function childPlaces(heads: SegmentHeads, folder: RawPath, areFolders: boolean): number[] {
  const places: number[] = [];
  heads.paths.forEach((path, place) => {
    if (heads.areFolders[place] === areFolders && parentOf(path) === folder) places.push(place);
  });
  return places;
}

function parentOf(path: RawPath): string {
  const end = path.lastIndexOf('/');
  return end < 0 ? '' : path.slice(0, end);
}

function withoutChunks(entry: Entry): Entry {
  return entry.type === 'file' ? { ...entry, chunks: [] } : entry;
}

import type { ChunkRef, FileEntry } from '../archive/index.ts';
import type { FileToGive } from '../pool/index.ts';
import type { VolumePath } from './stored-content.ts';

/** Files that share a frame go to one worker together, so that it is decoded once; a file of many chunks goes alone. */
export function groupByFrame<T>(items: readonly T[], fileOf: (item: T) => FileEntry): T[][] {
  const groups = Map.groupBy(items, (item) => {
    const { path, chunks } = fileOf(item);
    const [first, ...more] = chunks;
    if (more.length > 0) return `alone ${path}`;
    return first ? `${first.set}:${first.volume}:${first.frame}` : 'empty';
  });
  return [...groups.values()];
}

/** A file's chunks with the volumes they rest in, as a worker opens them. */
export function placedChunks({ chunks }: FileEntry, volumePath: VolumePath): FileToGive['chunks'] {
  // Neighbours mostly share a volume, and a large file has very many of them: its path is put together once.
  let last: ChunkRef | undefined;
  let path = '';
  return chunks.map((chunk) => {
    if (chunk.set !== last?.set || chunk.volume !== last.volume) path = volumePath(chunk.set, chunk.volume);
    last = chunk;
    const { set: _, ...rest } = chunk;
    return { ...rest, volumePath: path };
  });
}

/** Stored bytes of a large file that a worker takes at once. */
const SLICE_BYTES = 8 * 1024 * 1024;

export function slicesOf(chunks: readonly ChunkRef[]): ChunkRef[][] {
  const slices: ChunkRef[][] = [];
  let bytes = SLICE_BYTES;
  for (const chunk of chunks) {
    if (bytes + chunk.length > SLICE_BYTES) {
      slices.push([]);
      bytes = 0;
    }
    slices.at(-1)?.push(chunk);
    bytes += chunk.length;
  }
  return slices;
}

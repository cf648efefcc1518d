import type { ChunkRef, FileEntry } from '../archive/index.ts';
import { breathe, EngineError, type Halt, waitIfPaused } from '../base/index.ts';
import { sha256, sha256Stream } from '../chunk/index.ts';

export type VolumePath = (set: string, volume: number) => string;
/** A range of a volume as it was before encryption. Throws EngineError `set-damaged`, `key-needed`. */
export type ReadVolume = (set: string, volume: number, offset: number, length: number) => Buffer;
/** What a frame of a volume decodes to. Throws the same. */
export type ReadFrame = ReadVolume;

/** A file in one piece, for small ones. Throws EngineError `set-damaged`. */
export function wholeContent(entry: FileEntry, read: ReadFrame): Buffer {
  const content = Buffer.concat([...contents(entry, read)]);
  if (sha256(content) !== entry.sha256) throw new EngineError('set-damaged', { detail: 'file hash' });
  return content;
}

/** Reads a file once and compares, so that its bytes can then be given on while they are read again. Throws EngineError `set-damaged`, `cancelled`. */
export async function checkContent(entry: FileEntry, read: ReadFrame, halt: Halt): Promise<void> {
  const hash = sha256Stream();
  for await (const content of heldContents(entry, read, halt)) hash.update(content);
  if (hash.digest() !== entry.sha256) throw new EngineError('set-damaged', { detail: 'file hash' });
}

/** Small files that are neighbours share a frame: the last one is kept. */
let lastFrame: { readonly key: string; readonly raw: Buffer } | undefined;

function frameOf(chunk: ChunkRef, read: ReadFrame): Buffer {
  const key = `${chunk.set}:${chunk.volume}:${chunk.frame}`;
  if (lastFrame?.key !== key) {
    lastFrame = { key, raw: read(chunk.set, chunk.volume, chunk.frame, chunk.frameLength) };
  }
  return lastFrame.raw;
}

/** A file chunk by chunk, each compared with its hash. Throws EngineError `set-damaged`. */
export function* contents(entry: FileEntry, read: ReadFrame): Generator<Buffer> {
  // Before the first byte is given on: chunks of more than the file would fill memory or disk.
  if (entry.chunks.reduce((sum, { length }) => sum + length, 0) !== entry.size)
    throw new EngineError('set-damaged', { detail: 'file size' });
  for (const chunk of entry.chunks) {
    const raw = frameOf(chunk, read);
    const content = raw.subarray(chunk.at, chunk.at + chunk.length);
    if (content.length !== chunk.length || sha256(content) !== chunk.sha256)
      throw new EngineError('set-damaged', { detail: 'content hash' });
    yield content;
  }
}

/** The same for what is too large to be read at a stretch. Throws EngineError `cancelled` as well. */
export async function* heldContents(entry: FileEntry, read: ReadFrame, halt: Halt): AsyncGenerator<Buffer> {
  for (const content of contents(entry, read)) {
    await waitIfPaused(halt);
    yield content;
    await breathe();
  }
}

import { compressFrame, tarPadding } from '../archive/index.ts';
import { free } from '../base/index.ts';
import { sha256Stream } from '../chunk/index.ts';
import { frameBytes } from './pack-task.ts';
import { contentIn, NotAsStored, StoredFrames } from './stored-frames.ts';
import type { FrameBytes, StoredChunk, TaskInput, TaskOutput } from './tasks.ts';

/**
 * Makes the frame of these entries from what is stored elsewhere, every content compared with its hash. Where that is what a
 * stored frame holds to the byte, the frame is that one as it is stored.
 */
export function carrySmall({ headers, items, whole, level }: TaskInput<'carrySmall'>): TaskOutput<'carrySmall'> {
  const frames = new StoredFrames();
  let index = 0;
  try {
    const original = whole && tryFrame(frames, whole);
    const raw = Buffer.allocUnsafeSlow(items.reduce((sum, item) => sum + sizeOf(item), 0));
    const at: number[] = [];
    let end = 0;
    let header = 0;
    for (const item of items) {
      raw.set(headers.subarray(header, header + item.headerBytes), end);
      header += item.headerBytes;
      end += item.headerBytes;
      at.push(end);
      if (item.content) end = put(raw, end, original, item.content, frames);
      index++;
    }
    const isSame = original?.raw.equals(raw) ?? false;
    const frame = isSame && original ? original.stored : compressFrame(raw, level);
    const bytes = raw.length;
    free(raw.buffer);
    if (original) free(original.raw.buffer);
    if (original && !isSame) free(original.stored.buffer);
    return { frame: frameBytes(frame), at, copiedBytes: isSame ? bytes : 0, bytesRead: frames.bytes };
  } catch (error) {
    if (!(error instanceof NotAsStored)) throw error;
    return { damaged: index, detail: error.message };
  } finally {
    frames.close();
  }
}

/** One that cannot be read is found out again by the first content that is looked for in it. */
function tryFrame(frames: StoredFrames, chunk: StoredChunk): Original | undefined {
  try {
    return { ...frames.frame(chunk), key: keyOf(chunk) };
  } catch (error) {
    if (error instanceof NotAsStored) return undefined;
    throw error;
  }
}

interface Original {
  readonly key: string;
  readonly stored: Buffer<ArrayBuffer>;
  readonly raw: Buffer;
}

function put(
  raw: Buffer,
  at: number,
  original: Original | undefined,
  chunk: StoredChunk,
  frames: StoredFrames,
): number {
  const content = original?.key === keyOf(chunk) ? contentIn(original.raw, chunk) : frames.content(chunk);
  raw.set(content, at);
  const end = at + content.length;
  const padding = tarPadding(content.length);
  raw.fill(0, end, end + padding);
  return end + padding;
}

function keyOf({ volumePath, frame }: StoredChunk): string {
  return `${volumePath}:${frame}`;
}

function sizeOf({ headerBytes, content }: TaskInput<'carrySmall'>['items'][number]): number {
  return headerBytes + (content ? content.length + tarPadding(content.length) : 0);
}

/** Large files under way: what their content comes to so far. */
const hashing = new Map<number, { readonly hash: ReturnType<typeof sha256Stream>; bytes: number }>();

/**
 * The next chunks of a large file, each in a frame of its own, as it is stored where it is alone there; with the last of them
 * the whole file is compared with its size and hash. Always on the same worker.
 */
export function carryLarge({ id, chunks, end, level }: TaskInput<'carryLarge'>): TaskOutput<'carryLarge'> {
  const state = hashing.get(id) ?? { hash: sha256Stream(), bytes: 0 };
  hashing.set(id, state);
  const frames = new StoredFrames();
  const carried: FrameBytes[] = [];
  let copiedBytes = 0;
  try {
    for (const chunk of chunks) {
      const { stored, raw } = frames.frame(chunk);
      const content = contentIn(raw, chunk);
      state.hash.update(content);
      state.bytes += content.length;
      const isAlone = content.length === raw.length;
      if (isAlone) copiedBytes += content.length;
      carried.push(frameBytes(isAlone ? stored : compressFrame(content, level)));
      free(raw.buffer);
    }
    if (end) {
      hashing.delete(id);
      if (state.bytes !== end.size) throw new NotAsStored('file size');
      if (state.hash.digest() !== end.sha256) throw new NotAsStored('file hash');
    }
    return { frames: carried, copiedBytes, bytesRead: frames.bytes };
  } catch (error) {
    hashing.delete(id);
    if (!(error instanceof NotAsStored)) throw error;
    return { damaged: 0, detail: error.message };
  } finally {
    frames.close();
  }
}

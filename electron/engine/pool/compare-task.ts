import { decodeFrame, FRAME_RAW_MAX } from '../archive/index.ts';
import { EngineError, errnoOf, free } from '../base/index.ts';
import { sha256, sha256Stream } from '../chunk/index.ts';
import { otherPaths } from './any-place.ts';
import { contentIn, NotAsStored, StoredFrames } from './stored-frames.ts';
import { StoredFiles } from './stored-files.ts';
import type { FrameCheck, TaskInput, TaskOutput } from './tasks.ts';

/**
 * Decodes frames of a stored volume and compares what they hold. Names contents that are not as they should be by their
 * place among all that were asked for; a frame that cannot be read or decoded takes all of its own with it.
 */
export function compareFrames({ path, frames }: TaskInput<'compareFrames'>): TaskOutput<'compareFrames'> {
  const damaged: number[] = [];
  const files = new StoredFiles();
  let first = 0;
  let bytes = 0;
  try {
    for (const frame of frames) {
      for (const place of damagedAnywhere(path, frame, files)) damaged.push(first + place);
      bytes += frame.length;
      first += frame.contents.length;
    }
    return { damaged, bytes };
  } finally {
    files.close();
  }
}

/** What neither the volume nor a good copy of it gives as it should be. */
function damagedAnywhere(path: string, frame: FrameCheck, files: StoredFiles): number[] {
  const found = damagedAt(path, frame, files);
  if (found.length === 0) return found;
  for (const other of otherPaths(path)) if (damagedAt(other, frame, files).length === 0) return [];
  return found;
}

function damagedAt(path: string, frame: FrameCheck, files: StoredFiles): number[] {
  try {
    return damagedIn(frame, files.read(path, frame.offset, frame.length));
  } catch (error) {
    if (!(error instanceof EngineError) && errnoOf(error) === '') throw error;
    return frame.contents.map((_, place) => place);
  }
}

/** Throws EngineError for what is no frame. */
function damagedIn({ contents }: FrameCheck, stored: Buffer<ArrayBuffer>): number[] {
  const raw = decodeFrame(stored, FRAME_RAW_MAX);
  const damaged = contents.flatMap((content, place) => {
    const bytes = raw.subarray(content.at, content.at + content.length);
    return bytes.length === content.length && sha256(bytes) === content.sha256 ? [] : [place];
  });
  free(stored.buffer);
  free(raw.buffer);
  return damaged;
}

/** Large files under way: what their content comes to so far. */
const comparing = new Map<number, { readonly hash: ReturnType<typeof sha256Stream>; bytes: number }>();

/** Decodes the next chunks of a large file and compares them; with the last of them also the file's size and hash. */
export function compareLarge({ id, chunks, end }: TaskInput<'compareLarge'>): TaskOutput<'compareLarge'> {
  const state = comparing.get(id) ?? { hash: sha256Stream(), bytes: 0 };
  comparing.set(id, state);
  if (end) comparing.delete(id);
  const frames = new StoredFrames();
  try {
    for (const chunk of chunks) {
      const { stored, raw } = frames.frame(chunk);
      free(stored.buffer);
      const content = contentIn(raw, chunk);
      state.hash.update(content);
      state.bytes += content.length;
      free(raw.buffer);
    }
    const isDamaged = end !== undefined && (state.bytes !== end.size || state.hash.digest() !== end.sha256);
    return { isDamaged, bytes: frames.bytes };
  } catch (error) {
    if (!(error instanceof NotAsStored)) throw error;
    comparing.delete(id);
    return { isDamaged: true, bytes: frames.bytes };
  } finally {
    frames.close();
  }
}

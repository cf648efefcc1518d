import { decodeFrame, FRAME_RAW_MAX } from '../archive/index.ts';
import { EngineError, free } from '../base/index.ts';
import { sha256, sha256Stream } from '../chunk/index.ts';
import { DirectReader } from './direct-reader.ts';
import type { FrameCheck, TaskInput, TaskOutput } from './tasks.ts';

/** A file of which a part has been read back. */
interface Checking {
  readonly hash: ReturnType<typeof sha256Stream>;
  position: number;
}
const checking = new Map<string, Checking>();

/**
 * Reads the next frames of a flushed file back, decodes them and compares every content with the hash its file had when it
 * was read; with the last of them also the whole file's size and hash. Throws EngineError `read-back-differs`.
 */
export function check({ path, frames, end }: TaskInput<'check'>): TaskOutput<'check'> {
  const differs = (detail: string): EngineError => new EngineError('read-back-differs', { subject: path, detail });
  const state = checking.get(path) ?? { hash: sha256Stream(), position: 0 };
  checking.delete(path);
  const last = frames.at(-1);
  const to = end || !last ? undefined : last.offset + last.length;
  const reader = new DirectReader(path, state.position, to);
  try {
    for (const frame of frames) {
      if (frame.offset !== state.position) throw differs('layout');
      const stored = reader.next(frame.length);
      if (stored.length !== frame.length) throw differs('length');
      state.hash.update(stored);
      checkFrame(stored, frame, differs);
      state.position += frame.length;
    }
    if (!end) checking.set(path, state);
    else if (state.position !== end.size || reader.next(1).length !== 0 || state.hash.digest() !== end.sha256)
      throw differs('whole volume');
    return { direct: reader.direct };
  } finally {
    reader.close();
  }
}

function checkFrame(stored: Buffer, frame: FrameCheck, differs: (detail: string) => EngineError): void {
  let raw: Buffer;
  try {
    raw = decodeFrame(stored, mostOf(frame));
  } catch {
    throw differs('frame');
  }
  for (const content of frame.contents)
    if (sha256(raw.subarray(content.at, content.at + content.length)) !== content.sha256) throw differs('content');
  free(raw.buffer);
}

/** The root of a large tree is one frame, and may be longer than any that holds files. */
function mostOf({ contents }: FrameCheck): number {
  return contents.reduce((most, { at, length }) => Math.max(most, at + length), FRAME_RAW_MAX);
}

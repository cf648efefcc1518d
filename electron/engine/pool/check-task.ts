import { decodeFrame, FRAME_RAW_MAX } from '../archive/index.ts';
import { EngineError, free } from '../base/index.ts';
import { sha256, sha256Stream } from '../chunk/index.ts';
import { DirectReader } from './direct-reader.ts';
import type { FrameCheck, TaskInput, TaskOutput } from './tasks.ts';

/**
 * Reads a finished volume back, decodes every frame and compares every content with the hash its file had when it was read.
 * Throws EngineError `read-back-differs`.
 */
export function check({ path, size, sha256: expected, frames }: TaskInput<'check'>): TaskOutput<'check'> {
  const differs = (detail: string): EngineError => new EngineError('read-back-differs', { subject: path, detail });
  const reader = new DirectReader(path);
  try {
    const hash = sha256Stream();
    let position = 0;
    for (const frame of frames) {
      if (frame.offset !== position) throw differs('layout');
      const stored = reader.next(frame.length);
      if (stored.length !== frame.length) throw differs('length');
      hash.update(stored);
      let raw: Buffer;
      try {
        raw = decodeFrame(stored, mostOf(frame));
      } catch {
        throw differs('frame');
      }
      for (const content of frame.contents) {
        if (sha256(raw.subarray(content.at, content.at + content.length)) !== content.sha256) throw differs('content');
      }
      position += frame.length;
      free(raw.buffer);
    }
    if (position !== size || reader.next(1).length !== 0 || hash.digest() !== expected) throw differs('whole volume');
    return { direct: reader.direct };
  } finally {
    reader.close();
  }
}

/** The root of a large tree is one frame, and may be longer than any that holds files. */
function mostOf({ contents }: FrameCheck): number {
  return contents.reduce((most, { at, length }) => Math.max(most, at + length), FRAME_RAW_MAX);
}

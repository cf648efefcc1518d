import { decodeFrame, FRAME_RAW_MAX } from '../archive/index.ts';
import { EngineError, free } from '../base/index.ts';
import { sha256 } from '../chunk/index.ts';
import { CheckedStream, NotReadBack } from './checked-stream.ts';
import { DirectReader } from './direct-reader.ts';
import type { FrameCheck, TaskInput, TaskOutput } from './tasks.ts';

const checking = new Map<string, CheckedStream>();

/**
 * Reads the next frames of a flushed file back, opens them where they are sealed, decodes them and compares every content with
 * the hash its file had when it was read; and all of its bytes with those that were written; with the last of them also the whole file's size, and its hash where these are not there any more. Throws EngineError `read-back-differs`.
 */
export function check({ path, frames, end, sealed, written }: TaskInput<'check'>): TaskOutput<'check'> {
  const differs = (detail: string): EngineError => new EngineError('read-back-differs', { subject: path, detail });
  const stream = checking.get(path) ?? new CheckedStream(sealed, written !== undefined);
  checking.delete(path);
  const last = frames.at(-1);
  const streamEnd = last ? last.offset + last.length : stream.position;
  const reader = new DirectReader(path, stream.storedPosition, end ? undefined : stream.storedEnd(streamEnd));
  try {
    stream.readFrom(reader, end && streamEnd, written);
    for (const frame of frames) {
      if (frame.offset !== stream.position) throw differs('layout');
      const stored = stream.next(frame.length);
      if (stored.length !== frame.length) throw differs('length');
      checkFrame(stored, frame, differs);
    }
    if (!end) checking.set(path, stream);
    else if (!stream.isWhole(end)) throw differs('whole volume');
    return { direct: reader.direct };
  } catch (error) {
    throw error instanceof NotReadBack ? differs(error.message) : error;
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

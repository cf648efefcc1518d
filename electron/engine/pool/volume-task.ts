import { closeSync, openSync } from 'node:fs';
import { flush, writeFully } from '../base/index.ts';
import { sha256Stream } from '../chunk/index.ts';
import type { FrameBytes, TaskInput, TaskOutput } from './tasks.ts';

interface OpenVolume {
  readonly fd: number;
  readonly hash: ReturnType<typeof sha256Stream>;
  size: number;
  /** Since it was last flushed. */
  written: FrameBytes[];
}
let volume: OpenVolume | undefined;

/** The thread that owns the open volume. It is made new, appended to, ended once, and never opened for writing again. */
export function volumeOpen({ path, head }: TaskInput<'volumeOpen'>): null {
  volume = { fd: openSync(path, 'wx', 0o600), hash: sha256Stream(), size: 0, written: [] };
  if (head) write(volume, { buffer: Uint8Array.from(head).buffer, length: head.length });
  return null;
}

export function append({ frames }: TaskInput<'append'>): null {
  const target = volume as OpenVolume;
  for (const frame of frames) write(target, frame);
  return null;
}

function write(target: OpenVolume, frame: FrameBytes): void {
  const bytes = new Uint8Array(frame.buffer, 0, frame.length);
  target.hash.update(bytes);
  writeFully(target.fd, bytes);
  target.size += bytes.length;
  target.written.push(frame);
}

export function volumeFlush(): TaskOutput<'volumeFlush'> {
  const open = volume as OpenVolume;
  return { durable: flush(open.fd), frames: open.written.splice(0) };
}

export function volumeEnd(): TaskOutput<'volumeEnd'> {
  const { fd, hash, size, written } = volume as OpenVolume;
  volume = undefined;
  try {
    return { durable: flush(fd), size, sha256: hash.digest(), frames: written };
  } finally {
    closeSync(fd);
  }
}

export function volumeAbandon(): null {
  const open = volume;
  volume = undefined;
  if (open) closeSync(open.fd);
  return null;
}

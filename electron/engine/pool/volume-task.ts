import { closeSync, openSync } from 'node:fs';
import { flush, free, writeFully } from '../base/index.ts';
import { sha256Stream } from '../chunk/index.ts';
import type { TaskInput, TaskOutput } from './tasks.ts';

interface OpenVolume {
  readonly fd: number;
  readonly hash: ReturnType<typeof sha256Stream>;
  size: number;
}
let volume: OpenVolume | undefined;

/** The thread that owns the open volume. It is made new, appended to, ended once, and never opened for writing again. */
export function volumeOpen({ path, head }: TaskInput<'volumeOpen'>): null {
  volume = { fd: openSync(path, 'wx', 0o600), hash: sha256Stream(), size: 0 };
  if (head) write(volume, head);
  return null;
}

export function append({ frames }: TaskInput<'append'>): null {
  const target = volume as OpenVolume;
  for (const { buffer, length } of frames) {
    write(target, new Uint8Array(buffer, 0, length));
    free(buffer);
  }
  return null;
}

function write(target: OpenVolume, bytes: Uint8Array): void {
  target.hash.update(bytes);
  writeFully(target.fd, bytes);
  target.size += bytes.length;
}

export function volumeFlush(): TaskOutput<'volumeFlush'> {
  return { durable: flush((volume as OpenVolume).fd) };
}

export function volumeEnd(): TaskOutput<'volumeEnd'> {
  const { fd, hash, size } = volume as OpenVolume;
  volume = undefined;
  try {
    return { durable: flush(fd), size, sha256: hash.digest() };
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

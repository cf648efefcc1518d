import { fsPath } from '../base/index.ts';
import { openStored } from '../place/index.ts';
import { sha256Stream } from '../chunk/index.ts';
import type { TaskInput, TaskOutput } from './tasks.ts';

const BLOCK_BYTES = 1024 * 1024;
type Hash = ReturnType<typeof sha256Stream>;
/** Files of which stretches have been read, by path. */
const hashing = new Map<string, Hash>();
/** Files that another thread cuts. */
const whole = new Map<number, Hash>();

export function hashFile({ path }: TaskInput<'hashFile'>): TaskOutput<'hashFile'> {
  const hash = sha256Stream();
  read({ path, from: 0, length: Number.POSITIVE_INFINITY }, hash);
  return { sha256: hash.digest() };
}

/** Gives fewer bytes than asked for, and the hash of all, where the file has ended. */
export function hashStretch(stretch: TaskInput<'hashStretch'>): TaskOutput<'hashStretch'> {
  const { path, from, length } = stretch;
  const hash = (from > 0 && hashing.get(path)) || sha256Stream();
  hashing.delete(path);
  const bytes = read(stretch, hash);
  if (bytes < length) return { bytes, sha256: hash.digest() };
  hashing.set(path, hash);
  return { bytes };
}

export function hashWhole({ id, slice, length, isLast }: TaskInput<'hashWhole'>): TaskOutput<'hashWhole'> {
  const hash = whole.get(id) ?? sha256Stream();
  whole.set(id, hash);
  hash.update(new Uint8Array(slice, 0, length));
  if (!isLast) return { slice };
  whole.delete(id);
  return { slice, sha256: hash.digest() };
}

export function hashStop({ id }: TaskInput<'hashStop'>): TaskOutput<'hashStop'> {
  whole.delete(id);
  return null;
}

function read({ path, from, length }: TaskInput<'hashStretch'>, hash: Hash): number {
  const file = openStored(fsPath(path));
  try {
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    let done = 0;
    while (done < length) {
      const wanted = Math.min(block.length, length - done);
      const got = file.read(block.subarray(0, wanted), from + done);
      hash.update(block.subarray(0, got));
      done += got;
      if (got < wanted) break;
    }
    return done;
  } finally {
    file.close();
  }
}

import {
  closeSync,
  constants,
  existsSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { errnoOf } from './engine-error.ts';

/**
 * So much is written at once: for more, Linux looks for pages of 2 MiB in one piece, and where memory has been in use for a while it
 * tidies up first, for longer than the writing takes (256 MiB: 0.08 s with pieces of 1 MiB, 0.3-0.9 s with 4 MiB).
 */
export const WRITE_BYTES = 1024 * 1024;

/** Writes every byte: a full disk answers with one short write before it says so. Throws what `write` throws. */
export function writeFully(fd: number, bytes: Uint8Array, position: number | null = null): void {
  let done = 0;
  while (done < bytes.length) {
    const written = writeSync(
      fd,
      bytes,
      done,
      Math.min(WRITE_BYTES, bytes.length - done),
      position === null ? null : position + done,
    );
    if (written === 0) throw Object.assign(new Error('write made no progress'), { code: 'EIO' });
    done += written;
  }
}

/** Reads up to `length` bytes; less only at the end of the file. */
export function readFully(
  fd: number,
  target: Uint8Array,
  offset: number,
  length: number,
  position: number | null,
): number {
  let done = 0;
  while (done < length) {
    const read = readSync(fd, target, offset + done, length - done, position === null ? null : position + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

/** Bytes of a whole small file. Throws if it is larger than `maxBytes`, so that a planted giant cannot fill the memory. */
export function readSmallFile(path: string, maxBytes: number): Buffer {
  const fd = openSync(path, constants.O_RDONLY);
  try {
    const size = fstatSync(fd).size;
    if (size > maxBytes) throw Object.assign(new Error('file too large'), { code: 'EFBIG' });
    const bytes = Buffer.allocUnsafe(size);
    return bytes.subarray(0, readFully(fd, bytes, 0, size, 0));
  } finally {
    closeSync(fd);
  }
}

/**
 * Makes a new file durable: written whole under a temporary name, flushed, closed, and only then renamed, so that a torn one
 * never has the right name. Never replaces a file. Answers false where the place does not confirm the flush.
 * A failed flush is never tried again on the same data. `temporaryName` is for places where others may write the same file.
 */
export function writeNewFile(path: string, bytes: Uint8Array, temporaryName = `${basename(path)}.part`): boolean {
  const temporary = join(dirname(path), temporaryName);
  try {
    const fd = openSync(temporary, 'w', 0o600);
    let durable: boolean;
    try {
      writeFully(fd, bytes);
      durable = flush(fd);
    } finally {
      closeSync(fd);
    }
    if (existsSync(path)) throw Object.assign(new Error('a file of this name is there'), { code: 'EEXIST' });
    renameSync(temporary, path);
    return durable;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

const NOT_SUPPORTED = ['EINVAL', 'ENOTSUP', 'ENOSYS', 'EPERM', 'ENOENT', 'EOPNOTSUPP'];

/** fsync. True if confirmed, false where the file system has no such call; any other error is thrown. */
export function flush(fd: number): boolean {
  try {
    fsyncSync(fd);
    return true;
  } catch (error) {
    if (NOT_SUPPORTED.includes(errnoOf(error))) return false;
    throw error;
  }
}

const fdatasyncLater = promisify(fdatasync);

/** Has what is written by now go to the disk while more is made. Says nothing of durability, for which there is `flush`; fails as that does. */
export async function flushAhead(fd: number): Promise<void> {
  try {
    await fdatasyncLater(fd);
  } catch (error) {
    if (!NOT_SUPPORTED.includes(errnoOf(error))) throw error;
  }
}

/** Makes names in a folder durable. Windows has no such call for folders and orders names by its own journal. */
export function flushFolder(path: string): boolean {
  if (process.platform === 'win32') return true;
  const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    return flush(fd);
  } finally {
    closeSync(fd);
  }
}

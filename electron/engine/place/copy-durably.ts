import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, renameSync, rmSync, write as writeToFile } from 'node:fs';
import { setImmediate as turnOver } from 'node:timers/promises';
import { promisify } from 'node:util';
import { flush, flushAhead, randomId, readFully, WRITE_BYTES } from '../base/index.ts';
import type { SentFile } from './place-contract.ts';
import { placeError } from './place-fault.ts';

const write = promisify(writeToFile);
const FLUSH_AHEAD_BYTES = 16 * 1024 * 1024;

/**
 * Copies a file under a temporary name and gives it its own only when it is whole, flushed, and as its hash says. Answers whether the
 * flush was confirmed. Throws EEXIST, EPROTO where the source is not what it was said to be, ECANCELED, and what the system throws.
 */
export async function copyDurably(file: SentFile, path: string, signal?: AbortSignal): Promise<boolean> {
  const temporary = `${path}.${randomId()}.part`;
  const source = openSync(file.path, 'r');
  try {
    const target = openSync(temporary, 'w', 0o600);
    let flushed: boolean;
    try {
      await copy(source, target, file, signal);
      flushed = flush(target);
    } finally {
      closeSync(target);
    }
    if (existsSync(path)) throw placeError('EEXIST', path);
    renameSync(temporary, path);
    return flushed;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(source);
  }
}

/** While one block is written the next is read and hashed, and what was written earlier goes to the disk. */
async function copy(source: number, target: number, file: SentFile, signal?: AbortSignal): Promise<void> {
  const hash = createHash('sha256');
  const length = Math.min(WRITE_BYTES, file.size || 1);
  const blocks = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)] as const;
  let [writing, flushing] = [Promise.resolve(), Promise.resolve()];
  let [done, flushed] = [0, 0];
  try {
    for (let turn = 0; ; turn = 1 - turn) {
      if (signal?.aborted) throw placeError('ECANCELED', file.path);
      const block = turn === 0 ? blocks[0] : blocks[1];
      const read = readFully(source, block, 0, length, null);
      if (read === 0) break;
      const bytes = block.subarray(0, read);
      hash.update(bytes);
      await writing;
      if (done > 0) file.onProgress?.(done);
      if (done - flushed >= FLUSH_AHEAD_BYTES) {
        await flushing;
        flushing = beside(flushAhead(target));
        flushed = done;
      }
      done += read;
      writing = beside(writeLater(target, bytes));
      await turnOver();
    }
  } finally {
    // The file is closed next.
    await Promise.allSettled([writing, flushing]);
  }
  await writing;
  await flushing;
  file.onProgress?.(done);
  if (done !== file.size || hash.digest('hex') !== file.sha256) throw placeError('EPROTO', `${file.path} has changed`);
}

/** How it ended is told to whoever waits for it. */
function beside(work: Promise<void>): Promise<void> {
  work.catch(() => undefined);
  return work;
}

async function writeLater(fd: number, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await write(fd, bytes, at, bytes.length - at);
    if (bytesWritten === 0) throw Object.assign(new Error('write made no progress'), { code: 'EIO' });
    at += bytesWritten;
  }
}

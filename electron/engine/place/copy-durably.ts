import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { flush, randomId, readFully, writeFully } from '../base/index.ts';
import type { SentFile } from './place-contract.ts';
import { placeError } from './place-fault.ts';

const BLOCK_BYTES = 4 * 1024 * 1024;

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

async function copy(source: number, target: number, file: SentFile, signal?: AbortSignal): Promise<void> {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, file.size || 1));
  let done = 0;
  for (;;) {
    if (signal?.aborted) throw placeError('ECANCELED', file.path);
    const read = readFully(source, block, 0, block.length, null);
    if (read === 0) break;
    const bytes = block.subarray(0, read);
    hash.update(bytes);
    writeFully(target, bytes);
    done += read;
    file.onProgress?.(done);
    await turn();
  }
  if (done !== file.size || hash.digest('hex') !== file.sha256) throw placeError('EPROTO', `${file.path} has changed`);
}

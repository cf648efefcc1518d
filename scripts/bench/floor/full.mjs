import { closeSync, fsync, openSync, readdirSync, readFileSync, readSync, writeSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { share } from './threads.mjs';

/**
 * The floor: what a full backup with all checks cannot do without, and nothing else. It reads every file, hashes it, compresses batches of
 * 2 MiB, writes them, flushes every 128 MiB beside that, reads them back, decodes them and compares the hashes, on as many threads as the engine uses. No listing, no
 * tar, no order, no database, no change detection.     node full.mjs TREE FOLDER
 */
const BATCH_BYTES = 2 * 1024 * 1024;
const VOLUME_BYTES = 128 * 1024 * 1024;
const LEVEL = 1;
const FILES_PER_TASK = 64;

if (isMainThread) await lead(process.argv[2], process.argv[3]);
else follow(workerData);

async function lead(tree, out) {
  const files = readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const tasks = [];
  for (let at = 0; at < files.length; at += FILES_PER_TASK) tasks.push(files.slice(at, at + FILES_PER_TASK));
  await share(new URL(import.meta.url), tasks, (n) => join(out, `floor-${n}`));
}

/** A worker: its volumes are flushed while it goes on with the next, and looked at once that is done. */
function follow(path) {
  let number = 0;
  let volume = newVolume(path, number);
  let batch = newBatch();
  const end = (full) => fsync(full.fd, (error) => check(full, error));
  parentPort.on('message', (files) => {
    if (!files) {
      if (batch.bytes > 0) write(volume, batch);
      end(volume);
      parentPort.close();
      return;
    }
    for (const file of files) {
      const bytes = readFileSync(file);
      batch.pieces.push(bytes);
      batch.sizes.push(bytes.length);
      batch.hashes.push(hash(bytes));
      batch.bytes += bytes.length;
      if (batch.bytes < BATCH_BYTES) continue;
      write(volume, batch);
      batch = newBatch();
      if (volume.at < VOLUME_BYTES) continue;
      end(volume);
      volume = newVolume(path, ++number);
    }
    parentPort.postMessage('more');
  });
  parentPort.postMessage('more');
}

function newVolume(path, number) {
  return { fd: openSync(`${path}-${number}`, 'w+'), at: 0, frames: [] };
}

function newBatch() {
  return { pieces: [], sizes: [], hashes: [], bytes: 0 };
}

function hash(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function write(volume, { pieces, sizes, hashes }) {
  const raw = Buffer.concat(pieces);
  const params = { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 };
  const frame = zstdCompressSync(raw, { chunkSize: raw.length + (raw.length >>> 8) + 1024, params });
  writeSync(volume.fd, frame);
  volume.frames.push({ at: volume.at, length: frame.length, raw: raw.length, sizes, hashes });
  volume.at += frame.length;
}

function check({ fd, frames }, error) {
  if (error) throw error;
  for (const { at, length, raw, sizes, hashes } of frames) {
    const frame = Buffer.allocUnsafe(length);
    readSync(fd, frame, 0, length, at);
    const decoded = zstdDecompressSync(frame, { chunkSize: Math.max(64, raw + 64) });
    let from = 0;
    for (const [i, size] of sizes.entries()) {
      if (hash(decoded.subarray(from, from + size)) !== hashes[i]) throw new Error('read-back differs');
      from += size;
    }
  }
  closeSync(fd);
}

import { closeSync, fsync, openSync, readdirSync, readFileSync, readSync, writeSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/**
 * The floor: what a full backup with all checks cannot do without, and nothing else. It reads every file, hashes it, compresses batches of
 * 2 MiB, writes them, flushes every 128 MiB beside that, reads them back, decodes them and compares the hashes, on as many threads as the engine uses. No listing, no
 * tar, no order, no database, no change detection.     node floor.mjs TREE FOLDER
 */
const THREADS_MAX = 8;
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
  let next = 0;
  const one = (n) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: join(out, `floor-${n}`) });
      worker.on('error', reject);
      worker.on('exit', resolve);
      worker.on('message', () => {
        worker.postMessage(files.slice(next, next + FILES_PER_TASK));
        next += FILES_PER_TASK;
      });
    });
  const threads = Math.min(THREADS_MAX, availableParallelism());
  await Promise.all(Array.from({ length: threads }, (_, n) => one(n)));
}

/** A worker: its volumes are flushed while it goes on with the next, and looked at once that is done. */
function follow(path) {
  let number = 0;
  let volume = newVolume(path, number);
  let batch = newBatch();
  const end = (full) => fsync(full.fd, (error) => check(full, error));
  parentPort.on('message', (files) => {
    if (files.length === 0) {
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

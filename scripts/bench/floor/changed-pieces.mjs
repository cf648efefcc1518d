import { createHash, hash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/**
 * The floor of a backup of a large file that has changed a little: it is read once, each piece of 512 KiB is hashed, and the whole file by another thread beside that. A
 * piece with another hash than the last time is compressed, written, flushed, read back, decoded and compared. No cut points, no listing of files, no database.
 * What the pieces were is kept in LIST.     node changed-pieces.mjs FILE LIST
 */
const SLICE_BYTES = 8 * 1024 * 1024;
const PIECE_BYTES = 512 * 1024;
const SLICES = 4;
const LEVEL = 1;

if (isMainThread) await lead(process.argv[2], process.argv[3]);
else follow(workerData);

async function lead(path, list) {
  const before = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  const slices = Array.from({ length: SLICES }, () => new SharedArrayBuffer(SLICE_BYTES));
  /** How many slices the other thread has done. */
  const done = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(import.meta.url), { workerData: { slices, done, out: `${list}.frames` } });
  const ended = new Promise((resolve, reject) => worker.on('error', reject).on('exit', resolve));
  const pieces = [];
  const fd = openSync(path, 'r');
  for (let n = 0; ; n++) {
    for (let seen = Atomics.load(done, 0); seen <= n - SLICES; seen = Atomics.load(done, 0))
      Atomics.wait(done, 0, seen);
    const slice = Buffer.from(slices[n % SLICES]);
    const length = readSync(fd, slice);
    const frames = [];
    for (let at = 0; at < length; at += PIECE_BYTES) {
      const piece = slice.subarray(at, Math.min(length, at + PIECE_BYTES));
      const sha256 = hash('sha256', piece);
      if (before[pieces.length] !== sha256) frames.push({ raw: piece.length, sha256, frame: compress(piece) });
      pieces.push(sha256);
    }
    worker.postMessage({ slice: n % SLICES, length, frames });
    if (length === 0) break;
  }
  closeSync(fd);
  await ended;
  writeFileSync(list, JSON.stringify(pieces));
}

function compress(piece) {
  const params = { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 };
  return zstdCompressSync(piece, { chunkSize: piece.length + (piece.length >>> 8) + 1024, params });
}

function follow({ slices, done, out }) {
  const whole = createHash('sha256');
  const written = [];
  const fd = openSync(out, 'w+');
  let at = 0;
  parentPort.on('message', ({ slice, length, frames }) => {
    for (const { frame, ...about } of frames) {
      writeSync(fd, frame);
      written.push({ ...about, at, length: frame.length });
      at += frame.length;
    }
    if (length === 0) {
      whole.digest();
      fsyncSync(fd);
      for (const each of written) check(fd, each);
      closeSync(fd);
      parentPort.close();
      return;
    }
    whole.update(Buffer.from(slices[slice]).subarray(0, length));
    Atomics.add(done, 0, 1);
    Atomics.notify(done, 0);
  });
}

function check(fd, { at, length, raw, sha256 }) {
  const frame = Buffer.allocUnsafe(length);
  readSync(fd, frame, 0, length, at);
  const decoded = zstdDecompressSync(frame, { chunkSize: raw + 64 });
  if (hash('sha256', decoded) !== sha256) throw new Error('read-back differs');
}

import { createHash, hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/**
 * The floor of a backup of a large file that has changed a little: it is read once, each piece of 512 KiB is hashed, and the whole file by another thread beside
 * that. No cut points, nothing stored.     node hash-twice.mjs FILE
 */
const SLICE_BYTES = 8 * 1024 * 1024;
const PIECE_BYTES = 512 * 1024;
const SLICES = 4;

if (isMainThread) await lead(process.argv[2]);
else follow(workerData);

async function lead(path) {
  const slices = Array.from({ length: SLICES }, () => new SharedArrayBuffer(SLICE_BYTES));
  /** How many slices the other thread has done. */
  const done = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(import.meta.url), { workerData: { slices, done } });
  const ended = new Promise((resolve, reject) => worker.on('error', reject).on('exit', resolve));
  const fd = openSync(path, 'r');
  for (let n = 0; ; n++) {
    for (let seen = Atomics.load(done, 0); seen <= n - SLICES; seen = Atomics.load(done, 0))
      Atomics.wait(done, 0, seen);
    const slice = Buffer.from(slices[n % SLICES]);
    const length = readSync(fd, slice);
    worker.postMessage({ slice: n % SLICES, length });
    if (length === 0) break;
    for (let at = 0; at < length; at += PIECE_BYTES)
      hash('sha256', slice.subarray(at, Math.min(length, at + PIECE_BYTES)));
  }
  closeSync(fd);
  await ended;
}

function follow({ slices, done }) {
  const whole = createHash('sha256');
  parentPort.on('message', ({ slice, length }) => {
    if (length === 0) {
      whole.digest();
      parentPort.close();
      return;
    }
    whole.update(Buffer.from(slices[slice]).subarray(0, length));
    Atomics.add(done, 0, 1);
    Atomics.notify(done, 0);
  });
}

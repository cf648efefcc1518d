import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { zstdDecompressSync } from 'node:zlib';
import { share } from './threads.mjs';

/**
 * The floor of a deep verification: every frame of an archive is read and decoded, every file in it hashed and compared. With TO that of a restore: each file is then
 * written under a temporary name, given its time and mode, and renamed. No listing, no order, no journal, no database.     node read.mjs ARCHIVE [TO]
 */
if (isMainThread) await lead(process.argv[2], process.argv[3]);
else follow(workerData);

async function lead(archive, to) {
  const frames = JSON.parse(readFileSync(join(archive, 'frames.json'), 'utf8'));
  if (to) {
    const folders = new Set(frames.flatMap(({ files }) => files.map(({ path }) => dirname(path))));
    for (const each of folders) mkdirSync(join(to, each), { recursive: true });
  }
  await share(new URL(import.meta.url), frames, () => ({ archive, to }));
}

function follow({ archive, to }) {
  const volume = openSync(join(archive, 'volume'), 'r');
  parentPort.on('message', (frame) => {
    if (!frame) {
      closeSync(volume);
      parentPort.close();
      return;
    }
    const stored = Buffer.allocUnsafe(frame.length);
    readSync(volume, stored, 0, frame.length, frame.at);
    const decoded = zstdDecompressSync(stored, { chunkSize: Math.max(64, frame.raw + 64) });
    let from = 0;
    for (const file of frame.files) {
      const bytes = decoded.subarray(from, from + file.size);
      from += file.size;
      if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) throw new Error(`${file.path} differs`);
      if (to) give(join(to, file.path), bytes, file);
    }
    parentPort.postMessage('more');
  });
  parentPort.postMessage('more');
}

function give(path, bytes, { mode, mtime }) {
  const temporary = `${path}.part`;
  const fd = openSync(temporary, 'wx', 0o600);
  writeSync(fd, bytes);
  closeSync(fd);
  chmodSync(temporary, mode);
  utimesSync(temporary, mtime, mtime);
  renameSync(temporary, path);
}

import { createHash } from 'node:crypto';
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { constants, zstdCompressSync } from 'node:zlib';

/** What `read.mjs` reads: frames of small files, one behind the other, and a list of them. Not measured.     node archive.mjs TREE FOLDER */
const BATCH_BYTES = 2 * 1024 * 1024;
const [tree, folder] = process.argv.slice(2);

mkdirSync(folder, { recursive: true });
const volume = openSync(join(folder, 'volume'), 'w');
const frames = [];
let at = 0;
let batch = { pieces: [], files: [], bytes: 0 };
for (const entry of readdirSync(tree, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath, entry.name);
  const bytes = readFileSync(path);
  const { mode, mtimeMs } = lstatSync(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  batch.files.push({
    path: relative(tree, path),
    size: bytes.length,
    mode: mode & 0o777,
    mtime: mtimeMs / 1000,
    sha256,
  });
  batch.pieces.push(bytes);
  batch.bytes += bytes.length;
  if (batch.bytes >= BATCH_BYTES) put();
}
if (batch.bytes > 0) put();
closeSync(volume);
writeFileSync(join(folder, 'frames.json'), JSON.stringify(frames));

function put() {
  const frame = zstdCompressSync(Buffer.concat(batch.pieces), { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  writeSync(volume, frame);
  frames.push({ at, length: frame.length, raw: batch.bytes, files: batch.files });
  at += frame.length;
  batch = { pieces: [], files: [], bytes: 0 };
}

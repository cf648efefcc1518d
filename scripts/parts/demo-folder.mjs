import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join, relative } from 'node:path';

const words = 'branch ledger teller receipt invoice payment balance transfer customer audit'.split(' ');
const text = (seed, lines) =>
  Array.from(
    { length: lines },
    (_, line) => `${seed};${line};${words[(seed * 7 + line * 3) % words.length]};${(seed * line) % 9973}\n`,
  ).join('');

function writeLarge(path, megabytes) {
  const file = openSync(path, 'w');
  for (let piece = 0; piece < megabytes; piece += 1) {
    // Half of it compresses and half does not, as in most databases.
    writeSync(file, piece % 2 === 0 ? randomBytes(1 << 20) : Buffer.from(text(piece, 40_000)).subarray(0, 1 << 20));
  }
  closeSync(file);
}

/** A branch office in small: a few hundred files, names and sizes as people have them, three of them large. */
export function makeFolder(folder) {
  for (let month = 1; month <= 12; month += 1) {
    const place = join(folder, 'Accounts', `2025-${String(month).padStart(2, '0')}`);
    mkdirSync(place, { recursive: true });
    for (let day = 1; day <= 25; day += 1)
      writeFileSync(join(place, `receipts ${day}.csv`), text(month * 31 + day, day * 40));
  }
  const letters = join(folder, 'Letters', '合同', 'Übersicht & Pläne');
  mkdirSync(letters, { recursive: true });
  for (let number = 1; number <= 60; number += 1)
    writeFileSync(join(letters, `字 ${number}.txt`), text(number, number));
  mkdirSync(join(folder, 'Empty folder'));
  writeFileSync(join(folder, 'empty file'), '');
  writeLarge(join(folder, 'till.db'), 48);
  writeLarge(join(folder, 'Letters', 'scan.tif'), 20);
  writeLarge(join(folder, 'archive.bin'), 9);
  if (process.platform !== 'win32') symlinkSync('Accounts/2025-01', join(folder, 'newest'));
}

/** A morning's work: new, changed, grown, moved and deleted files, and a few pages inside the large one. */
export function changeFolder(folder, round) {
  const day = join(folder, 'Accounts', `2026-0${round}`);
  mkdirSync(day);
  for (let number = 1; number <= 10; number += 1)
    writeFileSync(join(day, `new ${number}.csv`), text(round * 500 + number, 300));
  appendFileSync(join(folder, 'Accounts', '2025-03', `receipts ${round}.csv`), text(round, 20));
  rmSync(join(folder, 'Accounts', '2025-05', `receipts ${round}.csv`));
  renameSync(
    join(folder, 'Letters', '合同', 'Übersicht & Pläne', `字 ${round}.txt`),
    join(folder, 'Letters', `moved ${round}.txt`),
  );
  const database = openSync(join(folder, 'till.db'), 'r+');
  writeSync(database, randomBytes(8192), 0, 8192, round * 5_000_000);
  closeSync(database);
  truncateSync(join(folder, 'archive.bin'), statSync(join(folder, 'archive.bin')).size - 1000);
}

function describe(path) {
  const stat = lstatSync(path, { bigint: true });
  if (stat.isDirectory()) return 'folder';
  if (stat.isSymbolicLink()) return `link to ${readlinkSync(path)}`;
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
  // A restore gives times back to the microsecond.
  return `${stat.size} bytes of ${stat.mtimeNs / 1000n} us: ${hash}`;
}

/** Every entry of a folder with its size, time and SHA-256, to compare a restore with later. */
export function listing(folder) {
  const names = new Map();
  const visit = (path) => {
    names.set(relative(folder, path), describe(path));
    if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
  };
  visit(folder);
  return names;
}

/** Names of all that is in one of the two listings and not the same in the other; and how many were compared. */
export function differences(left, right) {
  const names = new Set([...left.keys(), ...right.keys()]);
  return { count: names.size, names: [...names].filter((name) => left.get(name) !== right.get(name)).sort() };
}

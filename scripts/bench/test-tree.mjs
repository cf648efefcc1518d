import { createCipheriv } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What is measured on is made here, the same for the same seed, so that anybody can repeat a measurement. Three kinds of content: `text` (words of a vocabulary
 * of 4096, the frequent ones more often), `source` (the same with keywords, indents and punctuation), `random` (AES in counter mode:
 * what is already compressed or encrypted). No piece is copied from another, so that nothing is found twice by anybody.
 */
const MIX = ['source', 'text', 'source', 'random', 'text', 'source', 'text', 'source', 'random', 'source'];
const EXTENSIONS = { source: '.ts', text: '.txt', random: '.jpg' };
const FILES_PER_FOLDER = 100;
const FOLDERS_PER_FOLDER = 20;
const SMALL_MAX = 1_000_000;

export class Dice {
  #state;

  constructor(seed) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1;
  }

  /** xorshift32: 0 to 2^32 - 1. */
  next() {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state;
  }

  below(limit) {
    return Math.floor((this.next() / 2 ** 32) * limit);
  }
}

function vocabulary(seed, letters, ends) {
  const dice = new Dice(seed);
  return Array.from({ length: 4096 }, () => {
    const length = 2 + dice.below(9);
    const word = Array.from({ length }, () => letters[dice.below(letters.length)]).join('');
    return Buffer.from(word + ends[dice.below(ends.length)], 'latin1');
  });
}

const LETTERS = 'eeeeettttaaaoooiiinnnssshhrrddlcumwfgypbvk';
const VOCABULARIES = {
  text: vocabulary(1, LETTERS, [' ', ' ', ' ', ' ', ' ', ', ', '. ', '.\n']),
  source: vocabulary(2, LETTERS, ['(', ');\n  ', ' = ', '.', ', ', ' {\n    ', ';\n  ', '\n}\n\n', ': ', ' => ']),
};

/** Bytes of one kind. */
export function content(kind, length, dice) {
  if (kind === 'random') {
    const key = Buffer.alloc(16);
    for (let i = 0; i < 4; i++) key.writeUInt32LE(dice.next(), i * 4);
    return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length));
  }
  const words = VOCABULARIES[kind];
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; ) {
    const share = dice.next() / 2 ** 32;
    at += words[Math.floor(share * share * words.length)].copy(bytes, at);
  }
  return bytes;
}

/** A folder of small files of an average size; sizes fall off exponentially. */
export function makeTree(folder, { files, bytes, seed }) {
  const dice = new Dice(seed);
  const mean = bytes / files;
  let made = 0;
  for (let i = 0; i < files; i++) {
    const inner = Math.floor(i / FILES_PER_FOLDER);
    const place = join(folder, `part-${Math.floor(inner / FOLDERS_PER_FOLDER)}`, `folder-${inner}`);
    if (i % FILES_PER_FOLDER === 0) mkdirSync(place, { recursive: true });
    const kind = MIX[dice.below(MIX.length)];
    const size = Math.min(SMALL_MAX, Math.floor(-Math.log(1 - dice.next() / 2 ** 32) * mean));
    writeFileSync(join(place, `file-${i}${EXTENSIONS[kind]}`), content(kind, size, dice));
    made += size;
  }
  return { files, bytes: made };
}

/** One large file: stretches of 64 KiB to 2 MiB of all kinds in turn. */
export function makeMixedFile(path, { bytes, seed }) {
  const dice = new Dice(seed);
  mkdirSync(dirname(path), { recursive: true });
  const fd = openSync(path, 'w');
  for (let at = 0, stretch = 0; at < bytes; stretch++) {
    const length = Math.min(bytes - at, 65_536 + dice.below(2 * 1024 * 1024 - 65_536));
    at += writeSync(fd, content(MIX[stretch % MIX.length], length, dice));
  }
  closeSync(fd);
}

/** Overwrites pages of 4 KiB here and there, as a database does. */
export function editInPlace(path, { edits, seed }) {
  const dice = new Dice(seed);
  const pages = Math.floor(statSync(path).size / 4096);
  const fd = openSync(path, 'r+');
  for (let i = 0; i < edits; i++) writeSync(fd, content('random', 4096, dice), 0, 4096, dice.below(pages) * 4096);
  closeSync(fd);
}

export function insertInFront(path, { bytes, seed }) {
  const old = readFileSync(path);
  writeFileSync(path, Buffer.concat([content('text', bytes, new Dice(seed)), old]));
}

/** A day of work: one file in a hundred grows by a line, one in five hundred is new, one in a thousand goes. */
export function changeTree(folder, { round, seed }) {
  const dice = new Dice(seed + round);
  const files = filesIn(folder);
  for (let i = round; i < files.length; i += 100) appendFileSync(files[i], `changed in round ${round}\n`);
  for (let i = round + 50; i < files.length; i += 500) {
    writeFileSync(`${files[i]}.new-${round}`, content('text', 20_000, dice));
  }
  for (let i = round + 70; i < files.length; i += 1000) rmSync(files[i]);
}

/** In the same order for the same tree. */
export function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Reads all files below a folder, so that whoever comes next finds them in the page cache, the first in turn as well as the last. */
export function readThrough(folder) {
  const memory = Buffer.allocUnsafe(1024 * 1024);
  for (const path of filesIn(folder)) {
    const fd = openSync(path, 'r');
    while (readSync(fd, memory) > 0);
    closeSync(fd);
  }
}

/** Sum of the sizes of all files below a folder. */
export function bytesIn(folder) {
  return filesIn(folder).reduce((sum, path) => sum + statSync(path).size, 0);
}

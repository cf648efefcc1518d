import {
  chmodSync,
  closeSync,
  ftruncateSync,
  lchownSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import type { Prng } from './prng.ts';
import { randomName } from './random-names.ts';
import { namesIn, onDisk, type RawName, raw } from './raw-name.ts';

/** What a tree is made of; `contents` remembers some contents, so that they come again elsewhere. */
export interface TreeMaker {
  readonly prng: Prng;
  readonly root: RawName;
  readonly contents: Buffer[];
  readonly entries: number;
}

const IS_ROOT = process.getuid?.() === 0;
const SPARSE_BYTES = 6 * 1024 * 1024;

/** Makes a folder full of what a disk may hold, the same for the same seed. */
export function makeTree(prng: Prng, folder: string, entries: number): TreeMaker {
  const maker: TreeMaker = { prng, root: raw(folder), contents: [], entries };
  mkdirSync(folder, { recursive: true });
  const folders = [maker.root];
  const files: RawName[] = [];
  for (let i = 0; i < entries; i++) {
    const parent = prng.pick(folders);
    const at = `${parent}/${freeName(prng, parent)}`;
    const roll = prng.next();
    if (at.length > 3500) continue;
    if (roll < 0.2) folders.push(makeFolder(maker, at));
    else if (roll < 0.28) makeLink(maker, at);
    else if (roll < 0.34 && files.length > 0) linkSync(onDisk(prng.pick(files)), onDisk(at));
    else files.push(makeFile(maker, at));
  }
  folders.push(makeDeep(maker));
  for (const at of folders.toReversed()) setAttributes(maker, at, 'folder');
  return maker;
}

export function freeName(prng: Prng, parent: RawName): RawName {
  return randomName(prng, new Set(namesIn(parent)));
}

export function makeFolder(_: TreeMaker, at: RawName): RawName {
  mkdirSync(onDisk(at));
  return at;
}

/** A chain of folders until the path is longer than old programs can bear. */
function makeDeep(maker: TreeMaker): RawName {
  const { prng, root } = maker;
  let at = `${root}/${freeName(prng, root)}`;
  mkdirSync(onDisk(at));
  const levels = prng.int(3, 9);
  for (let i = 0; i < levels; i++) {
    const next = `${at}/${'deep'.repeat(prng.int(1, 25))}${i}`;
    if (next.length > 2500) break;
    mkdirSync(onDisk(next));
    at = next;
  }
  makeFile(maker, `${at}/bottom`);
  return at;
}

export function makeFile(maker: TreeMaker, at: RawName): RawName {
  const { prng } = maker;
  if (prng.chance(0.04)) makeSparse(prng, at);
  else writeFileSync(onDisk(at), contentFor(maker), { flag: 'wx' });
  return setAttributes(maker, at, 'file');
}

export function makeLink(maker: TreeMaker, at: RawName): RawName {
  const { prng } = maker;
  const targets = ['nowhere', '/etc/passwd', '../..', '.', raw('链接'), '\xff\xfe', 'x'.repeat(prng.int(1, 1000)), '/'];
  symlinkSync(onDisk(prng.pick(targets)), onDisk(at));
  return setAttributes(maker, at, 'link');
}

function makeSparse(prng: Prng, at: RawName): void {
  const fd = openSync(onDisk(at), 'wx');
  try {
    const places = prng.int(0, 3);
    for (let i = 0; i < places; i++) writeSync(fd, prng.bytes(100), 0, 100, prng.int(0, SPARSE_BYTES - 100));
    ftruncateSync(fd, prng.int(1, 2) * SPARSE_BYTES - prng.int(0, 4096));
  } finally {
    closeSync(fd);
  }
}

/** Mostly small, sometimes empty, sometimes large enough to be cut; now and then something that was there before. */
export function contentFor({ prng, contents }: TreeMaker): Buffer {
  if (contents.length > 0 && prng.chance(0.2)) return prng.pick(contents);
  const roll = prng.next();
  const dull = prng.chance(0.5);
  let content: Buffer;
  if (roll < 0.1) content = Buffer.alloc(0);
  else if (roll < 0.7) content = prng.bytes(prng.int(1, 3000), dull);
  else if (roll < 0.93) content = prng.bytes(prng.int(3000, 100_000), dull);
  else if (roll < 0.96) content = prng.bytes(1024 * 1024 + prng.int(-2, 2), dull);
  else content = prng.bytes(prng.int(1024 * 1024, 4 * 1024 * 1024), dull);
  if (prng.chance(0.4)) contents.push(content);
  return content;
}

/** Modes, owners where we may set them, and times of every age; the time of a folder must be set last. */
export function setAttributes({ prng }: TreeMaker, at: RawName, kind: 'file' | 'folder' | 'link'): RawName {
  const path = onDisk(at);
  if (IS_ROOT && prng.chance(0.3)) lchownSync(path, prng.int(0, 70_000), prng.pick([0, 100, 65_534, 3_000_000]));
  if (kind === 'file') chmodSync(path, prng.pick([0o644, 0o600, 0o755, 0o444, 0o000, 0o4755, 0o1666]));
  if (kind === 'folder') chmodSync(path, prng.pick([0o755, 0o700, 0o750, 0o1777, 0o2775]));
  const time = randomTime(prng);
  lutimesSync(path, time, time);
  return at;
}

/** From 1902 to 2100; a string reaches the system as it is, where a negative number would become "now". */
function randomTime(prng: Prng): string {
  const seconds = prng.pick([
    prng.int(1_500_000_000, 1_760_000_000),
    prng.int(1_500_000_000, 1_760_000_000),
    prng.int(-2_000_000_000, -1),
    0,
    prng.int(2_150_000_000, 4_100_000_000),
  ]);
  return String(seconds + prng.int(0, 999_999_999) / 1e9);
}

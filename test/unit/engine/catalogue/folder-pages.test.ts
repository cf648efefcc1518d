import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../../../electron/engine/archive/index.ts';
import { comparePaths, type RawPath, rawFromBytes, rawFromText } from '../../../../electron/engine/base/index.ts';
import { CacheDatabase, Catalogue, FolderPages, PointTree } from '../../../../electron/engine/catalogue/index.ts';
import { chunkRef, dirEntry, fileEntry, SET_A } from '../../../format/sample-entries.ts';
import { addPoint } from '../../../support/point-in-catalogue.ts';

let place: string;
let catalogue: Catalogue;
let pages: FolderPages;

const ALL = { offset: 0, limit: Number.POSITIVE_INFINITY };
const raw = (path: string): RawPath => rawFromText(path);
const pathsOf = (entries: readonly Entry[]): string[] => entries.map(({ path }) => path);
const inOrder = (entries: readonly Entry[]): Entry[] => entries.toSorted((a, b) => comparePaths(a.path, b.path));

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'strongroom-'));
  catalogue = Catalogue.open(join(place, 'catalogue.db'));
  pages = FolderPages.open(join(place, 'folders.db'));
});
afterEach(() => {
  pages.close();
  catalogue.close();
  rmSync(place, { recursive: true });
});

function treeOf(entries: readonly Entry[]): PointTree {
  addPoint(catalogue, inOrder(entries));
  return openTree();
}

function openTree(): PointTree {
  return new PointTree(catalogue, SET_A, () => {
    throw new Error('the vault is not needed');
  });
}

/** What a page has to be, seen by looking at every entry. */
function childrenOf(entries: readonly Entry[], folder: string): string[] {
  const own = inOrder(entries).filter(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) === folder);
  return pathsOf([...own.filter(({ type }) => type === 'dir'), ...own.filter(({ type }) => type !== 'dir')]);
}

/** Folders far apart, a wide one, files between folders, names that sort oddly, and no entry for some folders. */
function manyEntries(): Entry[] {
  const entries: Entry[] = [dirEntry('L')];
  for (let n = 0; n < 60; n++) {
    entries.push(dirEntry(`L/${n}`), fileEntry(`L/${n}.txt`), fileEntry(`L/${n}/only`));
    for (let i = 0; i < 90; i++) entries.push(fileEntry(`L/${n}/deep/er/${i}`));
    for (let i = 0; i < 7; i++) entries.push(dirEntry(`L/${n}/deep ${i}`));
  }
  for (let i = 0; i < 9000; i++) entries.push(i % 3 === 0 ? dirEntry(`L/wide/${i}`) : fileEntry(`L/wide/${i}.jpg`));
  entries.push(fileEntry(`L/${raw('日结')}.xlsx`), dirEntry(rawFromBytes(Buffer.from([0x4c, 0x2f, 0xff, 0xfe]))));
  entries.push(fileEntry('L/say "hello"'), dirEntry('L/back\\slash'), fileEntry('M'));
  entries.push({ type: 'gap', path: raw('L/wide/gap'), code: 'permission' });
  const chunks = Array.from({ length: 9000 }, (_, n) => chunkRef(n));
  entries.push(fileEntry('L/30/large', chunks), fileEntry('L/wide/large', chunks));
  return entries;
}

describe('pages of a folder', () => {
  it('hold its direct children, none that only begin like it, and none of a folder that has no entry of its own', async () => {
    const paths = [
      'L',
      'L/a',
      'L/a/b',
      'L/a/b/c',
      'L/a/b.c',
      'L/a b',
      'L/a b/x',
      'L/a-',
      'L/a.txt',
      'L/a0',
      'L/aa',
      'M',
    ];
    const tree = treeOf([...paths, 'N/only below'].map(dirEntry));
    const folders = ['', 'L', 'L/a', 'L/a b', 'L/a/b', 'M', 'N', 'L/a.txt', 'nowhere', 'L/'];

    const found = folders.map(async (folder) => pathsOf((await pages.page(tree, raw(folder), ALL)).entries));

    expect(await Promise.all(found)).toEqual([
      ['L', 'M'],
      ['L/a', 'L/a b', 'L/a-', 'L/a.txt', 'L/a0', 'L/aa'],
      ['L/a/b', 'L/a/b.c'],
      ['L/a b/x'],
      ['L/a/b/c'],
      [],
      ['N/only below'],
      [],
      [],
      [],
    ]);
  });

  it('are empty where the point is', async () => {
    expect(await pages.page(treeOf([]), raw(''), ALL)).toEqual({ total: 0, entries: [] });
  });

  it('are what is in it, folders first, wherever its entries stand', async () => {
    const entries = manyEntries();
    const tree = treeOf(entries);
    const folders = [
      '',
      'L',
      'L/wide',
      'L/7',
      'L/7/deep',
      'L/7/deep/er',
      'L/30',
      'L/59/deep 3',
      'M',
      'nowhere',
      'L/wi',
    ];

    const found = await Promise.all(
      folders.map(async (folder) => pathsOf((await pages.page(tree, raw(folder), ALL)).entries)),
    );

    expect(tree.segments.length).toBeGreaterThan(10);
    expect(found).toEqual(folders.map((folder) => childrenOf(entries, folder)));
  });

  it('join to the whole folder, and each tells how many there are', async () => {
    const entries = manyEntries();
    const tree = treeOf(entries);

    for (const folder of ['L', 'L/wide']) {
      const wanted = childrenOf(entries, folder);
      const joined: string[] = [];
      for (let offset = 0; offset < wanted.length + 130; offset += 130) {
        const page = await pages.page(tree, raw(folder), { offset, limit: 130 });
        expect(page.total).toBe(wanted.length);
        joined.push(...pathsOf(page.entries));
      }
      expect(joined).toEqual(wanted);
    }
  });

  it('carry all that the listing says, but for the chunks', async () => {
    const tree = treeOf([dirEntry('d'), fileEntry('d/a'), { ...dirEntry('d/b'), mode: 0o700 } as Entry]);

    const { entries } = await pages.page(tree, raw('d'), ALL);

    expect(entries).toEqual([{ ...dirEntry('d/b'), mode: 0o700 }, fileEntry('d/a')]);
  });

  it('are the same from an index that was made before, half made, lost or damaged', async () => {
    const entries = manyEntries();
    const wanted = childrenOf(entries, 'L/wide');
    const file = join(place, 'folders.db');
    treeOf(entries);
    const find = async (): Promise<string[]> => {
      const cache = new CacheDatabase(file, (path) => FolderPages.open(path));
      const found = await cache.use((opened) => opened.page(openTree(), raw('L/wide'), ALL));
      await cache.close();
      return pathsOf(found.entries);
    };
    const edit = (sql: string): void => {
      const db = new Database(file);
      expect(db.prepare(sql).run().changes).toBeGreaterThan(0);
      db.close();
    };

    expect(await find()).toEqual(wanted);
    expect(await find()).toEqual(wanted);
    edit(`DELETE FROM parts WHERE segment < '8'`);
    expect(await find()).toEqual(wanted);
    edit(`UPDATE parts SET others = others + 1`);
    expect(await find()).toEqual(wanted);
    edit(`UPDATE parts SET entries = '[]' WHERE entries IS NOT NULL`);
    expect(await find()).toEqual(wanted);
    pages.close();
    rmSync(`${file}-wal`, { force: true });
    rmSync(`${file}-shm`, { force: true });
    writeFileSync(file, 'no database');
    expect(await find()).toEqual(wanted);
    pages = FolderPages.open(file);
  });

  it('come while others get their turn', async () => {
    const tree = treeOf(manyEntries());
    let turns = 0;
    const turn = setInterval(() => turns++, 0);
    const counted = pages.prepare(tree, () => turns < 1);

    await counted;
    clearInterval(turn);

    expect(pathsOf((await pages.page(tree, raw(''), ALL)).entries)).toEqual(['L', 'M']);
  });
});

describe('what stands at a path', () => {
  it('is the entry, something below it, or nothing', () => {
    const tree = treeOf(manyEntries());

    const found = ['L', 'L/7/deep', 'L/30/large', 'M', 'L/wide', 'L/7/dee', 'Z', ''].map((path) => {
      const at = pages.at(tree, raw(path));
      return typeof at === 'object' ? `${at.type} ${at.path}` : at;
    });

    expect(found).toEqual(['dir L', 'below', 'file L/30/large', 'file M', 'below', undefined, undefined, 'below']);
  });
});

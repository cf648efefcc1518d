import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  compressFrame,
  type Entry,
  type FileEntry,
  type SegmentRef,
} from '../../../../electron/engine/archive/index.ts';
import { comparePaths, type RawPath, rawFromText } from '../../../../electron/engine/base/index.ts';
import { Catalogue, PointTree } from '../../../../electron/engine/catalogue/index.ts';
import { chunkRef, cutSegments, dirEntry, fileEntry, SET_A, SET_B } from '../../../format/sample-entries.ts';
import { addPoint } from '../../../support/point-in-catalogue.ts';

let folder: string;
let catalogue: Catalogue;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
  catalogue = Catalogue.open(join(folder, 'catalogue.db'));
});
afterEach(() => {
  catalogue.close();
  rmSync(folder, { recursive: true });
});

function treeOf(entries: readonly Entry[]): PointTree {
  addPoint(catalogue, entries);
  return new PointTree(catalogue, SET_A, () => {
    throw new Error('the vault is not needed');
  });
}

const pathsOf = (entries: Iterable<Entry>): string[] => Array.from(entries, (entry) => entry.path);
const raw = (path: string): RawPath => rawFromText(path);

describe('tree of a point, with names that are easy to confuse', () => {
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
    'N/only below',
  ];
  const entries = paths.toSorted(comparePaths).map(dirEntry);

  it('gives everything below a path, itself included, and no neighbour', () => {
    const tree = treeOf(entries);

    expect(['L/a', 'L/a b', 'M', 'L/a/b/c', 'N', 'no', ''].map((path) => pathsOf(tree.below(raw(path))))).toEqual([
      ['L/a', 'L/a/b', 'L/a/b/c', 'L/a/b.c'],
      ['L/a b', 'L/a b/x'],
      ['M'],
      ['L/a/b/c'],
      ['N/only below'],
      [],
      entries.map((entry) => entry.path),
    ]);
  });

  it('finds each entry, and none that is not there', () => {
    const tree = treeOf(entries);

    expect([
      paths.map((path) => tree.entry(raw(path))?.path),
      ['', 'K', 'L/a/', 'L/a/b/d', 'L/a\u0001', 'N', 'Z'].map((path) => tree.entry(raw(path))),
    ]).toEqual([paths, Array(7).fill(undefined)]);
  });

  it('has nothing where it is empty', () => {
    const tree = treeOf([]);

    expect([pathsOf(tree.entries()), tree.entry(raw('a')), [...tree.groups()]]).toEqual([[], undefined, []]);
  });
});

describe('tree of a point over many segments', () => {
  const big = fileEntry(
    'd/m',
    Array.from({ length: 20_000 }, (_, i) => chunkRef(i)),
  );
  const many = [
    ...Array.from({ length: 9000 }, (_, i) => fileEntry(`d/${String(i % 90).padStart(2, '0')}/${i}`)),
    ...Array.from({ length: 90 }, (_, i) => dirEntry(`d/${String(i).padStart(2, '0')}`)),
    dirEntry('d'),
    fileEntry('d/90'),
    big,
    fileEntry('d/n'),
  ].toSorted((a, b) => comparePaths(a.path, b.path));

  it('finds everything by jumping, as by reading on', () => {
    const tree = treeOf(many);

    expect([
      many.filter((_, i) => i % 500 === 0).map((entry) => tree.entry(entry.path)),
      tree.entry(big.path),
      tree.entry(raw('d/n'))?.path,
      pathsOf(tree.below(raw('d/42'))),
    ]).toEqual([
      many.filter((_, i) => i % 500 === 0),
      big,
      'd/n',
      many.filter((entry) => entry.path === 'd/42' || entry.path.startsWith('d/42/')).map((entry) => entry.path),
    ]);
  });

  it('groups its segments so that none begins or ends inside an entry', () => {
    const tree = treeOf(many);
    const groups = [...tree.groups()];

    expect([
      groups.flatMap((group) => group.refs),
      groups.flatMap((group) => group.entries),
      groups.filter((group) => group.refs[0]?.continues),
      groups.some((group) => group.refs.length > 1),
    ]).toEqual([tree.segments, many, [], true]);
  });
});

describe('part of a listing', () => {
  it('is another one where a file has changed behind the long chunk list of its neighbour', () => {
    const long = fileEntry(
      'a long one',
      Array.from({ length: 4000 }, (_, n) => chunkRef(n)),
    );
    const partOf = (path: string, content: string): string =>
      treeOf([long, fileEntry('b', undefined, { size: content.length })]).partOf(raw(path));

    expect(partOf('b', 'one')).toBe(partOf('b', 'one'));
    expect(partOf('b', 'one')).not.toBe(partOf('b', 'longer'));
  });
});

describe('segment that the catalogue cannot give', () => {
  const entries: FileEntry[] = [fileEntry('a'), fileEntry('b')];

  it('comes from the vault, once', () => {
    const { frames } = addPoint(catalogue, entries, { cached: false });
    const asked: string[] = [];
    const read = (): PointTree =>
      new PointTree(catalogue, SET_A, (segment) => {
        asked.push(segment.sha256);
        return frames.get(segment.sha256) as Buffer;
      });

    expect([[...read().entries()], [...read().entries()], asked.length]).toEqual([entries, entries, 1]);
  });

  it('comes from the vault where its cached frame is damaged', () => {
    const { refs, frames } = addPoint(catalogue, entries);
    const [{ sha256 }] = refs as [SegmentRef];
    const whole = frames.get(sha256) as Buffer;
    catalogue.putSegmentFrame(sha256, whole.subarray(0, -1));

    expect([...new PointTree(catalogue, SET_A, () => whole).entries()]).toEqual(entries);
  });

  it('is damage where the vault has another segment in its place, or none', () => {
    addPoint(catalogue, entries, { cached: false });
    const other = compressFrame(cutSegments([fileEntry('c')])[0]?.raw as Buffer, 1);
    const damaged = expect.objectContaining({ code: 'set-damaged', subject: SET_A });

    for (const frame of [other, other.subarray(0, 20), Buffer.alloc(0)]) {
      expect(() => [...new PointTree(catalogue, SET_A, () => frame).entries()]).toThrow(damaged);
    }
  });
});

describe('where a content rests', () => {
  it('is found within the given sets only', () => {
    addPoint(catalogue, [fileEntry('a')]);
    const chunk = chunkRef(7);
    catalogue.addContent(SET_A, [chunk]);

    expect([
      catalogue.contentFinder([SET_A])(chunk.sha256),
      catalogue.contentFinder([SET_B])(chunk.sha256),
      catalogue.contentFinder([SET_A])(chunkRef(8).sha256),
    ]).toEqual([chunk, undefined, undefined]);
  });

  it('is not believed once a bit of its row has changed', () => {
    addPoint(catalogue, [fileEntry('a')]);
    const chunk = chunkRef(7);
    catalogue.addContent(SET_A, [chunk]);
    const find = (): unknown => catalogue.contentFinder([SET_A])(chunk.sha256);
    const edit = new Database(join(folder, 'catalogue.db'));

    const found = ['volume', 'frame', 'frame_length', 'at', 'length'].map((column) => {
      edit.exec(`UPDATE content SET ${column} = ${column} + 1`);
      const believed = find();
      edit.exec(`UPDATE content SET ${column} = ${column} - 1`);
      return [believed, find()];
    });
    edit.close();

    expect(found).toEqual(found.map(() => [undefined, chunk]));
  });
});

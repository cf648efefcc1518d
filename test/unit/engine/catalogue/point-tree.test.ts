import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  compressFrame,
  type Entry,
  type FileEntry,
  type Seal,
  type SegmentRef,
} from '../../../../electron/engine/archive/index.ts';
import { comparePaths, type RawPath, rawFromText } from '../../../../electron/engine/base/index.ts';
import { Catalogue, PointTree } from '../../../../electron/engine/catalogue/index.ts';
import { chunkRef, cutSegments, dirEntry, fileEntry, SET_A, SET_B } from '../../../format/sample-entries.ts';

const SEAL: Seal = {
  strongroom: 'seal',
  format: 0,
  requires: [],
  vault: 'vault2222222',
  machine: 'machine22222',
  plan: 'plan22222222',
  set: SET_A,
  seq: 1,
  kind: 'full',
  base: null,
  parent: null,
  startedAt: '2026-11-21T06:00:00.000Z',
  at: '2026-11-21T06:01:00.000Z',
  outcome: 'complete',
  files: 0,
  bytes: 0,
  gaps: 0,
  volumes: [],
  manifest: { size: 10, sha256: 'ab'.repeat(32), root: 0, rootSize: 10 },
  readBack: 'direct',
  durability: 'confirmed',
  tool: 'test',
};
const OF = { vault: SEAL.vault, machine: SEAL.machine, plan: SEAL.plan };
const ROOT = {
  set: SET_A,
  machine: { id: SEAL.machine, name: 'here', system: 'posix' as const },
  plan: {
    id: SEAL.plan,
    name: 'P',
    sources: [],
    scheme: 'automatic' as const,
    exclude: [],
    level: 1,
    schedule: '',
    createdAt: SEAL.at,
  },
};

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

/** A point with these entries; frames that the catalogue shall not have are left to `fromVault`. */
function point(entries: readonly Entry[], { cached = true } = {}): { refs: SegmentRef[]; frames: Map<string, Buffer> } {
  const frames = new Map<string, Buffer>();
  const refs = cutSegments(entries).map(({ raw, sha256, entries: count, firstPath, continues }): SegmentRef => {
    const frame = compressFrame(raw, 1);
    frames.set(sha256, frame);
    return { sha256, set: SET_A, offset: 0, length: frame.length, entries: count, firstPath, continues };
  });
  catalogue.addSet(OF, { seal: SEAL, sealSha256: 'cd'.repeat(32) }, { ...ROOT, segments: refs }, cached ? frames : []);
  return { refs, frames };
}

function treeOf(entries: readonly Entry[]): PointTree {
  point(entries);
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

  it('gives the direct children of a folder, without those that only begin like it', () => {
    const tree = treeOf(entries);

    expect(
      ['', 'L', 'L/a', 'L/a b', 'L/a/b', 'M', 'N', 'L/a.txt', 'nowhere', 'L/'].map((path) =>
        pathsOf(tree.children(raw(path))),
      ),
    ).toEqual([
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

    expect([
      pathsOf(tree.entries()),
      pathsOf(tree.children(raw(''))),
      tree.entry(raw('a')),
      [...tree.groups()],
    ]).toEqual([[], [], undefined, []]);
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
      pathsOf(tree.children(raw('d'))),
      many.filter((_, i) => i % 500 === 0).map((entry) => tree.entry(entry.path)),
      tree.entry(big.path),
      tree.entry(raw('d/n'))?.path,
      pathsOf(tree.below(raw('d/42'))),
    ]).toEqual([
      many.filter((entry) => entry.path.split('/').length === 2).map((entry) => entry.path),
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
    const { frames } = point(entries, { cached: false });
    const asked: string[] = [];
    const read = (): PointTree =>
      new PointTree(catalogue, SET_A, (segment) => {
        asked.push(segment.sha256);
        return frames.get(segment.sha256) as Buffer;
      });

    expect([[...read().entries()], [...read().entries()], asked.length]).toEqual([entries, entries, 1]);
  });

  it('comes from the vault where its cached frame is damaged', () => {
    const { refs, frames } = point(entries);
    const [{ sha256 }] = refs as [SegmentRef];
    const whole = frames.get(sha256) as Buffer;
    catalogue.putSegmentFrame(sha256, whole.subarray(0, -1));

    expect([...new PointTree(catalogue, SET_A, () => whole).entries()]).toEqual(entries);
  });

  it('is damage where the vault has another segment in its place, or none', () => {
    point(entries, { cached: false });
    const other = compressFrame(cutSegments([fileEntry('c')])[0]?.raw as Buffer, 1);
    const damaged = expect.objectContaining({ code: 'set-damaged', subject: SET_A });

    for (const frame of [other, other.subarray(0, 20), Buffer.alloc(0)]) {
      expect(() => [...new PointTree(catalogue, SET_A, () => frame).entries()]).toThrow(damaged);
    }
  });
});

describe('where a content rests', () => {
  it('is found within the given sets only', () => {
    point([fileEntry('a')]);
    const chunk = chunkRef(7);
    catalogue.addContent(SET_A, [chunk]);

    expect([
      catalogue.contentFinder([SET_A])(chunk.sha256),
      catalogue.contentFinder([SET_B])(chunk.sha256),
      catalogue.contentFinder([SET_A])(chunkRef(8).sha256),
    ]).toEqual([chunk, undefined, undefined]);
  });

  it('is not believed once a bit of its row has changed', () => {
    point([fileEntry('a')]);
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

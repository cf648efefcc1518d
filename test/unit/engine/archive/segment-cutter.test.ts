import { describe, expect, it } from 'vitest';
import {
  type Entry,
  entriesOf,
  parseSegment,
  type Segment,
  SegmentCutter,
} from '../../../../electron/engine/archive/index.ts';
import { comparePaths } from '../../../../electron/engine/base/index.ts';
import { chunkRef, cutSegments, dirEntry, fileEntry } from '../../../format/sample-entries.ts';

const MANY: Entry[] = Array.from({ length: 20_000 }, (_, i) => fileEntry(`folder ${i % 50}/file ${i}`)).sort((a, b) =>
  comparePaths(a.path, b.path),
);
const hashes = (segments: readonly Segment[]): string[] => segments.map((segment) => segment.sha256);
const read = (segments: readonly Segment[]): Entry[] => [
  ...entriesOf(segments.map((segment) => parseSegment(segment.raw))),
];

/** A file of so many chunks that its list needs several lines and segments. */
function giant(path: string, chunks: number, from = 0): Entry {
  return fileEntry(
    path,
    Array.from({ length: chunks }, (_, i) => chunkRef(from + i)),
  );
}

describe('segments of a manifest (FORMAT 9)', () => {
  it('hold every entry once, in order, and say where they begin', () => {
    const segments = cutSegments(MANY);

    expect([
      read(segments),
      segments.reduce((sum, segment) => sum + segment.entries, 0),
      segments.map((segment) => segment.firstPath),
      segments.some((segment) => segment.continues),
    ]).toEqual([MANY, MANY.length, segments.map((segment) => read([segment])[0]?.path), false]);
  });

  it('are the same for the same entries, and of a useful size', () => {
    const segments = cutSegments(MANY);

    expect([hashes(cutSegments(MANY)), segments.length > 10, segments.length < 40]).toEqual([
      hashes(segments),
      true,
      true,
    ]);
  });

  it('change only where an entry changes, comes or goes', () => {
    const before = new Set(hashes(cutSegments(MANY)));
    const changed = MANY.with(9000, fileEntry((MANY[9000] as Entry).path, undefined, { mtime: '1' }));
    const longer = MANY.toSpliced(9000, 0, fileEntry(`${(MANY[8999] as Entry).path}+`));
    const shorter = MANY.toSpliced(9000, 1);

    const fresh = [changed, longer, shorter].map(
      (entries) => hashes(cutSegments(entries)).filter((hash) => !before.has(hash)).length,
    );

    expect(fresh.every((count) => count <= 2)).toBe(true);
  });

  it('come out the same when those of an unchanged stretch are taken over', () => {
    const whole: Segment[] = [];
    const cutter = new SegmentCutter((segment) => whole.push(segment));
    const boundaries: number[] = [];
    MANY.forEach((entry, i) => {
      cutter.add(entry);
      if (cutter.isAtBoundary) boundaries.push(i + 1);
    });
    cutter.finish();
    const [from, to] = [boundaries[2] as number, boundaries[5] as number];

    const part = cutSegments(MANY.slice(from, to));

    expect(hashes(part)).toEqual(hashes(whole).slice(3, 6));
  });

  it('are none for an empty tree', () => {
    expect(cutSegments([])).toEqual([]);
  });

  it('name each set once, in the order of its first chunk', () => {
    const entries = [
      fileEntry('a', [chunkRef(1, 'setb22222222'), chunkRef(2, 'seta22222222')]),
      dirEntry('b'),
      fileEntry('c', [chunkRef(3, 'seta22222222')]),
    ];
    const [segment] = cutSegments(entries);

    expect(segment?.raw.toString('utf8').split('\n')[0]).toBe('{"segment":0,"sets":["setb22222222","seta22222222"]}');
  });
});

describe('entry with thousands of chunks (FORMAT 9.3)', () => {
  const entries = [
    dirEntry('a'),
    giant('a/giant', 30_000),
    fileEntry('a/next'),
    giant('b', 3000, 50_000),
    dirEntry('c'),
  ];
  const segments = cutSegments(entries);

  it('goes on over lines and segments, and comes back whole', () => {
    expect([read(segments), segments.some((segment) => segment.continues)]).toEqual([entries, true]);
  });

  it('is named by every segment that goes on with it', () => {
    expect([...new Set(segments.filter((segment) => segment.continues).map((segment) => segment.firstPath))]).toEqual([
      'a/giant',
      'b',
    ]);
  });

  it('is counted where it begins, and nowhere else', () => {
    expect(segments.reduce((sum, segment) => sum + segment.entries, 0)).toBe(entries.length);
  });

  it('never makes a line of more than 512 chunks', () => {
    const longest = segments
      .flatMap((segment) => parseSegment(segment.raw))
      .map((line) =>
        line.kind === 'more' ? line.chunks.length : line.entry.type === 'file' ? line.entry.chunks.length : 0,
      );

    expect(Math.max(...longest)).toBeLessThanOrEqual(512);
  });

  it('keeps most of its segments when chunks are inserted in front', () => {
    const before = new Set(hashes(segments));
    const chunks = [90_001, 90_002].map((n) => chunkRef(n));
    const grown = fileEntry('a/giant', [...chunks, ...Array.from({ length: 30_000 }, (_, i) => chunkRef(i))]);

    const after = hashes(cutSegments(entries.with(1, grown)));

    expect(after.filter((hash) => !before.has(hash)).length).toBeLessThan(after.length / 2);
  });
});

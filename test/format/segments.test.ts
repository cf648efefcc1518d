import { describe, expect, it } from 'vitest';
import {
  type Entry,
  entriesOf,
  parseSegment,
  SEGMENT_RAW_MAX,
  type SegmentLine,
} from '../../electron/engine/archive/index.ts';
import { rawFromText } from '../../electron/engine/base/index.ts';
import { refusalOf } from './refusal.ts';
import { chunkRef, cutSegments, dirEntry, fileEntry, SET_A } from './sample-entries.ts';

const HEADER = `{"segment":0,"sets":["${SET_A}"]}\n`;
const LINE = '{"path":"a","type":"dir","mtime":"0","mode":493,"uid":0,"gid":0}\n';

function parsed(text: string): string {
  return refusalOf(() => parseSegment(Buffer.from(text)).length);
}

describe('segment (FORMAT 9)', () => {
  it('is refused without the header that this format has', () => {
    const headers = [
      '',
      '\n',
      'null\n',
      '[]\n',
      '{}\n',
      '{"segment":0}\n',
      '{"segment":1,"sets":[]}\n',
      '{"segment":"0","sets":[]}\n',
      '{"segment":0,"sets":{}}\n',
      '{"segment":0,"sets":[1]}\n',
      '{"segment":0,"sets":["../../../elsewhere"]}\n',
      '{"segment":0,"sets":[""]}\n',
      '{"segment":0,"sets":["UPPERCASE"]}\n',
      LINE,
    ];

    expect(headers.map((header) => parsed(header + LINE))).toEqual(headers.map(() => 'set-damaged'));
  });

  it('is refused where it does not end with exactly one line end', () => {
    expect(
      [HEADER + LINE, HEADER, HEADER + LINE.trim(), `${HEADER + LINE}\n`, `${HEADER + LINE} `].map(parsed),
    ).toEqual(['accepted: 1', 'accepted: 0', 'set-damaged', 'set-damaged', 'set-damaged']);
  });

  it('never gives a partial listing, wherever its lines are cut off', () => {
    const [segment] = cutSegments(['b', 'c', 'd'].map((path) => fileEntry(path, [chunkRef(1), chunkRef(2)])));
    const raw = segment?.raw as Buffer;
    const lineEnds = new Set<number>();
    for (let at = raw.indexOf(10); at >= 0; at = raw.indexOf(10, at + 1)) lineEnds.add(at + 1);

    const accepted = Array.from({ length: raw.length }, (_, length) => length).filter(
      (length) => !lineEnds.has(length) && refusalOf(() => parseSegment(raw.subarray(0, length))) !== 'set-damaged',
    );

    expect(accepted).toEqual([]);
  });

  it('is refused when larger than the limit', () => {
    expect(parsed(HEADER + LINE.repeat(Math.ceil(SEGMENT_RAW_MAX / LINE.length)))).toBe('set-damaged');
  });

  it('stays within the limit where names are long and need several bytes a character', () => {
    // None of these names ends a segment by itself, so that only the size does.
    const folder = '\u6863\u6848'.repeat(600);
    const entries: Entry[] = Array.from({ length: 4000 }, (_, i) => dirEntry(rawFromText(`${folder}${i}`)));

    const sizes = cutSegments(entries).map((segment) => segment.raw.length);

    expect([Math.max(...sizes) <= SEGMENT_RAW_MAX, sizes.length > 1]).toEqual([true, true]);
  });
});

describe('continued entry (FORMAT 9.3)', () => {
  const file = fileEntry('f', [chunkRef(1), chunkRef(2)]);
  const first: SegmentLine = { kind: 'entry', entry: { ...file, chunks: [chunkRef(1)] }, continued: true };
  const more: SegmentLine = { kind: 'more', chunks: [chunkRef(2)], continued: false };
  const other: SegmentLine = { kind: 'entry', entry: dirEntry('g'), continued: false };
  const read = (...segments: SegmentLine[][]): string => refusalOf(() => [...entriesOf(segments)].length);

  it('is one entry, whether its lines are in one segment or in several', () => {
    expect([
      [...entriesOf([[first, more, other]])],
      [...entriesOf([[first], [more, other]])],
      [...entriesOf([[first], [{ ...more, continued: true, chunks: [] }], [], [more], [other]])],
    ]).toEqual([1, 2, 3].map(() => [file, dirEntry('g')]));
  });

  it('is refused where a part of it is missing or stands alone', () => {
    expect([
      read([first]),
      read([first, other]),
      read([first, { ...more, continued: true }]),
      read([more]),
      read([other, more]),
      read([first, more, more]),
      read([first, first, more]),
      read([{ ...other, continued: true }, more]),
    ]).toEqual(Array(8).fill('set-damaged'));
  });

  it('is refused with a chunk list that is none', () => {
    const lines = [
      '{"more":1}',
      '{"more":null}',
      '{"more":[[0,1]]}',
      '{"more":[],"continued":1}',
      '{"more":[[0,1,0,9,0,9]]}',
    ];

    expect(lines.map((line) => parsed(`${HEADER}${line}\n`))).toEqual(lines.map(() => 'set-damaged'));
  });
});

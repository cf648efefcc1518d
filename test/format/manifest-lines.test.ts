import { describe, expect, it } from 'vitest';
import { type Entry, entriesOf, parseSegment } from '../../electron/engine/archive/index.ts';
import { rawFromBytes, type RawPath } from '../../electron/engine/base/index.ts';
import { refusalOf } from './refusal.ts';
import { chunkRef, cutSegments, dirEntry, fileEntry, SET_A, SET_B } from './sample-entries.ts';

const HEADER = { segment: 0, sets: [SET_A, SET_B] };
const ODD_TARGET = rawFromBytes(Buffer.from([0x2e, 0x2e, 0x2f, 0xfe]));
const DIGEST = 'ab'.repeat(32);
const WIN = { attributes: 'rhsai', created: '1600000000123456700' };
const FILE = {
  path: 'Documents/a.txt',
  type: 'file',
  size: '7',
  mtime: '1700000000123456789',
  mode: 420,
  uid: 1000,
  gid: 1000,
  ctime: '1700000000123456789',
  inode: '5',
  sha256: DIGEST,
  chunks: [[0, 1, 0, 900, 512, 7]],
};
const DIR = { path: 'Documents', type: 'dir', mtime: '0', mode: 493, uid: 0, gid: 0 };
const LINK = { path: 'Documents/l', type: 'symlink', mtime: '0', mode: 511, uid: 0, gid: 0, target: 'a.txt' };
const GAP = { path: 'Documents/g', type: 'gap', code: 'permission', last: SET_A };

function rawOf(...lines: unknown[]): Buffer {
  return Buffer.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
}

function read(raw: Buffer): Entry[] {
  return [...entriesOf([parseSegment(raw)])];
}

function refusals(lines: readonly unknown[]): string[] {
  return [...new Set(lines.map((line) => refusalOf(() => read(rawOf(HEADER, line)))))];
}

function accepted(...lines: unknown[]): string {
  return refusalOf(() => read(rawOf(HEADER, ...lines)).length);
}

function variants(base: Record<string, unknown>, key: string, values: readonly unknown[]): unknown[] {
  return values.map((value) => ({ ...base, [key]: value }));
}

const NOT_A_NUMBER = [null, '1', 1.5, -1, 2 ** 53, 1e300, [], {}, true, undefined];
const NOT_A_DECIMAL = [
  null,
  1,
  '',
  '+1',
  '1.5',
  '1e9',
  '0x1',
  ' 1',
  '1 ',
  '--1',
  '-',
  '1_0',
  '9'.repeat(31),
  [],
  {},
  undefined,
];
const NOT_A_PATH = [null, 1, [], {}, undefined, 'a\0b', 'x'.repeat(4097), '\ud800', 'a/\udc00b'];

describe('manifest line (FORMAT 8)', () => {
  it('gives back every kind of entry just as it was', () => {
    const odd = rawFromBytes(Buffer.from([0x61, 0xff, 0x2f, 0xc3]));
    const entries: Entry[] = [
      dirEntry('A'),
      { ...dirEntry('A/d'), win: WIN } as Entry,
      { type: 'gap', path: 'A/g' as RawPath, code: 'locked', lastGoodSet: SET_B },
      { type: 'gap', path: 'A/h' as RawPath, code: 'source-missing' },
      fileEntry('A/none', [], { sparse: true, size: 0 }),
      fileEntry('A/one', undefined, { hardLink: '65024:17', changedWhileRead: true }),
      fileEntry('A/marked', undefined, { win: { attributes: '', created: '-1' } }),
      fileEntry('A/two', [chunkRef(1), chunkRef(2, SET_B)]),
      { type: 'symlink', path: odd, target: ODD_TARGET, mtime: '-1', mode: 0o777, uid: 0, gid: 0 },
    ];

    const read = [...entriesOf(cutSegments(entries).map((segment) => parseSegment(segment.raw)))];

    expect(read).toEqual(entries);
  });

  it('spells a path as text where it is valid UTF-8, else in base64', () => {
    const paths = ['plain', 'H\u00fclle', '\u4f60\u597d', '\ufeffbom', '\u{1f512}', 'a\nb', '\u2028', '"\\\u0001'].map(
      (text) => rawFromBytes(Buffer.from(text)),
    );
    const odd = [[0xff], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xf5, 0x80, 0x80, 0x80]].map((bytes) =>
      rawFromBytes(Buffer.from(bytes)),
    );
    const lines = cutSegments([...paths, ...odd].map((path) => dirEntry(path))).flatMap((segment) =>
      segment.raw.toString('utf8').trimEnd().split('\n').slice(1),
    );

    expect(lines.map((line) => Object.keys(JSON.parse(line) as object)[0])).toEqual([
      ...paths.map(() => 'path'),
      ...odd.map(() => 'path64'),
    ]);
  });

  it('is understood as it stands in this test', () => {
    expect([FILE, DIR, LINK, GAP].map((line) => accepted(line))).toEqual(Array(4).fill('accepted: 1'));
  });

  it('may carry fields of later minor versions, which are left out', () => {
    expect(accepted({ ...FILE, win: { ...WIN, attributes: 'hz', stream: [] }, xattr: [] })).toBe('accepted: 1');
  });

  it('is refused with Windows attributes that are none', () => {
    const wrong = [null, 5, 'hs', [], {}, { attributes: 'hs' }, { created: '1' }, { ...WIN, attributes: 32 }];
    const more = [
      { ...WIN, attributes: 'H' },
      { ...WIN, attributes: 'a'.repeat(27) },
      { ...WIN, created: 1 },
    ];

    expect(refusals([FILE, DIR].flatMap((base) => variants(base, 'win', [...wrong, ...more])))).toEqual([
      'set-damaged',
    ]);
  });

  it('is refused with a missing, negative, fractional, huge or mistyped number', () => {
    const lines = [FILE, DIR, LINK].flatMap((base) =>
      ['mode', 'uid', 'gid'].flatMap((key) => variants(base, key, NOT_A_NUMBER)),
    );

    expect([refusals(lines), refusals(variants(DIR, 'mode', [0o10000, 65_535]))]).toEqual([
      ['set-damaged'],
      ['set-damaged'],
    ]);
  });

  it('is refused with a size, time or file id that is not a decimal string', () => {
    const keys = ['mtime', 'ctime', 'inode', 'size'] as const;
    const sizes = variants(FILE, 'size', ['-1', '9007199254740992', '99999999999999999999']);

    expect([refusals(keys.flatMap((key) => variants(FILE, key, NOT_A_DECIMAL))), refusals(sizes)]).toEqual([
      ['set-damaged'],
      ['set-damaged'],
    ]);
  });

  it('is refused without a path, or with one that has a NUL, is too long, or is not Unicode', () => {
    const lines = [FILE, DIR, LINK, GAP].flatMap((base) => variants(base, 'path', NOT_A_PATH));

    expect([refusals(lines), refusals(variants(LINK, 'target', NOT_A_PATH))]).toEqual([
      ['set-damaged'],
      ['set-damaged'],
    ]);
  });

  it('is refused with base64 that another writer would spell otherwise', () => {
    const { path: _, ...pathless } = DIR;
    const bad = ['!!!!', 'YQ', 'YQ=', 'YR==', 'Y Q==', 'YQ==\n', '_w==', 'YQ==YQ==', 5];

    expect([refusals(variants(pathless, 'path64', bad)), accepted({ ...pathless, path64: '/w==' })]).toEqual([
      ['set-damaged'],
      'accepted: 1',
    ]);
  });

  it('is refused with a type that is not known, or a gap code that is no text', () => {
    expect([
      refusals(variants(FILE, 'type', ['device', 'hardlink', '', null, 1, undefined, 'constructor'])),
      refusals(variants(GAP, 'code', [null, undefined, 7, []])),
    ]).toEqual([['set-damaged'], ['set-damaged']]);
  });

  it('says of a gap whose cause a later version knows that it could not be read', () => {
    const [entry] = read(rawOf(HEADER, { ...GAP, code: 'toString' }));

    expect(entry).toMatchObject({ type: 'gap', code: 'read-error' });
  });

  it('is refused with a flag, a link group or a last good set that is none', () => {
    const lines = [
      ...['sparse', 'changed', 'continued'].flatMap((key) => variants(FILE, key, [1, 'true', null, []])),
      ...variants(FILE, 'link', [1, null, {}]),
      ...variants(GAP, 'last', [1, null, '', '../elsewhere', 'A'.repeat(12)]),
    ];

    expect(refusals(lines)).toEqual(['set-damaged']);
  });

  it('is refused with a hash that is not one', () => {
    expect(
      refusals(variants(FILE, 'sha256', ['', DIGEST.slice(1), `${DIGEST}0`, DIGEST.toUpperCase(), null, 1, undefined])),
    ).toEqual(['set-damaged']);
  });

  it('is refused when it is not one JSON object', () => {
    const lines = [
      '',
      ' ',
      'null',
      '1',
      '"x"',
      '[]',
      '[{}]',
      '{',
      '{}',
      '{}}',
      'NaN',
      "{'path':1}",
      '{"path":"a"',
      '\u0000',
    ];

    expect(refusals(lines)).toEqual(['set-damaged']);
  });

  it('is refused, not a crash, however deep it is nested', () => {
    const deep = (open: string, close: string): string => open.repeat(200_000) + close.repeat(200_000);

    expect(
      refusals([
        deep('[', ']'),
        deep('{"a":', '}').replace('"a":}', '"a":1}'),
        `{"path":"a","type":"dir","mtime":${deep('[', ']')}}`,
        `{"path":"a","type":"file","chunks":${deep('[', ']')}}`,
      ]),
    ).toEqual(['set-damaged']);
  });

  it('takes the later of two equal keys, as JSON readers do, and still checks it', () => {
    const twice = JSON.stringify(DIR).replace('"mode":493', '"mode":493,"mode":-1');

    expect(refusals([twice])).toEqual(['set-damaged']);
  });
});

describe('chunk of a manifest line (FORMAT 8.4)', () => {
  const withChunk = (chunk: unknown): unknown => ({ ...FILE, chunks: [chunk] });
  const CHUNK = [0, 1, 0, 900, 512, 7];

  it('is refused with a set index that the segment does not list', () => {
    expect(
      refusals(
        [2, 99, -1, 0.5, '0', null, 2 ** 53, '__proto__', 'length'].map((set) => withChunk([set, 1, 0, 900, 512, 7])),
      ),
    ).toEqual(['set-damaged']);
  });

  it('is refused with a volume, place or length outside the limits', () => {
    const limits = [1, 999_999, 1024 ** 3, 8 * 1024 ** 2 + 64 * 1024, 8 * 1024 ** 2, 8 * 1024 ** 2];
    const lines = limits.flatMap((limit, field) =>
      [limit + 1, -1, 0.5, '1', null].map((value) => withChunk(CHUNK.with(field, value as number))),
    );

    expect(refusals(lines)).toEqual(['set-damaged']);
  });

  it('is refused with too few fields, no hash where it is not alone, or a mistyped list', () => {
    const { sha256: _, ...hashless } = FILE;

    expect(
      refusals([
        ...[0, 1, 2, 3, 4, 5].map((length) => withChunk(CHUNK.slice(0, length))),
        withChunk({ 0: 0, 1: 1 }),
        withChunk([...CHUNK, 'nothash']),
        { ...FILE, chunks: 'x' },
        { ...FILE, chunks: { 0: CHUNK } },
        { ...FILE, chunks: [null] },
        { ...hashless },
      ]),
    ).toEqual(['set-damaged']);
  });
});

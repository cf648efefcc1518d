import { describe, expect, it } from 'vitest';
import {
  type ChunkRef,
  type Entry,
  type FileEntry,
  type ListedEntry,
  listedEntries,
  type Looked,
  LookedLines,
  readLooked,
  SegmentCutter,
  segmentLook,
} from '../../../../electron/engine/archive/index.ts';
import { rawFromBytes, rawFromText, type RawPath } from '../../../../electron/engine/base/index.ts';
import { sha256 } from '../../../../electron/engine/chunk/index.ts';
import { refusalOf } from '../../../format/refusal.ts';

const ATTRIBUTES = { mtime: '1700000000123456789', mode: 0o644, uid: 1000, gid: 100 };
const WIN = { attributes: 'rhsai', created: '1600000000123456700' };
const DIGEST = sha256('content');

function chunk(n: number): ChunkRef {
  return { set: 'aaaabbbbcccc', volume: 1, frame: n, frameLength: 9, at: 0, length: 7, sha256: sha256(String(n)) };
}

function file(path: RawPath, more: Partial<FileEntry> = {}): FileEntry {
  const about = {
    size: 7,
    ctime: '1700000000123456790',
    inode: '5',
    sha256: DIGEST,
    chunks: [{ ...chunk(1), sha256: DIGEST }],
  };
  return { type: 'file', path, ...ATTRIBUTES, ...about, ...more };
}

function looked(entry: Exclude<Entry, { type: 'gap' }>): Looked {
  if (entry.type !== 'file') return entry;
  const { sha256: _, chunks: __, changedWhileRead: ___, ...now } = entry;
  return now;
}

function printed(now: Looked): { front: string; behind: string } {
  const lines = new LookedLines();
  lines.add(now);
  const { frontEnd } = lines;
  const text = Buffer.from(lines.take()).toString('latin1');
  return { front: text.slice(0, frontEnd), behind: text.slice(frontEnd) };
}

function saidBy(entry: ListedEntry | undefined, now: Looked): boolean | undefined {
  const { front, behind } = printed(now);
  return entry?.says(`>${front}${behind}<`, 1, 1 + front.length, 1 + front.length + behind.length);
}

function segmentsOf(entries: readonly Entry[]): Buffer[] {
  const segments: Buffer[] = [];
  const cutter = new SegmentCutter((segment) => segments.push(segment.raw));
  for (const entry of entries) cutter.add(entry);
  cutter.finish();
  return segments;
}

function listed(...entries: readonly Entry[]): ListedEntry[] {
  return listedEntries(segmentsOf(entries));
}

const says = (entry: Entry, now: Looked): boolean | undefined => saidBy(listed(entry)[0], now);

const NAMES = [
  'a',
  'a b/c.txt',
  'quote"',
  'back\\slash',
  '","type":"dir',
  'tab\t',
  'line\nend',
  'del\u007f',
  'nul-ish\u0001',
  '发票/合同.pdf',
  'مستندات',
  '😀',
  'line\u2028separator',
  'é',
].map(rawFromText);
const ODD_NAMES = [[0xff], [0x61, 0xc3], [0xed, 0xa0, 0x80], [0x22, 0xfe]].map((bytes) =>
  rawFromBytes(Uint8Array.from(bytes)),
);
const ALL_NAMES = [...NAMES, ...ODD_NAMES];

describe('a listed entry', () => {
  it('says of a look that found everything as it was that it is so, whatever its name', () => {
    const entries = ALL_NAMES.flatMap((path): Exclude<Entry, { type: 'gap' }>[] => [
      file(path),
      file(path, { size: 0, chunks: [] }),
      file(path, { hardLink: '1:2', sparse: true }),
      file(path, { win: WIN }),
      file(path, { win: WIN, hardLink: '1:2' }),
      { type: 'dir', path, ...ATTRIBUTES, win: WIN },
      { type: 'dir', path, ...ATTRIBUTES },
      { type: 'symlink', path, ...ATTRIBUTES, target: path },
    ]);

    expect(entries.filter((entry) => !says(entry, looked(entry)))).toEqual([]);
    const again = entries.map((entry) => {
      const { front, behind } = printed(looked(entry));
      const text = `before${front}${behind}`;
      return readLooked({ bytes: Buffer.from(text, 'latin1'), text }, 'before'.length, text.length);
    });
    expect(again).toEqual(entries.map(looked));
  });

  it('comes in its segment to the hash of the looks at all entries, and to another once one of them says something else', () => {
    const all = (['file', 'dir', 'symlink'] as const).flatMap((type) =>
      ALL_NAMES.map((name): Exclude<Entry, { type: 'gap' }> => {
        const path = rawFromText(`${type}/`).concat(name) as RawPath;
        if (type === 'symlink') return { type, path, ...ATTRIBUTES, target: path };
        if (type === 'dir') return { type, path, ...ATTRIBUTES, win: WIN };
        return file(path, path.length % 2 ? { size: 0, chunks: [] } : { hardLink: '1:2', sparse: true });
      }),
    );
    const looksAt = (entries: typeof all): string => {
      const lines = new LookedLines();
      lines.add(looked(file(rawFromText('before'))));
      const from = lines.length;
      for (const entry of entries) lines.add(looked(entry));
      return lines.hashFrom(from);
    };
    const lookOf = (entries: readonly Entry[]): string => {
      const [segment, ...more] = segmentsOf(entries);
      expect(more).toEqual([]);
      return segmentLook(segment as Buffer);
    };

    expect(lookOf(all)).toBe(looksAt(all));
    const others = [
      ...all.map((entry) => all.map((each) => (each === entry ? { ...each, mtime: '5' } : each))),
      ...all
        .map((entry) => all.map((each) => (each === entry ? { ...each, changedWhileRead: true } : each)))
        .slice(0, 5),
      all.slice(1),
      [...all.slice(1), all[0] as (typeof all)[number]],
    ];
    expect(others.filter((each) => lookOf(each) === looksAt(all))).toEqual([]);
    expect(lookOf([...all.slice(1), { type: 'gap', path: rawFromText('z'), code: 'locked' }])).not.toBe(looksAt(all));
  });

  it('never says so of another name', () => {
    const wrong = ALL_NAMES.flatMap((a) =>
      ALL_NAMES.filter((b) => a !== b && says(file(a), looked(file(b)))).map((b) => [a, b]),
    );

    expect(wrong).toEqual([]);
  });

  it.each<Partial<FileEntry>>([
    { size: 8 },
    { size: 70 },
    { mtime: '1700000000123456788' },
    { mtime: '-1' },
    { mode: 0o600 },
    { uid: 1 },
    { uid: 10000 },
    { gid: 1 },
    { ctime: '1' },
    { inode: '55' },
    { hardLink: '1:2' },
    { sparse: true },
    { win: WIN },
    { win: { ...WIN, attributes: '' } },
    { win: { ...WIN, created: '-1' } },
  ])('sees %o', (change) => {
    const [before, after] = [file(rawFromText('a')), file(rawFromText('a'), change)];

    expect([says(before, looked(after)), says(after, looked(before)), says(after, looked(after))]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('never stands for what would not hold still when it was read, for another type or for a gap', () => {
    const path = rawFromText('a');
    const dir = { type: 'dir', path, ...ATTRIBUTES } as const;
    const link = { type: 'symlink', path, ...ATTRIBUTES, target: rawFromText('t') } as const;

    expect([
      says(file(path, { changedWhileRead: true }), looked(file(path))),
      says(dir, link),
      says(link, dir),
      says(link, { ...link, target: rawFromText('t2') }),
      says(dir, looked(file(path))),
      says({ type: 'gap', path, code: 'locked' }, looked(file(path))),
      says({ type: 'gap', path, code: 'locked' }, dir),
    ]).toEqual(Array(7).fill(false));
  });

  it('gives the entry itself, also one whose chunks go over many lines and segments', () => {
    const chunks = Array.from({ length: 4000 }, (_, n) => chunk(n));
    const entries = [
      file(rawFromText('a')),
      file(rawFromText('b'), { size: 28_000, chunks }),
      ...ODD_NAMES.map((p) => file(p)),
    ];
    const segments = segmentsOf(entries);

    const read = listedEntries(segments);

    expect(segments.length).toBeGreaterThan(1);
    expect(read.map((each) => JSON.parse(JSON.stringify(each.entry)))).toEqual(JSON.parse(JSON.stringify(entries)));
    expect(saidBy(read[1], looked(file(rawFromText('b'), { size: 28_000 })))).toBe(true);
  });

  it('is refused where its segment is none', () => {
    const [raw = Buffer.alloc(0)] = segmentsOf([file(rawFromText('a'))]);
    const text = raw.toString();

    expect(
      [
        '',
        text.slice(0, -1),
        text.replace('"segment":0', '"segment":1'),
        text.replace('aaaabbbbcccc', '../etc'),
        text.replace(/\n.*\n/, '\n{"more":[]}\n'),
      ].map((each) => refusalOf(() => listedEntries([Buffer.from(each)]).length)),
    ).toEqual(Array(5).fill('set-damaged'));
  });
});

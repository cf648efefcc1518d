import { describe, expect, it } from 'vitest';
import {
  type Entry,
  type FileEntry,
  listedEntries,
  SegmentCutter,
  type SegmentRef,
} from '../../../../electron/engine/archive/index.ts';
import type { RawPath } from '../../../../electron/engine/base/index.ts';
import {
  compare,
  type CompareRules,
  type PreviousGroup,
  type Scanned,
} from '../../../../electron/engine/scan/index.ts';

const STAT = { size: 7, mode: 0o644, uid: 1, gid: 1, mtime: '1000', ctime: '2000', inode: '5' };
const TRUSTING: CompareRules = { rehash: false, trustedBefore: 1_000_000n };

const raw = (path: string): RawPath => path as RawPath;
const file = (path: string, stat: Partial<typeof STAT> = {}, more: object = {}): Scanned => ({
  type: 'file',
  path: raw(path),
  at: raw(`/${path}`),
  stat: { ...STAT, ...stat },
  sparse: false,
  ...more,
});
const dir = (path: string, stat: Partial<typeof STAT> = {}): Scanned => ({
  type: 'dir',
  path: raw(path),
  at: raw(`/${path}`),
  stat: { ...STAT, ...stat },
});
const link = (path: string, target: string): Scanned => ({
  type: 'symlink',
  path: raw(path),
  at: raw(`/${path}`),
  stat: STAT,
  target: raw(target),
});
const gap = (path: string, subtree = true): Scanned => ({ type: 'gap', path: raw(path), code: 'permission', subtree });

const { size: _, ctime: __, inode: ___, ...attributes } = STAT;
const oldFile = (path: string, more: Partial<FileEntry> = {}): FileEntry => ({
  ...STAT,
  type: 'file',
  path: raw(path),
  sha256: 'a'.repeat(64),
  chunks: [],
  ...more,
});
const oldDir = (path: string): Entry => ({ ...attributes, type: 'dir', path: raw(path) });
const oldLink = (path: string, target: string): Entry => ({
  ...attributes,
  type: 'symlink',
  path: raw(path),
  target: raw(target),
});
const oldGap = (path: string): Entry => ({ type: 'gap', path: raw(path), code: 'locked' });

let refs = 0;
const group = (...entries: Entry[]): PreviousGroup => ({
  refs: [
    {
      sha256: String(refs++),
      set: 's',
      offset: 0,
      length: 1,
      entries: entries.length,
      firstPath: entries[0]?.path ?? raw(''),
      continues: false,
    } satisfies SegmentRef,
  ],
  listed: listed(entries),
});

/** As it comes from a vault: printed, cut and found again. */
function listed(entries: readonly Entry[]): PreviousGroup['listed'] {
  const segments: Buffer[] = [];
  const cutter = new SegmentCutter((segment) => segments.push(segment.raw));
  for (const entry of entries) cutter.add(entry);
  cutter.finish();
  return listedEntries(segments);
}

/** `keep a`, `read b`, ... one list a group; a group that is taken over whole has a star. */
function steps(scan: readonly Scanned[], previous: readonly PreviousGroup[], rules = TRUSTING): string[][] {
  return [...compare(scan[Symbol.iterator](), previous, rules)].map((each) => [
    ...(each.whole ? ['*'] : []),
    ...each.steps.map((step) => {
      if (step.kind === 'read') return `read ${step.file.path}${step.previous ? ' again' : ''}`;
      if (step.kind === 'deleted') return `deleted ${step.previous.path}`;
      if (step.kind === 'special') return 'special';
      if (step.kind === 'gap') return `gap ${step.path} ${step.code}${step.previous ? ' had' : ''}`;
      if (step.kind === 'keep') return `keep ${step.seen.path}`;
      return `put ${step.entry.path}${step.previous ? ' again' : ''}`;
    }),
  ]);
}

describe('comparison with the previous point', () => {
  it('reads everything where there is none', () => {
    expect(steps([dir('a'), file('a/b'), link('c', 'd')], [])).toEqual([['put a', 'read a/b', 'put c']]);
  });

  it('sees that only the attributes of Windows, or the day of creation, have changed', () => {
    const win = { attributes: 'a', created: '5' };
    const before = [group({ ...oldDir('a'), win } as Entry, oldFile('a/b', { win }), oldFile('a/c', { win }))];
    const at = (dirWin: object, b: object, c: object): Scanned[] => [
      { ...dir('a'), win: dirWin } as Scanned,
      file('a/b', {}, { win: b }),
      file('a/c', {}, { win: c }),
    ];

    expect(steps(at(win, win, win), before)).toEqual([['*', 'keep a', 'keep a/b', 'keep a/c'], []]);
    expect(
      steps(at({ ...win, attributes: 'ha' }, { ...win, attributes: 'ha' }, { ...win, created: '6' }), before),
    ).toEqual([['put a again', 'read a/b again', 'read a/c again'], []]);
    expect(steps([dir('a'), file('a/b'), file('a/c')], before)).toEqual([
      ['put a again', 'read a/b again', 'read a/c again'],
      [],
    ]);
  });

  it('takes whole segments over where nothing changed', () => {
    expect(
      steps(
        [dir('a'), file('a/b'), link('c', 'd'), file('e')],
        [group(oldDir('a'), oldFile('a/b')), group(oldLink('c', 'd'), oldFile('e'))],
      ),
    ).toEqual([['*', 'keep a', 'keep a/b'], ['*', 'keep c', 'keep e'], []]);
  });

  it('touches only the segment in which something changed', () => {
    expect(
      steps(
        [file('a'), file('b', { mtime: '1001' }), file('c'), file('d')],
        [group(oldFile('a')), group(oldFile('b'), oldFile('c')), group(oldFile('d'))],
      ),
    ).toEqual([['*', 'keep a'], ['read b again', 'keep c'], ['*', 'keep d'], []]);
  });

  it('finds what is new before, between, in and behind the segments, and what is gone', () => {
    expect(
      steps([file('0'), file('b'), file('c'), file('z')], [group(oldFile('a'), oldFile('b')), group(oldFile('d'))]),
    ).toEqual([['read 0', 'deleted a', 'keep b'], ['read c', 'deleted d'], ['read z']]);
  });

  it('calls everything deleted where nothing is left, and knows an empty tree', () => {
    expect([steps([], [group(oldDir('a'), oldFile('a/b'))]), steps([], [])]).toEqual([
      [['deleted a', 'deleted a/b'], []],
      [[]],
    ]);
  });

  it('sees a file become a folder, a link, and the reverse', () => {
    expect(
      steps(
        [dir('a'), file('a/x'), file('b'), link('c', 't'), dir('d')],
        [group(oldFile('a'), oldDir('b'), oldFile('b/x'), oldFile('c'), oldLink('d', 't'))],
      ),
    ).toEqual([['put a again', 'read a/x', 'read b again', 'deleted b/x', 'put c again', 'put d again'], []]);
  });

  it('calls nothing deleted below a folder that could not be looked into', () => {
    expect(
      steps(
        [file('a'), gap('b'), file('b.txt'), file('c')],
        [
          group(oldFile('a'), oldDir('b'), oldFile('b/x'), oldDir('b/y')),
          group(oldFile('b/y/z'), oldFile('b.txt'), oldFile('c')),
        ],
      ),
    ).toEqual([
      ['keep a', 'gap b permission had', 'gap b/x permission had', 'gap b/y permission had'],
      ['gap b/y/z permission had', 'keep b.txt', 'keep c'],
      [],
    ]);
  });

  it('does not carry a gap over to what only begins with its name', () => {
    expect(steps([gap('b')], [group(oldDir('b'), oldFile('b/x'), oldFile('b x'), oldFile('ba'))])).toEqual([
      ['gap b permission had', 'gap b/x permission had', 'deleted b x', 'deleted ba'],
      [],
    ]);
  });

  it('reads again what was a gap, and lists a gap again that still is one', () => {
    expect(steps([file('a'), gap('b', false)], [group(oldGap('a'), oldGap('b'))])).toEqual([
      ['read a', 'gap b permission had'].map((step) => step.replace('read a', 'read a again')),
      [],
    ]);
  });

  it('reads a file again for every attribute that differs', () => {
    const changes = [
      { size: 8 },
      { mtime: '1' },
      { ctime: '1' },
      { inode: '6' },
      { mode: 0o600 },
      { uid: 2 },
      { gid: 2 },
    ];

    expect([
      ...changes.flatMap((change) => steps([file('a', change)], [group(oldFile('a'))])[0]),
      ...[{ hardLink: '1:5' }, { sparse: true }].flatMap(
        (more) => steps([file('a', {}, more)], [group(oldFile('a'))])[0],
      ),
      ...(steps([file('a')], [group(oldFile('a', { changedWhileRead: true }))])[0] ?? []),
    ]).toEqual(Array(10).fill('read a again'));
  });

  it('reads a file again that may have changed within the same tick of the clock', () => {
    const young = (mtime: string, ctime: string): unknown =>
      steps([file('a', { mtime, ctime })], [group(oldFile('a', { mtime, ctime }))], {
        rehash: false,
        trustedBefore: 5000n,
      })[0];

    expect([young('4999', '4999'), young('5000', '1'), young('1', '5000'), young('-5', '1')]).toEqual([
      ['*', 'keep a'],
      ['read a again'],
      ['read a again'],
      ['*', 'keep a'],
    ]);
  });

  it('reads every file where it is told to, folders and links aside', () => {
    expect(
      steps([dir('a'), file('a/b'), link('c', 'd')], [group(oldDir('a'), oldFile('a/b'), oldLink('c', 'd'))], {
        ...TRUSTING,
        rehash: true,
      }),
    ).toEqual([['keep a', 'read a/b again', 'keep c'], []]);
  });

  it('counts what holds nothing to save', () => {
    expect(steps([{ type: 'special', path: raw('pipe') }], [group(oldFile('pipe'))])).toEqual([['special'], []]);
  });

  it('hands thousands of new files out in portions, in order and each once', () => {
    const names = Array.from({ length: 3000 }, (_, i) => `f${String(i).padStart(5, '0')}`);
    const found = steps(
      names.map((name) => file(name)),
      [group(oldFile('f02000'), oldFile('z'))],
    );

    expect([found.length > 3, found.flat()]).toEqual([
      true,
      [...names.map((name) => (name === 'f02000' ? 'keep f02000' : `read ${name}`)).slice(0), 'deleted z'].toSorted(
        (a, b) => ((a.split(' ')[1] as string) < (b.split(' ')[1] as string) ? -1 : 1),
      ),
    ]);
  });
});

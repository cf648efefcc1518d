import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Entry,
  type FileEntry,
  listedEntries,
  SegmentCutter,
  segmentLook,
  type SegmentRef,
} from '../../../../electron/engine/archive/index.ts';
import { comparePaths, type RawPath } from '../../../../electron/engine/base/index.ts';
import { Prng } from '../../../support/prng.ts';
import {
  compare,
  type CompareRules,
  type KnownPart,
  type PreviousGroup,
  ScanBatches,
  type Scanned,
  type Step,
  type StepGroup,
  type WalkRoot,
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
  return listedEntries(segmentsOf(entries));
}

function segmentsOf(entries: readonly Entry[]): Buffer[] {
  const segments: Buffer[] = [];
  const cutter = new SegmentCutter((segment) => segments.push(segment.raw));
  for (const entry of entries) cutter.add(entry);
  cutter.finish();
  return segments;
}

/** What a catalogue knows of a segment since it was written. */
function partOf({ refs, listed: all }: PreviousGroup): KnownPart[] {
  const [{ sha256, entries, firstPath }] = refs as [SegmentRef];
  const [raw, ...more] = segmentsOf(all.map(({ entry }) => entry));
  // A name that ends a segment by chance stands in the midst of this one.
  if (!raw || more.length > 0) return [];
  return [{ segment: sha256, first: firstPath, entries, look: segmentLook(raw) }];
}

/** Everything stands below `/`, each first component in a source of its own. */
function rootsOf(scan: readonly Scanned[]): WalkRoot[] {
  const labels = new Set(scan.map(({ path }) => raw(path.split('/')[0] as string)));
  return [...labels].map((label) => ({ label, at: raw(`/${label}`) }));
}

const chance = new Prng(4);
afterEach(() => vi.restoreAllMocks());

/** `keep a`, `read b`, ... one list a group; a group that is taken over whole has a star. */
async function steps(
  scan: readonly Scanned[],
  previous: readonly PreviousGroup[],
  rules = TRUSTING,
): Promise<string[][]> {
  const batches = new ScanBatches(scan[Symbol.iterator](), rules);
  const feed = { roots: rootsOf(scan), next: async () => batches.next() };
  const groups: StepGroup[] = [];
  for await (const group of compare(feed, previous)) groups.push(group);
  return groups.map((each) => [
    ...(each.kept ? ['*'] : []),
    ...(each.kept ? each.kept.listed.map((one): Step => ({ kind: 'keep', listed: one })) : each.steps).map((step) => {
      if (step.kind === 'read') return `read ${step.file.path}${step.previous ? ' again' : ''}`;
      if (step.kind === 'deleted') return `deleted ${step.previous.path}`;
      if (step.kind === 'special') return 'special';
      if (step.kind === 'gap') return `gap ${step.path} ${step.code}${step.previous ? ' had' : ''}`;
      if (step.kind === 'keep') return `keep ${step.listed.entry.path}`;
      return `put ${step.entry.path}${step.previous ? ' again' : ''}`;
    }),
  ]);
}

describe('comparison with the previous point', () => {
  it('reads everything where there is none', async () => {
    expect(await steps([dir('a'), file('a/b'), link('c', 'd')], [])).toEqual([['put a', 'read a/b', 'put c']]);
  });

  it('sees that only the attributes of Windows, or the day of creation, have changed', async () => {
    const win = { attributes: 'a', created: '5' };
    const before = [group({ ...oldDir('a'), win } as Entry, oldFile('a/b', { win }), oldFile('a/c', { win }))];
    const at = (dirWin: object, b: object, c: object): Scanned[] => [
      { ...dir('a'), win: dirWin } as Scanned,
      file('a/b', {}, { win: b }),
      file('a/c', {}, { win: c }),
    ];

    expect(await steps(at(win, win, win), before)).toEqual([['*', 'keep a', 'keep a/b', 'keep a/c'], []]);
    expect(
      await steps(at({ ...win, attributes: 'ha' }, { ...win, attributes: 'ha' }, { ...win, created: '6' }), before),
    ).toEqual([['put a again', 'read a/b again', 'read a/c again'], []]);
    expect(await steps([dir('a'), file('a/b'), file('a/c')], before)).toEqual([
      ['put a again', 'read a/b again', 'read a/c again'],
      [],
    ]);
  });

  it('takes whole segments over where nothing changed', async () => {
    expect(
      await steps(
        [dir('a'), file('a/b'), link('c', 'd'), file('e')],
        [group(oldDir('a'), oldFile('a/b')), group(oldLink('c', 'd'), oldFile('e'))],
      ),
    ).toEqual([['*', 'keep a', 'keep a/b'], ['*', 'keep c', 'keep e'], []]);
  });

  it('touches only the segment in which something changed', async () => {
    expect(
      await steps(
        [file('a'), file('b', { mtime: '1001' }), file('c'), file('d')],
        [group(oldFile('a')), group(oldFile('b'), oldFile('c')), group(oldFile('d'))],
      ),
    ).toEqual([['*', 'keep a'], ['read b again', 'keep c'], ['*', 'keep d'], []]);
  });

  it('finds what is new before, between, in and behind the segments, and what is gone', async () => {
    expect(
      await steps(
        [file('0'), file('b'), file('c'), file('z')],
        [group(oldFile('a'), oldFile('b')), group(oldFile('d'))],
      ),
    ).toEqual([['read 0'], ['deleted a', 'keep b'], ['read c'], ['deleted d'], ['read z']]);
  });

  it('calls everything deleted where nothing is left, and knows an empty tree', async () => {
    expect([await steps([], [group(oldDir('a'), oldFile('a/b'))]), await steps([], [])]).toEqual([
      [['deleted a', 'deleted a/b'], []],
      [[]],
    ]);
  });

  it('sees a file become a folder, a link, and the reverse', async () => {
    expect(
      await steps(
        [dir('a'), file('a/x'), file('b'), link('c', 't'), dir('d')],
        [group(oldFile('a'), oldDir('b'), oldFile('b/x'), oldFile('c'), oldLink('d', 't'))],
      ),
    ).toEqual([['put a again', 'read a/x', 'read b again', 'deleted b/x', 'put c again', 'put d again'], []]);
  });

  it('calls nothing deleted below a folder that could not be looked into', async () => {
    expect(
      await steps(
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

  it('does not carry a gap over to what only begins with its name', async () => {
    expect(await steps([gap('b')], [group(oldDir('b'), oldFile('b/x'), oldFile('b x'), oldFile('ba'))])).toEqual([
      ['gap b permission had', 'gap b/x permission had', 'deleted b x', 'deleted ba'],
      [],
    ]);
  });

  it('reads again what was a gap, and lists a gap again that still is one', async () => {
    expect(await steps([file('a'), gap('b', false)], [group(oldGap('a'), oldGap('b'))])).toEqual([
      ['read a', 'gap b permission had'].map((step) => step.replace('read a', 'read a again')),
      [],
    ]);
  });

  it('reads a file again for every attribute that differs', async () => {
    const changes = [
      { size: 8 },
      { mtime: '1' },
      { ctime: '1' },
      { inode: '6' },
      { mode: 0o600 },
      { uid: 2 },
      { gid: 2 },
    ];

    const found = await Promise.all([
      ...changes.map((change) => steps([file('a', change)], [group(oldFile('a'))])),
      ...[{ hardLink: '1:5' }, { sparse: true }].map((more) => steps([file('a', {}, more)], [group(oldFile('a'))])),
      steps([file('a')], [group(oldFile('a', { changedWhileRead: true }))]),
    ]);

    expect(found.map((each) => each.flat().join())).toEqual(Array(10).fill('read a again'));
  });

  it('reads a file again that may have changed within the same tick of the clock', async () => {
    const young = (mtime: string, ctime: string): Promise<string[][]> =>
      steps([file('a', { mtime, ctime })], [group(oldFile('a', { mtime, ctime }))], {
        rehash: false,
        trustedBefore: 5000n,
      });

    expect([await young('4999', '4999'), await young('-5', '1')].flat(2).join()).toBe('*,keep a,*,keep a');
    expect([await young('5000', '1'), await young('1', '5000')].flat(2).join()).toBe('read a again,read a again');
  });

  it('reads every file where it is told to, folders and links aside', async () => {
    expect(
      await steps([dir('a'), file('a/b'), link('c', 'd')], [group(oldDir('a'), oldFile('a/b'), oldLink('c', 'd'))], {
        ...TRUSTING,
        rehash: true,
      }),
    ).toEqual([['keep a', 'read a/b again', 'keep c'], []]);
  });

  it('gives what has to be read all that the walk has seen of it, wherever its source is', async () => {
    const win = { attributes: 'rh', created: '-7' };
    const things = [
      dir('a'),
      file('a/\u00e4 "quoted"', { mtime: '-5', inode: '18446744073709551615' }, { win, hardLink: '1:5', sparse: true }),
      file('a/\xff', { size: 0 }, { win: undefined, hardLink: undefined }),
      gap('a/b'),
    ];
    const batches = new ScanBatches(things[Symbol.iterator](), TRUSTING);
    const feed = { roots: [{ label: raw('a'), at: raw('/a') }], next: async () => batches.next() };
    const found: Step[] = [];
    for await (const each of compare(feed, [])) if (!each.kept) found.push(...each.steps);

    expect(found.flatMap((step) => (step.kind === 'read' ? [step.file] : []))).toEqual([things[1], things[2]]);
    expect(found[3]).toMatchObject({ kind: 'gap', path: 'a/b', code: 'permission' });
  });

  it('counts what holds nothing to save', async () => {
    expect(await steps([{ type: 'special', path: raw('pipe') }], [group(oldFile('pipe'))])).toEqual([['special'], []]);
  });

  it('hands thousands of new files out in portions, in order and each once', async () => {
    const names = Array.from({ length: 3000 }, (_, i) => `f${String(i).padStart(5, '0')}`);
    const found = await steps(
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

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'comes to the same where parts of the previous listing are found by their looks (seed %i)',
    async (seed) => {
      const prng = new Prng(seed);
      const names = [...new Set(Array.from({ length: 400 }, () => `d${prng.int(0, 9)}/f${prng.int(0, 999)}`))];
      const paths = names.toSorted(comparePaths);
      const previous: PreviousGroup[] = [];
      for (let at = 0; at < paths.length; ) {
        const some = paths.slice(at, (at += prng.int(1, 12)));
        previous.push(group(...some.map((path) => (prng.chance(0.01) ? oldGap(path) : oldFile(path)))));
      }
      const scan = paths.flatMap((path) => {
        const all = [file(path)];
        if (prng.chance(0.01)) all.pop();
        if (prng.chance(0.01)) all.push(file(`${path}+`));
        if (prng.chance(0.01)) return all.map((each) => ({ ...each, stat: { ...STAT, mtime: '5' } }) as Scanned);
        return prng.chance(0.005) ? [gap(path, false)] : all;
      });
      const known = previous.flatMap(partOf);
      const flat = (groups: readonly (readonly string[])[]): string[] => groups.flat().filter((step) => step !== '*');

      const plain = await steps(scan, previous);
      const byLooks = await steps(scan, previous, { ...TRUSTING, known });
      const missing = known.filter((_, i) => i % 3 > 0);

      expect(flat(byLooks)).toEqual(flat(plain));
      expect(flat(await steps(scan, previous, { ...TRUSTING, known: missing }))).toEqual(flat(plain));
      expect(byLooks.filter(([first]) => first === '*').length).toBeGreaterThan(previous.length / 2);
      expect(byLooks.filter(([first]) => first === '*')).toEqual(plain.filter(([first]) => first === '*'));
    },
  );

  it.each([
    ['each time it is asked', (): boolean => true],
    ['now and then', (): boolean => chance.chance(0.3)],
  ] as const)('tells everything on a computer that stands still %s', async (_, standsStill) => {
    const names = Array.from({ length: 300 }, (_, i) => `f${String(i).padStart(3, '0')}`);
    const scan = names.map((name) => file(name, name === 'f123' ? { mtime: '5' } : {}));
    const previous = Array.from({ length: 30 }, (_, i) =>
      group(...names.slice(10 * i, 10 * i + 10).map((name) => oldFile(name))),
    );
    const known = previous.flatMap(partOf);
    let clock = 0;
    vi.spyOn(performance, 'now').mockImplementation((): number => (clock += standsStill() ? 300 : 0));

    const told = (await steps(scan, previous, { ...TRUSTING, known })).flat().filter((step) => step !== '*');

    expect(told).toEqual(names.map((name) => (name === 'f123' ? 'read f123 again' : `keep ${name}`)));
  });

  it('never takes a part for found of which something has to be read all the same', async () => {
    const before = [group(oldFile('a'), oldFile('b'))];
    const found = (rules: Partial<CompareRules>): Promise<string[][]> =>
      steps([file('a'), file('b')], before, { ...TRUSTING, known: before.flatMap(partOf), ...rules });

    expect(await found({})).toEqual([['*', 'keep a', 'keep b'], []]);
    expect(await found({ rehash: true })).toEqual([['read a again', 'read b again'], []]);
    expect(await found({ trustedBefore: 5n })).toEqual([['read a again', 'read b again'], []]);
  });

  it('tells of what it has compared that it holds, so that it is known the next time', async () => {
    const held: string[] = [];
    const before = [group(oldFile('a')), group(oldFile('b'), oldFile('c')), group(oldFile('d'))].map((each) => ({
      ...each,
      holds: () => held.push(each.refs[0]?.firstPath ?? ''),
    }));

    await steps([file('a'), file('b'), file('d')], before);

    expect(held).toEqual(['a', 'd']);
  });
});

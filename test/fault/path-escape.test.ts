import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RestoreResult, zConflict } from '../../electron/contract/index.ts';
import type { Entry, FileEntry } from '../../electron/engine/archive/index.ts';
import { rawFromText, textOf } from '../../electron/engine/base/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { zipName } from '../../electron/engine/restore/target-name.ts';
import { file, folder, link } from '../support/crafted-entries.ts';
import { readZip } from '../journey/cli-zip.ts';
import { craftSet, listingOf } from '../support/crafted-set.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { ESCAPE_NAMES, ESCAPED } from '../support/escape-names.ts';
import { LINK_TRICKS, makeOutside, OTHER, PRECIOUS, type Stage } from '../support/link-tricks.ts';
import { rescue } from '../support/rescue.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';
import { setFolder } from '../support/vault-files.ts';

let place: EnginePlace;
let engine: Engine;
let honest: string;
let same: FileEntry;
let other: FileEntry;
beforeAll(async () => {
  place = new EnginePlace('escape');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'other'), OTHER);
  writeFileSync(join(place.source, 'same'), PRECIOUS);
  makeOutside(place.path('outside'));
  engine = await place.withPlan();
  honest = setFolder(place.vault, await backUp(engine));
  [other, same] = listingOf(honest).filter((entry): entry is FileEntry => entry.type === 'file') as [
    FileEntry,
    FileEntry,
  ];
});
afterAll(() => place.remove());

let crafted = 0;

async function craft(entries: readonly Entry[]): Promise<string> {
  const setId = `crafted2${++crafted}`;
  craftSet(honest, setId, entries);
  await engine.vaultOpen(place.vault);
  return setId;
}

/** Everything but the engine's own notes and what may be written to; names at which something may come out elsewhere too. */
function around(target: string): TreeSnapshot {
  const own = ['home', target.slice(place.folder.length + 1)];
  const all = [...snapshotTree(place.folder)].filter(
    ([name]) => !own.some((each) => name === each || name.startsWith(`${each}/`)),
  );
  const elsewhere = ['/', '/tmp', '/var/tmp', '/dev/shm', process.cwd(), dirname(place.folder)];
  const escaped = elsewhere.flatMap((path) =>
    readdirSync(path)
      .filter((name) => name.includes(ESCAPED))
      .map((name) => join(path, name)),
  );
  return new Map([
    ...all.map(([name, line]) => [name, line.replace(/ same file as .*/, '')] as const),
    ...escaped.map((path) => [path, 'escaped'] as const),
  ]);
}

/** Does something that may write into `target`, and shows what it did to everything else. */
async function harmOf(target: string, work: () => Promise<void> | void): Promise<string> {
  const before = around(target);
  await work();
  return differences(before, around(target));
}

const namesOf = (tree: TreeSnapshot, kind: string): string[] =>
  [...tree]
    .filter(([, line]) => line.startsWith(kind))
    .map(([name]) => name)
    .sort();

describe('names that lead elsewhere', () => {
  const { leaving, odd } = ESCAPE_NAMES;
  const refused = leaving.flatMap((name) => [file(name), folder(`${name}/folder`), link(`${name}/link`, '/')]);
  const good = ['source/first', 'source/second/third'];
  let setId: string;
  beforeAll(async () => {
    setId = await craft([
      folder('source'),
      file(good[0] as string),
      ...refused,
      ...odd.map((name) => file(name)),
      file(good[1] as string),
    ]);
  });

  it('are a hundred and fifty and more', () => {
    expect(new Set([...leaving, ...odd]).size).toBeGreaterThanOrEqual(150);
  });

  it('are refused and named, or stay in the target, and the rest comes back', async () => {
    const to = place.makeFolder('targets', 'names', 'target');
    let result!: RestoreResult;
    const harm = await harmOf(to, async () => {
      result = await engine.restore({ plan: 'P', at: setId, target: { kind: 'folder', path: to } });
    });

    expect(harm).toBe('');
    expect(result).toMatchObject({ outcome: 'incomplete', files: { restored: odd.length + good.length } });
    expect(result.failures.map(({ code, path }) => `${code} ${path}`).sort()).toEqual(
      refused.map(({ path }) => `unsafe-path ${textOf(path)}`).sort(),
    );
    expect(namesOf(snapshotTree(to), 'file')).toEqual([...odd, ...good].sort());
    expect(namesOf(snapshotTree(to), 'link')).toEqual([]);
  });

  it('do the same in the hands of the rescue script', async () => {
    const to = place.makeFolder('targets', 'rescued', 'target');
    let told = '';
    const harm = await harmOf(to, () => {
      const { status, stderr } = rescue(place.vault, '--at', setId, '--to', to);
      expect(status).toBe(3);
      told = stderr;
    });

    expect(harm).toBe('');
    const lines = told.split('\n');
    expect(
      refused.filter(
        ({ path }) => !lines.includes(`NOT RESTORED: ${textOf(path)}: its name would lead out of the folder`),
      ),
    ).toEqual([]);
    expect(namesOf(snapshotTree(to), 'file')).toEqual([...odd, ...good].sort());
  });

  it('stay in the source where they are given back to it', async () => {
    let result!: RestoreResult;
    const harm = await harmOf(place.source, async () => {
      result = await engine.restore({ plan: 'P', at: setId, target: { kind: 'original-place' }, conflict: 'replace' });
    });

    const belong = odd.filter((name) => name.startsWith('source/'));
    expect(harm).toBe('');
    expect(result.files.restored).toBe(belong.length + good.length);
    expect(new Set(result.failures.map(({ code }) => code))).toEqual(new Set(['unsafe-path']));
  });
});

describe('a ZIP', () => {
  it('leads out of the folder it is unpacked into by no name, wherever that is done', async () => {
    const { leaving, odd } = ESCAPE_NAMES;
    const setId = await craft([
      folder('source'),
      ...leaving.map((name) => file(name)),
      ...odd.map((name) => file(name)),
    ]);
    const path = place.path('names.zip');

    const result = await engine.restore({ plan: 'P', at: setId, target: { kind: 'zip', path } });

    const names = [...(await readZip(path)).keys()];
    expect(result.files).toMatchObject({ restored: odd.length, failed: leaving.length });
    expect(names).toHaveLength(odd.length);
    expect(names.filter((name) => /(^|[/\\])\.{0,2}($|[/\\])|^\w+:|\\/.test(name))).toEqual([]);
    expect(names.sort()).toEqual(odd.map(zipName).sort());
    expect(result.renamed).toContainEqual({ path: `..\\${ESCAPED}`, as: `..%5c${ESCAPED}` });
  });

  it('holds nothing twice and nothing below a link, and times that no ZIP has', async () => {
    const setId = await craft([
      folder('source'),
      link('source/door', place.path('outside')),
      file(`source/door/${ESCAPED}`),
      folder('source/door/room'),
      file('source/deep/in/file'),
      link('source/deep', '/'),
      file('source/twice'),
      link('source/twice', '/'),
      file('source/twice/x'),
      folder('source/deep'),
      file('source/early', { mtime: `-${'9'.repeat(30)}` }),
      file('source/late', { mtime: '9'.repeat(30) }),
    ]);
    const path = place.path('links.zip');

    const result = await engine.restore({ plan: 'P', at: setId, target: { kind: 'zip', path } });

    expect(result.failures.map((failure) => `${failure.path} ${failure.code}`)).toEqual([
      `source/door/${ESCAPED} blocked-by-link`,
      'source/door/room blocked-by-link',
      'source/deep name-collision',
      'source/twice name-collision',
      'source/twice/x name-collision',
    ]);
    expect([...(await readZip(path)).keys()].sort()).toEqual(
      ['deep/in/file', 'door', 'early', 'late', 'twice'].map((name) => `source/${name}`),
    );
  });
});

describe('links that lead elsewhere', () => {
  let setId: string;
  const label = (place: number): string => `trick-${place + 1}`;
  const stageOf = (target: string, place_: number): Stage => ({
    here: join(target, label(place_)),
    label: label(place_),
    outside: place.path('outside'),
    same,
    other,
  });
  const plant = (target: string): void => LINK_TRICKS.forEach((trick, i) => trick.plant?.(stageOf(target, i)));
  beforeAll(async () => {
    const stages = LINK_TRICKS.map((trick, i) => trick.entries(stageOf('/nowhere', i)));
    setId = await craft([...stages.flat(), file('at-last')]);
  });

  it('are forty and more', () => {
    expect(LINK_TRICKS.length).toBeGreaterThanOrEqual(40);
  });

  it.each(zConflict.options)('are never written through, and the rest comes back: %s', async (conflict) => {
    const to = place.makeFolder('targets', conflict, 'target');
    plant(to);
    let result!: RestoreResult;
    for (const attempt of [1, 2]) {
      const harm = await harmOf(to, async () => {
        result = await engine.restore({ plan: 'P', at: setId, target: { kind: 'folder', path: to }, conflict });
      });
      expect(harm, `attempt ${attempt}`).toBe('');
      expect(result.outcome).toBe('incomplete');
    }
    expect(lstatSync(join(to, 'at-last')).isFile()).toBe(true);
  });

  it('are named, each with what it would have let out', async () => {
    const to = place.makeFolder('targets', 'named', 'target');
    plant(to);
    const result = await engine.restore({
      plan: 'P',
      at: setId,
      target: { kind: 'folder', path: to },
      conflict: 'replace',
    });

    const failed = new Set(result.failures.map(({ path }) => path));
    const wrong = LINK_TRICKS.flatMap(({ what, refused, given = [] }, i) => [
      ...refused
        .filter((name) => !failed.has(name === '' ? label(i) : `${label(i)}/${name}`))
        .map((name) => `${what}: ${name} is not named`),
      ...given
        .filter((name) => failed.has(name === '' ? label(i) : `${label(i)}/${name}`))
        .map((name) => `${what}: ${name} is named`),
      ...given.filter((name) => !isOwn(join(to, label(i), name))).map((name) => `${what}: ${name} is not there`),
    ]);
    expect(wrong).toEqual([]);
    const contents = LINK_TRICKS.flatMap(({ contents = {} }, i) =>
      Object.entries(contents).map(([name, wanted]) => [name, readFileSync(join(to, label(i), name), 'utf8'), wanted]),
    );
    expect(contents.filter(([, found, wanted]) => found !== wanted)).toEqual([]);
  });

  it('do the same in the hands of the rescue script', async () => {
    const to = place.makeFolder('targets', 'rescued-links', 'target');
    plant(to);
    for (const attempt of [1, 2]) {
      let told = '';
      const harm = await harmOf(to, () => {
        const { status, stderr } = rescue(place.vault, '--at', setId, '--to', to);
        expect(status).toBe(3);
        told = stderr;
      });
      expect(harm, `attempt ${attempt}`).toBe('');
      expect(told).not.toContain('Traceback');
    }
    expect(lstatSync(join(to, 'at-last')).isFile()).toBe(true);
  });
});

function isOwn(path: string): boolean {
  const there = lstatSync(path, { throwIfNoEntry: false });
  return there !== undefined && (there.isFile() || there.isDirectory());
}

describe('a folder of the target that becomes a link while files are given back', () => {
  it.each([
    { at: 1, what: 'before the first file' },
    { at: 2, what: 'while the first is given back' },
  ])('lets nothing out, and what it kept from being given back is named: $what', async ({ at }) => {
    const folders = Array.from({ length: 20 }, (_, i) => `source/${i + 10}/deep`);
    const setId = await craft([
      folder('source'),
      ...folders.flatMap((path) => [
        folder(path, 0o777),
        ...['one', 'two'].map((name) => ({ ...same, path: rawFromText(`${path}/${name}`) })),
        link(`${path}/link`, 'one'),
        ...['first', 'second'].map((name) => file(`${path}/${name}`, { hardLink: path })),
      ]),
    ]);
    const to = place.makeFolder('targets', `swapped-${at}`, 'target');
    const swap = (): void => {
      for (const name of readdirSync(join(to, 'source'))) {
        renameSync(join(to, 'source', name), join(to, `was-${name}`));
        symlinkSync(place.path('outside', 'swapped'), join(to, 'source', name));
      }
    };
    // Never closed, but asked between any two steps.
    let asked = 0;
    const gate = {
      get isClosed(): boolean {
        if (existsSync(join(to, folders.at(-1) as string)) && ++asked === at) swap();
        return false;
      },
      opened: () => Promise.resolve(),
    };
    mkdirSync(place.path('outside', 'swapped', 'deep'), { recursive: true });
    let result!: RestoreResult;
    const harm = await harmOf(to, async () => {
      const input = { plan: 'P', at: setId, target: { kind: 'folder', path: to } } as const;
      result = await engine.restore(input, { gate });
    });

    expect(harm).toBe('');
    expect(asked).toBeGreaterThanOrEqual(at);
    expect(result.outcome).not.toBe('complete');
    expect(result.failures.map(({ code }) => code)).toContain('blocked-by-link');
  });
});

describe('what no listing may hold', () => {
  it.each([
    { what: 'a NUL in a name', entry: file('source/a\0b') },
    { what: 'a NUL in the target of a link', entry: link('source/a', '/tmp\0/x') },
    { what: 'a name of 4097 bytes', entry: file(`source/${'x'.repeat(4090)}`) },
    { what: 'a target of 4097 bytes', entry: link('source/a', 'x'.repeat(4097)) },
  ])('is damage of the listing, and nothing of it is written: $what', async ({ entry }) => {
    const setId = await craft([folder('source'), entry, file('source/z')]);
    const to = place.path('targets', 'never');

    const failure = await engine
      .restore({ plan: 'P', at: setId, target: { kind: 'folder', path: to } })
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'set-damaged' });
    expect(lstatSync(to, { throwIfNoEntry: false })).toBe(undefined);
  });

  it('is not written where this system has no such name, and named', async () => {
    const tooLong = [`source/${'x'.repeat(256)}`, `source/${'y/'.repeat(2040)}z`, `source/${'\u4f60'.repeat(90)}`];
    const setId = await craft([folder('source'), ...tooLong.map((name) => file(rawFromText(name))), file('source/z')]);
    const to = place.path('targets', 'long');

    const result = await engine.restore({ plan: 'P', at: setId, target: { kind: 'folder', path: to } });

    expect(result).toMatchObject({ outcome: 'incomplete', files: { restored: 1, failed: 3 } });
    expect(result.failures.map(({ path }) => path).sort()).toEqual(tooLong.sort());
  });
});

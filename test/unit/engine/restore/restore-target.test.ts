import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { baseName, type RawPath, rawFromText } from '../../../../electron/engine/base/index.ts';
import type { KnownPlan } from '../../../../electron/engine/ledger/plans.ts';
import { nameBeside, RestoreTarget, temporaryFor } from '../../../../electron/engine/restore/restore-target.ts';

let work: string;

beforeEach(() => {
  work = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-')));
  for (const folder of ['to', 'vault', 'outside']) mkdirSync(join(work, folder));
});
afterEach(() => rmSync(work, { recursive: true }));

const raw = (...parts: string[]): RawPath => rawFromText(join(...parts));

function planOf(...sources: { path: string; label: string }[]): KnownPlan {
  return {
    definition: {
      id: 'p',
      name: 'P',
      sources,
      scheme: 'automatic',
      exclude: [],
      level: 1,
      schedule: '',
      keep: '',
      createdAt: '',
    },
    vaultId: 'v',
    vaultPlace: join(work, 'vault'),
    machine: 'm',
    origin: 'here',
  };
}

const ALL = { map: [], here: undefined, labels: undefined };
const into = (path: string): RestoreTarget =>
  RestoreTarget.of({ kind: 'folder', path }, planOf(), join(work, 'vault'), ALL);
const backTo = (...sources: { path: string; label: string }[]): RestoreTarget =>
  RestoreTarget.of({ kind: 'original-place' }, planOf(...sources), join(work, 'vault'), ALL);
const coded = (code: string): unknown => expect.objectContaining({ code });

describe('folder that a restore writes into', () => {
  it('is made only once something is put into it', () => {
    const target = into(join(work, 'to/new/deeper'));
    const before = readdirSync(join(work, 'to'));
    const place = target.place(raw('L/a/b'));
    target.makeParent(place);

    expect([before, place, readdirSync(join(work, 'to'), { recursive: true, encoding: 'utf8' }).toSorted()]).toEqual([
      [],
      raw(work, 'to/new/deeper/L/a/b'),
      ['new', 'new/deeper', 'new/deeper/L', 'new/deeper/L/a'],
    ]);
  });

  it('may itself be a link, but nothing below it may', () => {
    symlinkSync(join(work, 'to'), join(work, 'chosen'));
    symlinkSync(join(work, 'outside'), join(work, 'to/L'));
    const target = into(join(work, 'chosen'));

    expect(target.place(raw('x'))).toBe(raw(work, 'to/x'));
    expect(() => target.makeParent(target.place(raw('L/file')))).toThrow(coded('blocked-by-link'));
    expect(() => target.makeParent(target.place(raw('L/deeper/file')))).toThrow(coded('blocked-by-link'));
    expect(() => target.makeFolder(target.place(raw('L')))).toThrow(coded('blocked-by-link'));
    expect(readdirSync(join(work, 'outside'))).toEqual([]);
  });

  it('is not entered through a file, nor through a link to nowhere', () => {
    writeFileSync(join(work, 'to/L'), '');
    symlinkSync(join(work, 'outside/not-there'), join(work, 'to/M'));
    const target = into(join(work, 'to'));

    expect(() => target.makeParent(target.place(raw('L/file')))).toThrow(coded('name-collision'));
    expect(() => target.makeParent(target.place(raw('M/file')))).toThrow(coded('blocked-by-link'));
    expect(readdirSync(join(work, 'outside'))).toEqual([]);
  });

  it('gives no place to a path that would leave it', () => {
    const target = into(join(work, 'to'));
    const bad = ['..', '../x', 'L/../../x', '/etc/passwd', '', 'L//x', 'L/./x', 'L/..'];

    for (const path of bad) expect(() => target.place(path as RawPath)).toThrow(coded('unsafe-path'));
  });

  it('tells what it made from what was there', () => {
    mkdirSync(join(work, 'to/L'));
    const target = into(join(work, 'to'));
    const [old, fresh] = [target.place(raw('L')), target.place(raw('L/new'))];

    expect([
      target.makeFolder(old),
      target.makeFolder(fresh),
      target.isFresh(target.place(raw('L/x'))),
      target.isFresh(target.place(raw('L/new/x'))),
    ]).toEqual([false, true, false, true]);
  });

  it('is refused where it lies in the vault, however it is reached, or is no folder', () => {
    symlinkSync(join(work, 'vault'), join(work, 'way'));
    writeFileSync(join(work, 'file'), '');

    for (const path of ['vault', 'vault/x/y', 'way', 'way/x', 'to/../vault']) {
      expect(() => into(join(work, path))).toThrow(coded('target-in-vault'));
    }
    expect(() => into(join(work, 'file'))).toThrow(coded('target-invalid'));
    expect(into(join(work, 'vault-beside')).shown).toBe(join(work, 'vault-beside'));
  });
});

describe('original place', () => {
  it('is that of the source with the label, and no other', () => {
    const target = backTo(
      { path: join(work, 'to/Docs'), label: 'Docs' },
      { path: join(work, 'outside/Docs'), label: 'Docs-2' },
    );

    expect(['Docs', 'Docs/a', 'Docs-2/a/b'].map((path) => target.place(raw(path)))).toEqual([
      raw(work, 'to/Docs'),
      raw(work, 'to/Docs/a'),
      raw(work, 'outside/Docs/a/b'),
    ]);
    for (const path of ['Other/a', 'Docs-3', 'Docs/../../x', '../Docs']) {
      expect(() => target.place(path as RawPath)).toThrow(coded('unsafe-path'));
    }
  });

  it('is made again where it is gone, and not entered through a link below', () => {
    const target = backTo({ path: join(work, 'to/gone/Docs'), label: 'Docs' });
    target.makeParent(target.place(raw('Docs/a/b')));
    symlinkSync(join(work, 'outside'), join(work, 'to/gone/Docs/out'));

    expect(readdirSync(join(work, 'to/gone/Docs')).toSorted()).toEqual(['a', 'out']);
    expect(() => target.makeParent(target.place(raw('Docs/out/x')))).toThrow(coded('blocked-by-link'));
  });

  it('is refused where it is one of another system', () => {
    expect(() => backTo({ path: 'C:\\Users\\a', label: 'a' })).toThrow(coded('target-invalid'));
  });
});

describe('name beside a file that is kept', () => {
  const stamp = 'restored 2026-11-21 09.30';
  const beside = (name: string): string => baseName(nameBeside(raw(work, 'to', name), stamp));

  it('keeps the end that tells the kind of file', () => {
    expect(['report.pdf', 'noend', '.profile', 'a.tar.gz'].map(beside)).toEqual([
      `report (${stamp}).pdf`,
      `noend (${stamp})`,
      `.profile (${stamp})`,
      `a.tar (${stamp}).gz`,
    ]);
  });

  it('counts on where that name is taken too', () => {
    for (const name of [`a (${stamp}).txt`, `a (${stamp} 2).txt`]) writeFileSync(join(work, 'to', name), '');

    expect(beside('a.txt')).toBe(`a (${stamp} 3).txt`);
  });

  it('is never longer than a file system allows, nor cut inside a character', () => {
    const names = [
      'n'.repeat(255),
      `${'n'.repeat(251)}.txt`,
      `${'\u4f60'.repeat(84)}.md`,
      `a.${'x'.repeat(253)}`,
      `a.${'\u4f60'.repeat(84)}`,
      `.${'x'.repeat(254)}`,
    ];

    const found = names.map(beside);

    expect([
      found.map((name) => name.length <= 255 && name.includes(stamp)),
      found.map((name) => Buffer.from(name, 'latin1').toString('utf8').includes('\ufffd')),
    ]).toEqual([names.map(() => true), names.map(() => false)]);
  });
});

describe('temporary name', () => {
  it('is the same for the same file, another for another, beside it', () => {
    const [a, b] = [temporaryFor(raw('/x/a')), temporaryFor(raw('/x/b'))];

    expect([a === temporaryFor(raw('/x/a')), a === b, /^\/x\/\.strongroom-part-[0-9a-f]{16}$/.test(a)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

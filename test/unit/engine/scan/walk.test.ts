import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RawPath, rawFromText } from '../../../../electron/engine/base/index.ts';
import { Prng } from '../../../support/prng.ts';
import { excludeRule, gapCodeOf, Walk, type WalkPart } from '../../../../electron/engine/scan/index.ts';

const OFFLINE = 0x1000;
const RECALL_ON_OPEN = 0x4_0000;
const RECALL_ON_DATA_ACCESS = 0x40_0000;
const [HIDDEN, ARCHIVE, REPARSE_POINT, PINNED, UNPINNED] = [0x2, 0x20, 0x400, 0x8_0000, 0x10_0000];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-walk-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the walk says of the folder where Windows notes these attributes of its names. */
function walked(attributes: Readonly<Record<string, number>>): string[] {
  const bitsAt = (at: RawPath): number => attributes[at.slice(folder.length + 1)] ?? 0;
  const root = { label: 'S' as RawPath, at: rawFromText(folder) };
  const rules = { excluded: excludeRule([]), keepOut: new Set<string>(), bitsAt };
  return [...new Walk([{ root }], rules)].map((item) =>
    item.type === 'gap'
      ? `${item.path}: ${item.code}`
      : `${item.path}${'win' in item && item.win?.attributes ? ` (${item.win.attributes})` : ''}`,
  );
}

describe('a walk over a folder of a cloud drive', () => {
  it('makes a gap of each file whose content is not on this computer, and looks into folders that say the same', () => {
    mkdirSync(join(folder, 'Accounts'));
    for (const name of [
      'Accounts/online.xlsx',
      'Accounts/pinned.xlsx',
      'fetched.txt',
      'hidden.txt',
      'old.txt',
      'tape.zip',
    ])
      writeFileSync(join(folder, name), name);

    const said = walked({
      Accounts: RECALL_ON_DATA_ACCESS | REPARSE_POINT,
      'Accounts/online.xlsx': RECALL_ON_DATA_ACCESS | UNPINNED | REPARSE_POINT | ARCHIVE,
      'Accounts/pinned.xlsx': PINNED | REPARSE_POINT,
      'fetched.txt': UNPINNED | REPARSE_POINT,
      'hidden.txt': HIDDEN,
      'old.txt': RECALL_ON_OPEN,
      'tape.zip': OFFLINE,
    });

    expect(said).toEqual([
      'S',
      'S/Accounts',
      'S/Accounts/online.xlsx: cloud-only',
      'S/Accounts/pinned.xlsx',
      'S/fetched.txt',
      'S/hidden.txt (h)',
      'S/old.txt: cloud-only',
      'S/tape.zip: cloud-only',
    ]);
  });
});

describe('the cause of a gap', () => {
  it.each([
    ['EACCES', 'permission'],
    ['EPERM', 'permission'],
    ['EBUSY', 'locked'],
    ['ETXTBSY', 'locked'],
    ['ENOENT', 'vanished'],
    ['ENOTDIR', 'vanished'],
    ['ELOOP', 'vanished'],
    ['ENAMETOOLONG', 'path-too-long'],
    ['EIO', 'damaged-disk'],
    ['EBADMSG', 'damaged-disk'],
    ['Unknown system error -117', 'damaged-disk'],
    ['UNKNOWN', 'read-error'],
    ['ESTALE', 'read-error'],
  ])('is for %s %s', (code, gap) => {
    expect(gapCodeOf(Object.assign(new Error(code), { code }), rawFromText(folder))).toBe(gap);
  });
});

describe('a walk that lets go of what comes later', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'meets everything once, in the same order, whoever walks which part (seed %i)',
    (seed) => {
      const prng = new Prng(seed);
      const folders = [folder];
      for (let i = 0; i < 40; i++) {
        const path = join(prng.pick(folders), `d${i}`);
        mkdirSync(path);
        folders.push(path);
      }
      for (let i = 0; i < 300; i++) writeFileSync(join(prng.pick(folders), `f${i}`), '');
      const root = { label: 'S' as RawPath, at: rawFromText(folder) };
      const rules = { excluded: excludeRule(['f1*']), keepOut: new Set<string>() };
      const parts = [{ root }, { root: { label: 'Missing' as RawPath, at: rawFromText(join(folder, 'none')) } }];
      const inOrder = (left: readonly WalkPart[]): string[] => {
        const walk = new Walk(left, rules);
        const seen: string[] = [];
        for (const item of walk) {
          seen.push(`${item.type} ${item.path}`);
          const given = prng.int(0, 10) > 0 ? [] : prng.int(0, 3) === 0 ? walk.letGo() : walk.letGoLast();
          if (given.length > 0)
            return [...seen, ...[...walk].map(({ type, path }) => `${type} ${path}`), ...inOrder(given)];
        }
        return seen;
      };

      const all = [...new Walk(parts, rules)].map(({ type, path }) => `${type} ${path}`);

      expect(all.length).toBeGreaterThan(200);
      for (let i = 0; i < 10; i++) expect(inOrder(parts)).toEqual(all);
    },
  );
});

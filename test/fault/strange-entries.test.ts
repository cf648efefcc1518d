import { existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../electron/engine/archive/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { file, folder, link } from '../support/crafted-entries.ts';
import { craftSet } from '../support/crafted-set.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { rescue } from '../support/rescue.ts';
import { setFolder } from '../support/vault-files.ts';

const SECOND = 1_000_000_000n;
const EARLIEST = '-2147483648';
const LATEST = '15032385535';

let place: EnginePlace;
let engine: Engine;
let honest: string;
beforeAll(async () => {
  place = new EnginePlace('entries');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'a'), 'a');
  engine = await place.withPlan();
  honest = setFolder(place.vault, await backUp(engine));
});
afterAll(() => place.remove());

async function craft(setId: string, entries: readonly Entry[]): Promise<string> {
  craftSet(honest, setId, [folder('source'), ...entries]);
  await engine.vaultOpen(place.vault);
  return setId;
}

/** By name, the time in ns, and where it is given back the seconds it must have. */
const TIMES: Readonly<Record<string, readonly [ns: bigint, seconds: string]>> = {
  '-2^63': [-(2n ** 63n), EARLIEST],
  'thirty digits': [10n ** 30n - 1n, LATEST],
  'minus thirty digits': [1n - 10n ** 30n, EARLIEST],
  1601: [-11_644_473_600n * SECOND, EARLIEST],
  1900: [-2_208_988_800n * SECOND, EARLIEST],
  1965: [-157_766_400n * SECOND, '-157766400'],
  1970: [0n, '0'],
  2100: [4_102_444_800n * SECOND, '4102444800'],
  2500: [16_725_225_600n * SECOND, LATEST],
  9999: [253_402_300_799n * SECOND, LATEST],
};

describe('times that no disk can hold', () => {
  it('are set to the nearest it can, and said so; all others are exact', async () => {
    const at = await craft(
      'times2222222',
      Object.entries(TIMES).flatMap(([name, [ns]]) => [
        file(`source/${name}`, { mtime: String(ns) }),
        { ...folder(`source/folder ${name}`), mtime: String(ns) } as Entry,
        { ...link(`source/link ${name}`, 'x'), mtime: String(ns) } as Entry,
      ]),
    );
    const to = place.path('times');

    const result = await engine.restore({ plan: 'P', at, target: { kind: 'folder', path: to } });
    const rescued = rescue(place.vault, '--at', at, '--to', place.path('rescued'));

    expect(result).toMatchObject({ outcome: 'complete', failures: [] });
    expect(result.notices).toContain('times-clamped');
    expect(rescued).toMatchObject({ status: 0 });
    for (const tree of [to, place.path('rescued')]) {
      const wrong = Object.entries(TIMES).flatMap(([name, [, seconds]]) =>
        [name, `folder ${name}`, `link ${name}`]
          .map((each) => [each, String(lstatSync(join(tree, 'source', each), { bigint: true }).mtimeNs / SECOND)])
          .filter(([, found]) => found !== seconds),
      );
      expect(wrong).toEqual([]);
    }
  });
});

describe('a restore of more than fits', () => {
  it('is refused before the first byte, whatever the listing claims', async () => {
    const at = await craft('large2222222', [file('source/large', { size: Number.MAX_SAFE_INTEGER })]);
    const restore = (kind: 'folder') =>
      failureOf(engine.restore({ plan: 'P', at, target: { kind, path: place.path('never') } }));

    expect(await restore('folder')).toBe('target-full');
    expect(existsSync(place.path('never'))).toBe(false);
    const { failures } = await engine.restore({
      plan: 'P',
      at,
      target: { kind: 'zip', path: place.path('large.zip') },
    });
    expect(failures).toMatchObject([{ path: 'source/large', code: 'damaged' }]);
  });
});

describe('owners and modes that nobody has', () => {
  it('fail for their own file and no other, and give nobody new rights', async () => {
    const at = await craft('owners222222', [
      file('source/odd', { uid: Number.MAX_SAFE_INTEGER, gid: 2 ** 40 }),
      file('source/special', { mode: 0o6755 }),
      file('source/good'),
    ]);
    const to = place.path('owners');

    const result = await engine.restore({ plan: 'P', at, target: { kind: 'folder', path: to } });

    expect(result.failures.map(({ path }) => path)).toEqual(process.getuid?.() === 0 ? ['source/odd'] : []);
    expect(lstatSync(join(to, 'source', 'special')).mode & 0o7777).toBe(0o755);
    expect(lstatSync(join(to, 'source', 'good')).isFile()).toBe(true);
    expect(result.notices).toContain('special-bits-dropped');
  });
});

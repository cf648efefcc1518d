import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MARKER_NAMES, parseMarker, printMarker } from '../../electron/engine/archive/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { setFolder, vaultFiles, keptState } from '../support/vault-files.ts';

const DAY_MS = 86_400_000;

let place: EnginePlace;
let engine: Engine;
let first: string;
beforeEach(async () => {
  place = new EnginePlace('strange');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'a'), 'a');
  engine = await place.withPlan();
  first = await backUp(engine);
});
afterEach(async () => {
  vi.useRealTimers();
  await place.remove();
});

/** What sync programs, desktops and people leave in folders; copies with another content than the file they are named after. */
function strangersIn(folder: string): string[] {
  const names = ['.DS_Store', 'Thumbs.db', 'desktop.ini', '~$list.xlsx', 'a note.txt', '.~lock.x#', 'Icon\r'];
  const copies = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ name }) => {
      const [stem = '', ...ends] = name.split('.');
      const end = ends.join('.');
      return [
        `${stem} (conflicted copy 2026-11-21).${end}`,
        `${stem} (1).${end}`,
        `${stem}.sync-conflict-1.${end}`,
        `${name}.part`,
      ];
    });
  return [...names, ...copies].map((name) => join(folder, name));
}

describe('strange files and conflicted copies in a vault', () => {
  it('are left alone wherever they are, and cost nothing', async () => {
    const sets = join(setFolder(place.vault, first), '..');
    const plan = join(sets, '..');
    const folders = [
      place.vault,
      join(place.vault, 'machines'),
      join(plan, '..', '..'),
      plan,
      sets,
      setFolder(place.vault, first),
    ];
    const strangers = folders.flatMap(strangersIn);
    for (const stranger of strangers) writeFileSync(stranger, `not what its name says: ${stranger}`);
    for (const folder of ['.sync', 'emptyset2222']) mkdirSync(join(sets, folder));
    writeFileSync(join(sets, '.sync', 'x'), 'x');
    const before = keptState(place.vault);

    writeFileSync(join(place.source, 'b'), 'b');
    const second = await backUp(engine);
    const verified = await engine.verify({ plan: 'P', level: 'deep' });
    const { tree } = await place.restore(engine, second);

    expect(verified).toMatchObject({ outcome: 'complete', vault: [] });
    expect(verified.points.map(({ setId }) => setId).sort()).toEqual([first, second].sort());
    expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
    const after = keptState(place.vault);
    expect(Object.keys(before).filter((path) => after[path] !== before[path])).toEqual([]);
    expect(existsSync(join(sets, 'emptyset2222'))).toBe(true);
  });

  it('stay where they are when sets are thrown away and deleted', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const sets = join(setFolder(place.vault, first), '..');
    const strangers = [place.vault, join(place.vault, 'machines'), join(sets, '..'), sets].flatMap(strangersIn);
    for (const stranger of strangers) writeFileSync(stranger, 'x');
    await engine.planEdit('P', { keep: 'last 1 min 1' });
    vi.setSystemTime(Date.now() + DAY_MS);
    await backUp(engine, 'full');
    const trash = join(sets, '..', 'trash');
    expect(readdirSync(trash)).toContain(first);
    const more = strangersIn(trash);
    for (const stranger of more) writeFileSync(stranger, 'x');
    vi.setSystemTime(Date.now() + 8 * DAY_MS);

    const result = await engine.prune({ plan: 'P' });

    expect(result.purged.map(({ setId }) => setId)).toEqual([first]);
    expect(existsSync(join(trash, first))).toBe(false);
    expect([...strangers, ...more].filter((stranger) => !existsSync(stranger))).toEqual([]);
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });
  });

  it('do not stand in for a volume that is gone, which stays damage', async () => {
    const volume = join(setFolder(place.vault, first), 'data-000001.tar.zst');
    const bytes = readFileSync(volume);
    writeFileSync(volume.replace('.tar', ' (conflicted copy).tar'), 'another');
    expect(await engine.verify({ plan: 'P', level: 'read' })).toMatchObject({ outcome: 'complete' });
    rmSync(volume);

    expect(await engine.verify({ plan: 'P', level: 'quick' })).toMatchObject({ outcome: 'failed' });
    writeFileSync(volume, bytes);
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });
  });
});

describe('a vault with the markers of two', () => {
  it.each([
    { what: 'of another vault', change: { vault: 'anothervault2222' } },
    { what: 'of the same one with another encryption', change: { encryption: 'age' as const } },
  ])('is neither read nor written, whichever comes first, nor is a plan made in it: $what', async ({ change }) => {
    const markers = MARKER_NAMES.map((name) => join(place.vault, name));
    for (const marker of markers) {
      const own = readFileSync(marker);
      const other = printMarker({ ...parseMarker(own), ...change });
      writeFileSync(marker, other);
      const before = keptState(place.vault);
      const target = { kind: 'folder', path: place.path('to') } as const;

      expect([
        await failureOf(engine.backup({ plan: 'P' })),
        await failureOf(engine.verify({ plan: 'P' })),
        await failureOf(engine.restore({ plan: 'P', target })),
        await failureOf(engine.vaultOpen(place.vault)),
        await failureOf(engine.planAdd({ name: 'Q', sources: [place.source], vault: place.vault })),
      ]).toEqual(Array(5).fill('vault-marker-damaged'));
      expect(keptState(place.vault)).toEqual(before);
      writeFileSync(marker, own);
    }
    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('no failure');
  });
});

describe('a folder that is no vault', () => {
  it.each([
    { what: 'an empty one in the place of the vault', names: [], code: 'vault-marker-missing' },
    { what: 'one with other things', names: ['letters.txt'], code: 'vault-marker-missing' },
    { what: 'one with what is left of a vault', names: ['machines'], code: 'vault-marker-missing' },
  ])('is never made one by a run: $what', async ({ names, code }) => {
    rmSync(place.vault, { recursive: true });
    mkdirSync(place.vault);
    for (const name of names) writeFileSync(join(place.vault, name), 'x');

    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe(code);
    expect(vaultFiles(place.vault)).toEqual(names);
  });
});

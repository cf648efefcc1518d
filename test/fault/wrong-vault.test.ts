import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  MARKER_NAMES,
  newMarker,
  parseMarker,
  printMarker,
  parseSeal,
  printSeal,
} from '../../electron/engine/archive/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { goOn, startChild } from '../support/child-engine.ts';
import { damagedPoints } from '../support/damage.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { setFolder, setFolders, vaultState } from '../support/vault-files.ts';

let place: EnginePlace;
let engine: Engine;
let setId: string;
beforeEach(async () => {
  place = new EnginePlace('wrong');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'a'), 'a');
  engine = await place.withPlan();
  setId = await backUp(engine);
});
afterEach(() => place.remove());

const run = () => failureOf(engine.backup({ plan: 'P' }));
const restore = () => failureOf(engine.restore({ plan: 'P', target: { kind: 'folder', path: place.path('to') } }));

/** Whatever is asked of it, nothing is written. */
async function refuses(code: string): Promise<void> {
  const before = vaultState(place.vault);
  expect(
    [
      await run(),
      await restore(),
      await failureOf(engine.verify({ plan: 'P' })),
      await failureOf(engine.vaultOpen(place.vault)),
    ].slice(0, 3),
  ).toEqual([code, code, code]);
  expect(vaultState(place.vault)).toEqual(before);
}

describe('a vault that is not what it was', () => {
  it('gets not one byte where an empty folder stands in its place', async () => {
    renameSync(place.vault, place.path('real'));
    mkdirSync(place.vault);
    await refuses('vault-marker-missing');
    expect(readdirSync(place.vault)).toEqual([]);
    rmSync(place.vault, { recursive: true });
    expect(await run()).toBe('vault-unavailable');
    expect(readdirSync(place.folder)).not.toContain('vault');
    renameSync(place.path('real'), place.vault);
    expect(await engine.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete', kind: 'incremental' });
  });

  it('is foreign with the marker of another, damaged without a readable one, newer with one of the future', async () => {
    const markers = MARKER_NAMES.map((name) => join(place.vault, name));
    const own = readFileSync(markers[0] as string);
    const put = (bytes: Buffer): void => markers.forEach((marker) => writeFileSync(marker, bytes));

    put(
      printMarker(newMarker({ vault: 'anothervault2222', createdAt: '2026-01-01T00:00:00.000Z', encryption: 'none' })),
    );
    await refuses('vault-foreign');
    put(own.subarray(0, 20));
    await refuses('vault-marker-damaged');
    put(printMarker({ ...parseMarker(own), format: 99 }));
    await refuses('vault-newer');
    put(printMarker({ ...parseMarker(own), requires: ['time-travel'] }));
    await refuses('vault-newer');
    put(own);
    expect(await run()).toBe('no failure');
  });

  it('keeps working with one good marker of two', async () => {
    writeFileSync(join(place.vault, MARKER_NAMES[0]), 'x');
    expect(await run()).toBe('no failure');
    expect((await engine.verify({ plan: 'P' })).vault).toEqual([{ code: 'marker-damaged', file: MARKER_NAMES[0] }]);
  });
});

describe('a set of a newer program', () => {
  it('is not touched, not taken for damage of others, and named by verification', async () => {
    const folder = setFolder(place.vault, setId);
    const newer = 'newerset2222';
    const copy = join(folder, '..', newer);
    mkdirSync(copy);
    const { seal } = parseSeal(readFileSync(join(folder, 'set.json')));
    for (const name of ['set.json', 'set.copy.json'])
      writeFileSync(join(copy, name), printSeal({ ...seal, set: newer, seq: 9, format: 7 }));
    const before = vaultState(copy);

    const result = await engine.backup({ plan: 'P' });
    const checked = await engine.verify({ plan: 'P', level: 'deep' });

    expect(result).toMatchObject({ outcome: 'complete' });
    expect(vaultState(copy)).toEqual(before);
    expect(damagedPoints(checked)).toEqual([newer]);
    expect(checked.points.find((point) => point.setId === newer)?.damage[0]?.code).toBe('set-newer');
    expect((await engine.points('P')).map((point) => point.setId)).not.toContain(newer);
  });
});

describe('a set that belongs to another plan', () => {
  it('is no point of this one, wherever its folder was copied', async () => {
    await engine.planAdd({ name: 'Q', sources: [place.source], vault: place.vault });
    writeFileSync(join(place.source, 'b'), 'b');
    const other = (await engine.backup({ plan: 'Q' })).setId as string;
    const from = setFolder(place.vault, other);
    const to = join(setFolder(place.vault, setId), '..', other);
    renameSync(from, to);
    for (const end of ['', '-wal', '-shm']) rmSync(place.path('home', `catalogue.db${end}`), { force: true });
    await engine.close();
    engine = await place.open();

    const points = (await engine.points('P')).map((point) => point.setId);

    expect(points).toEqual([setId]);
    expect(await engine.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete', kind: 'incremental' });
    expect(setFolders(place.vault)).toContain(to.replace(`${setId}/../`, ''));
  });
});

describe('a plan', () => {
  it('cannot have the name of another, in whatever case', async () => {
    const add = (name: string) => failureOf(engine.planAdd({ name, sources: [place.source], vault: place.vault }));
    expect([await add('P'), await add(' p ')]).toEqual(['plan-name-taken', 'plan-name-taken']);
    expect(await engine.planList()).toHaveLength(1);
  });

  it('runs once at a time, also from another program', async () => {
    const signal = { in: 'saving', name: 'SIGSTOP' } as const;
    const child = startChild(place.home, 'backup', { plan: 'P', kind: 'full' }, { signal });
    await child.in('saving');
    const second = await run();
    const first = await goOn(child);

    expect(first.value).toMatchObject({ outcome: 'complete' });
    expect(second).toBe('busy');
    expect(await run()).toBe('no failure');
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete', ignored: [] });
  });

  it('leaves its vault and its data folder out where they lie inside a source', async () => {
    const inside = join(place.source, 'backups', 'vault');
    mkdirSync(join(place.source, 'backups'));
    await engine.planAdd({ name: 'Inside', sources: [place.source], vault: inside });
    await engine.backup({ plan: 'Inside' });
    const second = await engine.backup({ plan: 'Inside' });

    const { result, to } = await place.restore(engine, 'latest', 'Inside');

    expect(second).toMatchObject({ outcome: 'complete', files: { scanned: 1 } });
    expect(result.outcome).toBe('complete');
    expect(readdirSync(join(to, 'source', 'backups'))).toEqual([]);
  });
});

describe('a damaged catalogue', () => {
  it.each([
    { what: 'garbage', bytes: Buffer.from('not a database at all'.repeat(500)) },
    { what: 'nothing', bytes: Buffer.alloc(0) },
    { what: 'a page of zeros', bytes: Buffer.alloc(4096) },
  ])('is set aside and made again from the vault ($what)', async ({ bytes }) => {
    const points = await engine.points('P');
    await engine.close();
    for (const end of ['-wal', '-shm']) rmSync(place.path('home', `catalogue.db${end}`), { force: true });
    writeFileSync(place.path('home', 'catalogue.db'), bytes);
    engine = await place.open();

    expect(await engine.points('P')).toEqual(points);
    const { tree } = await place.restore(engine, 'latest');
    expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
    expect(await engine.backup({ plan: 'P' })).toMatchObject({ kind: 'incremental', files: { new: 0 } });
  });
});

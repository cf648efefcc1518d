import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { damagedPoints } from '../support/damage.ts';
import { startChild } from '../support/child-engine.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { setFolder, setFolders, keptState } from '../support/vault-files.ts';

let place: EnginePlace;
let engine: Engine;
beforeEach(async () => {
  place = new EnginePlace('seal');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'a'), 'a');
  engine = await place.withPlan();
  await backUp(engine);
});
afterEach(() => place.remove());

/** A set as a blow leaves it at one moment of its sealing: its run never ended, its seal is `bytes` long. */
async function leaveHalfSealed(cut: (seal: Buffer) => Buffer): Promise<string> {
  writeFileSync(join(place.source, 'b'), 'b');
  const before = new Set(setFolders(place.vault));
  await startChild(place.home, 'backup', { plan: 'P' }, { signal: { in: 'sealing', name: 'SIGKILL' } }).ended;
  const folder = setFolders(place.vault).find((each) => !before.has(each));
  if (folder === undefined) throw new Error('the blow left no set');
  const seal = readFileSync(join([...before][0] as string, 'set.json'));
  writeFileSync(join(folder, 'set.json'), cut(seal), { flag: 'wx' });
  return folder;
}

describe('a run that ended in the middle of writing its seal', () => {
  it.each([
    { what: 'nothing', cut: (seal: Buffer) => seal.subarray(0, 0) },
    { what: 'half', cut: (seal: Buffer) => seal.subarray(0, seal.length >> 1) },
    { what: 'all but the last byte', cut: (seal: Buffer) => seal.subarray(0, -1) },
  ])('was never sealed: the next run removes it and the vault is clean ($what written)', async ({ cut }) => {
    const leftover = await leaveHalfSealed(cut);

    const result = await engine.backup({ plan: 'P' });
    const checked = await engine.verify({ plan: 'P', level: 'deep' });

    expect(result).toMatchObject({ outcome: 'complete', kind: 'incremental', files: { new: 1 } });
    expect(existsSync(leftover)).toBe(false);
    expect(checked).toMatchObject({ outcome: 'complete', ignored: [] });
    expect(damagedPoints(checked)).toEqual([]);
  });
});

describe('a run that ended between its two seals', () => {
  it('made a real point, and the next run completes its copy without touching the first', async () => {
    const [folder] = setFolders(place.vault);
    rmSync(join(folder as string, 'set.copy.json'));
    for (const end of ['', '-wal', '-shm']) rmSync(place.path('home', `catalogue.db${end}`), { force: true });
    const before = keptState(place.vault);
    engine = await place.open();

    await backUp(engine);

    const after = keptState(place.vault);
    expect(Object.fromEntries(Object.keys(before).map((file) => [file, after[file]]))).toEqual(before);
    expect(readFileSync(join(folder as string, 'set.copy.json'))).toEqual(
      readFileSync(join(folder as string, 'set.json')),
    );
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });
  });
});

describe('a sealed set that lost both seals, on a computer that lost its catalogue', () => {
  it('is never taken for a leftover: its volumes stay', async () => {
    const setId = (await engine.points('P'))[0]?.setId as string;
    const folder = setFolder(place.vault, setId);
    await engine.close();
    for (const name of ['set.json', 'set.copy.json']) renameSync(join(folder, name), place.path(name));
    for (const end of ['', '-wal', '-shm']) rmSync(place.path('home', `catalogue.db${end}`), { force: true });
    engine = await place.open();

    const result = await engine.backup({ plan: 'P' });

    expect(result).toMatchObject({ outcome: 'complete', kind: 'full' });
    expect(existsSync(join(folder, 'data-000001.tar.zst'))).toBe(true);
    for (const name of ['set.json', 'set.copy.json']) renameSync(place.path(name), join(folder, name));
    expect((await engine.verify({ plan: 'P', level: 'deep' })).points.map((point) => point.state)).toEqual([
      'good',
      'good',
    ]);
  });
});

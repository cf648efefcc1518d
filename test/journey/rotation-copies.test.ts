import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { setFolders, setsFolder } from '../support/vault-files.ts';

let place: EnginePlace;
let engine: Engine;

beforeEach(async () => {
  place = new EnginePlace('rotation-copies');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'ledger'), 'one\n'.repeat(1000));
  engine = await place.withPlan();
});
afterEach(() => place.remove());

async function changeAndBackUp(text: string): Promise<string> {
  appendFileSync(join(place.source, 'ledger'), `${text}\n`);
  return backUp(engine);
}

describe('copies of disks that take turns', () => {
  it('are of one of the disks that take turns, and mix no sets of another with them', async () => {
    const first = await backUp(engine);
    await engine.disks.add({ plan: 'P', place: place.path('second'), name: 'B', firstName: 'A' });
    await engine.copyAdd({ plan: 'P', place: place.path('safe'), name: 'Safe', failover: true });
    for (const text of ['two', 'three', 'four']) await changeAndBackUp(text);
    const opened = async (vault: string): Promise<number> =>
      (await (await place.open(place.path(`home-of-${vault}`))).vaultOpen(place.path(vault))).points;
    const folders = (vault: string): string[] => readdirSync(setsFolder(place.path(vault), first));
    expect(await opened('second')).toBe(2);
    expect(
      readdirSync(place.path('second'), { recursive: true }).filter((each) => String(each).endsWith('set.json')),
    ).toHaveLength(2);
    expect(folders('safe')).toHaveLength(await opened('safe'));
    expect((await engine.points('P')).map(({ copies }) => copies)).toEqual([
      { good: 2, of: 2 },
      { good: 1, of: 1 },
      { good: 2, of: 2 },
      { good: 1, of: 1 },
    ]);
  });

  it('are complete with what their own disk has, whichever is in use, and there may be one of each', async () => {
    await engine.copyAdd({ plan: 'P', place: place.path('copy of a'), name: 'copy of A' });
    await backUp(engine);
    await engine.disks.add({ plan: 'P', place: place.path('second'), name: 'B', firstName: 'A' });
    await changeAndBackUp('two');
    const { places } = await engine.planShow('P');
    const disk = (name: string): string | undefined => places.find((each) => each.name === name)?.vaultId;
    expect(await engine.copy({ plan: 'P' })).toMatchObject({ outcome: 'complete', copies: [{ there: 1, missing: 0 }] });
    expect((await engine.planShow('P')).copies).toMatchObject([{ disk: disk('A') }]);

    await engine.copyAdd({ plan: 'P', place: place.path('copy of b'), name: 'copy of B' });
    for (const text of ['three', 'four']) await changeAndBackUp(text);
    expect((await engine.planShow('P')).copies).toMatchObject([
      { disk: disk('A'), points: 2 },
      { disk: disk('B'), points: 2 },
    ]);
    expect((await engine.points('P')).map(({ copies }) => copies)).toEqual(
      ['two', 'first', 'three', 'four'].map(() => ({ good: 2, of: 2 })),
    );

    // Which of the two is away says nothing of a copy that has everything of it; what it lacks is told with the disk.
    renameSync(place.vault, place.path('a away'));
    expect(await engine.copy({ plan: 'P' })).toMatchObject({ outcome: 'complete' });
    for (const { setId } of await engine.points('P'))
      expect((await place.restore(engine, setId)).result.outcome).toBe('complete');
    rmSync(setFolders(place.path('copy of a'))[0] ?? '', { recursive: true });
    expect(await engine.copy({ plan: 'P' })).toMatchObject({
      outcome: 'incomplete',
      copies: [
        { outcome: 'incomplete', missing: 1, failure: { code: 'disk-absent', subject: 'A' } },
        { outcome: 'complete' },
      ],
    });
  });
});

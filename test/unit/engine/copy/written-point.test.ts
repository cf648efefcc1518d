import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../electron/engine/engine.ts';
import { backUp, EnginePlace } from '../../../support/engine-place.ts';
import { reseal } from '../../../support/reseal.ts';
import { setFolder } from '../../../support/vault-files.ts';

let place: EnginePlace;
let first: string;
beforeEach(async () => {
  place = new EnginePlace('written');
  const engine = await place.withPlan();
  writeFileSync(join(place.source, 'a.txt'), 'first');
  first = await backUp(engine);
  await engine.close();
  reseal(place, first, { sent: 'checksum' });
});
afterEach(() => place.remove());

const verifiedOf = async (engine: Engine) => (await engine.points('P')).map(({ verified }) => verified);

describe('a point of which the place has only compared a checksum', () => {
  it('is written, and verified only once its bytes have been read, for good', async () => {
    const engine = await place.open();
    const before = await engine.planShow('P');
    const unread = await verifiedOf(engine);
    await engine.verify({ plan: 'P', level: 'quick' });
    const looked = await engine.planShow('P');
    await engine.verify({ plan: 'P', level: 'read' });
    const after = await engine.planShow('P');
    await engine.close();
    const later = await (await place.open()).planShow('P');

    expect(before).toMatchObject({ state: 'written', writtenAt: expect.any(String) });
    expect(before).not.toHaveProperty('lastGoodAt');
    expect(unread).toEqual([false]);
    expect(looked).toEqual(before);
    expect(after).toMatchObject({ state: 'protected', lastGoodAt: before.writtenAt });
    expect(after).not.toHaveProperty('writtenAt');
    expect(later).toEqual(after);
  });

  it('makes those that build on it no more than written', async () => {
    const engine = await place.open();
    appendFileSync(join(place.source, 'a.txt'), ' and second');
    await backUp(engine, 'incremental');
    const before = await verifiedOf(engine);
    await engine.verify({ plan: 'P', at: 'latest', level: 'read' });

    expect([before, await verifiedOf(engine)]).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('is no good one to the rule of what is kept, and nothing that would stop it', async () => {
    const engine = await place.open();
    for (let i = 0; i < 2; i++) await backUp(engine, 'full');
    const goes = async (keep: string) =>
      (await engine.prunePreview({ plan: 'P', keep })).points.filter(({ stays }) => !stays).map(({ setId }) => setId);
    const { points, frozen } = await engine.prunePreview({ plan: 'P', keep: 'last 1 min 2' });

    expect({ frozen, verified: points.map(({ verified }) => verified) }).toEqual({ verified: [false, true, true] });
    expect(await goes('last 1 min 2')).toEqual([first]);
    expect(await goes('last 1 min 3')).toEqual([]);
  });

  it('is damaged where reading shows it to be', async () => {
    const engine = await place.open();
    appendFileSync(join(setFolder(place.vault, first), 'data-000001.tar.zst'), 'x');
    await engine.verify({ plan: 'P', level: 'read' });

    expect(await engine.planShow('P')).toMatchObject({ state: 'failing', newestDamaged: { setId: first } });
  });
});

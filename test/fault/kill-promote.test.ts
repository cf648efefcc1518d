import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killAfter, startChild } from '../support/child-engine.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

/** `npm run campaign` tries more moments. */
const MOMENTS = process.env['STRONGROOM_EVERY'] === '1' ? 60 : 4;

const place = new EnginePlace('kill-promote');

beforeAll(async () => {
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'ledger'), 'one\n'.repeat(1000));
  const engine = await place.withPlan({ keep: 'last 3 min 1' });
  await engine.copyAdd({ plan: 'P', place: place.path('safe'), name: 'Safe' });
  await backUp(engine);
  await engine.close();
  cpSync(place.home, place.path('begin-home'), { recursive: true });
  cpSync(place.path('safe'), place.path('begin-safe'), { recursive: true });
  rmSync(place.vault, { recursive: true });
});
afterAll(() => place.remove());

describe('a plan whose copy is made its first place', () => {
  it('has the one place or the other, whole, wherever that was killed', async () => {
    for (let moment = 0; moment < MOMENTS; moment++) {
      const child = startChild(place.home, 'planEdit', { plan: 'P', change: { vault: place.path('safe') } });
      await child.in('open');
      // Spread over all that it does; the last ones come to their end.
      await killAfter(child, moment * (MOMENTS > 4 ? 2 : 40));

      const engine = await place.open();
      const { places, vaultId } = await engine.planShow('P');
      expect(places.map(({ role, vaultId: id }) => [role, id === vaultId])).toEqual([
        ['primary', true],
        ['copy', false],
      ]);
      await engine.planEdit('P', { vault: place.path('safe') });
      appendFileSync(join(place.source, 'ledger'), `${moment}\n`);
      const set = await backUp(engine);
      expect((await engine.points('P')).at(-1)).toMatchObject({ kind: 'incremental', verified: true });
      const { tree } = await place.restore(engine, set);
      expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
      await engine.close();
      for (const part of ['home', 'safe']) {
        rmSync(place.path(part), { recursive: true });
        cpSync(place.path(`begin-${part}`), place.path(part), { recursive: true });
      }
    }
  });
});

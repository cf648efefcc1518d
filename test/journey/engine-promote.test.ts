import { appendFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { PASSPHRASE } from '../support/encrypted-place.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';

let place: EnginePlace;
let engine: Engine;
let safe: string;
const trees = new Map<string, TreeSnapshot>();

const SAFE = 'Safe';

beforeEach(() => {
  place = new EnginePlace('promote');
  safe = place.path('safe');
  trees.clear();
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'ledger'), 'one\n'.repeat(1000));
});
afterEach(() => place.remove());

async function withCopy(input: Parameters<EnginePlace['withPlan']>[0] = {}, copy = {}): Promise<void> {
  engine = await place.withPlan(input);
  await engine.copyAdd({ plan: 'P', place: safe, name: SAFE, ...copy });
}

async function save(text: string): Promise<string> {
  appendFileSync(join(place.source, 'ledger'), `${text}\n`);
  const set = await backUp(engine);
  trees.set(set, snapshotTree(place.source));
  return set;
}

async function expectAllBack(sets: readonly string[]): Promise<void> {
  for (const set of sets) {
    const { result, tree } = await place.restore(engine, set);
    expect(result).toMatchObject({ outcome: 'complete', damaged: false });
    expect(differences(trees.get(set) as TreeSnapshot, snapshotTree(tree))).toBe('');
  }
}

function promote(): ReturnType<Engine['planEdit']> {
  return engine.planEdit('P', { vault: safe });
}

function setsIn(vault: string): number {
  return readdirSync(vault, { recursive: true, encoding: 'utf8' }).filter((each) => /sets.*set\.json$/.test(each))
    .length;
}

describe('a copy whose plan has lost its first place', () => {
  it('becomes the first place, where the chain goes on, and gives back every point', async () => {
    await withCopy();
    const sets = [await save('two'), await save('three')];
    const { vaultId, copies } = await engine.planShow('P');
    rmSync(place.vault, { recursive: true });

    const plan = await promote();
    expect(plan).toMatchObject({ vault: safe, vaultId: copies?.[0]?.copy, state: 'protected' });
    expect(plan.places.map((each) => [each.role, each.vaultId, each.points])).toEqual([
      ['primary', copies?.[0]?.copy, 2],
      ['copy', vaultId, 2],
    ]);
    // What nobody can have seen since is not counted on.
    expect((await engine.points('P')).map((point) => point.copies)).toEqual([
      { good: 1, of: 2 },
      { good: 1, of: 2 },
    ]);

    sets.push(await save('four'));
    expect(await engine.points('P')).toMatchObject([{}, {}, { kind: 'incremental', parent: sets[1], verified: true }]);
    expect(existsSync(place.vault)).toBe(false);
    await expectAllBack(sets);
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({
      outcome: 'complete',
      points: [{}, {}, {}],
    });

    // Nothing waits for a place that is gone: it is let go.
    await engine.copyRemove('P', place.vault);
    sets.push(await save('five'));
    expect((await engine.planShow('P')).places).toHaveLength(1);
    await expectAllBack(sets);

    const other = await place.open(place.path('other-home'));
    expect(await other.vaultOpen(safe)).toMatchObject({ points: 4, unreadable: [] });
  });

  it('gets back what only the first place had once that is found again, and is copied there from then on', async () => {
    await withCopy();
    const sets = [await save('two')];
    renameSync(safe, place.path('unplugged'));
    sets.push(await save('three'));
    renameSync(place.path('unplugged'), safe);
    renameSync(place.vault, place.path('lost'));
    await promote();
    // The plan is as good as what can still be reached.
    expect((await engine.planShow('P')).lastGoodAt).toBe((await engine.points('P'))[0]?.at);
    sets.push(await save('four'));

    renameSync(place.path('lost'), place.vault);
    expect(await engine.copy({ plan: 'P' })).toMatchObject({
      outcome: 'complete',
      broughtHome: 1,
      copies: [{ copied: 1 }],
    });
    expect((await engine.points('P')).map(({ copies, vaultId }) => [copies, vaultId])).toEqual(
      sets.map(() => [{ good: 2, of: 2 }, expect.any(String)]),
    );
    expect([setsIn(safe), setsIn(place.vault)]).toEqual([3, 3]);
    await expectAllBack(sets);
    for (const copy of [undefined, place.vault])
      expect(await engine.verify({ plan: 'P', level: 'deep', ...(copy && { copy }) })).toMatchObject({
        outcome: 'complete',
      });

    // And back again, to where it all began.
    await engine.planEdit('P', { vault: place.vault });
    sets.push(await save('five'));
    expect((await engine.planShow('P')).places.map(({ role, points }) => [role, points])).toEqual([
      ['primary', 4],
      ['copy', 4],
    ]);
    await expectAllBack(sets);
  });

  it('keeps what its own rule keeps, where that of the plan would throw it away', async () => {
    await withCopy({ scheme: 'full', keep: 'last 1 min 1' });
    const sets = [await save('two'), await save('three'), await save('four')];
    rmSync(place.vault, { recursive: true });
    expect((await promote()).keep).toBe('');
    sets.push(await save('five'));
    expect(setsIn(safe)).toBe(4);
    await expectAllBack(sets);
    expect((await engine.planShow('P')).copies).toMatchObject([{ keep: 'last 1 min 1' }]);
  });

  it('of an encrypted vault goes on without a passphrase, and opens with the same one', async () => {
    engine = await place.open();
    const wanted = { name: 'P', sources: [place.source], vault: place.vault, encrypt: true };
    await engine.planAdd(wanted, { passphrase: PASSPHRASE });
    await engine.copyAdd({ plan: 'P', place: safe });
    const sets = [await save('two')];
    await engine.close();
    engine = await place.open();
    rmSync(place.vault, { recursive: true });
    await promote();
    sets.push(await save('three'));
    expect((await engine.points('P')).map(({ kind }) => kind)).toEqual(['full', 'incremental']);
    await engine.unlock('P', { passphrase: PASSPHRASE });
    await expectAllBack(sets);
    const other = await place.open(place.path('other-home'));
    expect(await other.vaultOpen(safe, { passphrase: PASSPHRASE })).toMatchObject({ points: 2 });
  });

  it('that stood in has everything that was written meanwhile, and stands in no more', async () => {
    await withCopy({}, { failover: true });
    const sets = [await save('two')];
    renameSync(place.vault, place.path('away'));
    sets.push(await save('three'));
    expect((await promote()).copies).toMatchObject([{ failover: true, place: place.vault }]);
    sets.push(await save('four'));
    renameSync(place.path('away'), place.vault);
    expect(await engine.copy({ plan: 'P' })).toMatchObject({ broughtHome: 0, copies: [{ copied: 2 }] });
    renameSync(safe, place.path('unplugged'));
    sets.push(await save('five'));
    renameSync(place.path('unplugged'), safe);
    expect((await engine.copy({ plan: 'P' })).broughtHome).toBe(1);
    await expectAllBack(sets);
    expect((await engine.points('P')).map(({ copies }) => copies?.good)).toEqual([2, 2, 2, 2]);
  });

  it('takes the turn of the disk that it is a copy of', async () => {
    engine = await place.withPlan();
    await save('two');
    await engine.disks.add({ plan: 'P', place: place.path('second'), name: 'B', firstName: 'A' });
    await engine.copyAdd({ plan: 'P', place: safe, name: SAFE });
    await save('three');
    const [copy] = (await engine.planShow('P')).copies ?? [];
    const isOf = (await engine.planShow('P')).places.find(({ vaultId }) => vaultId !== copy?.copy)?.name;
    rmSync(isOf === 'A' ? place.vault : place.path('second'), { recursive: true });
    const plan = await promote();
    expect(plan.places.map(({ role }) => role).toSorted()).toEqual(['copy', 'rotation', 'rotation']);
    expect(plan.places.find(({ vaultId }) => vaultId === copy?.copy)).toMatchObject({ role: 'rotation', name: SAFE });
    await save('four');
    await save('five');
    expect((await engine.planShow('P')).state).toBe('protected');
  });
});

describe('what is no copy of the plan', () => {
  it('never becomes its first place', async () => {
    await withCopy();
    await save('two');
    const before = await engine.planShow('P');
    const other = await place.open(place.path('other-home'));
    await other.planAdd({ name: 'Q', sources: [place.source], vault: place.path('foreign') });
    expect(await failureOf(engine.planEdit('P', { vault: place.path('foreign') }))).toBe('vault-foreign');
    await engine.copyRemove('P', SAFE);
    expect(await failureOf(promote())).toBe('vault-foreign');
    expect(await engine.planShow('P')).toMatchObject({ vaultId: before.vaultId, vault: place.vault });
  });
});

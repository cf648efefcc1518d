import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { SetKind } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { EnginePlace, setOf } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { makeTree } from '../support/random-tree.ts';
import { editTree } from '../support/tree-editor.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';

const firstSeed = Number(process.env['STRONGROOM_SEED'] ?? 1);
const trees = Number(process.env['STRONGROOM_TREES'] ?? 3);
const seeds = Array.from({ length: trees }, (_, i) => firstSeed + i);

const place: { now?: EnginePlace } = {};
afterEach(() => place.now?.remove());

describe('random trees', () => {
  it.each(seeds)('come back exactly from every point of a mixed chain (seed %i)', async (seed) => {
    try {
      place.now = new EnginePlace('tree');
      await playTree(place.now, seed);
    } catch (error) {
      console.error(`replay: STRONGROOM_SEED=${seed} STRONGROOM_TREES=1 vitest run test/journey/engine-random-trees`);
      throw error;
    }
  });
});

async function playTree(place: EnginePlace, seed: number): Promise<void> {
  const prng = new Prng(seed);
  const maker = makeTree(prng, place.source, prng.int(10, 50));
  const engine = await place.withPlan();
  const wanted = new Map<string, TreeSnapshot>();
  const runs = prng.int(3, 4);
  for (let run = 0; run < runs; run++) {
    if (run > 0) editTree(maker, prng.int(0, 15));
    const before = snapshotTree(place.source);
    const kind = prng.pick<SetKind | undefined>(['full', 'incremental', 'incremental', 'differential', undefined]);
    const result = await engine.backup({ plan: 'P', ...(kind && { kind }), rehash: prng.chance(0.2) });
    expect({ ...result, gaps: result.gaps }).toMatchObject({ outcome: 'complete', gaps: [] });
    expect(differences(before, snapshotTree(place.source))).toBe('');
    wanted.set(setOf(result), before);
  }

  await everyPointIsExact(place, engine, wanted);
  const checked = await engine.verify({ plan: 'P', level: 'deep' });
  expect(checked).toMatchObject({ outcome: 'complete', vault: [], ignored: [], bytesNotRead: 0 });
  expect(checked.points.map((point) => point.damage)).toEqual([...wanted].map(() => []));

  const points = await engine.points('P');
  await engine.close();
  if (prng.chance(0.5)) await losesNothingWithoutCatalogue(place, wanted, points);
  else await isTheSameOnAnotherComputer(place, wanted, points);
}

async function everyPointIsExact(
  place: EnginePlace,
  engine: Engine,
  wanted: ReadonlyMap<string, TreeSnapshot>,
): Promise<void> {
  for (const [setId, snapshot] of wanted) {
    const { result, tree, to } = await place.restore(engine, setId);
    expect(differences(snapshot, snapshotTree(tree))).toBe('');
    expect(result).toMatchObject({ outcome: 'complete', failures: [], damaged: false });
    rmSync(to, { recursive: true });
  }
}

async function losesNothingWithoutCatalogue(
  place: EnginePlace,
  wanted: ReadonlyMap<string, TreeSnapshot>,
  points: unknown,
): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(place.path('home', `catalogue.db${end}`), { force: true });
  const engine = await place.open();
  expect(await engine.points('P')).toEqual(points);
  await everyPointIsExact(place, engine, new Map([...wanted].slice(-1)));
  expect(await engine.backup({ plan: 'P', kind: 'incremental' })).toMatchObject({
    kind: 'incremental',
    files: { new: 0, changed: 0, deleted: 0 },
  });
}

async function isTheSameOnAnotherComputer(
  place: EnginePlace,
  wanted: ReadonlyMap<string, TreeSnapshot>,
  points: unknown,
): Promise<void> {
  const other = await place.open(place.path('other-home'));
  const opened = await other.vaultOpen(place.vault);
  expect(opened).toMatchObject({ points: wanted.size, unreadable: [] });
  expect(await other.points('P')).toEqual(points);
  await everyPointIsExact(place, other, new Map([...wanted].slice(-2)));
}

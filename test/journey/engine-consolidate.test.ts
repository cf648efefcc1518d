import { randomFillSync } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SetKind } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace, failureOf, setOf } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { makeTree } from '../support/random-tree.ts';
import { asUnpacked, unpack } from '../support/stock-unpack.ts';
import { editTree } from '../support/tree-editor.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';
import { setFolder, setFolders, keptState } from '../support/vault-files.ts';

const firstSeed = Number(process.env['STRONGROOM_SEED'] ?? 1);
const trees = Number(process.env['STRONGROOM_TREES'] ?? 1);
const seeds = Array.from({ length: trees }, (_, i) => firstSeed + i);

const made: { place?: EnginePlace } = {};
afterEach(async () => {
  vi.useRealTimers();
  await made.place?.remove();
});

function newPlace(): EnginePlace {
  made.place = new EnginePlace('consolidate');
  return made.place;
}

async function madeOf(engine: Engine, at?: string): Promise<string> {
  const result = await engine.consolidate({ plan: 'P', ...(at !== undefined && { at }) });
  if (result.setId === null) throw new Error(`no set was made: ${result.outcome}`);
  return result.setId;
}

async function isExact(place: EnginePlace, engine: Engine, setId: string, wanted: TreeSnapshot): Promise<void> {
  const { result, tree, to } = await place.restore(engine, setId);
  expect(differences(wanted, snapshotTree(tree))).toBe('');
  expect(result).toMatchObject({ setId, outcome: 'complete', failures: [], damaged: false });
  rmSync(to, { recursive: true });
}

describe('a full made of a chain', () => {
  it.each(seeds)('is the point that it was made from, and stands alone (seed %i)', async (seed) => {
    try {
      await playTree(newPlace(), seed);
    } catch (error) {
      console.error(`replay: STRONGROOM_SEED=${seed} STRONGROOM_TREES=1 vitest run test/journey/engine-consolidate`);
      throw error;
    }
  });
});

async function playTree(place: EnginePlace, seed: number): Promise<void> {
  const prng = new Prng(seed);
  const maker = makeTree(prng, place.source, prng.int(20, 80));
  const engine = await place.withPlan();
  await backUp(engine, 'full');
  const runs = prng.int(1, 4);
  for (let run = 0; run < runs; run++) {
    editTree(maker, prng.int(1, 12));
    await backUp(engine, prng.pick<SetKind>(['incremental', 'incremental', 'differential']));
  }
  const wanted = snapshotTree(place.source);
  const asTar = snapshotTree(place.source, asUnpacked);
  const before = keptState(place.vault);
  const point = (await engine.points('P')).at(-1);
  renameSync(place.source, place.path('away'));

  const setId = await madeOf(engine);

  const after = keptState(place.vault);
  expect(Object.fromEntries(Object.keys(before).map((file) => [file, after[file]]))).toEqual(before);
  const { storedBytes: _, ...told } = (await engine.points('P')).at(-1) as NonNullable<typeof point>;
  expect(told).toEqual({
    setId,
    kind: 'full',
    at: point?.at,
    outcome: 'complete',
    files: point?.files,
    bytes: point?.bytes,
    base: null,
    parent: null,
    verified: true,
    vaultId: point?.vaultId,
    gaps: 0,
    madeFrom: point?.setId,
  });
  expect(differences(asTar, snapshotTree(unpack(place.vault, setId, place.path('unpacked')), asUnpacked))).toBe('');
  expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete', ignored: [] });

  renameSync(place.path('away'), place.source);
  editTree(maker, 3);
  const next = await engine.backup({ plan: 'P', kind: prng.pick<SetKind>(['incremental', 'differential']) });
  expect(next).toMatchObject({ outcome: 'complete' });
  expect((await engine.points('P')).at(-1)).toMatchObject({ base: setId, parent: setId });
  const edited = snapshotTree(place.source);

  const kept = new Set([setFolder(place.vault, setId), setFolder(place.vault, setOf(next))]);
  for (const folder of setFolders(place.vault)) if (!kept.has(folder)) rmSync(folder, { recursive: true });
  const other = await place.open(place.path('other-home'));
  expect(await other.vaultOpen(place.vault)).toMatchObject({ points: 2, unreadable: [] });
  await isExact(place, other, setId, wanted);
  await isExact(place, other, setOf(next), edited);
  expect(await other.verify({ plan: 'P', level: 'deep' })).toMatchObject({
    outcome: 'complete',
    vault: [],
    ignored: [],
  });
}

describe('consolidation', () => {
  it('takes frames over as they are stored, and makes anew only those in which something is gone', async () => {
    const place = newPlace();
    const prng = new Prng(7);
    for (let folder = 0; folder < 10; folder++) {
      mkdirSync(join(place.source, `folder-${folder}`), { recursive: true });
      for (let n = 0; n < 100; n++)
        writeFileSync(join(place.source, `folder-${folder}`, `file-${n}`), prng.bytes(10_000));
    }
    writeFileSync(join(place.source, 'large'), prng.bytes(12_000_000));
    const engine = await place.withPlan();
    const full = await engine.backup({ plan: 'P', kind: 'full' });
    rmSync(join(place.source, 'folder-2', 'file-50'));
    await backUp(engine, 'incremental');

    const result = await engine.consolidate({ plan: 'P' });

    expect(result).toMatchObject({ outcome: 'complete', files: 1000, bytes: { total: 999 * 10_000 + 12_000_000 } });
    // One frame of about 2 MiB lost a file.
    expect(result.bytes.copied).toBeGreaterThan(22_000_000 - 3 * 2 * 1024 * 1024);
    expect(result.bytes.read).toBeLessThan(full.bytes.stored * 1.1);
    await isExact(place, engine, result.setId ?? '', snapshotTree(place.source));
  });

  it.each(['incremental', 'differential'] as const)(
    'lets the next %s go on with it, and no unchanged file is read again',
    async (kind) => {
      const place = newPlace();
      mkdirSync(place.source);
      const prng = new Prng(8);
      for (let n = 0; n < 5; n++) writeFileSync(join(place.source, `file-${n}`), prng.bytes(1000));
      writeFileSync(join(place.source, 'large'), prng.bytes(3_000_000));
      // A file as young as the last run is always read again.
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
      const engine = await place.withPlan();
      await backUp(engine, 'full');
      utimesSync(join(place.source, 'file-1'), 1, 1);
      await backUp(engine, 'incremental');
      const setId = await madeOf(engine);

      const result = await engine.backup({ plan: 'P', kind });

      expect(result).toMatchObject({ kind, files: { unchanged: 6, changed: 0, new: 0 }, bytes: { read: 0 } });
      expect((await engine.points('P')).at(-1)).toMatchObject({ base: setId, parent: setId });
    },
  );

  it('of an incomplete point is incomplete too, with the same gaps', async () => {
    const place = newPlace();
    for (const name of ['source', 'drive']) {
      mkdirSync(place.path(name));
      writeFileSync(place.path(name, 'file'), name);
    }
    const engine = await place.withPlan({ sources: [place.source, place.path('drive')] });
    const full = await backUp(engine, 'full');
    renameSync(place.path('drive'), place.path('unplugged'));
    const point = await engine.backup({ plan: 'P', kind: 'incremental' });
    expect(point).toMatchObject({ outcome: 'incomplete' });

    const result = await engine.consolidate({ plan: 'P' });

    expect(result).toMatchObject({ outcome: 'incomplete', gaps: point.gaps, gapCount: point.files.gaps });
    expect(result.gaps[0]).toMatchObject({ lastGoodSet: full });
    expect((await engine.points('P')).at(-1)).toMatchObject({ outcome: 'incomplete', gaps: point.files.gaps });
    const { rows } = await engine.runList({ verb: 'consolidate' });
    expect(rows).toMatchObject([{ outcome: 'incomplete', kind: 'full', setId: result.setId, files: 1 }]);
  });

  it('of an older point leaves the newest one the newest', async () => {
    const place = newPlace();
    mkdirSync(place.source);
    const engine = await place.withPlan();
    const trees = new Map<string, TreeSnapshot>();
    for (const kind of ['full', 'incremental', 'incremental'] as const) {
      writeFileSync(join(place.source, `file-${trees.size}`), `${trees.size}`);
      trees.set(await backUp(engine, kind), snapshotTree(place.source));
    }
    const [full, older, newest] = [...trees.keys()] as [string, string, string];

    const setId = await madeOf(engine, older);

    expect((await engine.points('P')).map((point) => point.setId)).toEqual([full, older, setId, newest]);
    await isExact(place, engine, newest, trees.get(newest) as TreeSnapshot);
    await isExact(place, engine, setId, trees.get(older) as TreeSnapshot);
    expect(await place.restore(engine, 'latest')).toMatchObject({ result: { setId: newest } });
    const incremental = await backUp(engine, 'incremental');
    const differential = await backUp(engine, 'differential');
    expect((await engine.points('P')).slice(-2)).toMatchObject([
      { setId: incremental, base: full, parent: newest },
      { setId: differential, base: setId, parent: setId },
    ]);
    const again = await madeOf(engine, older);
    expect((await engine.points('P')).map((point) => point.setId)).toEqual([
      full,
      older,
      setId,
      again,
      newest,
      incremental,
      differential,
    ]);
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });
    const other = await place.open(place.path('other-home'));
    await other.vaultOpen(place.vault);
    expect(await other.points('P')).toEqual(await engine.points('P'));
  });

  it('says that there is nothing to do where the point is a full, and leaves no trace', async () => {
    const place = newPlace();
    mkdirSync(place.source);
    const engine = await place.withPlan();
    expect(await failureOf(engine.consolidate({ plan: 'P' }))).toBe('no-points');
    await backUp(engine, 'full');
    const before = keptState(place.vault);

    expect(await failureOf(engine.consolidate({ plan: 'P' }))).toBe('already-full');

    expect(keptState(place.vault)).toEqual(before);
    expect(await engine.runList({ verb: 'consolidate' })).toEqual({ rows: [], total: 0 });
  });

  it('keeps the plan as it was at that time, and the state of the plan says nothing else than before', async () => {
    const place = newPlace();
    for (const name of ['source', 'added']) mkdirSync(place.path(name));
    const engine = await place.withPlan();
    await backUp(engine, 'full');
    await backUp(engine, 'incremental');
    const before = await engine.planShow('P');
    await engine.planEdit('P', { sources: [place.path('added')] });

    await madeOf(engine);

    const { state, lastGoodAt, lastRun } = await engine.planShow('P');
    expect({ state, lastGoodAt, lastRun }).toEqual({
      state: before.state,
      lastGoodAt: before.lastGoodAt,
      lastRun: before.lastRun,
    });
    rmSync(place.source, { recursive: true });
    const back = await engine.restore({ plan: 'P', target: { kind: 'original-place' } });
    expect(back.failures).toEqual([]);
    expect(snapshotTree(place.source).size).toBe(1);
  });

  it('that is cancelled leaves the vault as it was, and one at a time works on a plan', async () => {
    const place = newPlace();
    mkdirSync(place.source);
    writeFileSync(join(place.source, 'large'), new Prng(9).bytes(30_000_000));
    const engine = await place.withPlan();
    await backUp(engine, 'full');
    await backUp(engine, 'incremental');
    const before = keptState(place.vault);
    const folders = setFolders(place.vault);
    const cancel = new AbortController();
    const busy: Promise<string>[] = [];
    const onProgress = ({ phase }: { phase: string }): void => {
      if (phase !== 'consolidating' || busy.length > 0) return;
      busy.push(failureOf(engine.consolidate({ plan: 'P' })), failureOf(engine.backup({ plan: 'P' })));
      cancel.abort();
    };

    const result = await engine.consolidate({ plan: 'P' }, { signal: cancel.signal, onProgress });

    expect(result).toMatchObject({ outcome: 'cancelled', setId: null });
    expect(await Promise.all(busy)).toEqual(['busy', 'busy']);
    expect(keptState(place.vault)).toEqual(before);
    expect(setFolders(place.vault)).toEqual(folders);
    const { rows } = await engine.runList({ verb: 'consolidate' });
    expect(rows.map(({ outcome, setId }) => [outcome, setId])).toEqual([['cancelled', undefined]]);
    await madeOf(engine);
  });
});

describe('the automatic scheme', () => {
  async function withLongChain(
    beforeLast: () => void = () => {},
  ): Promise<{ place: EnginePlace; engine: Engine; last: string }> {
    const place = newPlace();
    mkdirSync(place.source);
    const bytes = randomFillSync(Buffer.allocUnsafe(70_000_000));
    writeFileSync(join(place.source, 'first'), bytes.subarray(0, 68_000_000));
    const engine = await place.withPlan();
    await backUp(engine);
    writeFileSync(join(place.source, 'second'), randomFillSync(bytes));
    beforeLast();
    const result = await engine.backup({ plan: 'P' });
    expect(result).toMatchObject({ outcome: 'complete', kind: 'incremental' });
    return { place, engine, last: setOf(result) };
  }

  it('makes a new full of what is stored once the chain is long, as a run of its own', async () => {
    const { place, engine, last } = await withLongChain();

    const { rows } = await engine.runList();
    expect(rows.map(({ verb, outcome, kind }) => [verb, outcome, kind])).toEqual([
      ['consolidate', 'complete', 'full'],
      ['backup', 'complete', 'incremental'],
      ['backup', 'complete', 'full'],
    ]);
    const made = (await engine.points('P')).at(-1);
    expect(made).toMatchObject({ kind: 'full', madeFrom: last });
    rmSync(join(place.source, 'first'));
    const next = await backUp(engine);
    expect((await engine.points('P')).at(-1)).toMatchObject({ setId: next, kind: 'incremental', parent: made?.setId });
    await isExact(place, engine, next, snapshotTree(place.source));
  });

  it('keeps the backup where that fails, says so in the history, and reads everything the next time', async () => {
    const { place, engine, last } = await withLongChain(() => {
      const [folder] = setFolders((made.place as EnginePlace).vault);
      const volume = join(folder as string, 'data-000001.tar.zst');
      const bytes = readFileSync(volume);
      bytes.fill(0, 10_000_000, 10_001_000);
      writeFileSync(volume, bytes);
    });

    expect((await engine.points('P')).at(-1)).toMatchObject({ setId: last });
    expect((await engine.runList()).rows[0]).toMatchObject({
      verb: 'consolidate',
      outcome: 'failed',
      failure: { code: 'set-damaged' },
    });
    for (const name of ['first', 'second']) rmSync(join(place.source, name));
    expect(await engine.backup({ plan: 'P' })).toMatchObject({ kind: 'full', kindReason: 'parent-damaged' });
  });
});

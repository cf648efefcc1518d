import { mkdirSync, readdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlanInput, PrunePlan, SetKind } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { Lease } from '../../electron/engine/catalogue/index.ts';
import { backUp, EnginePlace, failureOf, setOf } from '../support/engine-place.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';
import { setFolder, setFolders, vaultState } from '../support/vault-files.ts';

const DAY_MS = 86_400_000;

let place: EnginePlace;
let engine: Engine;
let trees: Map<string, TreeSnapshot>;
let writes = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-01T18:30:00') });
  place = new EnginePlace('prune');
  trees = new Map();
});
afterEach(async () => {
  await place.remove();
  vi.useRealTimers();
});

const passDays = (days: number): void => void vi.setSystemTime(Date.now() + days * DAY_MS);

/** Something new, one set a day. */
async function daysOf(...kinds: readonly SetKind[]): Promise<string[]> {
  const made: string[] = [];
  for (const kind of kinds) {
    passDays(1);
    writeFileSync(join(place.source, `f${writes++ % 4}`), `content ${writes}`.repeat(50));
    const set = await backUp(engine, kind);
    trees.set(set, snapshotTree(place.source));
    made.push(set);
  }
  return made;
}

async function planned(input: Partial<PlanInput> = {}): Promise<void> {
  mkdirSync(place.source, { recursive: true });
  writeFileSync(join(place.source, 'always'), 'the same');
  engine = await place.withPlan(input);
}

const listed = async (which = engine): Promise<string[]> => (await which.points('P')).map(({ setId }) => setId);
const going = ({ points }: PrunePlan): string[] => points.flatMap(({ stays, setId }) => (stays ? [] : [setId]));
const trashFolder = (): string => {
  const [sets = ''] = setFolders(place.vault);
  return join(sets, '..', '..', 'trash');
};
const inTrash = (): string[] => readdirSync(trashFolder()).sort();

async function allAreExact(): Promise<void> {
  for (const setId of await listed()) {
    const { result, tree, to } = await place.restore(engine, setId);
    expect(result.outcome).toBe('complete');
    expect(differences(trees.get(setId) as TreeSnapshot, snapshotTree(tree))).toBe('');
    rmSync(to, { recursive: true });
  }
  expect(await engine.verify({ plan: 'P' })).toMatchObject({ outcome: 'complete', ignored: [] });
}

describe('a plan with a rule', () => {
  it('throws away after a backup what it no longer keeps, into a trash, with a line of its own in the history', async () => {
    await planned({ keep: 'LAST 2  min 1' });
    const old = await daysOf('full', 'incremental');
    const kept = await daysOf('full', 'incremental');

    expect(await engine.planShow('P')).toMatchObject({ keep: 'last 2 min 1' });
    expect(await listed()).toEqual(kept);
    expect(inTrash()).toEqual(old.flatMap((id) => [id, `${id}.json`]).sort());
    expect(setFolders(place.vault)).toHaveLength(2);
    const { rows } = await engine.runList({ verb: 'prune' });
    expect(rows).toMatchObject([
      { outcome: 'complete', cleaned: { removed: 2, purged: 0, returned: 0 }, troubles: {} },
    ]);
    await allAreExact();
    const found = await engine.find({ pattern: 'always', plan: 'P' });
    expect(found.rows.flatMap(({ points }) => points.map(({ setId }) => setId)).sort()).toEqual([...kept].sort());
  });

  it('keeps the chain of what it keeps, and says for whom', async () => {
    await planned({ keep: 'last 1 min 1' });
    const [full, , ...rest] = await daysOf('full', 'incremental', 'differential', 'incremental');
    const [differential, newest] = rest as [string, string];
    const { points } = await engine.prunePreview({ plan: 'P' });

    expect(await listed()).toEqual([full, differential, newest]);
    expect(points.map(({ reasons }) => reasons[0])).toEqual([
      { why: 'needed', by: newest },
      { why: 'needed', by: newest },
      { why: 'newest' },
    ]);
    await allAreExact();
  });

  it('keeps the last copy of what could not be saved since', async () => {
    const other = place.makeFolder('other');
    writeFileSync(join(other, 'precious'), 'only here');
    mkdirSync(place.source);
    engine = await place.withPlan({ sources: [place.source, other] });
    const first = await backUp(engine, 'full');
    passDays(1);
    const last = await backUp(engine, 'full');
    renameSync(other, `${other}-gone`);
    passDays(1);
    const incomplete = setOf(await engine.backup({ plan: 'P', kind: 'full' }));
    passDays(1);
    const newest = setOf(await engine.backup({ plan: 'P', kind: 'full' }));
    await engine.planEdit('P', { keep: 'days 1 min 1' });
    vi.setSystemTime(Date.now() + 12 * DAY_MS);
    const plan = await engine.prunePreview({ plan: 'P' });

    expect(plan.points.map(({ setId, reasons }) => [setId, reasons.map(({ why }) => why)])).toEqual([
      [first, []],
      [last, ['only-copy', 'min']],
      [incomplete, []],
      [newest, ['newest']],
    ]);
  });

  it('does exactly what the preview shows, and the preview changes nothing', async () => {
    await planned();
    await daysOf('full', 'full', 'incremental', 'full', 'full', 'full');
    await engine.planEdit('P', { keep: 'last 2' });
    const before = vaultState(place.vault);
    const plan = await engine.prunePreview({ plan: 'P' });
    const other = await engine.prunePreview({ plan: 'P', keep: 'last 4' });

    expect(vaultState(place.vault)).toEqual(before);
    expect([going(plan).length, going(other).length]).toEqual([3, 1]);
    const result = await engine.prune({ plan: 'P' });
    expect(result).toMatchObject({ outcome: 'complete', kept: 3, inTrash: 3, purged: [] });
    expect(result.removed.map(({ setId }) => setId).reverse()).toEqual(going(plan));
    expect(await engine.prune({ plan: 'P' })).toMatchObject({ outcome: 'complete', removed: [], kept: 3 });
    expect(await failureOf(engine.prunePreview({ plan: 'P', keep: 'some' }))).toBe('keep-invalid');
    await allAreExact();
  });
});

describe('the trash', () => {
  it('gives back what is in it, which then stays for as long again', async () => {
    await planned({ keep: 'last 2 min 1' });
    const all = await daysOf('full', 'incremental', 'incremental', 'full', 'incremental');
    const back = await engine.prune({ plan: 'P', undo: true });

    expect(back.returned.map(({ setId }) => setId)).toEqual(all.slice(0, 3));
    expect(await listed()).toEqual(all);
    expect(inTrash()).toEqual([]);
    await allAreExact();

    const next = await daysOf('incremental');
    expect(await listed()).toEqual([...all, ...next]);
    passDays(7);
    const last = await daysOf('incremental');
    expect(await listed()).toEqual([...all.slice(3), ...next, ...last]);
    expect(await engine.prune({ plan: 'P', undo: true })).toMatchObject({ outcome: 'complete' });
    expect((await engine.runList({ verb: 'prune' })).rows[0]).toMatchObject({ cleaned: { returned: 3 } });
  });

  it('is emptied after 7 days and not before, and leaves a note that the sets were not lost', async () => {
    await planned({ keep: 'last 1 min 1' });
    const reader = await place.open(place.path('reader'));
    const [first = ''] = await daysOf('full');
    await reader.vaultOpen(place.vault);
    const [second = ''] = await daysOf('full');
    expect(inTrash()).toEqual([first, `${first}.json`]);
    vi.setSystemTime(Date.now() + 7 * DAY_MS - 60_000);
    expect(await engine.prune({ plan: 'P' })).toMatchObject({ purged: [], inTrash: 1 });
    vi.setSystemTime(Date.now() + 120_000);

    const { purged, inTrash: left } = await engine.prune({ plan: 'P' });
    expect([purged.map(({ setId }) => setId), left]).toEqual([[first], 0]);
    expect(inTrash()).toEqual([`${first}.json`]);
    expect(await engine.prune({ plan: 'P', undo: true })).toMatchObject({ returned: [] });
    // A computer that knew it hears of it, and finds no damage.
    expect(await reader.verify({ plan: 'P' })).toMatchObject({ outcome: 'complete' });
    expect(await listed(reader)).toEqual([second]);

    for (let month = 0; month < 14; month++) {
      passDays(27);
      await backUp(engine, 'full');
    }
    expect(inTrash()).not.toContain(`${first}.json`);
  });

  it('is no set of the plan for anybody who opens the vault', async () => {
    await planned({ keep: 'last 1 min 1' });
    const [, second] = await daysOf('full', 'full');
    const reader = await place.open(place.path('reader'));

    expect(await reader.vaultOpen(place.vault)).toMatchObject({ points: 1, unreadable: [] });
    expect(await listed(reader)).toEqual([second]);
    expect(await reader.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete', ignored: [] });
    expect(await failureOf(reader.prune({ plan: 'P' }))).toBe('plan-elsewhere');
  });

  it('keeps what has no note that can be read, and gives back nothing without what it needs', async () => {
    await planned({ keep: 'last 1 min 1' });
    const [full = '', incremental = ''] = await daysOf('full', 'incremental', 'full');
    writeFileSync(join(trashFolder(), `${full}.json`), 'torn');
    passDays(8);

    expect((await engine.prune({ plan: 'P' })).purged.map(({ setId }) => setId)).toEqual([incremental]);
    expect(inTrash()).toEqual([full, `${full}.json`, `${incremental}.json`].sort());
    rmSync(join(trashFolder(), `${full}.json`));
    expect(await engine.prune({ plan: 'P', undo: true })).toMatchObject({ returned: [] });
    expect(inTrash()).toContain(full);
  });
});

describe('nothing is thrown away', () => {
  let all: string[];

  beforeEach(async () => {
    await planned();
    all = await daysOf('full', 'full', 'full', 'full', 'full');
    await engine.planEdit('P', { keep: 'last 1 min 1' });
  });

  async function isFrozen(reason: string): Promise<void> {
    const before = vaultState(place.vault);

    expect(await engine.prunePreview({ plan: 'P' })).toMatchObject({ frozen: reason });
    expect(await engine.prune({ plan: 'P' })).toMatchObject({ outcome: 'skipped', frozen: reason, removed: [] });
    const newest = (await engine.runList({ verb: 'prune' })).rows.toSorted((a, b) => b.id - a.id)[0];
    expect(newest).toMatchObject({ outcome: 'skipped', skip: reason });
    expect(vaultState(place.vault)).toEqual(before);
  }

  it('while damage is known, until a check finds it mended', async () => {
    const seal = join(setFolder(place.vault, all[1] as string), 'set.json');
    renameSync(seal, `${seal}.away`);
    await engine.verify({ plan: 'P' });
    await isFrozen('damage');
    renameSync(`${seal}.away`, seal);
    await isFrozen('damage');
    await engine.verify({ plan: 'P' });

    expect(await engine.prune({ plan: 'P' })).toMatchObject({ outcome: 'complete', kept: 1 });
  });

  it('where a set is not there although nobody threw it away', async () => {
    const newest = setFolder(place.vault, all.at(-1) as string);
    renameSync(newest, place.path('away'));
    await isFrozen('damage');
    renameSync(place.path('away'), newest);
    unlinkSync(join(newest, 'data-000001.tar.zst'));
    await isFrozen('damage');
  });

  it('after a backup that did not succeed', async () => {
    renameSync(place.source, `${place.source}-away`);
    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('sources-unavailable');
    await isFrozen('last-run-failed');
    renameSync(`${place.source}-away`, place.source);
    passDays(1);

    expect(await listed()).toHaveLength(5);
    await backUp(engine, 'full');
    expect(await listed()).toHaveLength(1);
  });

  it('by a clock that went back, or ran ahead, until a person says that it is right', async () => {
    passDays(-3);
    await isFrozen('clock-behind');
    passDays(3 + 400);
    await isFrozen('clock-ahead');
    // Then the clock is put right, and what it said for a while stands in the history.
    passDays(-400);
    await isFrozen('clock-behind');

    const right = { plan: 'P', clockIsRight: true };
    expect(going(await engine.prunePreview(right))).toHaveLength(4);
    expect(await engine.prune(right)).toMatchObject({ outcome: 'complete', kept: 1 });
    await daysOf('full');
    expect(await listed()).toHaveLength(1);
  });

  it('where a point is dated in the future', async () => {
    await engine.planEdit('P', { keep: '' });
    passDays(20);
    await daysOf('full');
    await engine.planEdit('P', { keep: 'last 1 min 1' });
    passDays(-21);
    // By another computer, which has not seen the clock go back.
    await engine.close();
    rmSync(place.home, { recursive: true });
    engine = await place.open();
    await engine.vaultOpen(place.vault);
    await engine.planAdopt({ plan: 'P' });
    await engine.planEdit('P', { keep: 'last 1 min 1' });
    await isFrozen('point-ahead');
  });

  it('while another process holds the plan, or where the vault is not the plan’s', async () => {
    const { id } = await engine.planShow('P');
    const before = vaultState(place.vault);
    const lease = Lease.take(place.home, id);
    expect(await failureOf(engine.prune({ plan: 'P' }))).toBe('busy');
    lease.release();

    renameSync(place.vault, place.path('real'));
    expect(await failureOf(engine.prune({ plan: 'P' }))).toBe('vault-unavailable');
    mkdirSync(place.vault);
    expect(await failureOf(engine.prune({ plan: 'P' }))).toBe('vault-marker-missing');
    expect(readdirSync(place.vault)).toEqual([]);
    rmSync(place.vault, { recursive: true });
    renameSync(place.path('real'), place.vault);
    expect(vaultState(place.vault)).toEqual(before);
    expect(await listed()).toEqual(all);
  });
});

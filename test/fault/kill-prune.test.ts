import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SetKind } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { startChild } from '../support/child-engine.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';
import { setFolders } from '../support/vault-files.ts';

const DAY_MS = 86_400_000;
const KINDS: readonly SetKind[] = ['full', 'incremental', 'full', 'incremental', 'differential', 'full', 'incremental'];
/** More than any of these takes. */
const STEPS_MAX = 200;

const place = new EnginePlace('kill-prune');
const trees = new Map<string, TreeSnapshot>();
/** The first two have been in the trash for longer than 7 days; the next three would go, the last two stay. */
let [due, going, staying]: [string[], string[], string[]] = [[], [], []];

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 30 * DAY_MS });
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'always'), 'the same');
  const engine = await place.withPlan({ keep: '' });
  const made: string[] = [];
  for (const [day, kind] of KINDS.entries()) {
    vi.setSystemTime(Date.now() + DAY_MS);
    writeFileSync(join(place.source, `f${day % 3}`), `content of day ${day}`.repeat(30));
    const id = await backUp(engine, kind);
    trees.set(id, snapshotTree(place.source));
    made.push(id);
  }
  await engine.planEdit('P', { keep: 'last 5' });
  await engine.prune({ plan: 'P' });
  await engine.planEdit('P', { keep: 'last 2 min 1' });
  [due, going, staying] = [made.slice(0, 2), made.slice(2, 5), made.slice(5)];
  await engine.close();
  vi.useRealTimers();
  keep('begin');
});
afterAll(() => place.remove());

function keep(name: string): void {
  for (const part of ['home', 'vault'])
    cpSync(place.path(part), place.path(`${name}-${part}`), { recursive: true, preserveTimestamps: true });
}

function putBack(name: string): void {
  for (const part of ['home', 'vault']) {
    rmSync(place.path(part), { recursive: true });
    cpSync(place.path(`${name}-${part}`), place.path(part), { recursive: true, preserveTimestamps: true });
  }
}

function forget(name: string): void {
  for (const part of ['home', 'vault']) rmSync(place.path(`${name}-${part}`), { recursive: true });
}

async function listed(engine: Engine): Promise<string[]> {
  return (await engine.points('P')).map(({ setId }) => setId);
}

async function areExact(engine: Engine): Promise<void> {
  for (const id of await listed(engine)) {
    const { result, tree, to } = await place.restore(engine, id);
    expect([id, result.outcome]).toEqual([id, 'complete']);
    expect(differences(trees.get(id) as TreeSnapshot, snapshotTree(tree))).toBe('');
    rmSync(to, { recursive: true });
  }
}

async function isSound(engine: Engine): Promise<void> {
  const verified = await engine.verify({ plan: 'P' });
  expect(verified).toMatchObject({ outcome: 'complete', ignored: [], vault: [] });
  expect(verified.points.map(({ setId }) => setId)).toEqual(await listed(engine));
}

async function opened<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await place.open();
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

function foldersIn(name: 'sets' | 'trash'): string[] {
  const [set = ''] = setFolders(place.vault);
  return readdirSync(join(set, '..', '..', name))
    .filter((entry) => !entry.endsWith('.json'))
    .sort();
}

/** `npm run campaign` takes every step. */
const EVERY = Number(process.env['STRONGROOM_EVERY'] ?? 8);

/** Does the work in a process that is killed before its n-th change, for every third n; answers how many there are, give or take two. */
async function atEveryStep(from: string, input: object, after: () => Promise<void>): Promise<number> {
  for (let change = 1; change < STEPS_MAX; change += EVERY) {
    putBack(from);
    const child = startChild(place.home, 'prune', { plan: 'P', ...input }, { killAt: { change, in: place.vault } });
    const { value, failure, stderr } = await child.ended;
    expect([failure, stderr]).toEqual([undefined, '']);
    if (child.process.signalCode === null) {
      expect(value).toMatchObject({ outcome: 'complete' });
      return change - 1;
    }
    keep('blow');
    try {
      await after();
    } catch (error) {
      console.error(`killed before change ${change}`);
      throw error;
    }
    forget('blow');
  }
  throw new Error('it never came to its end');
}

describe('a clean-up that is killed', () => {
  it('at any step offers only points that are whole, and loses no set whose time has not come', async () => {
    const steps = await atEveryStep('begin', {}, async () => {
      await opened(areExact);
      expect([...foldersIn('sets'), ...foldersIn('trash')].sort()).toEqual(
        expect.arrayContaining([...going, ...staying].sort()),
      );

      await opened(async (engine) => {
        expect(await engine.prune({ plan: 'P' })).toMatchObject({ outcome: 'complete', inTrash: 3 });
        expect(await listed(engine)).toEqual(staying);
        expect(foldersIn('trash')).toEqual([...going].sort());
        await isSound(engine);
      });

      putBack('blow');
      await opened(async (engine) => {
        await engine.prune({ plan: 'P', undo: true });
        const back = await listed(engine);
        // Those whose time was over come back as well, as long as nothing of them has gone.
        expect(back.filter((id) => !due.includes(id))).toEqual([...going, ...staying]);
        await areExact(engine);
        await isSound(engine);
      });
    });

    console.log(`a clean-up has ${steps} steps`);
    // Three sets: note, its name, the set's. Two sets: copy of the seal, seal, all else, the folder.
    expect(steps).toBeGreaterThanOrEqual(3 * 3 + 2 * 6);
  });

  it('while it brings back has each set in one of both places, and a second one completes it', async () => {
    putBack('begin');
    await opened((engine) => engine.prune({ plan: 'P' }));
    keep('cleaned');

    const steps = await atEveryStep('cleaned', { undo: true }, async () => {
      await opened(areExact);
      expect([...foldersIn('sets'), ...foldersIn('trash')].sort()).toEqual([...going, ...staying].sort());
      await opened(async (engine) => {
        expect(await engine.prune({ plan: 'P', undo: true })).toMatchObject({ outcome: 'complete', inTrash: 0 });
        expect(await listed(engine)).toEqual([...going, ...staying]);
        await isSound(engine);
        // What came back is not thrown away again by the next clean-up.
        expect(await engine.prune({ plan: 'P' })).toMatchObject({ outcome: 'complete', removed: [] });
      });
    });

    console.log(`bringing back has ${steps} steps`);
    expect(steps).toBeGreaterThan(3);
  });
});

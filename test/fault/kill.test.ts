import { readdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SetKind } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { type ChildPhase, killAfter, startChild } from '../support/child-engine.ts';
import { EnginePlace, setOf } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { makeFile, makeTree, type TreeMaker } from '../support/random-tree.ts';
import { raw, shown } from '../support/raw-name.ts';
import { editTree } from '../support/tree-editor.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';
import { setFolders, keptState } from '../support/vault-files.ts';

const seed = Number(process.env['STRONGROOM_SEED'] ?? 1);
const kills = Number(process.env['STRONGROOM_KILLS'] ?? 5);
const kinds: readonly SetKind[] = ['full', 'incremental', 'differential'];
const phases: readonly ChildPhase[] = ['open', 'preparing', 'saving', 'saving', 'saving', 'checking', 'sealing'];

const prng = new Prng(seed);
const place = new EnginePlace('kill');
const points = new Map<string, TreeSnapshot>();
let maker: TreeMaker;
let engine: Engine;
let hits = 0;

beforeAll(async () => {
  maker = makeTree(prng, place.source, 40);
  for (let i = 0; i < 8; i++) makeFile(maker, raw(`${place.source}/more-${i}`));
  engine = await place.withPlan();
  await completeRun('full');
});
afterAll(() => place.remove());

async function completeRun(kind: SetKind): Promise<void> {
  const before = snapshotTree(place.source);
  const result = await engine.backup({ plan: 'P', kind });
  expect(result).toMatchObject({ outcome: 'complete', kind });
  points.set(setOf(result), before);
}

function replayable(times: number, name: string, work: (n: number) => Promise<void>): void {
  it.each(Array.from({ length: times }, (_, i) => i + 1))(name, async (n) => {
    try {
      await work(n);
    } catch (error) {
      console.error(`replay: STRONGROOM_SEED=${seed} STRONGROOM_KILLS=${kills} vitest run test/fault/kill`);
      throw error;
    }
  });
}

describe('a backup that is killed', () => {
  replayable(kills, 'leaves older points alone, is never offered, and the next run is clean (kill %i)', async () => {
    editTree(maker, 6);
    const kind = prng.pick(kinds);
    const before = keptState(place.vault);
    const known = new Set((await engine.points('P')).map((point) => point.setId));
    const child = startChild(place.home, 'backup', { plan: 'P', kind });
    await child.in(prng.pick(phases));
    const killed = await killAfter(child, prng.next() ** 2 * 250);
    hits += killed ? 1 : 0;

    const after = keptState(place.vault);
    expect(Object.fromEntries(Object.keys(before).map((file) => [file, after[file]]))).toEqual(before);
    const wanted = snapshotTree(place.source);
    const now = (await engine.points('P')).map((point) => point.setId).filter((id) => !known.has(id));
    // One more only if it had been sealed before the blow; then it is as good as any.
    expect(now.length).toBeLessThanOrEqual(1);
    for (const id of now) points.set(id, wanted);

    await completeRun(prng.pick(kinds));
    const listed = (await engine.points('P')).map((point) => point.setId);
    for (const id of listed) if (!points.has(id)) points.set(id, wanted);
    expect(
      setFolders(place.vault)
        .map((folder) => folder.slice(folder.lastIndexOf('/') + 1))
        .sort(),
    ).toEqual([...listed].sort());
    await isExact(prng.pick(listed));
    await isExact(listed.at(-1) as string);
    expect(await engine.verify({ plan: 'P', level: 'read' })).toMatchObject({
      outcome: 'complete',
      ignored: [],
      vault: [],
    });
    expect((await engine.verify({ plan: 'P', level: 'quick' })).points.every((point) => point.state === 'good')).toBe(
      true,
    );
  });

  it('was really killed, not only started', () => {
    console.log(`${hits} of ${kills} backups were killed while they ran`);
    expect(hits).toBeGreaterThan(0);
  });
});

async function isExact(setId: string): Promise<void> {
  const { result, tree, to } = await place.restore(engine, setId);
  expect(result.outcome).toBe('complete');
  expect(differences(points.get(setId) as TreeSnapshot, snapshotTree(tree))).toBe('');
  rmSync(to, { recursive: true });
}

describe('a restore that is killed', () => {
  replayable(
    Math.ceil(kills / 2),
    'has only whole files under their names, and a second one completes it (kill %i)',
    async (n) => {
      const [setId, wanted] = [...points].at(-1) as [string, TreeSnapshot];
      const to = place.path(`killed-${n}`);
      const input = { plan: 'P', at: setId, target: { kind: 'folder', path: to } };
      const child = startChild(place.home, 'restore', input);
      await child.in('restoring');
      await killAfter(child, prng.next() ** 2 * 120);

      const files = (tree: TreeSnapshot): Map<string, string> =>
        new Map([...tree].filter(([name, line]) => line.startsWith('file') && !name.includes('.strongroom-part-')));
      const contentOf = (line: string): string => line.replace(/ same file as .*/s, '');
      const there = readdirSync(place.folder).includes(`killed-${n}`) && readdirSync(to).length > 0;
      const found = there ? files(snapshotTree(`${to}/source`)) : new Map<string, string>();
      const wrong = [...found].filter(([name, line]) => contentOf(line) !== contentOf(wanted.get(name) ?? 'nothing'));
      expect(wrong.map(([name, line]) => `${shown(name)} ${line}`)).toEqual([]);

      const again = await engine.restore({ plan: 'P', at: setId, target: { kind: 'folder', path: to } });
      expect(again).toMatchObject({ outcome: 'complete', failures: [], renamed: [] });
      const restored = snapshotTree(`${to}/source`);
      expect([...restored.keys()].filter((name) => name.includes('.strongroom-part-'))).toEqual([]);
      expect([...files(restored)]).toEqual([...files(wanted)]);
      rmSync(to, { recursive: true });
    },
  );
});

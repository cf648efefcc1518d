import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { vaultState } from '../support/vault-files.ts';

let place: EnginePlace;
let before: Engine;
let after: Engine;

/** The files are at another place there, as in a new profile. */
const moved = (): string => place.path('new-profile', 'Papers');

beforeEach(async () => {
  place = new EnginePlace('adopt');
  mkdirSync(join(place.source, 'letters'), { recursive: true });
  for (let n = 0; n < 30; n++) writeFileSync(join(place.source, 'letters', `${n}.txt`), `letter ${n}\n`.repeat(n * 50));
  before = await place.withPlan();
  await backUp(before);
  after = await place.open(place.path('new-home'));
  await after.vaultOpen(place.vault);
});
afterEach(() => place.remove());

function moveFiles(): void {
  mkdirSync(place.path('new-profile'));
  renameSync(place.source, moved());
}

describe('a plan that is adopted on a new computer', () => {
  it('goes on as an incremental on its chain, and stores nothing that is there already', async () => {
    moveFiles();
    const unchanged = vaultState(place.vault);
    const adopted = await after.planAdopt({ plan: 'P', sources: [{ label: 'source', path: moved() }] });
    expect(vaultState(place.vault)).toEqual(unchanged);
    writeFileSync(join(moved(), 'letters', 'new.txt'), 'written on the new computer');

    const run = await after.backup({ plan: 'P' });

    expect(adopted).toMatchObject({ name: 'P', vault: place.vault });
    expect(run).toMatchObject({ outcome: 'complete', kind: 'incremental', files: { new: 1, deleted: 0 } });
    expect((await after.points('P')).map(({ kind }) => kind)).toEqual(['full', 'incremental']);
    const { tree } = await place.restore(after, 'latest');
    expect(differences(snapshotTree(moved()), snapshotTree(tree))).toBe('');
    expect(await after.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });
    expect(await after.planShow('P')).toMatchObject({ origin: 'here', state: 'protected' });
  });

  it('is refused to the computer that had it, until that one takes it back', async () => {
    await after.planAdopt({ plan: 'P' });
    await backUp(after);

    expect(await failureOf(before.backup({ plan: 'P' }))).toBe('plan-taken-over');
    expect(await before.planShow('P')).toMatchObject({ state: 'failing' });

    await before.planAdopt({ plan: 'P' });
    expect(await before.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete', kind: 'incremental' });
    expect(await failureOf(after.backup({ plan: 'P' }))).toBe('plan-taken-over');
  });

  it('survives a lost catalogue and a second start', async () => {
    await after.planAdopt({ plan: 'P' });
    await backUp(after);
    await after.close();
    for (const end of ['', '-wal', '-shm']) renameIfThere(place.path('new-home', `catalogue.db${end}`));
    after = await place.open(place.path('new-home'));

    expect(await after.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete', kind: 'incremental' });
    expect(await after.points('P')).toHaveLength(3);
  });

  it('needs its sources, names that it has, and to be free', async () => {
    moveFiles();
    const adopt = (input: Parameters<Engine['planAdopt']>[0]): Promise<string> => failureOf(after.planAdopt(input));

    expect([
      await adopt({ plan: 'nobody' }),
      await adopt({ plan: 'P' }),
      await adopt({ plan: 'P', sources: [{ label: 'Desktop', path: moved() }] }),
      await adopt({ plan: 'P', sources: [{ label: 'source', path: join(place.vault, 'machines') }] }),
      await failureOf(before.planAdopt({ plan: 'P' })),
    ]).toEqual(['plan-unknown', 'source-missing', 'usage', 'source-is-vault', 'plan-name-taken']);
    expect((await after.planList()).map(({ origin }) => origin)).toEqual(['vault']);
  });
});

describe('a point from before its plan was adopted', () => {
  const original = { kind: 'original-place' } as const;

  beforeEach(async () => {
    moveFiles();
    await after.planAdopt({ plan: 'P', sources: [{ label: 'source', path: moved() }] });
  });

  it('goes back to where its files are now, and never to where they were on the other computer', async () => {
    const letters = () => ['7.txt', '8.txt'].map((name) => readFileSync(join(moved(), 'letters', name), 'utf8'));
    const saved = letters();
    rmSync(join(moved(), 'letters', '7.txt'));
    writeFileSync(join(moved(), 'letters', '8.txt'), 'changed here');

    const preview = await after.restorePreview({ plan: 'P', target: original, conflict: 'replace' });
    const result = await after.restore({ plan: 'P', target: original, conflict: 'replace' });

    expect(preview).toMatchObject({ to: moved(), counts: { create: 1, replace: 1 } });
    expect(result).toMatchObject({ outcome: 'complete', to: moved() });
    expect(letters()).toEqual(saved);
    expect(existsSync(place.source)).toBe(false);
  });

  it('is asked for by the paths of either computer', async () => {
    for (const folder of [place.source, moved()]) {
      rmSync(join(moved(), 'letters', '7.txt'));

      const result = await after.restore({ plan: 'P', target: original, paths: [join(folder, 'letters', '7.txt')] });

      expect(result).toMatchObject({ outcome: 'complete', to: moved(), files: { restored: 1 } });
      expect(existsSync(join(moved(), 'letters', '7.txt'))).toBe(true);
    }
  });

  it('goes elsewhere where a mapping says so', async () => {
    const map = [{ from: place.folder, to: place.path('elsewhere') }];

    const result = await after.restore({ plan: 'P', target: original, map });

    expect(result).toMatchObject({ outcome: 'complete', to: place.path('elsewhere', 'source') });
  });

  it('is refused with the place it names where that source is no part of the plan here, until a mapping says where', async () => {
    const other = place.path('other');
    mkdirSync(other);
    await after.planEdit('P', { sources: [other] });
    const restore = (map: { from: string; to: string }[] = []) => after.restore({ plan: 'P', target: original, map });

    await expect(restore()).rejects.toMatchObject({ code: 'target-invalid', subject: place.source });
    expect(existsSync(place.source)).toBe(false);
    expect(await restore([{ from: place.source, to: place.path('told') }])).toMatchObject({ to: place.path('told') });
  });

  it('goes to where this computer last had the source, once the plan has it no more', async () => {
    await backUp(after);
    const [first = ''] = (await after.points('P')).map(({ setId }) => setId);
    const other = place.path('other');
    mkdirSync(other);
    await after.planEdit('P', { sources: [other] });

    const preview = await after.restorePreview({ plan: 'P', at: first, target: original });

    expect(preview).toMatchObject({ to: moved(), counts: { same: 30 } });
  });

  it('leaves the points of this computer their own places', async () => {
    const here = await backUp(after);
    rmSync(join(moved(), 'letters', '7.txt'));

    expect(await after.restore({ plan: 'P', at: here, target: original })).toMatchObject({ to: moved() });
    expect(existsSync(join(moved(), 'letters', '7.txt'))).toBe(true);
  });
});

describe('a restore to the original place on another computer', () => {
  const restore = (map: { from: string; to: string }[]) =>
    after.restore({ plan: 'P', target: { kind: 'original-place' }, map });

  it('goes to where the profile is now, and the preview says so', async () => {
    const tree = snapshotTree(place.source);
    renameSync(place.source, place.path('gone'));
    const map = [{ from: place.folder, to: place.path('elsewhere') }];

    const preview = await after.restorePreview({ plan: 'P', target: { kind: 'original-place' }, map });
    const result = await restore(map);

    expect(preview).toMatchObject({ to: place.path('elsewhere', 'source'), counts: { create: 30 } });
    expect(result).toMatchObject({ outcome: 'complete', to: place.path('elsewhere', 'source') });
    expect(differences(tree, snapshotTree(place.path('elsewhere', 'source')))).toBe('');
  });

  it('is refused where nobody said what a place is here, and inside the vault', async () => {
    renameSync(place.source, place.path('gone'));

    expect([
      await failureOf(restore([])),
      await failureOf(restore([{ from: '/somewhere/else', to: place.path('x') }])),
      await failureOf(restore([{ from: place.folder, to: place.vault }])),
    ]).toEqual(['target-invalid', 'target-invalid', 'target-in-vault']);
    expect(readFileSync(place.path('gone', 'letters', '1.txt'), 'utf8')).toContain('letter 1');
  });
});

function renameIfThere(path: string): void {
  try {
    renameSync(path, `${path}.old`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

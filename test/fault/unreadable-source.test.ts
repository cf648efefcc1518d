import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BackupResult } from '../../electron/contract/index.ts';
import { startChild } from '../support/child-engine.ts';
import { backUp, EnginePlace, failureOf, setOf } from '../support/engine-place.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { vaultFiles } from '../support/vault-files.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('skipped: gaps of another user need root to become that user');

let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('gap');
  mkdirSync(join(place.source, 'private', 'deeper'), { recursive: true });
  for (const name of ['open', 'secret', 'private/one', 'private/deeper/two'])
    writeFileSync(join(place.source, name), name);
});
afterEach(() => place.remove());

/** A run as somebody who may not read everything. */
async function backUpAsNobody(): Promise<BackupResult> {
  const { value, failure, stderr } = await startChild(place.home, 'backup', { plan: 'P' }, { uid: NOBODY }).ended;
  expect({ failure, stderr }).toEqual({ failure: undefined, stderr: '' });
  return value as BackupResult;
}

function giveToNobody(path: string): void {
  for (const file of ['', ...vaultFiles(path)]) chownSync(join(path, file), NOBODY, NOBODY);
}

async function madeByNobody(): Promise<void> {
  chmodSync(place.folder, 0o777);
  const engine = await place.withPlan();
  await engine.close();
  for (const path of [place.home, place.vault]) giveToNobody(path);
}

/** What neighbours are told comes and goes beside them. */
function backupFiles(): string[] {
  return vaultFiles(place.vault).filter((name) => !name.includes('/heartbeat-'));
}

describe.skipIf(!isRoot)('files and folders that may not be read', () => {
  it('become gaps with the last good set; the run is incomplete and nothing of them counts as deleted', async () => {
    await madeByNobody();
    const good = await backUpAsNobody();
    const wanted = snapshotTree(place.source);
    chmodSync(join(place.source, 'secret'), 0o000);
    chmodSync(join(place.source, 'private'), 0o000);

    const second = await backUpAsNobody();
    const third = await backUpAsNobody();

    expect(good).toMatchObject({ outcome: 'complete', kind: 'full', gaps: [] });
    for (const result of [second, third]) {
      expect(result).toMatchObject({ outcome: 'incomplete', kind: 'incremental', files: { deleted: 0 } });
      expect(result.gaps).toContainEqual({ path: 'source/secret', code: 'permission', lastGoodSet: setOf(good) });
      expect(result.gaps).toContainEqual({ path: 'source/private', code: 'permission', lastGoodSet: setOf(good) });
      expect(result.gaps.map((gap) => gap.lastGoodSet)).toEqual(result.gaps.map(() => setOf(good)));
    }
    const engine = await place.open();
    const before = await place.restore(engine, setOf(good));
    expect(before.result.outcome).toBe('complete');
    expect(differences(wanted, snapshotTree(before.tree))).toBe('');
    const now = await place.restore(engine, 'latest');
    expect(now.result).toMatchObject({ outcome: 'incomplete', damaged: false, files: { restored: 1 } });
    expect(now.result.failures).toContainEqual({
      path: 'source/secret',
      code: 'gap',
      detail: 'permission',
      lastGoodSet: setOf(good),
    });

    chmodSync(join(place.source, 'secret'), 0o644);
    chmodSync(join(place.source, 'private'), 0o755);
    expect(await backUpAsNobody()).toMatchObject({
      outcome: 'complete',
      gaps: [],
      bytes: { stored: expect.any(Number) },
    });
    const again = await place.restore(engine, 'latest');
    expect(differences(snapshotTree(place.source), snapshotTree(again.tree))).toBe('');
  });

  it('stay gaps in a full backup, which has nothing of them', async () => {
    await madeByNobody();
    chmodSync(join(place.source, 'private'), 0o000);

    const result = await backUpAsNobody();

    expect(result).toMatchObject({
      outcome: 'incomplete',
      kind: 'full',
      gaps: [{ path: 'source/private', code: 'permission' }],
    });
    const engine = await place.open();
    expect((await engine.planShow('P')).state).toBe('incomplete');
    const { result: restored } = await place.restore(engine, 'latest');
    expect(restored).toMatchObject({ outcome: 'incomplete', files: { restored: 2, failed: 1 } });
  });
});

describe('a source that has gone', () => {
  it('is one gap while the other is saved; what was in it is not deleted and comes back from the older point', async () => {
    const other = place.makeFolder('other');
    writeFileSync(join(other, 'here'), 'here');
    const engine = await place.withPlan({ sources: [place.source, other] });
    const good = await backUp(engine);
    renameSync(place.source, place.path('elsewhere'));
    writeFileSync(join(other, 'new'), 'new');

    const result = await engine.backup({ plan: 'P' });

    expect(result).toMatchObject({ outcome: 'incomplete', kind: 'incremental', files: { new: 1, deleted: 0 } });
    expect(result.gaps[0]).toEqual({ path: 'source', code: 'source-missing', lastGoodSet: good });
    const { tree } = await place.restore(engine, good);
    expect(differences(snapshotTree(place.path('elsewhere')), snapshotTree(tree))).toBe('');
    renameSync(place.path('elsewhere'), place.source);
    expect(await engine.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete', files: { deleted: 0 } });
    expect((await engine.verify({ plan: 'P', level: 'deep' })).outcome).toBe('complete');
  });

  it('ends the run where no source is left, and the next one goes on', async () => {
    const engine = await place.withPlan();
    await backUp(engine);
    renameSync(place.source, place.path('elsewhere'));
    const files = backupFiles();

    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('sources-unavailable');
    expect(backupFiles()).toEqual(files);
    expect((await engine.planShow('P')).state).toBe('failing');
    renameSync(place.path('elsewhere'), place.source);
    expect(await engine.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete', files: { new: 0, changed: 0 } });
  });

  it('was only emptied: its files are deleted in the new point and stay in the old one', async () => {
    const engine = await place.withPlan();
    const good = await backUp(engine);
    const wanted = snapshotTree(place.source);
    rmSync(place.source, { recursive: true });
    mkdirSync(place.source);

    const result = await engine.backup({ plan: 'P' });
    const { result: restored, tree } = await place.restore(engine, good);

    expect(result).toMatchObject({ outcome: 'complete', files: { deleted: 4 } });
    expect(restored.outcome).toBe('complete');
    expect(differences(wanted, snapshotTree(tree))).toBe('');
  });
});

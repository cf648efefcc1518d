import { appendFileSync, cpSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../electron/engine/engine.ts';
import { startChild } from '../../../support/child-engine.ts';
import { backUp, EnginePlace, failureOf } from '../../../support/engine-place.ts';
import { folderOnOtherDisk } from '../../../support/other-disk.ts';
import { setFolder } from '../../../support/vault-files.ts';

const SPARSE_BYTES = 65 * 1024 ** 3;

let place: EnginePlace;
let engine: Engine;
beforeEach(async () => {
  place = new EnginePlace('plan-state');
  engine = await place.withPlan();
  writeFileSync(join(place.source, 'a.txt'), 'first');
});
afterEach(() => place.remove());

describe('a plan', () => {
  it('whose run was broken off by a power cut says so, and its line of the history', async () => {
    await startChild(place.home, 'backup', { plan: 'P' }, { signal: { in: 'checking', name: 'SIGKILL' } }).ended;
    const [described] = await engine.planList();
    const { rows } = await engine.runList({ offset: 0, limit: 1 });

    expect(described).toMatchObject({
      state: 'failing',
      lastRun: { run: rows[0]?.id, outcome: 'failed', failure: { code: 'interrupted' } },
    });
    expect(rows[0]?.failure).toEqual({ code: 'interrupted' });
  });

  it('whose newest point is damaged names that point until a good one has come', async () => {
    await backUp(engine);
    appendFileSync(join(place.source, 'a.txt'), ' and second');
    const setId = await backUp(engine);
    appendFileSync(join(setFolder(place.vault, setId), 'data-000001.tar.zst'), 'x');
    await engine.verify({ plan: 'P' });
    const damaged = await engine.planShow('P');
    const reopened = await place.open();
    const later = await reopened.planShow('P');
    await backUp(reopened);
    const mended = await reopened.planShow('P');

    expect(damaged).toMatchObject({ state: 'failing', newestDamaged: { setId }, lastRun: { outcome: 'complete' } });
    expect(later).toEqual(damaged);
    expect(mended.state).toBe('protected');
    expect(mended).not.toHaveProperty('newestDamaged');
  });

  it('counts what its newest point lacks, and keeps the list of it', async () => {
    writeFileSync(join(place.source, 'huge.bin'), '');
    truncateSync(join(place.source, 'huge.bin'), SPARSE_BYTES);
    await backUp(engine);
    const { state, gaps, lastRun } = await engine.planShow('P');
    const troubles = await engine.runTroubles(lastRun?.run ?? 0);

    expect({ state, gaps, outcome: lastRun?.outcome }).toEqual({ state: 'incomplete', gaps: 1, outcome: 'incomplete' });
    expect(troubles).toMatchObject([{ code: 'sparse', count: 1 }]);
  });

  it('tells damage and the failure of a later run apart', async () => {
    const setId = await backUp(engine);
    appendFileSync(join(setFolder(place.vault, setId), 'data-000001.tar.zst'), 'x');
    await engine.verify({ plan: 'P' });
    renameSync(place.vault, place.path('unplugged'));

    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('vault-unavailable');
    expect(await engine.planShow('P')).toMatchObject({
      state: 'failing',
      newestDamaged: { setId },
      lastRun: { failure: { code: 'vault-unavailable' } },
    });
  });

  it('whose run failed is failing also after somebody has stopped the next one', async () => {
    await backUp(engine);
    renameSync(place.vault, place.path('away'));
    await failureOf(engine.backup({ plan: 'P' }));
    renameSync(place.path('away'), place.vault);
    const { outcome } = await engine.backup({ plan: 'P' }, { signal: AbortSignal.abort() });
    const { state, lastRun } = await engine.planShow('P');
    const { alarms } = await engine.alarms.look('service');

    expect([outcome, lastRun?.outcome, state]).toEqual(['cancelled', 'cancelled', 'failing']);
    expect(alarms).toMatchObject([{ cause: 'place-lost', failure: { code: 'vault-unavailable' } }]);
    await backUp(engine);
    expect((await engine.planShow('P')).state).toBe('protected');
  });

  it('knows whether its backups lie on the disk of its files, as its folders are now', async () => {
    const other = folderOnOtherDisk('plan-state');
    const seen = async () => (await engine.planShow('P')).isSameDisk;
    const before = await seen();
    await engine.planEdit('P', { sources: [other] });
    const apart = await seen();
    await engine.planEdit('P', { sources: [other, place.source] });
    const partly = await seen();
    await engine.planRemove('P');
    await engine.planAdd({ name: 'P', sources: [place.source], vault: `${other}/vault` });

    expect([before, apart, partly, await seen()]).toEqual([true, false, true, false]);
    rmSync(other, { recursive: true });
  });

  it('is looked at again by each run, and not asked of a place that may not answer', async () => {
    const other = folderOnOtherDisk('plan-state');
    await backUp(engine);
    renameSync(place.vault, place.path('moved'));
    cpSync(place.path('moved'), `${other}/vault`, { recursive: true });
    symlinkSync(`${other}/vault`, place.vault);
    const before = (await engine.planShow('P')).isSameDisk;
    await backUp(engine);

    expect([before, (await engine.planShow('P')).isSameDisk]).toEqual([true, false]);
    rmSync(other, { recursive: true });
  });
});

import { renameSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DueRun, Engine } from '../../../../electron/engine/engine.ts';
import { backUp, EnginePlace, failureOf } from '../../../support/engine-place.ts';

let place: EnginePlace;
let engine: Engine;

/** The only clock that the engine asks is set; its timers and files go on as they are. */
const at = (local: string): Date => {
  const time = new Date(local);
  vi.setSystemTime(time);
  return time;
};
const LONG_AGO = new Date(0);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at('2026-03-02T12:00:00');
  place = new EnginePlace('due');
  engine = await place.withPlan({ schedule: 'daily 18:30' });
  writeFileSync(place.path('source', 'a.txt'), 'one');
});
afterEach(async () => {
  await place.remove();
  vi.useRealTimers();
});

const skipped = async (): Promise<[string, string | undefined][]> =>
  (await engine.runList({ outcome: 'skipped' })).rows
    .toReversed()
    .map(({ startedAt, skip }) => [new Date(startedAt).toLocaleString('sv'), skip]);

describe('what is due', () => {
  it('is nothing before its time, and then once, whoever asks', async () => {
    const other = await place.open();
    at('2026-03-02T18:29:59');
    const before = await engine.schedule.take(LONG_AGO);
    at('2026-03-02T18:30:01');

    const taken = [
      await engine.schedule.take(LONG_AGO),
      await other.schedule.take(LONG_AGO),
      await engine.schedule.take(LONG_AGO),
    ];

    const { id, vaultId } = await engine.planShow('P');
    expect(before).toBeUndefined();
    expect(taken).toEqual([
      { plan: id, name: 'P', vaultId, at: new Date('2026-03-02T18:30:00').toISOString() },
      undefined,
      undefined,
    ]);
    expect(await engine.schedule.nextAt()).toEqual(new Date('2026-03-03T18:30:00'));
  });

  it('is made up for once after a pause of days, with every missed time noted', async () => {
    const started = at('2026-03-05T08:00:00');

    const due = await engine.schedule.take(started);

    expect(due?.at).toBe(new Date('2026-03-04T18:30:00').toISOString());
    expect(await engine.schedule.take(started)).toBeUndefined();
    expect(await skipped()).toEqual([
      ['2026-03-02 18:30:00', 'not-running'],
      ['2026-03-03 18:30:00', 'not-running'],
    ]);
  });

  it('calls times busy that went by while something else ran', async () => {
    await engine.planEdit('P', { schedule: 'hourly' });
    at('2026-03-02T15:10:00');

    const due = await engine.schedule.take(new Date('2026-03-02T13:30:00'));

    expect(due?.at).toBe(new Date('2026-03-02T15:00:00').toISOString());
    expect(await skipped()).toEqual([
      ['2026-03-02 13:00:00', 'not-running'],
      ['2026-03-02 14:00:00', 'busy'],
    ]);
  });

  it('is the plan first that has waited longest', async () => {
    await engine.planAdd({ name: 'Early', sources: [place.source], vault: place.path('v2'), schedule: 'daily 18:00' });
    at('2026-03-02T19:00:00');

    const names = [await engine.schedule.take(LONG_AGO), await engine.schedule.take(LONG_AGO)].map((due) => due?.name);

    expect(names).toEqual(['Early', 'P']);
  });

  it('rests while the plan is paused, is noted, and not made up for', async () => {
    await engine.schedule.pause('P');
    const paused = await engine.planShow('P');
    at('2026-03-02T18:31:00');
    const whilePaused = await engine.schedule.take(LONG_AGO);
    at('2026-03-03T19:00:00');
    await engine.schedule.resume('P');

    expect(paused).toMatchObject({ state: 'paused', pausedSince: new Date('2026-03-02T12:00:00').toISOString() });
    expect(paused).not.toHaveProperty('nextRunAt');
    expect([whilePaused, await engine.schedule.take(LONG_AGO)]).toEqual([undefined, undefined]);
    expect(await skipped()).toEqual([
      ['2026-03-02 18:30:00', 'paused'],
      ['2026-03-03 18:30:00', 'paused'],
    ]);
    expect((await engine.planShow('P')).nextRunAt).toBe(new Date('2026-03-04T18:30:00').toISOString());
  });

  it('does not come from a time before the schedule was made', async () => {
    at('2026-03-02T17:00:00');
    await engine.planEdit('P', { schedule: 'daily 16:00' });

    expect(await engine.schedule.take(LONG_AGO)).toBeUndefined();
  });

  it('comes again after a clock that ran years ahead was set right', async () => {
    at('2031-01-01T00:00:00');
    await engine.schedule.take(LONG_AGO);
    at('2026-03-02T18:00:00');
    await engine.schedule.take(LONG_AGO);
    at('2026-03-02T18:30:30');

    expect((await engine.schedule.take(LONG_AGO))?.at).toBe(new Date('2026-03-02T18:30:00').toISOString());
  });

  it('is noted as skipped where the place is not there, and the plan is failing', async () => {
    await backUp(engine);
    at('2026-03-02T18:31:00');
    const due = (await engine.schedule.take(LONG_AGO)) as DueRun;
    renameSync(place.vault, place.path('unplugged'));

    const code = await failureOf(engine.schedule.run(due));

    const { rows } = await engine.runList();
    expect(code).toBe('vault-unavailable');
    expect(rows).toMatchObject([
      { outcome: 'skipped', skip: 'vault-unavailable', failure: { code: 'vault-unavailable' } },
      { outcome: 'complete' },
    ]);
    expect((await engine.planShow('P')).state).toBe('failing');
  });
});

describe('a plan with a schedule', () => {
  it('is overdue once two runs should have made a point, and not by hand alone', async () => {
    await backUp(engine);
    at('2026-03-03T18:31:00');
    const oneMissed = (await engine.planShow('P')).state;
    at('2026-03-04T18:32:00');
    const other = await place.open();

    expect([oneMissed, (await other.planShow('P')).state]).toEqual(['protected', 'overdue']);
    await engine.planEdit('P', { schedule: '' });
    expect((await engine.planShow('P')).state).toBe('protected');
  });
});

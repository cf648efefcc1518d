import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_TIMING } from '../../../../electron/contract/index.ts';
import type { Engine } from '../../../../electron/engine/engine.ts';
import { EnginePlace } from '../../../support/engine-place.ts';

let place: EnginePlace;
let engine: Engine;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(new Date('2026-12-22T12:00:00'));
  place = new EnginePlace('planned');
  engine = await place.withPlan({ schedule: 'workdays 18:30; full monthly last 12:00; log-on' });
});
afterEach(async () => {
  await place.remove();
  vi.useRealTimers();
});

const local = (at: string): string => new Date(at).toLocaleString('sv').slice(0, 16);

describe('what is planned', () => {
  it('leaves holidays out, comes with its kinds and with the spread of this computer', async () => {
    await engine.schedule.holidaysSet(['12-25', '2026-12-28..2026-12-30', ' 12-25 ']);
    const runs = await engine.schedule.nextOf('P', 5);
    await engine.planEdit('P', { timing: { spreadMinutes: 30 } });
    const spread = await engine.schedule.nextOf('P', 1);

    expect(await engine.schedule.holidays()).toEqual(['12-25', '2026-12-28..2026-12-30']);
    expect(runs.map(({ at, kind }) => [local(at), kind])).toEqual([
      ['2026-12-22 18:30', undefined],
      ['2026-12-23 18:30', undefined],
      ['2026-12-24 18:30', undefined],
      ['2026-12-31 12:00', 'full'],
      ['2026-12-31 18:30', undefined],
    ]);
    const laterMs = Date.parse(spread[0]?.at ?? '') - new Date('2026-12-22T18:30:00').getTime();
    expect(laterMs).toBeGreaterThanOrEqual(0);
    expect(laterMs).toBeLessThan(30 * 60_000);
    expect((await engine.planShow('P')).nextRunAt).toBe(spread[0]?.at);
  });

  it('is told of all plans until a day, and not of one that is paused', async () => {
    await engine.planAdd({ name: 'Q', sources: [place.source], vault: place.path('v2'), schedule: 'daily 08:00' });
    const both = await engine.schedule.until(new Date('2026-12-23T23:59:00').toISOString());
    await engine.schedule.pause('Q');

    expect(both.runs.map(({ planName, at }) => `${planName} ${local(at)}`)).toEqual([
      'P 2026-12-22 18:30',
      'Q 2026-12-23 08:00',
      'P 2026-12-23 18:30',
    ]);
    expect((await engine.schedule.until(new Date('2026-12-22T20:00:00').toISOString())).runs).toHaveLength(1);
  });

  it('is told with what rests on a holiday', async () => {
    await engine.schedule.holidaysSet(['2026-12-24']);
    const { runs, rests } = await engine.schedule.until(new Date('2026-12-26T00:00:00').toISOString());

    expect(runs.map(({ at }) => local(at))).toEqual(['2026-12-22 18:30', '2026-12-23 18:30', '2026-12-25 18:30']);
    expect(rests.map(({ planName, at }) => `${planName} ${local(at)}`)).toEqual(['P 2026-12-24 18:30']);
  });

  it('is shown of a schedule that is being written, with what is to be said of each rule', async () => {
    await engine.schedule.holidaysSet(['2026-12-25']);
    const look = await engine.schedule.look({
      rules: [
        'daily 12:00',
        'full monthly last 12:00',
        'cron 0 4 30 2 *',
        'every full moon',
        'incremental workdays 12:00',
        'full monthly last 12:00',
        'log-on',
      ],
      timing: { ...NO_TIMING, restsOnHolidays: true },
      until: new Date('2027-01-02T00:00:00').toISOString(),
    });

    expect(look.rules.map(({ problem, overlap }) => problem ?? (overlap && [overlap.with, overlap.isAlways]))).toEqual([
      [4, false],
      undefined,
      'never',
      'invalid',
      [1, false],
      [1, true],
      undefined,
    ]);
    expect(look.next.map(({ at, kind }) => [local(at), kind])).toEqual([
      ['2026-12-23 12:00', 'incremental'],
      ['2026-12-24 12:00', 'incremental'],
      ['2026-12-26 12:00', undefined],
    ]);
    expect(look.runs.find(({ kind }) => kind === 'full')?.at).toBe(new Date('2026-12-31T12:00:00').toISOString());
    expect(look.rests.map(({ at }) => local(at))).toEqual(['2026-12-25 12:00']);
  });

  it('is due when what it waits for happens, once for one log-on, and noted where the plan is paused', async () => {
    const events = [await engine.schedule.event('log-on'), await engine.schedule.event('log-on')];
    const due = await engine.schedule.take({ aliveSince: new Date(0) });
    const again = await engine.schedule.take({ aliveSince: new Date(0) });
    await engine.schedule.pause('P');
    vi.setSystemTime(new Date('2026-12-22T13:00:00'));
    await engine.schedule.event('log-on');
    await engine.schedule.event('shutdown');

    expect(events).toEqual([1, 0]);
    expect([due?.at, again]).toEqual([new Date('2026-12-22T12:00:00').toISOString(), undefined]);
    expect((await engine.runList({ outcome: 'skipped' })).rows.map(({ skip }) => skip)).toEqual(['paused']);
  });
});

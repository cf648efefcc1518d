import { afterEach, describe, expect, it } from 'vitest';
import { latestPeriod, nextPeriod } from '../../../../electron/engine/notify/digest-period.ts';

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const daily = (at: string) => ({ every: 'day' as const, at, on: 'mon' as const });

describe('A digest', () => {
  it('of every day is due once on each, whatever the clocks do', () => {
    process.env['TZ'] = 'Europe/Berlin';
    const keys = new Set<string>();
    const begin = Date.parse('2026-10-23T00:00:00+02:00');

    // Over the hour that comes twice, and at a time of day that is in it.
    for (let minutes = 0; minutes < 5 * 24 * 60; minutes += 10)
      keys.add(latestPeriod(daily('02:30'), new Date(begin + minutes * 60_000))?.key ?? '');

    expect([...keys]).toEqual(['2026-10-22', '2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27']);
  });

  it('comes an hour later where its hour is left out', () => {
    process.env['TZ'] = 'Europe/Berlin';

    const { key, dueAt } = nextPeriod(daily('02:30'), new Date('2026-03-29T00:10:00+01:00')) ?? {};

    expect([key, dueAt?.toISOString()]).toEqual(['2026-03-29', '2026-03-29T01:30:00.000Z']);
  });

  it('of a week is due on its day, and made up for when that was missed', () => {
    process.env['TZ'] = 'Asia/Shanghai';
    const weekly = { every: 'week' as const, at: '08:00', on: 'mon' as const };

    const keys = ['2026-11-16T07:59', '2026-11-16T08:00', '2026-11-22T23:00', '2026-11-23T09:00'].map(
      (at) => latestPeriod(weekly, new Date(`${at}:00+08:00`))?.key,
    );

    expect(keys).toEqual(['2026-11-09', '2026-11-16', '2026-11-16', '2026-11-23']);
    expect(latestPeriod({ ...weekly, every: 'never' }, new Date())).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import {
  type HeardPlan,
  heardStanding,
  isOverdue,
  overdueAt,
  parseSchedule,
  unheardStanding,
  worstOf,
} from '../../../../electron/engine/plan/index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const heardAt = '2026-11-20T18:31:00.000Z';
const at = (ms: number): Date => new Date(Date.parse(heardAt) + ms);
const well: HeardPlan = {
  state: 'protected',
  good: { at: heardAt },
  run: { outcome: 'complete' },
  overdueAt: at(2 * DAY).toISOString(),
  sameDisk: false,
};
const seen = (plan: Partial<HeardPlan>, afterMs: number, more = {}) =>
  heardStanding({ ...well, ...plan }, { heardAt, now: at(afterMs), isGoodMissing: false, ...more });

describe('a neighbour', () => {
  it('is protected as long as its own interval allows, and overdue from then on whatever it said', () => {
    expect(seen({}, DAY)).toEqual({ state: 'protected' });
    expect(seen({}, 2 * DAY + HOUR)).toEqual({ state: 'protected' });
    expect(seen({}, 2 * DAY + HOUR + 1)).toEqual({ state: 'overdue', why: 'silent' });
    for (const state of ['paused', 'incomplete', 'never', 'written', 'glorious'])
      expect(seen({ state }, 3 * DAY)).toEqual({ state: 'overdue', why: 'silent' });
  });

  it.each([
    ['an hour behind', -HOUR, 'protected'],
    ['an hour ahead', HOUR, 'protected'],
    ['a year behind, as seen from here', 365 * DAY, 'overdue'],
    ['two hours ahead', -2 * HOUR, 'unknown'],
    ['a year ahead', -365 * DAY, 'unknown'],
  ])('whose clock is %s is never green beyond the tolerance', (_clock, offsetMs, state) => {
    expect(seen({}, offsetMs).state).toBe(state);
  });

  it('whose good point is of the future is not believed', () => {
    expect(seen({ good: { at: at(DAY).toISOString() } }, 0)).toEqual({ state: 'unknown', why: 'clock-ahead' });
  });

  it('that failed is told as failing, by whatever clock', () => {
    const failed = { state: 'failing', run: { outcome: 'failed' } };
    for (const ms of [-365 * DAY, 0, 365 * DAY])
      expect(seen(failed, ms)).toEqual({ state: 'failing', why: 'run-failed' });
    expect(seen({ state: 'failing' }, 0)).toEqual({ state: 'failing', why: 'damaged' });
  });

  it('is not protected without a good point, with one that is not there, on the disk of its files, or by a word that is not known', () => {
    expect([
      seen({ good: null }, 0),
      seen({}, 0, { isGoodMissing: true }),
      seen({ sameDisk: true }, 0),
      seen({ state: 'glorious' }, 0),
    ]).toEqual([
      { state: 'unknown', why: 'heartbeat-newer' },
      { state: 'failing', why: 'points-missing' },
      { state: 'same-disk', why: 'same-disk' },
      { state: 'unknown', why: 'heartbeat-newer' },
    ]);
  });

  it('that makes good points and cannot say so is neither green nor overdue', () => {
    const sealed = { at: at(2 * DAY).toISOString(), goodAt: at(2 * DAY).toISOString() };

    expect(seen({}, 3 * DAY, { sealed })).toEqual({ state: 'unknown', why: 'heartbeat-old' });
    expect(seen({}, 5 * DAY, { sealed })).toEqual({ state: 'overdue', why: 'silent' });
    expect(seen({}, 3 * DAY, { sealed: { at: heardAt, goodAt: heardAt } }).state).toBe('overdue');
    expect(seen({}, 3 * DAY, { sealed: { at: heardAt, goodAt: at(99 * DAY).toISOString() } })).toEqual({
      state: 'unknown',
      why: 'clock-ahead',
    });
  });

  it('of which seals alone tell is never green, and overdue after a week', () => {
    const sealed = { at: heardAt, goodAt: heardAt };

    expect([
      unheardStanding(sealed, at(0), 'locked'),
      unheardStanding(sealed, at(8 * DAY), 'locked'),
      unheardStanding(sealed, at(-DAY), 'locked'),
      unheardStanding({ at: undefined, goodAt: undefined }, at(0), 'no-heartbeat'),
    ]).toEqual([
      { state: 'unknown', why: 'locked' },
      { state: 'overdue', why: 'silent' },
      { state: 'unknown', why: 'clock-ahead' },
      { state: 'unknown', why: 'no-heartbeat' },
    ]);
  });

  it('stands as the worst of its plans', () => {
    expect(worstOf([seen({}, 0), seen({ state: 'incomplete' }, 0), seen({ state: 'paused' }, 0)])?.state).toBe(
      'incomplete',
    );
    expect(worstOf([])).toBeUndefined();
  });
});

describe('the moment at which a plan becomes overdue', () => {
  const zones = ['UTC', 'Asia/Shanghai', 'America/New_York'];

  it.each([
    '',
    'hourly',
    'every 15m',
    'daily 18:30',
    'workdays 18:30',
    'weekly sun 02:00',
    'full weekly sun 02:00; differential daily 18:30',
    'monthly last 02:00',
    'cron 0 2 1 */3 *',
  ])('of the schedule "%s" is the first at which it is, whatever the last good point', (text) => {
    const schedule = parseSchedule(text);
    for (const zone of zones) {
      for (const hours of [0, 7, 31, 100, 1000, 5000]) {
        const good = new Date(Date.parse('2026-03-01T12:34:56.000Z') + hours * HOUR);
        const due = overdueAt(schedule, good, zone);

        expect([hours, isOverdue(schedule, good, due, zone)]).toEqual([hours, true]);
        for (const share of [0.2, 0.5, 0.9, 0.99999]) {
          const before = new Date(good.getTime() + (due.getTime() - good.getTime()) * share);
          expect([zone, hours, share, isOverdue(schedule, good, before, zone)]).toEqual([zone, hours, share, false]);
        }
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import { forecast, parseKeep, type SizedPoint } from '../../../../electron/engine/plan/index.ts';
import { pointsAt } from '../../../support/keep-points.ts';

const DAY_MS = 86_400_000;
const now = new Date('2026-02-01T19:00:00Z');

/** One a day, each of so many bytes, up to today; the first may be larger. */
function daily(days: number, bytes: number, first = bytes): SizedPoint[] {
  const times = Array.from({ length: days }, (_, i) => new Date(now.getTime() - (days - i) * DAY_MS + 1).toISOString());
  return pointsAt(...times).map((point, i) => ({ ...point, storedBytes: i === 0 ? first : bytes }));
}

const daysLeft = (keep: string, points: readonly SizedPoint[], freeBytes: number): number | undefined => {
  const full = forecast([{ rule: parseKeep(keep), points }], { freeBytes, now, trashDays: 7 });
  return full && Math.round((full.fullAt.getTime() - now.getTime()) / DAY_MS);
};

describe('when a place will be full', () => {
  it('follows from what was stored a day where everything is kept, the large first set not counted again', () => {
    expect(daysLeft('', daily(20, 100, 5000), 900)).toBe(9);
  });

  it('is not said where the rule lets go as much as comes, and the trash has room', () => {
    expect(daysLeft('last 10 min 1', daily(30, 100), 200)).toBeUndefined();
  });

  it('takes into account what the rule will let go, and that it stays in the trash for a week', () => {
    // Until 20 are there it grows; then a week more until the first one leaves the trash.
    const points = daily(15, 100);

    expect(daysLeft('last 20 min 1', points, 400)).toBe(4);
    expect(daysLeft('last 20 min 1', points, 1100)).toBe(11);
    expect(daysLeft('last 20 min 1', points, 1400)).toBeUndefined();
  });

  it('is not said where little is known, or it is far away', () => {
    expect(daysLeft('', daily(3, 100), 10)).toBeUndefined();
    expect(daysLeft('', [], 10)).toBeUndefined();
    expect(daysLeft('', daily(20, 100), 100 * 91)).toBeUndefined();
  });

  it('is rough where less than two weeks were seen', () => {
    const isRough = (days: number) =>
      forecast([{ rule: undefined, points: daily(days, 100) }], { freeBytes: 900, now, trashDays: 7 })?.isRough;

    expect([isRough(8), isRough(20)]).toEqual([true, false]);
  });

  it('comes sooner for two plans in the same place', () => {
    const plan = { rule: undefined, points: daily(20, 100) };
    const full = forecast([plan, plan], { freeBytes: 1800, now, trashDays: 7 });

    expect(full && (full.fullAt.getTime() - now.getTime()) / DAY_MS).toBe(9);
  });
});

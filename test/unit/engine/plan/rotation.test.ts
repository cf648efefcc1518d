import { describe, expect, it } from 'vitest';
import { isAwayTooLong, nextTurn } from '../../../../electron/engine/plan/index.ts';

const day = (n: number) => new Date(Date.UTC(2026, 0, n)).toISOString();
const disk = (position: number, usedAt?: number, addedAt = 1) => ({
  position,
  addedAt: day(addedAt),
  usedAt: usedAt === undefined ? undefined : day(usedAt),
});

describe('disks that take turns', () => {
  it('begin with those that were never used, in their order, and go on with the one used longest ago', () => {
    const [a, b, c] = [disk(0, 10), disk(1), disk(2)];

    expect(nextTurn([a, c, b])).toBe(b);
    expect(nextTurn([a, disk(1, 12), disk(2, 11)])).toBe(a);
    expect(nextTurn([])).toBeUndefined();
  });

  it('are away for too long after 14 days for each of them', () => {
    const disks = [disk(0, 10), disk(1, 20)];

    expect(isAwayTooLong(disks[0] as (typeof disks)[0], disks, new Date(Date.UTC(2026, 1, 6)))).toBe(false);
    expect(isAwayTooLong(disks[0] as (typeof disks)[0], disks, new Date(Date.UTC(2026, 1, 9)))).toBe(true);
    expect(isAwayTooLong(disk(1), [disk(0, 30), disk(1)], new Date(Date.UTC(2026, 1, 9)))).toBe(true);
  });

  it('are never away where there is only one', () => {
    expect(isAwayTooLong(disk(0, 1), [disk(0, 1)], new Date(Date.UTC(2027, 1, 9)))).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { Run, RunOutcome } from '../../../electron/contract/index.ts';
import { dayKey, daysOf, since, weeksOf } from '../../../renderer/state/run-days.ts';

const run = (planId: string, day: number, hour: number, outcome?: RunOutcome): Run => ({
  id: day * 100 + hour,
  planId,
  planName: planId,
  verb: 'backup',
  startedAt: new Date(2026, 10, day, hour).toISOString(),
  troubles: {},
  ...(outcome !== undefined && { outcome }),
});

describe('a day of the calendar', () => {
  it('is as its last run was: a failure that was made good is no failure any more', () => {
    const days = daysOf([run('a', 3, 12, 'complete'), run('a', 3, 9, 'failed')]);

    expect(days.get('2026-11-03')).toEqual({ outcome: 'complete', runs: 2 });
  });

  it('is as bad as the worst of its plans', () => {
    const days = daysOf([run('a', 3, 12, 'complete'), run('b', 3, 9, 'incomplete'), run('b', 4, 9, 'complete')]);

    expect(days.get('2026-11-03')?.outcome).toBe('incomplete');
    expect(days.get('2026-11-04')?.outcome).toBe('complete');
  });

  it('is not skipped where something was done, and not told of while a run goes on', () => {
    const days = daysOf([run('a', 3, 12, 'skipped'), run('a', 3, 9, 'complete'), run('a', 4, 9)]);

    expect(days.get('2026-11-03')?.outcome).toBe('complete');
    expect(days.has('2026-11-04')).toBe(false);
  });
});

describe('a month', () => {
  it('has whole weeks from Monday on, with nothing where another month is', () => {
    const weeks = weeksOf(2026, 10).map((week) => week.map((date) => date?.getDate() ?? 0));

    expect(weeks[0]).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(weeks.at(-1)).toEqual([30, 0, 0, 0, 0, 0, 0]);
    expect(weeks).toHaveLength(6);
  });

  it('may be counted past the ends of its year', () => {
    expect(weeksOf(2026, -1)[0]?.find((date) => date !== undefined)).toEqual(new Date(2025, 11, 1));
  });
});

it('begins a period at the start of its first day', () => {
  const now = new Date(2026, 10, 21, 15, 30).getTime();

  expect(since(30, now)).toBe(new Date(2026, 9, 23).toISOString());
  expect(since(undefined, now)).toBeUndefined();
  expect(dayKey(new Date(2026, 0, 5))).toBe('2026-01-05');
});

import type { Run, RunOutcome } from '../../electron/contract/index.ts';

/** What a day was like: of each plan the last run that did something counts, and of these the worst. */
export interface Day {
  readonly outcome: RunOutcome;
  readonly runs: number;
}

const WORST_FIRST = ['failed', 'incomplete', 'skipped', 'cancelled', 'complete'] as const satisfies RunOutcome[];

/** The days by `dayKey`. A run that is still going on is of no day yet. */
export function daysOf(newestFirst: readonly Run[]): ReadonlyMap<string, Day> {
  const lastOfPlans = new Map<string, Map<string, RunOutcome>>();
  const counts = new Map<string, number>();
  for (const { startedAt, planId, outcome } of newestFirst) {
    if (outcome === undefined) continue;
    const key = dayKey(new Date(startedAt));
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const plans = lastOfPlans.get(key) ?? new Map<string, RunOutcome>();
    lastOfPlans.set(key, plans);
    const known = plans.get(planId);
    // A skipped run says less than any that was made on the same day.
    if (known === undefined || (known === 'skipped' && outcome !== 'skipped')) plans.set(planId, outcome);
  }
  return new Map(
    [...lastOfPlans].map(([key, plans]) => {
      const outcomes = new Set(plans.values());
      const outcome = WORST_FIRST.find((one) => outcomes.has(one)) ?? 'complete';
      return [key, { outcome, runs: counts.get(key) ?? 0 }];
    }),
  );
}

/** The day of a moment on the wall's calendar: `2026-11-21`. */
export function dayKey(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

/** The weeks of a month, Monday first; undefined where a week has days of another month. `month` counts from 0 and may run over. */
export function weeksOf(year: number, month: number): (Date | undefined)[][] {
  const first = new Date(year, month, 1);
  const lead = (first.getDay() + 6) % 7;
  const days = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate();
  const cells = Array.from({ length: Math.ceil((lead + days) / 7) * 7 }, (_, index) => {
    const day = index - lead + 1;
    return day >= 1 && day <= days ? new Date(first.getFullYear(), first.getMonth(), day) : undefined;
  });
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** The first moment of the last `days` days, for a filter; undefined means from the beginning. */
export function since(days: number | undefined, now: number): string | undefined {
  if (days === undefined) return undefined;
  const today = new Date(now);
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1).toISOString();
}

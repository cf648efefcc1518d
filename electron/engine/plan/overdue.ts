import { hasTimes, lastTimes, nextTimes } from './schedule.ts';
import type { Schedule } from './schedule-text.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const BY_HAND_MS = 7 * DAY_MS;
/** A schedule may pause for as long as it likes; after so many runs the question is settled for any of ours. */
const RUNS_LOOKED_AT = 64;

/**
 * Whether the last good point is older than two intervals of the schedule, and than a day: since then two runs should have
 * made a new one. A plan that is only run by hand, or when something happens, is overdue after a week. `goodAt`: the last good point, or when the plan was made.
 */
export function isOverdue(schedule: Schedule, goodAt: Date, now: Date, timeZone?: string): boolean {
  if (!hasTimes(schedule)) return now.getTime() - goodAt.getTime() >= BY_HAND_MS;
  const [second, last] = lastTimes(schedule, now, 2, timeZone);
  if (!second || !last || second.at <= goodAt) return false;
  const intervalMs = last.at.getTime() - second.at.getTime();
  return now.getTime() - goodAt.getTime() >= Math.max(DAY_MS, 2 * intervalMs);
}

/** The first moment at which `isOverdue` holds if nothing good comes after `goodAt`: for those who know neither schedule nor time zone. */
export function overdueAt(schedule: Schedule, goodAt: Date, timeZone?: string): Date {
  const after = (ms: number): Date => new Date(goodAt.getTime() + ms);
  if (!hasTimes(schedule)) return after(BY_HAND_MS);
  let at = after(DAY_MS);
  for (let run = 0; run < RUNS_LOOKED_AT; run++) {
    if (isOverdue(schedule, goodAt, at, timeZone)) return at;
    const [second, last] = lastTimes(schedule, at, 2, timeZone);
    const next = nextTimes(schedule, at, 1, timeZone)[0]?.at;
    // Between two runs it becomes overdue where twice their distance is over.
    const intervalMs = second && last && second.at > goodAt ? last.at.getTime() - second.at.getTime() : undefined;
    const due = intervalMs === undefined ? undefined : after(2 * intervalMs);
    if (due && due > at && (!next || due < next)) return due;
    if (!next) return at;
    at = next;
  }
  return at;
}

import { lastTimes, type Schedule } from './schedule.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const BY_HAND_MS = 7 * DAY_MS;

/**
 * Whether the last good point is older than two intervals of the schedule, and than a day: since then two runs should have
 * made a new one. A plan that is only run by hand is overdue after a week. `goodAt`: the last good point, or when the plan was made.
 */
export function isOverdue(schedule: Schedule, goodAt: Date, now: Date, timeZone?: string): boolean {
  if (schedule.length === 0) return now.getTime() - goodAt.getTime() >= BY_HAND_MS;
  const [second, last] = lastTimes(schedule, now, 2, timeZone);
  if (!second || !last || second.at <= goodAt) return false;
  const intervalMs = last.at.getTime() - second.at.getTime();
  return now.getTime() - goodAt.getTime() >= Math.max(DAY_MS, 2 * intervalMs);
}

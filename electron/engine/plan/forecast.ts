import { type KeepPoint, keepVerdicts } from './keep.ts';
import type { KeepRule } from './keep-rule.ts';

export interface SizedPoint extends KeepPoint {
  readonly storedBytes: number;
}

/** What one plan has in a place, and what it lets go. */
export interface Growing {
  readonly rule: KeepRule | undefined;
  readonly points: readonly SizedPoint[];
}

export interface Forecast {
  readonly fullAt: Date;
  /** Too little has been seen yet to rely on it. */
  readonly isRough: boolean;
}

const DAY_MS = 86_400_000;
/** What was stored in these days goes on as it was. */
const SEEN_DAYS = 28;
const SEEN_POINTS_MIN = 3;
const SEEN_SPAN_MIN_MS = 2 * DAY_MS;
const ROUGH_SPAN_MS = 14 * DAY_MS;
/** Nothing is said of what is further away. */
const AHEAD_DAYS = 90;
const AHEAD_POINTS_MAX = 3000;

/**
 * When a place with so much room is full, if the plans go on storing as they did in the last four weeks, and their rules let go what
 * they let go; `trashDays` later, which is when it is deleted. Others who use the place are not seen. Undefined where nothing is
 * known, and where it is more than 90 days away.
 */
export function forecast(
  plans: readonly Growing[],
  { freeBytes, now, trashDays }: { freeBytes: number; now: Date; trashDays: number },
): Forecast | undefined {
  const grown = plans.flatMap((plan) => {
    const seen = patternOf(plan.points, now);
    return seen ? [{ rule: plan.rule, points: [...plan.points, ...ahead(seen, plan.points)], ...seen }] : [];
  });
  if (grown.length === 0) return undefined;
  const days = Math.floor(Math.min(AHEAD_DAYS, ...grown.map(({ reachMs }) => reachMs / DAY_MS)));
  const usedAfter = (day: number): number =>
    grown.reduce((sum, plan) => sum + held(plan, now.getTime() + day * DAY_MS, trashDays), 0);
  const limit = usedAfter(0) + freeBytes;
  if (usedAfter(days) < limit) return undefined;
  // What is held hardly ever becomes less, so that halving finds the first day well enough.
  let [before, after] = [0, days];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (usedAfter(middle) < limit) before = middle;
    else after = middle;
  }
  return {
    fullAt: new Date(now.getTime() + after * DAY_MS),
    isRough: grown.some(({ spanMs }) => spanMs < ROUGH_SPAN_MS),
  };
}

interface Pattern {
  readonly seen: readonly SizedPoint[];
  readonly spanMs: number;
  readonly periodMs: number;
  readonly reachMs: number;
}

/** Not the plan's very first point, which is larger than what follows and comes once. */
function patternOf(points: readonly SizedPoint[], now: Date): Pattern | undefined {
  const from = now.getTime() - SEEN_DAYS * DAY_MS;
  const recent = points.filter(({ at }) => Date.parse(at) > from && Date.parse(at) <= now.getTime());
  const seen = recent.filter((point) => point !== points[0]);
  const [first, last] = [recent[0], recent.at(-1)];
  if (!first || !last || seen.length < SEEN_POINTS_MIN) return undefined;
  const spanMs = Date.parse(last.at) - Date.parse(first.at);
  if (spanMs < SEEN_SPAN_MIN_MS) return undefined;
  const intervalMs = spanMs / (recent.length - 1);
  return { seen, spanMs, periodMs: intervalMs * seen.length, reachMs: intervalMs * AHEAD_POINTS_MAX };
}

/** The same points again and again, behind the last one. */
function* ahead({ seen, periodMs, reachMs }: Pattern, points: readonly SizedPoint[]): Generator<SizedPoint> {
  const last = points.at(-1);
  if (!last) return;
  const cycles = Math.ceil(Math.min(reachMs, AHEAD_DAYS * DAY_MS) / periodMs);
  let [seq, parent] = [Math.max(...points.map((point) => Math.max(point.seq, point.place))), last.id];
  for (let cycle = 1; cycle <= cycles; cycle++)
    for (const point of seen) {
      seq++;
      const id = `${point.id}+${cycle}`;
      const at = new Date(Date.parse(point.at) + cycle * periodMs).toISOString();
      yield { ...point, id, seq, place: seq, at, parent: point.parent === null ? null : parent };
      parent = id;
    }
}

/** What is stored at that time: what the rule keeps then, and what it has let go in the days before. */
function held({ rule, points }: Growing, at: number, trashDays: number): number {
  const [then, before] = [at, at - trashDays * DAY_MS].map((time) => {
    const there = points.filter((point) => Date.parse(point.at) <= time);
    const verdicts = keepVerdicts({ rule, points: there, now: new Date(time) });
    return new Set(verdicts.flatMap(({ id, reasons }) => (reasons.length > 0 ? [id] : [])));
  });
  return points.reduce((sum, { id, storedBytes }) => sum + (then?.has(id) || before?.has(id) ? storedBytes : 0), 0);
}

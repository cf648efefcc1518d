import type { Cron } from 'croner';
import type { ScheduleEvent, SetKind } from '../../contract/index.ts';
import type { DaysOff } from './holidays.ts';
import { cron, type Rule, type Schedule } from './schedule-text.ts';

export interface Due {
  readonly at: Date;
  readonly kind?: SetKind;
}

/** What a computer adds to a schedule. */
export interface Circumstances {
  readonly daysOff: DaysOff | undefined;
  /** Leaves days off out of all rules; else only of those for workdays. */
  readonly restsOnDaysOff: boolean;
  /** Each time comes so much later here. */
  readonly delayMs: number;
}

/** Where two parts fall on the same minute, the one that stores more is made. */
const KINDS_BY_WEIGHT: readonly (SetKind | undefined)[] = ['full', 'differential', 'incremental', undefined];
/** Times on days off in a row; every 15 minutes through half a year. */
const PASSED_OVER_MAX = 20_000;

/** The schedule as it is on one computer. */
export function onComputer(schedule: Schedule, { daysOff, restsOnDaysOff, delayMs }: Circumstances): Schedule {
  return schedule.map((rule) => ({
    ...rule,
    delayMs,
    ...(daysOff && (restsOnDaysOff || rule.isForWorkdays) && { daysOff }),
  }));
}

/** The first times after `after`, in order. Times of day are those of the time zone, which is the computer's unless one is named. */
export function nextTimes(schedule: Schedule, after: Date, count: number, timeZone?: string): Due[] {
  const dues = schedule.flatMap((rule) =>
    rule.patterns.flatMap((pattern) => {
      const from = new Date(after.getTime() - delayOf(rule));
      const calculator = cron(pattern, timeZone);
      const times = rule.daysOff
        ? working(rule.daysOff, count, from, (at) => calculator.nextRun(at))
        : calculator.nextRuns(count, from);
      return times.map((at) => due(at, rule));
    }),
  );
  return merged(dues).slice(0, count);
}

/** All times after `after` and up to `until`, the first `max` of them, in order. */
export function timesUntil(schedule: Schedule, after: Date, until: Date, max: number): Due[] {
  const times: Due[] = [];
  // Some at a time: nobody waits for times that nobody wants to see.
  while (times.length < max && (times.at(-1)?.at ?? after) <= until) {
    const more = nextTimes(schedule, times.at(-1)?.at ?? after, Math.min(50, max - times.length));
    if (more.length === 0) break;
    times.push(...more);
  }
  return times.filter(({ at }) => at <= until);
}

/** The last times up to and including `until`, in order. */
export function lastTimes(schedule: Schedule, until: Date, count: number, timeZone?: string): Due[] {
  const dues = schedule.flatMap((rule) => {
    // The calculator counts in whole seconds and leaves the reference itself out.
    const reference = new Date((Math.floor((until.getTime() - delayOf(rule)) / 1000) + 1) * 1000);
    return rule.patterns.flatMap((pattern) => {
      const calculator = cron(pattern, timeZone);
      const times = rule.daysOff
        ? working(rule.daysOff, count, reference, (at) => calculator.previousRuns(1, at)[0] ?? null)
        : calculator.previousRuns(count, reference);
      return times.map((at) => due(at, rule));
    });
  });
  return merged(dues).slice(-count);
}

/** Those after `after` and up to `until`, the newest `max` of them, in order. */
export function timesBetween(schedule: Schedule, after: Date, until: Date, max: number, timeZone?: string): Due[] {
  return lastTimes(schedule, until, max, timeZone).filter(({ at }) => at > after);
}

/** The times up to `until` that are left out because they fall on days off, in order. */
export function restTimes(schedule: Schedule, after: Date, until: Date): Due[] {
  const dues = schedule.flatMap((rule) =>
    rule.patterns.flatMap((pattern) => restsOf(rule, cron(pattern), [after, until]).map((at) => due(at, rule))),
  );
  return merged(dues);
}

/** What the schedule wants at an event; undefined: nothing. */
export function atEvent(schedule: Schedule, event: ScheduleEvent, at: Date): Due | undefined {
  const dues = schedule
    .filter((rule) => rule.event === event && !rule.daysOff?.(at))
    .map((rule) => ({ at, kind: rule.kind }));
  return heaviest(dues);
}

/** Whether it has any time at all: one that only waits for events has none, and nor has an empty one. */
export function hasTimes(schedule: Schedule): boolean {
  return schedule.some(({ patterns }) => patterns.length > 0);
}

/** One run makes up for all of these: at the time of the last, of the kind that stores most. */
export function heaviest(dues: readonly { readonly at: Date; readonly kind?: SetKind | undefined }[]): Due | undefined {
  const last = dues.at(-1);
  if (!last) return undefined;
  const kind = KINDS_BY_WEIGHT.find((known) => dues.some((each) => each.kind === known));
  return { at: last.at, ...(kind && { kind }) };
}

function restsOf(rule: Rule, calculator: Cron, [after, until]: readonly [Date, Date]): Date[] {
  const { daysOff } = rule;
  if (!daysOff) return [];
  const times: Date[] = [];
  const last = until.getTime() - delayOf(rule);
  let at = calculator.nextRun(new Date(after.getTime() - delayOf(rule)));
  for (; at && at.getTime() <= last; at = calculator.nextRun(at)) if (daysOff(at)) times.push(at);
  return times;
}

function working(daysOff: DaysOff, count: number, from: Date, step: (at: Date) => Date | null): Date[] {
  const times: Date[] = [];
  let at: Date | null = from;
  for (let passed = 0; passed < PASSED_OVER_MAX && times.length < count; passed++) {
    at = step(at);
    if (!at) break;
    if (!daysOff(at)) times.push(at);
  }
  return times;
}

function delayOf({ delayMs = 0 }: Rule): number {
  return delayMs;
}

function due(at: Date, rule: Rule): Due {
  return { at: new Date(at.getTime() + delayOf(rule)), ...(rule.kind && { kind: rule.kind }) };
}

/** Whether of two at the same minute the first is the one that is made. */
export function storesMore(one: Pick<Rule, 'kind'> | Due, other: Pick<Rule, 'kind'> | Due): boolean {
  return weight(one) < weight(other);
}

/** In order, one a moment. */
function merged(dues: readonly Due[]): Due[] {
  const byTime = new Map<number, Due>();
  for (const each of dues) {
    const there = byTime.get(each.at.getTime());
    if (!there || storesMore(each, there)) byTime.set(each.at.getTime(), each);
  }
  return [...byTime.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function weight({ kind }: Pick<Rule, 'kind'> | Due): number {
  return KINDS_BY_WEIGHT.indexOf(kind);
}

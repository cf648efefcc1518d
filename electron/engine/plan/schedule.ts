import { Cron } from 'croner';
import type { SetKind } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';

/** One part of a schedule: when, and what kind of set if the plan's scheme is not to decide. */
interface Rule {
  readonly kind: SetKind | undefined;
  /** As it is written back. */
  readonly text: string;
  /** Five-part patterns; any of them that fits makes the rule fit. */
  readonly patterns: readonly string[];
}

export type Schedule = readonly Rule[];

export interface Due {
  readonly at: Date;
  readonly kind?: SetKind;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Where two parts fall on the same minute, the one that stores more is made. */
const KINDS_BY_WEIGHT: readonly (SetKind | undefined)[] = ['full', 'differential', 'incremental', undefined];
const PARTS_MAX = 20;

/**
 * `hourly`, `every 15m`, `every 4h`, `daily 18:30`, `workdays 18:30`, `weekly sun 02:00`, `monthly 1 02:00`, `monthly last 02:00`,
 * `cron <five fields>`; several joined by `;`, each with an optional kind in front. Empty text is an empty schedule.
 * Throws EngineError `schedule-invalid` with the part it is about.
 */
export function parseSchedule(text: string): Schedule {
  const parts = text.split(';').map((part) => part.trim().toLowerCase().replace(/\s+/g, ' '));
  if (parts.length === 1 && parts[0] === '') return [];
  if (parts.length > PARTS_MAX) throw new EngineError('schedule-invalid', { subject: text });
  return parts.map(parseRule);
}

/** The same schedule in its usual spelling. */
export function printSchedule(schedule: Schedule): string {
  return schedule.map(({ kind, text }) => (kind ? `${kind} ${text}` : text)).join('; ');
}

/** The first times after `after`, in order. Times of day are those of the time zone, which is the computer's unless one is named. */
export function nextTimes(schedule: Schedule, after: Date, count: number, timeZone?: string): Due[] {
  const dues = schedule.flatMap(({ kind, patterns }) =>
    patterns.flatMap((pattern) =>
      cron(pattern, timeZone)
        .nextRuns(count, after)
        .map((at) => due(at, kind)),
    ),
  );
  return merged(dues).slice(0, count);
}

/** The last times up to and including `until`, in order. */
export function lastTimes(schedule: Schedule, until: Date, count: number, timeZone?: string): Due[] {
  // The calculator counts in whole seconds and leaves the reference itself out.
  const reference = new Date((Math.floor(until.getTime() / 1000) + 1) * 1000);
  const dues = schedule.flatMap(({ kind, patterns }) =>
    patterns.flatMap((pattern) =>
      cron(pattern, timeZone)
        .previousRuns(count, reference)
        .map((at) => due(at, kind)),
    ),
  );
  return merged(dues).slice(-count);
}

function parseRule(part: string): Rule {
  const [first = '', ...rest] = part.split(' ');
  const kind = KINDS_BY_WEIGHT.find((known) => known === first);
  const text = kind === undefined ? part : rest.join(' ');
  const patterns = patternsOf(text);
  if (!patterns) throw new EngineError('schedule-invalid', { subject: part });
  for (const pattern of patterns) demandPossible(pattern, part);
  return { kind, text: spelled(text), patterns };
}

function patternsOf(text: string): string[] | undefined {
  const [word, ...rest] = text.split(' ');
  if (word === 'cron') return rest.length === 5 ? [rest.join(' ')] : undefined;
  if (text === 'hourly') return ['0 * * * *'];
  if (word === 'every' && rest.length === 1) return everyPattern(rest[0] as string);
  const at = timeOfDay(rest.at(-1));
  if (!at) return undefined;
  if (rest.length === 1 && word === 'daily') return [`${at} * * *`];
  if (rest.length === 1 && word === 'workdays') return [`${at} * * 1-5`];
  if (rest.length !== 2) return undefined;
  if (word === 'weekly') return weeklyPattern(at, rest[0] as string);
  return word === 'monthly' ? monthlyPatterns(at, rest[0] as string) : undefined;
}

/** Only what divides the hour or the day, so that the times are the same on every day. */
function everyPattern(every: string): string[] | undefined {
  const match = /^(\d{1,2})(m|h)$/.exec(every);
  const count = Number(match?.[1]);
  if (!match || count === 0) return undefined;
  if (match[2] === 'm') return 60 % count === 0 && count < 60 ? [`*/${count} * * * *`] : undefined;
  return 24 % count === 0 && count < 24 ? [`0 */${count} * * *`] : undefined;
}

function weeklyPattern(at: string, days: string): string[] | undefined {
  const numbers = days.split(',').map((day) => DAYS.indexOf(day));
  return numbers.includes(-1) ? undefined : [`${at} * * ${numbers.join(',')}`];
}

/** In a month that is too short for the day, its last day. */
function monthlyPatterns(at: string, day: string): string[] | undefined {
  if (day === 'last' || day === '31') return [`${at} L * *`];
  if (!/^\d{1,2}$/.test(day) || Number(day) < 1 || Number(day) > 31) return undefined;
  return Number(day) > 28 ? [`${at} ${Number(day)} 1,3-12 *`, `${at} L 2 *`] : [`${at} ${Number(day)} * *`];
}

/** Minute and hour as a pattern has them. */
function timeOfDay(text: string | undefined): string | undefined {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text ?? '');
  return match ? `${Number(match[2])} ${Number(match[1])}` : undefined;
}

function spelled(text: string): string {
  return text.replace(/ (\d):(\d\d)$/, ' 0$1:$2');
}

/** A pattern may be well formed and never come: the 30th of February. */
function demandPossible(pattern: string, part: string): void {
  let next: Date | null;
  try {
    next = cron(pattern).nextRun(new Date(0));
  } catch (cause) {
    throw new EngineError('schedule-invalid', { subject: part, cause });
  }
  if (!next) throw new EngineError('schedule-invalid', { subject: part });
}

function cron(pattern: string, timeZone?: string): Cron {
  return new Cron(pattern, { paused: true, mode: '5-part', ...(timeZone !== undefined && { timezone: timeZone }) });
}

function due(at: Date, kind: SetKind | undefined): Due {
  return { at, ...(kind && { kind }) };
}

/** In order, one a moment. */
function merged(dues: readonly Due[]): Due[] {
  const byTime = new Map<number, Due>();
  for (const each of dues) {
    const there = byTime.get(each.at.getTime());
    if (!there || weight(each) < weight(there)) byTime.set(each.at.getTime(), each);
  }
  return [...byTime.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function weight({ kind }: Due): number {
  return KINDS_BY_WEIGHT.indexOf(kind);
}

import { Cron } from 'croner';
import type { ScheduleEvent, SetKind } from '../../contract/index.ts';
import { SCHEDULE_EVENTS } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';
import type { DaysOff } from './holidays.ts';
import { DAYS, stepPatterns } from './schedule-steps.ts';

/** One part of a schedule: when, and what kind of set if the plan's scheme is not to decide. */
export interface Rule {
  readonly kind: SetKind | undefined;
  /** As it is written back. */
  readonly text: string;
  /** Five-part patterns; any of them that fits makes the rule fit. None for an event. */
  readonly patterns: readonly string[];
  readonly event?: ScheduleEvent;
  /** Says `workdays`, and so means no holiday either. */
  readonly isForWorkdays: boolean;
  /** Set by `onComputer`. */
  readonly daysOff?: DaysOff | undefined;
  readonly delayMs?: number | undefined;
}

export type Schedule = readonly Rule[];

const ORDINALS = ['first', 'second', 'third', 'fourth'];
const PARTS_MAX = 20;
const KINDS: readonly SetKind[] = ['full', 'differential', 'incremental'];
const EVENTS: readonly string[] = SCHEDULE_EVENTS;

/**
 * `hourly`, `every 15m`, `every 4h`, these two also as `hourly 08:00-18:30` and with `workdays` or days behind; `daily 18:30`,
 * `workdays 18:30`, `weekly sun 02:00`, `monthly 1 02:00`, `monthly last 02:00`, `monthly first sun 02:00`, `log-on`, `plug-in`, `shutdown`,
 * `cron <five fields>`; several joined by `;`, each with an optional kind in front. Empty text is an empty schedule.
 * Throws EngineError `schedule-invalid` with the part it is about.
 */
export function parseSchedule(text: string): Schedule {
  const parts = text.split(';').map(tidied);
  if (parts.length === 1 && parts[0] === '') return [];
  if (parts.length > PARTS_MAX) throw new EngineError('schedule-invalid', { subject: text });
  return parts.map(parseRule);
}

/** Whether a text that is no schedule is one only for want of a day: it is well formed and never comes, as the 30th of February. */
export function neverComes(text: string): boolean {
  try {
    const patterns = patternsOf(withoutKind(tidied(text)).text);
    return patterns?.some((pattern) => cron(pattern).nextRun(new Date(0)) === null) ?? false;
  } catch {
    return false;
  }
}

/** The same schedule in its usual spelling. */
export function printSchedule(schedule: Schedule): string {
  return schedule.map(({ kind, text }) => (kind ? `${kind} ${text}` : text)).join('; ');
}

export function cron(pattern: string, timeZone?: string): Cron {
  return new Cron(pattern, { paused: true, mode: '5-part', ...(timeZone !== undefined && { timezone: timeZone }) });
}

function tidied(part: string): string {
  return part.trim().toLowerCase().replace(/\s+/g, ' ');
}

function withoutKind(part: string): { readonly kind: SetKind | undefined; readonly text: string } {
  const [first = '', ...rest] = part.split(' ');
  const kind = KINDS.find((known) => known === first);
  return { kind, text: spelled(kind === undefined ? part : rest.join(' ')) };
}

function parseRule(part: string): Rule {
  const { kind, text } = withoutKind(part);
  const event = SCHEDULE_EVENTS.find((known) => known === text);
  const patterns = EVENTS.includes(text) ? [] : patternsOf(text);
  if (!patterns) throw new EngineError('schedule-invalid', { subject: part });
  for (const pattern of patterns) demandPossible(pattern, part);
  return { kind, text, patterns, isForWorkdays: text.split(' ').includes('workdays'), ...(event && { event }) };
}

function patternsOf(text: string): string[] | undefined {
  const [word = '', ...rest] = text.split(' ');
  if (word === 'cron') return rest.length === 5 ? [rest.join(' ')] : undefined;
  if (word === 'hourly') return stepPatterns('1h', rest);
  if (word === 'every') return stepPatterns(rest[0] ?? '', rest.slice(1));
  const at = timeOfDay(rest.at(-1));
  if (!at) return undefined;
  if (rest.length === 1 && word === 'daily') return [`${at} * * *`];
  if (rest.length === 1 && word === 'workdays') return [`${at} * * 1-5`];
  if (word === 'weekly') return rest.length === 2 ? weeklyPattern(at, rest[0] as string) : undefined;
  if (word !== 'monthly') return undefined;
  if (rest.length === 3) return weekdayOfMonth(at, rest[0] as string, rest[1] as string);
  return rest.length === 2 ? monthlyPatterns(at, rest[0] as string) : undefined;
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

function weekdayOfMonth(at: string, which: string, day: string): string[] | undefined {
  const number = ORDINALS.indexOf(which) + 1;
  if (!DAYS.includes(day) || (number === 0 && which !== 'last')) return undefined;
  return [`${at} * * ${day.toUpperCase()}#${number === 0 ? 'L' : number}`];
}

/** Minute and hour as a pattern has them. */
function timeOfDay(text: string | undefined): string | undefined {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text ?? '');
  return match ? `${Number(match[2])} ${Number(match[1])}` : undefined;
}

function spelled(text: string): string {
  return text.replace(/(?<![\d:])(\d):(\d\d)(?!\d)/g, '0$1:$2');
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

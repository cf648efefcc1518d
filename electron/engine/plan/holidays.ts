import { EngineError } from '../base/index.ts';
import { calendar } from './calendar.ts';

/** Whether a moment falls on a day on which nobody works. */
export type DaysOff = (at: Date) => boolean;

const DAY = '(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';
const ONE = new RegExp(`^${DAY}(?:\\.\\.${DAY})?$`);
const YEARLY = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * Holidays as people list them: `2026-12-24`, `2026-12-24..2027-01-06` (both included), or `12-25` for every year; in order, each once.
 * Throws EngineError `holiday-invalid` with the entry it is about.
 */
export function cleanHolidays(entries: readonly string[]): string[] {
  const clean = entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
  for (const entry of clean) if (!isHoliday(entry)) throw new EngineError('holiday-invalid', { subject: entry });
  return [...new Set(clean)].toSorted();
}

/** Undefined where there are none. What cannot be read, because a newer program wrote it, is no holiday. */
export function daysOff(entries: readonly string[], timeZone?: string): DaysOff | undefined {
  const known = entries.filter(isHoliday);
  if (known.length === 0) return undefined;
  const yearly = new Set(known.filter((entry) => YEARLY.test(entry)));
  const ranges = known
    .filter((entry) => !YEARLY.test(entry))
    .map((entry): readonly [string, string] => [entry.slice(0, 10), entry.slice(-10)]);
  const dayOf = calendar(timeZone);
  return (at) => {
    const { year, month, day } = dayOf(at);
    const monthDay = `${two(month)}-${two(day)}`;
    const date = `${String(year).padStart(4, '0')}-${monthDay}`;
    return yearly.has(monthDay) || ranges.some(([from, to]) => date >= from && date <= to);
  };
}

function isHoliday(entry: string): boolean {
  if (YEARLY.test(entry)) return isDay(`2024-${entry}`);
  return (
    ONE.test(entry) && isDay(entry.slice(0, 10)) && isDay(entry.slice(-10)) && entry.slice(0, 10) <= entry.slice(-10)
  );
}

/** 30 February is none. */
function isDay(date: string): boolean {
  const at = new Date(`${date}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

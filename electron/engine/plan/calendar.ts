import type { Period } from './keep-rule.ts';

/** A day of the calendar, as a number that grows by one from each day to the next, whatever its length in hours. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly number: number;
}

const DAY_MS = 86_400_000;

/** Gives the day that a moment falls on in the time zone, which is the computer's unless one is named. */
export function calendar(timeZone?: string): (at: Date) => CalendarDay {
  if (timeZone === undefined) return (at) => dayOf(at.getFullYear(), at.getMonth() + 1, at.getDate());
  const format = new Intl.DateTimeFormat('en-CA-u-ca-gregory', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    return dayOf(parts.get('year') ?? 0, parts.get('month') ?? 0, parts.get('day') ?? 0);
  };
}

/** The period that a day is in: `2026-11-21`, `2026-W47` (ISO 8601: weeks begin on Monday), `2026-11`, `2026`. */
export function periodOf(period: Period, day: CalendarDay): string {
  if (period === 'weekly') return weekOf(day);
  const { year, month } = day;
  const parts = [String(year).padStart(4, '0'), two(month), two(day.day)];
  return parts.slice(0, { daily: 3, monthly: 2, yearly: 1 }[period]).join('-');
}

function weekOf({ number }: CalendarDay): string {
  // Day 0 was a Thursday. A week is of the year that its Thursday is in.
  const thursday = new Date((number - ((number + 3) % 7) + 3) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS / 7) + 1;
  return `${year}-W${two(week)}`;
}

function dayOf(year: number, month: number, day: number): CalendarDay {
  return { year, month, day, number: Math.floor(new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS) };
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

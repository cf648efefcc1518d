export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;
const DAY_MINUTES = 24 * 60;

/**
 * Patterns of what comes again and again within a day: `step` is `15m` or `4h`, `rest` may name the hours in which (from the first of them
 * on, the last included) and, behind these, `workdays` or days of the week. Undefined: not well formed.
 */
export function stepPatterns(step: string, rest: readonly string[]): string[] | undefined {
  const minutes = stepMinutes(step);
  if (minutes === undefined || rest.length > 2) return undefined;
  if (rest.length === 0) return minutes < 60 ? [`*/${minutes} * * * *`] : [`0 */${minutes / 60} * * *`].map(everyHour);
  const [hours = '', days] = rest;
  const weekdays = days === undefined ? '*' : weekdayField(days);
  const window = HOURS.exec(hours)?.slice(1).map(Number);
  if (!window || weekdays === undefined) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = window;
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  if (from >= to) return undefined;
  return withinDay(from, to, minutes).map((times) => `${times} * * ${weekdays}`);
}

/** Only what divides the hour or the day, so that the times are the same on every day. */
function stepMinutes(step: string): number | undefined {
  const match = /^(\d{1,2})(m|h)$/.exec(step);
  const count = Number(match?.[1]);
  if (!match || count === 0) return undefined;
  if (match[2] === 'm') return 60 % count === 0 && count < 60 ? count : undefined;
  return 24 % count === 0 && count < 24 ? count * 60 : undefined;
}

function everyHour(pattern: string): string {
  return pattern === '0 */1 * * *' ? '0 * * * *' : pattern;
}

function weekdayField(days: string): string | undefined {
  if (days === 'workdays') return '1-5';
  const numbers = days.split(',').map((day) => DAYS.indexOf(day));
  return numbers.includes(-1) ? undefined : numbers.join(',');
}

/** Minute and hours of a pattern for each minute of the hour that has times. */
function withinDay(from: number, to: number, step: number): string[] {
  const hoursByMinute = new Map<number, number[]>();
  for (let at = from; at <= to && at < DAY_MINUTES; at += step) {
    const hours = hoursByMinute.get(at % 60) ?? [];
    hoursByMinute.set(at % 60, [...hours, Math.floor(at / 60)]);
  }
  return [...hoursByMinute].map(([minute, hours]) => `${minute} ${hours.join(',')}`);
}

/** Moments and ages in the ways of a language. */
export interface Times {
  /** "Sat, 21 Nov, 09:30", with the year where it is another one. */
  point(iso: string, now: number): string;
  /** "21/11/2026, 09:30", for columns. */
  short(iso: string): string;
  /** "09:30" */
  clock(iso: string): string;
  /** 0 today, 1 yesterday, as the calendar on the wall has it. */
  daysAgo(iso: string, now: number): number;
  /** "2 hours ago"; undefined within the last minute. */
  age(iso: string, now: number): string | undefined;
}

const DAY_S = 86_400;
const AGES: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * DAY_S],
  ['month', 30 * DAY_S],
  ['week', 7 * DAY_S],
  ['day', DAY_S],
  ['hour', 3_600],
  ['minute', 60],
];

export function timesOf(locale: string, timeZone?: string): Times {
  const zone = timeZone === undefined ? {} : { timeZone };
  const clock = { hour: 'numeric', minute: '2-digit' } as const;
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const point = new Intl.DateTimeFormat(locale, { weekday: 'short', ...day, ...clock, ...zone });
  const pointThisYear = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...clock,
    ...zone,
  });
  const short = new Intl.DateTimeFormat(locale, { ...day, month: 'numeric', ...clock, ...zone });
  const time = new Intl.DateTimeFormat(locale, { ...clock, ...zone });
  const date = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', ...zone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const yearOf = (moment: number) => date.format(moment).slice(0, 4);
  const dayOf = (moment: number) => Date.parse(`${date.format(moment)}T00:00:00Z`) / (DAY_S * 1000);

  return {
    point: (iso, now) => (yearOf(Date.parse(iso)) === yearOf(now) ? pointThisYear : point).format(Date.parse(iso)),
    short: (iso) => short.format(Date.parse(iso)),
    clock: (iso) => time.format(Date.parse(iso)),
    daysAgo: (iso, now) => dayOf(now) - dayOf(Date.parse(iso)),
    age: (iso, now) => {
      const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
      const found = AGES.find(([, size]) => seconds >= size);
      return found && relative.format(-Math.floor(seconds / found[1]), found[0]);
    },
  };
}

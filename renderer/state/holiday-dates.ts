/** One entry of the list of holidays: a day, several days in a row, or a day of every year. */
export interface HolidayDates {
  readonly entry: string;
  /** `2026-12-24`; of one that comes every year the day of `year`. */
  readonly from: string;
  readonly to: string;
  readonly isYearly: boolean;
}

const YEARLY = /^\d\d-\d\d$/;

/** Those to come first, in order, each yearly one with its next day from `today` (`2026-11-22`) on; then those that are over. */
export function holidayDates(entries: readonly string[], today: string): HolidayDates[] {
  const dates = entries.map((entry): HolidayDates => {
    if (!YEARLY.test(entry)) return { entry, from: entry.slice(0, 10), to: entry.slice(-10), isYearly: false };
    const day = nextDay(entry, today);
    return { entry, from: day, to: day, isYearly: true };
  });
  return dates.toSorted((a, b) => Number(isOver(a, today)) - Number(isOver(b, today)) || a.from.localeCompare(b.from));
}

export function isOver({ to, isYearly }: HolidayDates, today: string): boolean {
  return !isYearly && to < today;
}

/** An entry in the engine's writing. `to` may be empty: one day. Undefined: not a day yet, or an end before its beginning. */
export function holidayEntry(asked: { from: string; to: string; isYearly: boolean }): string | undefined {
  const { from, to, isYearly } = asked;
  if (!isDate(from)) return undefined;
  if (isYearly) return from.slice(5);
  if (to === '' || to === from) return from;
  return isDate(to) && to > from ? `${from}..${to}` : undefined;
}

function nextDay(monthDay: string, today: string): string {
  const year = Number(today.slice(0, 4));
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const day = `${year + ahead}-${monthDay}`;
    // 29 February is not in every year.
    if (day >= today && new Date(`${day}T00:00:00.000Z`).toISOString().startsWith(day)) return day;
  }
  return today;
}

function isDate(text: string): boolean {
  return /^2\d{3}-\d\d-\d\d$/.test(text);
}

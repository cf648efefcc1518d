/** A time of day as people read it off a clock, in the zone of the process. */
export interface Local {
  readonly date: string;
  /** Days from the end of its month: 0 for the last. */
  readonly daysLeft: number;
  readonly day: number;
  /** 0: Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

export interface Spec {
  readonly text: string;
  readonly fits: (local: Local) => boolean;
}

const MINUTE_MS = 60_000;
/** Nothing in `specs` is at another minute, and no change of the clocks either. */
const QUARTER_MS = 15 * MINUTE_MS;
const isWorkday = ({ weekday }: Local): boolean => weekday >= 1 && weekday <= 5;
const isAt = (hour: number, minute: number) => (local: Local) => local.hour === hour && local.minute === minute;

/** Schedules, and what they mean, said without the calculator that the product asks. */
export function specs(holidays: readonly string[]): Spec[] {
  const isOff = ({ date }: Local): boolean => holidays.includes(date);
  return [
    { text: 'daily 18:30', fits: isAt(18, 30) },
    { text: 'daily 02:30', fits: isAt(2, 30) },
    { text: 'daily 00:00', fits: isAt(0, 0) },
    { text: 'workdays 08:15', fits: (local) => isAt(8, 15)(local) && isWorkday(local) && !isOff(local) },
    {
      text: 'hourly 08:00-18:30 workdays',
      fits: (local) => local.minute === 0 && local.hour >= 8 && local.hour <= 18 && isWorkday(local) && !isOff(local),
    },
    { text: 'weekly mon,fri 23:45', fits: (local) => isAt(23, 45)(local) && [1, 5].includes(local.weekday) },
    { text: 'monthly last 12:00', fits: (local) => isAt(12, 0)(local) && local.daysLeft === 0 },
    {
      text: 'full monthly first sun 02:00; differential workdays 18:00',
      fits: (local) =>
        (isAt(2, 0)(local) && local.weekday === 0 && local.day <= 7) ||
        (isAt(18, 0)(local) && isWorkday(local) && !isOff(local)),
    },
    { text: 'every 4h 06:30-22:30', fits: (local) => local.minute === 30 && [6, 10, 14, 18, 22].includes(local.hour) },
  ];
}

/**
 * The moments after `from` and up to `to` at which something fits, by walking every quarter of an hour in the zone of the process. What the spring change leaves out
 * comes at the moment of the change; what autumn has twice comes the first time.
 */
export function momentsOf({ fits }: Spec, from: number, to: number): string[] {
  const found: string[] = [];
  for (let at = (Math.floor(from / QUARTER_MS) + 1) * QUARTER_MS; at <= to; at += QUARTER_MS) {
    const skipped = offset(at) - offset(at - MINUTE_MS);
    if (!isSecond(at) && fits(localOf(at))) found.push(new Date(at).toISOString());
    else if (skipped > 0 && leftOut(at, skipped).some(fits)) found.push(new Date(at).toISOString());
  }
  return found;
}

/** Minutes by which local time is ahead of UTC. */
function offset(at: number): number {
  return -new Date(at).getTimezoneOffset();
}

/** Whether the clock has shown this time already before it was set back. */
function isSecond(at: number): boolean {
  for (const ago of [30, 60]) {
    const before = at - ago * MINUTE_MS;
    if (offset(before) - offset(at) === ago) return true;
  }
  return false;
}

/** The local minutes that a jump of the clock went over. */
function leftOut(at: number, minutes: number): Local[] {
  return Array.from({ length: minutes }, (_, n) => {
    const shown = new Date(at);
    const local = new Date(
      Date.UTC(
        shown.getFullYear(),
        shown.getMonth(),
        shown.getDate(),
        shown.getHours(),
        shown.getMinutes() - minutes + n,
      ),
    );
    return partsOf(
      local.getUTCFullYear(),
      local.getUTCMonth(),
      local.getUTCDate(),
      local.getUTCHours(),
      local.getUTCMinutes(),
    );
  });
}

function localOf(at: number): Local {
  const date = new Date(at);
  return partsOf(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes());
}

function partsOf(year: number, month: number, day: number, hour: number, minute: number): Local {
  const noon = new Date(Date.UTC(year, month, day, 12));
  return {
    date: noon.toISOString().slice(0, 10),
    daysLeft: new Date(Date.UTC(year, month + 1, 0)).getUTCDate() - day,
    day,
    weekday: noon.getUTCDay(),
    hour,
    minute,
  };
}

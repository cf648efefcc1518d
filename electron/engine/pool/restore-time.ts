/**
 * A time in ns since 1970 (decimal) as `utimes` takes it best: exact to the microsecond as a number after 1970.
 * A negative number would silently become "now", so before 1970 it is a Date, exact to the millisecond.
 */
export function restoreTime(ns: string): number | Date {
  const { ms, clamped } = clampedMs(ns);
  if (clamped || ns.startsWith('-')) return new Date(ms);
  const digits = ns.padStart(10, '0');
  const seconds = Number(digits.slice(0, -9));
  const microseconds = Number(digits.slice(-9, -3));
  return seconds + (microseconds + 0.5) / 1e6;
}

/** What common file systems can hold: years 1901 to 2446. */
export function isTimeRepresentable(ns: string): boolean {
  return !clampedMs(ns).clamped;
}

const EARLIEST_MS = -2_147_483_648_000;
const LATEST_MS = 15_032_385_535_000;

function clampedMs(ns: string): { ms: number; clamped: boolean } {
  const ms = Math.floor(Number(ns) / 1e6);
  if (ms < EARLIEST_MS) return { ms: EARLIEST_MS, clamped: true };
  if (ms > LATEST_MS) return { ms: LATEST_MS, clamped: true };
  return { ms, clamped: false };
}

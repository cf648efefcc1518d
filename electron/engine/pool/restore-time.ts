/**
 * A time in ns since 1970 (decimal) as `utimes` takes it best: exact to the microsecond, before 1970 too. It is a string
 * because a negative number would silently become "now", and a Date is exact to the millisecond at most.
 */
export function restoreTime(ns: string): string {
  const { ms, clamped } = clampedMs(ns);
  if (clamped) return String(ms / 1000);
  const microseconds = floorDiv(BigInt(ns), 1000n);
  const seconds = floorDiv(microseconds, 1_000_000n);
  const rest = Number(microseconds - seconds * 1_000_000n);
  // The system rounds down: half a microsecond keeps it from falling below.
  return String(Number(seconds) + (rest === 0 ? 0 : (rest + 0.5) / 1e6));
}

function floorDiv(a: bigint, b: bigint): bigint {
  return a / b - (a % b < 0n ? 1n : 0n);
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

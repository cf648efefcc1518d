/** The one place that asks the system for the time. */
export function now(): Date {
  return new Date();
}

/** The name of the time zone that times of day are in. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function elapsedSeconds(since: number): number {
  return Math.round(performance.now() - since) / 1000;
}

/** Nanoseconds since 1970 as the decimal string used in manifests -> ISO time with milliseconds, clamped to years 0000-9999. */
export function isoFromNs(ns: string): string {
  const ms = Math.floor(Number(ns) / 1e6);
  return new Date(Math.max(-62_167_219_200_000, Math.min(253_402_300_799_999, ms || 0))).toISOString();
}

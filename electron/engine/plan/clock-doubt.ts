import type { FreezeReason } from '../../contract/index.ts';
import { isSound, type KeepPoint } from './keep.ts';

export interface ClockFacts {
  /** In their order. */
  readonly points: readonly KeepPoint[];
  readonly now: Date;
  /** The latest time this computer has noted before. */
  readonly seen?: Date | undefined;
  /** A person has said that the clock was right up to the point of this `seq`. */
  readonly trustedSeq?: number | undefined;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Between two computers, and between a computer and a place, clocks differ a little. */
export const CLOCK_SLACK_MS = HOUR_MS;
/** What nobody has to explain: a month of holiday. */
const PLAUSIBLE_MS = 30 * DAY_MS;
/** A clock that has gone on evenly for so long, over so many good points, is believed. */
const SETTLED_MS = 7 * DAY_MS;
const SETTLED_POINTS = 3;

/** A clock that ran ahead has dated it: nothing may wait until that time has come. `at`: ISO time. */
export function isOfFuture(at: string, now: Date): boolean {
  return Date.parse(at) > now.getTime() + CLOCK_SLACK_MS;
}

/** Why nothing may be thrown away by this clock; undefined where it can be believed. */
export function clockDoubt({ points, now, seen, trustedSeq = -1 }: ClockFacts): FreezeReason | undefined {
  const nowMs = now.getTime();
  if (seen && nowMs < seen.getTime() - CLOCK_SLACK_MS) return 'clock-behind';
  if (points.some(({ seq, at }) => seq > trustedSeq && Date.parse(at) > nowMs + CLOCK_SLACK_MS)) return 'point-ahead';
  return hasJumped(points, nowMs, trustedSeq) ? 'clock-ahead' : undefined;
}

/** A gap far larger than those before it, after which too little has happened to believe the clock again. */
function hasJumped(points: readonly KeepPoint[], nowMs: number, trustedSeq: number): boolean {
  const times = [...points.map(({ at }) => Date.parse(at)), nowMs];
  const gaps: number[] = [];
  for (let i = 1; i < times.length; i++) {
    const gap = (times[i] as number) - (times[i - 1] as number);
    const isTrusted = i < points.length && (points[i] as KeepPoint).seq <= trustedSeq;
    if (!isTrusted && gap > Math.max(PLAUSIBLE_MS, 2 * median(gaps)) && !isSettled(points.slice(i))) return true;
    gaps.push(Math.max(0, gap));
  }
  return false;
}

function isSettled(since: readonly KeepPoint[]): boolean {
  const first = since[0];
  const last = since.at(-1);
  if (!first || !last || since.filter(isSound).length < SETTLED_POINTS) return false;
  return Date.parse(last.at) - Date.parse(first.at) >= SETTLED_MS;
}

/** Not the mean: one long absence must not make the next one look ordinary. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

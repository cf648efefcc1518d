interface Dated {
  readonly place: number;
  readonly date: Date;
}

const DAY_MS = 86_400_000;
/** A clock that has gone on for so long is the right one, and what contradicts it is wrong. */
const SETTLED_MS = 7 * DAY_MS;
/** From one run to the very next one. */
const LONG_MS = 300 * DAY_MS;

/**
 * The points, given in their order, whose dates can be believed: not in the future, and in one line with their neighbours.
 * Others must not stand for a day, month or year that they were not made in. Where a few stand against a few, nobody knows
 * which of them are right, and none is believed.
 */
export function believable<T extends Dated>(points: readonly T[], now: Date): Set<T> {
  const past = points.filter(({ date }) => date <= now);
  const line = longestLine(past);
  const believed = new Set(line);
  for (const off of past) {
    if (line.has(off)) continue;
    const against = [...line].filter((point) => off.place < point.place !== off.date <= point.date);
    if (isShort(against)) for (const point of against) believed.delete(point);
  }
  for (const point of strayed(past)) believed.delete(point);
  return believed;
}

/** Some points in a row, and after them, at the very next run, a date that is very much later: the clock was behind until then. */
function strayed<T extends Dated>(points: readonly T[]): T[] {
  const found: T[] = [];
  let block: T[] = [];
  points.forEach((point, i) => {
    block.push(point);
    const next = points[i + 1];
    const gap = next ? next.date.getTime() - point.date.getTime() : 0;
    const isNext = next !== undefined && next.place <= point.place + 1;
    if (isNext && gap >= 0 && gap <= LONG_MS) return;
    if (isNext && gap > LONG_MS && isShort(block)) found.push(...block);
    block = [];
  });
  return found;
}

/** Whether no stretch of these dates, in itself without a long gap, shows a clock that has settled. */
function isShort(points: readonly Dated[]): boolean {
  const times = points.map(({ date }) => date.getTime()).sort((a, b) => a - b);
  let [first, last] = [times[0] ?? 0, times[0] ?? 0];
  for (const time of times) {
    if (time - last > LONG_MS) first = time;
    if (time - first >= SETTLED_MS) return false;
    last = time;
  }
  return true;
}

/** As many points as possible whose dates never go back. */
function longestLine<T extends Dated>(candidates: readonly T[]): Set<T> {
  /** `tails[n]`: the point with the earliest date at which a line of n + 1 points can end. */
  const tails: number[] = [];
  const before: number[] = [];
  const timeAt = (i: number): number => (candidates[i] as T).date.getTime();
  for (let i = 0; i < candidates.length; i++) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (timeAt(tails[middle] as number) <= timeAt(i)) low = middle + 1;
      else high = middle;
    }
    before[i] = low === 0 ? -1 : (tails[low - 1] as number);
    tails[low] = i;
  }
  const line = new Set<T>();
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i] as number) line.add(candidates[i] as T);
  return line;
}

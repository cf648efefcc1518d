/** How far a job was at a moment: 0 to 1. */
export interface Sample {
  readonly atMs: number;
  readonly share: number;
}

const SHORTEST_MS = 8_000;
const RECENT_MS = 20_000;
const EVERY_MS = 1_000;
const KEPT = 600;

/**
 * Seconds until a job is done, or undefined while that is not known: it has run for too short a time, or its pace just now
 * and its pace as a whole tell two different stories.
 */
export function secondsLeft(samples: readonly Sample[]): number | undefined {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.atMs - first.atMs < SHORTEST_MS || last.share <= first.share) return undefined;
  const recentFirst = samples.findLast((sample) => last.atMs - sample.atMs >= RECENT_MS) ?? first;
  const whole = remaining(first, last);
  const recent = remaining(recentFirst, last);
  if (recent === undefined || whole === undefined || recent > 2 * whole || whole > 2 * recent) return undefined;
  return (whole + recent) / 2;
}

function remaining(from: Sample, to: Sample): number | undefined {
  const pace = (to.share - from.share) / (to.atMs - from.atMs);
  return pace > 0 ? (1 - to.share) / pace / 1000 : undefined;
}

/** The samples with one more: at most one a second, and from the start again where the share goes back. */
export function withSample(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (!last) return [next];
  if (next.share < last.share) return [next];
  if (next.atMs - last.atMs < EVERY_MS) return samples;
  return [...samples.slice(-KEPT), next];
}

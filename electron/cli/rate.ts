import type { Progress } from '../contract/index.ts';

const WINDOW_MS = 5000;

/** Bytes a second over the last few seconds of one phase, from samples that come at any pace. */
export function createRate(nowMs: () => number): (sample: Progress) => number {
  let phase: Progress['phase'] | undefined;
  let samples: { atMs: number; bytes: number }[] = [];
  return (sample) => {
    if (sample.phase !== phase) samples = [];
    phase = sample.phase;
    const latest = { atMs: nowMs(), bytes: Math.max(sample.bytes.seen, sample.bytes.done) };
    samples = [...samples.filter(({ atMs }) => latest.atMs - atMs <= WINDOW_MS), latest];
    const first = samples[0] ?? latest;
    const seconds = (latest.atMs - first.atMs) / 1000;
    return seconds > 0 ? Math.max(0, latest.bytes - first.bytes) / seconds : 0;
  };
}

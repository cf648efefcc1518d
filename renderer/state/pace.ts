import type { Job } from '../../electron/contract/index.ts';
import { shareDone } from './standing.ts';
import { type Sample, secondsLeft, withSample } from './time-left.ts';

const known = new Map<string, readonly Sample[]>();

/** Remembers how fast the running jobs go on; a pause begins a new measurement. */
export function measurePace(jobs: readonly Job[], nowMs: number): void {
  const running = new Set<string>();
  for (const job of jobs) {
    const share = job.state === 'running' ? shareDone(job) : undefined;
    if (share === undefined) continue;
    running.add(job.id);
    known.set(job.id, withSample(known.get(job.id) ?? [], { atMs: nowMs, share }));
  }
  for (const id of known.keys()) if (!running.has(id)) known.delete(id);
}

/** Seconds until the job is done; undefined while that is not known. */
export function jobSecondsLeft(jobId: string): number | undefined {
  return secondsLeft(known.get(jobId) ?? []);
}

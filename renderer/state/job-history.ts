import type { Failure, Job, Plan, RunOutcome } from '../../electron/contract/index.ts';

/**
 * The jobs after a new value of the topic. A job that was under way and is no longer told of died with its service:
 * it stays in the list as failed, so that its end is never silent.
 */
export function withLost(before: readonly Job[], now: readonly Job[]): readonly Job[] {
  const told = new Set(now.map((job) => job.id));
  const lost = before.filter((job) => !told.has(job.id) && (isUnderWay(job) || isLost(job)));
  if (lost.length === 0) return now;
  return [...lost.map(asLost), ...now];
}

export function isUnderWay(job: Job): boolean {
  return job.state !== 'done';
}

function isLost(job: Job): boolean {
  return job.failure !== undefined && isEngineStop(job.failure);
}

/** The service itself ended over it; the shell says it in the same words. */
export function isEngineStop(failure: Failure): boolean {
  return failure.code === 'internal' && failure.detail === LOST;
}

const LOST = 'engine-stopped';

function asLost(job: Job): Job {
  return { ...job, state: 'done', failure: { code: 'internal', detail: LOST } };
}

/** The job of this plan that is under way, a running one before a waiting one. */
export function currentJob(jobs: readonly Job[], planId: string, verb?: Job['verb']): Job | undefined {
  const ofPlan = jobs.filter(
    (job) => job.planId === planId && isUnderWay(job) && (verb === undefined || job.verb === verb),
  );
  return ofPlan.find((job) => job.state !== 'waiting') ?? ofPlan[0];
}

/** The newest job of this plan and verb that has ended. */
export function lastEnded(jobs: readonly Job[], planId: string, verb: Job['verb']): Job | undefined {
  return jobs.findLast((job) => job.planId === planId && job.verb === verb && !isUnderWay(job));
}

/** Whether the engine knows of a later run of the plan than this job, one of another process. */
export function isOutdated(job: Job, { lastRun }: Plan): boolean {
  return lastRun !== undefined && lastRun.endedAt > (job.endedAt ?? job.startedAt);
}

/** How a job that has ended came out, whether by a result or by a failure. */
export function outcomeOf(job: Job): RunOutcome {
  return job.result?.outcome ?? (job.failure?.code === 'cancelled' ? 'cancelled' : 'failed');
}

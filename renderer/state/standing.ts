import type { Alarm, Job, Plan, PlanState, Progress } from '../../electron/contract/index.ts';
import { currentJob } from './job-history.ts';

/**
 * How a plan stands as the window shows it: its state, unless it is being backed up, that is halted, or it is only opened for
 * reading. Backups that would be lost together with the files protect nothing, however good they are.
 */
export type Standing = PlanState | 'held' | 'excepted' | 'working' | 'halted' | 'elsewhere' | 'same-disk';

export function standingOf(plan: Plan, jobs: readonly Job[]): Standing {
  if (plan.origin === 'vault') return 'elsewhere';
  const job = currentJob(jobs, plan.id, 'backup');
  if (!job && plan.hold) return 'held';
  if (!job && plan.state === 'incomplete' && plan.accepted) return 'excepted';
  if (!job) return plan.state === 'protected' && plan.isSameDisk ? 'same-disk' : plan.state;
  return job.state === 'paused' ? 'halted' : 'working';
}

/** The answer to "am I protected?" for the whole computer. `plans` counts those that the answer is about. */
export type Overall =
  | { readonly kind: 'empty' }
  | { readonly kind: 'reading' }
  /** `name`: of the one plan, where there is just one. */
  | { readonly kind: 'working' | 'unprotected' | 'attention'; readonly plans: number; readonly name?: string }
  /** All is well now, and after the next start of the computer nothing would run. */
  | { readonly kind: 'asleep' }
  /** No plan says so by itself, and still something is wrong. */
  | { readonly kind: 'alarmed'; readonly alarm: Alarm }
  | { readonly kind: 'protected'; readonly plans: number; readonly oldestGoodAt: string };

/** `startsWithComputer`: undefined while that is not known. Never green while an alarm is open, whoever has taken it upon them. */
export function overallOf(
  plans: readonly Plan[],
  jobs: readonly Job[],
  startsWithComputer?: boolean,
  alarms: readonly Alarm[] = [],
): Overall {
  if (plans.length === 0) return { kind: 'empty' };
  const own = plans.filter((plan) => plan.origin === 'here');
  if (own.length === 0) return { kind: 'reading' };
  const working = own.filter((plan) => standingOf(plan, jobs) === 'working');
  if (working.length > 0) return { kind: 'working', ...counted(working) };
  const unprotected = own.filter(hasNothing);
  if (unprotected.length > 0) return { kind: 'unprotected', ...counted(unprotected) };
  const attention = own.filter((plan) => plan.state !== 'protected' || plan.isSameDisk);
  if (attention.length > 0) return { kind: 'attention', ...counted(attention) };
  const [alarm] = alarms;
  if (alarm) return { kind: 'alarmed', alarm };
  if (startsWithComputer === false && needsStart(own)) return { kind: 'asleep' };
  const oldestGoodAt = own.map((plan) => plan.lastGoodAt ?? '').sort()[0] ?? '';
  return { kind: 'protected', plans: own.length, oldestGoodAt };
}

/** No backup that is whole, be it that nobody has read it yet. */
export function hasNothing({ lastGoodAt, writtenAt }: Plan): boolean {
  return lastGoodAt === undefined && writtenAt === undefined;
}

/** Whether a plan of this computer runs by a schedule, so that the program must be there. */
export function needsStart(plans: readonly Plan[]): boolean {
  return plans.some(({ origin, schedule, state }) => origin === 'here' && schedule !== '' && state !== 'paused');
}

function counted(plans: readonly Plan[]): { plans: number; name?: string } {
  const [first] = plans;
  return { plans: plans.length, ...(plans.length === 1 && first && { name: first.name }) };
}

/** What a job is doing, in the word of a person: one who looks for changes and already stores them is saving. */
export function phaseOf({ progress }: Job): Progress['phase'] {
  if (!progress) return 'preparing';
  return progress.phase === 'scanning' && progress.bytes.done > 0 ? 'saving' : progress.phase;
}

const MEASURED: ReadonlySet<Progress['phase']> = new Set([
  'scanning',
  'saving',
  'consolidating',
  'copying',
  'restoring',
  'verifying',
]);

/** How far a job is, 0 to 1, or undefined where there is no estimate to measure it by. */
export function shareDone({ progress }: Job): number | undefined {
  if (!progress || !MEASURED.has(progress.phase)) return undefined;
  const { bytes, files } = progress;
  const [done, whole] =
    bytes.expected !== undefined && bytes.expected > 0
      ? [bytes.done, bytes.expected]
      : [files.done, files.expected ?? 0];
  // An estimate that has turned out too small says nothing more.
  return whole > 0 && done <= whole ? done / whole : undefined;
}

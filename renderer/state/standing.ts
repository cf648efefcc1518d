import type { Job, Plan, PlanState, Progress } from '../../electron/contract/index.ts';
import { currentJob } from './job-history.ts';

/** How a plan stands as the window shows it: its state, unless it is being backed up, that is halted, or it is only opened for reading. */
export type Standing = PlanState | 'working' | 'halted' | 'elsewhere';

export function standingOf(plan: Plan, jobs: readonly Job[]): Standing {
  if (plan.origin === 'vault') return 'elsewhere';
  const job = currentJob(jobs, plan.id, 'backup');
  if (!job) return plan.state;
  return job.state === 'paused' ? 'halted' : 'working';
}

/** The answer to "am I protected?" for the whole computer. `plans` counts those that the answer is about. */
export type Overall =
  | { readonly kind: 'empty' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'working' | 'unprotected' | 'attention'; readonly plans: number }
  | { readonly kind: 'protected'; readonly plans: number; readonly oldestGoodAt: string };

export function overallOf(plans: readonly Plan[], jobs: readonly Job[]): Overall {
  if (plans.length === 0) return { kind: 'empty' };
  const own = plans.filter((plan) => plan.origin === 'here');
  if (own.length === 0) return { kind: 'reading' };
  const working = own.filter((plan) => standingOf(plan, jobs) === 'working').length;
  if (working > 0) return { kind: 'working', plans: working };
  const unprotected = own.filter((plan) => plan.lastGoodAt === undefined).length;
  if (unprotected > 0) return { kind: 'unprotected', plans: unprotected };
  const attention = own.filter((plan) => plan.state !== 'protected').length;
  if (attention > 0) return { kind: 'attention', plans: attention };
  const oldestGoodAt = own.map((plan) => plan.lastGoodAt ?? '').sort()[0] ?? '';
  return { kind: 'protected', plans: own.length, oldestGoodAt };
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

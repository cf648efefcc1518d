import type { Job, Plan } from '../../electron/contract/index.ts';
import { useAnswer } from '../state/ask.ts';
import { lastEnded } from '../state/job-history.ts';

/** Whether a restore was ever done here; undefined until it is known. */
export function useWasRestored(plans: readonly Plan[], jobs: readonly Job[]): boolean | undefined {
  const seen = plans.some((plan) => lastEnded(jobs, plan.id, 'restore')?.result !== undefined);
  const runs = useAnswer('run.list', seen ? undefined : { verb: 'restore', limit: 1 });
  if (seen) return true;
  return runs.state === 'failed' || runs.value === undefined ? undefined : runs.value.total > 0;
}

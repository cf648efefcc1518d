import type { BackupResult, ConsolidateResult, PruneResult } from '../../contract/index.ts';
import type { BackupDeps } from './backup.ts';
import { consolidate } from './consolidate.ts';
import { tell, withHeartbeat } from './heartbeat.ts';
import type { JobControl } from './job-control.ts';
import { findOwnPlan, findPlan } from './plans.ts';
import { type RunOrder, runOrder } from './run-order.ts';
import { type PruneInput, tidyUp } from './tidy-up.ts';

/** The runs of a plan with all that belongs to them; the last step of those that write is the heartbeat, which tells the neighbours. */

export function backUpPlan(deps: BackupDeps, order: RunOrder, control: JobControl): Promise<BackupResult> {
  return withHeartbeat(deps, order.plan, control, () => runOrder(deps, order, control));
}

export function consolidatePlan(
  deps: BackupDeps,
  { plan: wanted, at }: { plan: string; at?: string },
  control: JobControl,
): Promise<ConsolidateResult> {
  const plan = findOwnPlan(deps, wanted);
  return withHeartbeat(deps, plan, control, () => consolidate(deps, { plan, at }, control));
}

export async function prunePlan(deps: BackupDeps, input: PruneInput, control: JobControl): Promise<PruneResult> {
  const result = await tidyUp(deps, input, control);
  const { removed, purged, returned } = result;
  if (removed.length + purged.length + returned.length > 0) await tell(deps, findPlan(deps, input.plan));
  return result;
}

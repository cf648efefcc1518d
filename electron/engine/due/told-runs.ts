import type { BackupResult, ConsolidateResult, PruneResult } from '../../contract/index.ts';
import { type BackupDeps, consolidate } from '../backup/index.ts';
import { tell, withHeartbeat } from '../watch/index.ts';
import type { JobControl } from '../run/index.ts';
import { findOwnPlan, findPlan } from '../ledger/index.ts';
import { type PruneInput, tidyUp } from '../prune/index.ts';
import { type RunOrder, runOrder } from './run-order.ts';

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

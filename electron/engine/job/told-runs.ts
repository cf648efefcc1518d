import type { BackupResult, ConsolidateResult, PruneResult, VerifyLevel, VerifyResult } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';
import type { BackupDeps, BackupInput } from './backup.ts';
import { consolidate } from './consolidate.ts';
import { tell, withHeartbeat } from './heartbeat.ts';
import type { JobControl } from './job-control.ts';
import { findOwnPlan, findPlan, type KnownPlan } from './plans.ts';
import { makeRoom, pruneAfterBackup } from './prune.ts';
import { recorded } from './recorded.ts';
import { runPlan } from './run-plan.ts';
import { type PruneInput, tidyUp } from './tidy-up.ts';
import { verify } from './verify.ts';

/** The runs of a plan with all that belongs to them; the last step of those that write is the heartbeat, which tells the neighbours. */

export function backUpPlan(
  deps: BackupDeps,
  input: BackupInput & { readonly plan: KnownPlan },
  control: JobControl,
): Promise<BackupResult> {
  return withHeartbeat(deps, input.plan, control, async () => {
    const { id } = input.plan.definition;
    const result = await runPlan(deps, input, control).catch(async (error: unknown) => {
      const isFull = error instanceof EngineError && error.code === 'vault-full';
      if (isFull && (await makeRoom(deps, id, control))) return runPlan(deps, input, control);
      throw error;
    });
    await pruneAfterBackup(deps, { plan: id, result }, control);
    return result;
  });
}

/** A check writes nothing into the vault, whatever it finds: what it has found is told by the next run. */
export function verifyPlan(
  deps: BackupDeps,
  { plan: wanted, at, level = 'read' }: { plan: string; at?: string; level?: VerifyLevel },
  control: JobControl,
): Promise<VerifyResult> {
  const plan = findPlan(deps, wanted);
  return recorded(deps.state, { plan, verb: 'verify' }, () => verify(deps, { plan: wanted, at, level }, control));
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

import { EngineError } from '../base/index.ts';
import { findPlan, type KnownPlan, type PlanDeps } from './plans.ts';
import { planAt, resolvePoint, vaultOf } from './points.ts';

/**
 * A plan with a place that is connected, found again where its letter or mount point has changed. `at`: the place that has that point, as far
 * as it is known. Throws `plan-unknown`, `plan-ambiguous`.
 */
export async function settledPlan(
  deps: PlanDeps,
  { plan: wanted, at }: { readonly plan: string; readonly at?: string | undefined },
): Promise<KnownPlan> {
  const plan = findPlan(deps, wanted);
  const settled = await deps.disks.settled(deps.state, plan, 'look');
  const there = at === undefined ? undefined : placeOfPoint(deps, plan, at);
  if (there === undefined || there.vaultId === settled.vaultId) return settled;
  await deps.disks.bringUpToDate(deps.state, [there.vaultId]);
  return placeOfPoint(deps, plan, at ?? 'latest');
}

/** With the vault that a point is in; one that is not known yet may be in the vault in use. */
export function placeOfPoint(deps: PlanDeps, plan: KnownPlan, at: string): KnownPlan {
  try {
    const point = resolvePoint(deps, plan, at);
    return planAt(deps, plan, { ...point, vault: vaultOf(deps, plan, point) });
  } catch (error) {
    if (error instanceof EngineError) return plan;
    throw error;
  }
}

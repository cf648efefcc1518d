import type { RunFilter, RunPage, RunTroubles } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';
import { findPlan, type PlanDeps } from './plans.ts';

/** Newest first; `plan` is an id or a name, also of a plan that was removed. Throws `plan-unknown`, `plan-ambiguous`. */
export function listRuns(
  deps: PlanDeps,
  { plan, ...filter }: RunFilter & { readonly offset: number; readonly limit: number },
): RunPage {
  const { runs } = deps.state;
  runs.closeBroken();
  return runs.list({ ...filter, ...(plan !== undefined && { plan: planId(deps, plan) }) });
}

/** Throws `usage` where there is no such run. */
export function runTroubles({ state }: PlanDeps, run: number): RunTroubles {
  const troubles = state.runs.troubles(run);
  if (!troubles) throw new EngineError('usage', { subject: String(run) });
  return troubles;
}

function planId(deps: PlanDeps, wanted: string): string {
  try {
    return findPlan(deps, wanted).definition.id;
  } catch (error) {
    const removed =
      error instanceof EngineError && error.code === 'plan-unknown' ? deps.state.runs.planOf(wanted) : undefined;
    if (removed === undefined) throw error;
    return removed;
  }
}

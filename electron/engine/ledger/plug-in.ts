import type { PlanPlace, StoredPlan } from '../catalogue/index.ts';
import { now } from '../base/index.ts';
import { atEvent, isOverdue } from '../plan/index.ts';
import { scheduleOf } from './timing.ts';
import type { PlanDeps } from './plans.ts';

/** A plan that is to run because a disk of it has come. */
export interface PlugInRun {
  readonly plan: string;
  readonly name: string;
}

/**
 * The plans that want to run now that these vaults have come: each time, or where a run of theirs could not be for want of the disk, or the last
 * good point is too old. A plan that is paused, or is to run by hand only, does not.
 */
export function duePlugIns({ state, catalogue }: PlanDeps, vaults: readonly string[]): PlugInRun[] {
  const come = state.places.all().filter(({ vaultId, role }) => vaults.includes(vaultId) && takesRuns(role));
  return state.plans().flatMap((plan) => {
    const { id, name } = plan.definition;
    if (!come.some((place) => place.plan === id)) return [];
    return wants({ state, catalogue }, plan) ? [{ plan: id, name }] : [];
  });
}

function takesRuns(role: PlanPlace['role']): boolean {
  return role === 'primary' || role === 'rotation';
}

function wants({ state, catalogue }: Pick<PlanDeps, 'state' | 'catalogue'>, plan: StoredPlan): boolean {
  const { definition, plugIn = 'due', pausedSince } = plan;
  if (plugIn === 'never' || pausedSince !== undefined) return false;
  const schedule = scheduleOf(plan);
  if (plugIn === 'always' || atEvent(schedule, 'plug-in', now())) return true;
  if (schedule.length === 0) return false;
  const last = state.runs.lastBackup(definition.id);
  const waits = ['vault-unavailable', 'disk-absent', 'disk-wrong'];
  if (last?.failure && waits.includes(last.failure.code)) return true;
  const damaged = state.damagedSets();
  const good = catalogue
    .sets(definition.id)
    .findLast(({ seal }) => seal.outcome === 'complete' && !damaged.has(seal.set));
  return isOverdue(schedule, new Date(good?.seal.at ?? definition.createdAt), now());
}

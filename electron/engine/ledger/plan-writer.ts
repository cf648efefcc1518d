import type { Root } from '../archive/index.ts';
import { EngineError } from '../base/index.ts';
import type { Catalogue, State, StoredPlan } from '../catalogue/index.ts';

interface Deps {
  readonly state: State;
  readonly catalogue: Catalogue;
}

/** This computer, as the sets that it writes name it. */
export function writerOf(state: State): Root['machine'] {
  return { ...state.machine, system: process.platform === 'win32' ? 'windows' : 'posix' };
}

/** Throws `plan-taken-over` where the newest set is of another computer that has not been adopted from. */
export function demandOnlyWriter(deps: Deps, plan: StoredPlan): void {
  const other = otherWriter(deps, plan);
  if (other) throw new EngineError('plan-taken-over', { subject: plan.definition.name, detail: other });
}

/** The name of the computer that has gone on with this plan since it was ours, or undefined. */
export function otherWriter({ state, catalogue }: Deps, { definition, adopted }: StoredPlan): string | undefined {
  const newest = catalogue.plans().find((each) => each.definition.id === definition.id);
  if (!newest || newest.seq <= (adopted?.seq ?? 0) || newest.writer.id === state.machine.id) return undefined;
  return newest.writer.name;
}

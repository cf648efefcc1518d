import type { PlanCopy } from '../../contract/index.ts';
import { now } from '../base/index.ts';
import type { Catalogue, PlanPlace, State } from '../catalogue/index.ts';
import { unseenSince } from '../plan/index.ts';

/** The copies of a plan, in their order. */
export function copiesOf({ state }: { readonly state: State }, plan: string): PlanPlace[] {
  return state.places.of(plan).filter(({ role }) => role === 'copy' || role === 'failover');
}

/** For whoever looks at the plan. */
export function describeCopies(
  deps: { readonly state: State; readonly catalogue: Catalogue },
  plan: string,
): PlanCopy[] {
  return copiesOf(deps, plan).map((copy) => {
    const { vaultId, name, place, role, keep } = copy;
    const points = deps.catalogue.sets(plan, vaultId);
    const newest = points.at(-1)?.seal.at;
    const unseen = unseenSince(copy, now());
    return {
      copy: vaultId,
      name,
      place,
      failover: role === 'failover',
      keep,
      points: points.length,
      ...(newest !== undefined && { newestAt: newest }),
      ...(unseen !== undefined && { unseenSince: unseen }),
    };
  });
}

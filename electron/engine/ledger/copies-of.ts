import type { PlanCopy } from '../../contract/index.ts';
import { now } from '../base/index.ts';
import type { Catalogue, PlanPlace, State } from '../catalogue/index.ts';
import { unseenSince } from '../plan/index.ts';
import { damagedIn } from '../sets/index.ts';

interface Deps {
  readonly state: State;
}

/** The copies of a plan, in their order. */
export function copiesOf({ state }: Deps, plan: string): PlanPlace[] {
  return state.places.of(plan).filter(({ role }) => role === 'copy' || role === 'failover');
}

/** The disk, of those that take turns, whose sets a copy gets; undefined where the plan has none that take turns, or no longer that one. */
export function originalOf({ state }: Deps, plan: string, copy: string): PlanPlace | undefined {
  const origin = state.originOf(copy);
  return state.places
    .of(plan)
    .find(({ role, vaultId }) => role === 'rotation' && vaultId !== copy && state.originOf(vaultId) === origin);
}

/** A place of copies as its sets and their damage are known by: the first place of a plan can have become one. */
export function asVault({ state }: Deps, { vaultId }: PlanPlace): { readonly isCopy: boolean; readonly id: string } {
  return { isCopy: state.originOf(vaultId) !== vaultId, id: vaultId };
}

/** ISO time since when nobody has looked at a place of copies, where it is not to be counted on. */
export function notSeenSince(deps: Deps, copy: PlanPlace): string | undefined {
  const isFormer = copy.usedAt === undefined && !asVault(deps, copy).isCopy;
  return isFormer ? copy.addedAt : unseenSince(copy, now());
}

/** A place was opened and its listing read: what is known of it is of now. The turns of disks are not counted by that. */
export function noteSeen(deps: Deps, plan: string, vault: string): void {
  if (copiesOf(deps, plan).some(({ vaultId }) => vaultId === vault))
    deps.state.places.noteUsed(plan, vault, now().toISOString());
}

/** For whoever looks at the plan. */
export function describeCopies(deps: Deps & { readonly catalogue: Catalogue }, plan: string): PlanCopy[] {
  return copiesOf(deps, plan).map((copy) => {
    const { vaultId, name, place, role, keep } = copy;
    const hurt = damagedIn(deps.state, asVault(deps, copy));
    const points = deps.catalogue.sets(plan, vaultId).filter(({ seal }) => !hurt.has(seal.set));
    const newest = points.at(-1)?.seal.at;
    const unseen = notSeenSince(deps, copy);
    const disk = originalOf(deps, plan, vaultId)?.vaultId;
    return {
      copy: vaultId,
      name,
      place,
      failover: role === 'failover',
      keep,
      ...(disk !== undefined && { disk }),
      points: points.length,
      ...(newest !== undefined && { newestAt: newest }),
      ...(unseen !== undefined && { unseenSince: unseen }),
    };
  });
}

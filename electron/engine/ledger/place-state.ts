import type { Plan, PlanPlace } from '../../contract/index.ts';
import { now } from '../base/index.ts';
import type { CataloguedSet } from '../catalogue/index.ts';
import { isAwayTooLong, nextTurn, type Standing } from '../plan/index.ts';
import { standingsOf } from '../sets/index.ts';
import { owedDisks } from './change-passphrase.ts';
import type { KnownPlan, PlanDeps } from './plans.ts';

interface Facts {
  readonly sets: readonly CataloguedSet[];
  readonly standingOf: (set: CataloguedSet) => Standing;
}

/** Each place of a plan as it is known now; asks no disk. For one that was only found in a vault, the vaults it was found in. */
export function describePlaces(
  { state, disks }: PlanDeps,
  { definition, vaultId, vaultPlace, origin }: KnownPlan,
  { sets, standingOf }: Facts,
): Pick<Plan, 'places' | 'nextDisk'> {
  const counted = (id: string, role: PlanPlace['role']): Pick<PlanPlace, 'points' | 'lastGoodAt'> => {
    const isForCopies = role === 'copy' || role === 'failover';
    const own = sets.filter((set) => set.places.includes(id));
    // A copy is good by what was read there.
    const isCopy = isForCopies && state.originOf(id) !== id;
    const standing = isForCopies ? standingsOf(state, own, { isCopy, id }) : standingOf;
    const good = own.findLast((set) => set.seal.outcome === 'complete' && standing(set) === 'verified');
    return { points: own.length, ...(good && { lastGoodAt: good.seal.at }) };
  };
  if (origin === 'vault') {
    const role = 'primary';
    const found = { vaultId, place: vaultPlace, role, name: '', awayTooLong: false } as const;
    return { places: [{ ...found, ...counted(vaultId, role) }] };
  }
  const places = state.places.of(definition.id);
  const turns = places.filter(({ role }) => role === 'rotation');
  const next = nextTurn(turns);
  const owed = new Set(owedDisks(state, definition.id));
  return {
    places: places.map((place): PlanPlace => {
      const isDisk = place.volume !== undefined || turns.includes(place);
      const connected = isDisk ? disks.isConnected(place.vaultId) : undefined;
      return {
        vaultId: place.vaultId,
        place: place.place,
        role: place.role,
        name: place.name,
        ...(place.volume && { volume: place.volume.label ?? '' }),
        ...(connected !== undefined && { connected }),
        ...(place.usedAt !== undefined && { usedAt: place.usedAt }),
        ...counted(place.vaultId, place.role),
        ...(owed.has(place.vaultId) && { oldPassphrase: true as const }),
        awayTooLong: turns.includes(place) && isAwayTooLong(place, turns, now()),
      };
    }),
    ...(next && { nextDisk: next.vaultId }),
  };
}

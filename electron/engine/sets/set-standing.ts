import type { CataloguedSet, PlanPlace, State } from '../catalogue/index.ts';
import type { Standing } from '../plan/index.ts';
import type { Vault } from '../vault/index.ts';
import { damagedIn, damageKey } from './damage-at.ts';

/** A set of a copy is verified once all of it was read there: when it was copied, or since. */
function standingsInCopy(state: State, copy: Pick<Vault, 'isCopy' | 'id'>): (set: CataloguedSet) => Standing {
  const damaged = damagedIn(state, copy);
  const read = state.readings.read();
  return ({ seal, sealSha256 }) => {
    if (damaged.has(seal.set)) return 'damaged';
    return read.get(damageKey(copy, seal.set)) === sealSha256 ? 'verified' : 'written';
  };
}

/**
 * What each of a plan's sets is worth, with those it depends on. Where the place has only compared what it received with a checksum,
 * nothing is verified before somebody has read it; nor where it does not confirm that anything will stay, and has lost a set so. `vault`: as
 * it lies there; left out, in the plan's own place, and where that has it not, in any that has.
 */
export function standingsOf(
  state: State,
  sets: readonly CataloguedSet[],
  vault?: Pick<Vault, 'isCopy' | 'id'>,
): (set: CataloguedSet) => Standing {
  if (vault?.isCopy) return standingsInCopy(state, vault);
  const damaged = state.damagedSets();
  const read = state.readings.read();
  const owed = state.readings.owed();
  const byId = new Map(sets.map((set) => [set.seal.set, set]));
  const isUnconfirmed = ({ seal }: CataloguedSet): boolean => seal.durability === 'unconfirmed' || owed.has(seal.set);
  const unreliable = new Set(
    sets.filter((set) => isUnconfirmed(set) && damaged.has(set.seal.set)).map(({ vault }) => vault),
  );
  const places = sets[0] ? state.places.of(sets[0].plan) : [];
  const decisive = vault ? () => [vault.id] : decidingPlaces(places);
  // The first place of a plan that has become a copy: what was known of it was known before that.
  const unseen = new Set(places.filter((place) => isCopyOf(place) && place.usedAt === undefined).map(idOf));
  const known = new Map<string, boolean>();
  const keyAt = ({ seal }: CataloguedSet, place: string): string =>
    damageKey({ isCopy: place !== seal.vault, id: place }, seal.set);
  const isDamaged = (set: CataloguedSet): boolean => decisive(set).every((place) => damaged.has(keyAt(set, place)));
  const isProvenAt = (set: CataloguedSet, place: string): boolean => {
    const key = keyAt(set, place);
    const isItsOwn = place === set.seal.vault;
    if (!isItsOwn || unseen.has(place))
      return !unseen.has(place) && !damaged.has(key) && read.get(key) === set.sealSha256;
    if (read.get(key) === set.sealSha256) return true;
    return set.seal.sent !== 'checksum' && !(unreliable.has(set.vault) && isUnconfirmed(set));
  };
  const isWholeProven = (set: CataloguedSet): boolean => {
    const { seal } = set;
    const before = known.get(seal.set);
    if (before !== undefined) return before;
    // A loop of parents ends here.
    known.set(seal.set, true);
    const parent = seal.parent === null ? undefined : byId.get(seal.parent.set);
    const proven =
      decisive(set).some((place) => isProvenAt(set, place)) && (parent === undefined || isWholeProven(parent));
    known.set(seal.set, proven);
    return proven;
  };
  return (set) => (isDamaged(set) ? 'damaged' : isWholeProven(set) ? 'verified' : 'written');
}

/** Where a set is that says how good it is: the plan's own place, or else, of sets that none but others have, any of those. */
function decidingPlaces(places: readonly PlanPlace[]): (set: CataloguedSet) => readonly string[] {
  const copies = new Set(places.filter(isCopyOf).map(idOf));
  const own = new Set(places.filter((place) => !isCopyOf(place)).map(idOf));
  return ({ seal, places: all }) => {
    const here = all.filter((place) => own.has(place));
    if (here.length > 0) return here;
    return all.includes(seal.vault) && !copies.has(seal.vault) ? [seal.vault] : all;
  };
}

function isCopyOf({ role }: PlanPlace): boolean {
  return role === 'copy' || role === 'failover';
}

function idOf({ vaultId }: PlanPlace): string {
  return vaultId;
}

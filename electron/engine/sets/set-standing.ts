import type { CataloguedSet, State } from '../catalogue/index.ts';
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
 * nothing is verified before somebody has read it; nor where it does not confirm that anything will stay, and has lost a set so.
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
  const known = new Map<string, boolean>();
  /** Of a set that none but copies have, only they can tell. */
  const isDamaged = ({ seal, places }: CataloguedSet): boolean =>
    places.includes(seal.vault)
      ? damaged.has(seal.set)
      : places.every((id) => damaged.has(damageKey({ isCopy: true, id }, seal.set)));
  const isProven = (set: CataloguedSet): boolean => {
    const { seal, sealSha256, vault, places } = set;
    if (!places.includes(seal.vault)) {
      const keys = places.map((id) => damageKey({ isCopy: true, id }, seal.set));
      return keys.some((key) => !damaged.has(key) && read.get(key) === sealSha256);
    }
    if (read.get(seal.set) === sealSha256) return true;
    return seal.sent !== 'checksum' && !(unreliable.has(vault) && isUnconfirmed(set));
  };
  const isWholeProven = (set: CataloguedSet): boolean => {
    const { seal } = set;
    const before = known.get(seal.set);
    if (before !== undefined) return before;
    // A loop of parents ends here.
    known.set(seal.set, true);
    const parent = seal.parent === null ? undefined : byId.get(seal.parent.set);
    const proven = isProven(set) && (parent === undefined || isWholeProven(parent));
    known.set(seal.set, proven);
    return proven;
  };
  return (set) => (isDamaged(set) ? 'damaged' : isWholeProven(set) ? 'verified' : 'written');
}

import type { CataloguedSet, State } from '../catalogue/index.ts';
import type { Standing } from '../plan/index.ts';

/**
 * What each of a plan's sets is worth, with those it depends on. Where the place has only compared what it received with a checksum,
 * nothing is verified before somebody has read it; nor where it does not confirm that anything will stay, and has lost a set so.
 */
export function standingsOf(state: State, sets: readonly CataloguedSet[]): (set: CataloguedSet) => Standing {
  const damaged = state.damagedSets();
  const read = state.readings.read();
  const owed = state.readings.owed();
  const byId = new Map(sets.map((set) => [set.seal.set, set]));
  const isUnconfirmed = ({ seal }: CataloguedSet): boolean => seal.durability === 'unconfirmed' || owed.has(seal.set);
  const unreliable = new Set(
    sets.filter((set) => isUnconfirmed(set) && damaged.has(set.seal.set)).map(({ vault }) => vault),
  );
  const known = new Map<string, boolean>();
  const isProven = (set: CataloguedSet): boolean => {
    const { seal, sealSha256, vault } = set;
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
  return (set) => (damaged.has(set.seal.set) ? 'damaged' : isWholeProven(set) ? 'verified' : 'written');
}

import type { CataloguedSet, State } from '../catalogue/index.ts';
import { awaySets } from './away-sets.ts';

/** The newest set that this computer has written is none of the vault's any more. */
export function isRolledBack(state: State, plan: string, sets: readonly CataloguedSet[]): boolean {
  // A vault of which nothing is known here was not looked into since the catalogue was made anew.
  return state.heads(plan).some((head) => {
    const there = sets.filter(({ places }) => places.includes(head.vault) || head.vault === '');
    return there.length > 0 && !there.some(({ seal }) => seal.set === head.set || seal.seq > head.seq);
  });
}

/** So long another place may stand in for a plan's own before that is a failure by itself. */
const AWAY_MAX_MS = 3 * 86_400_000;

/** ISO time since when sets are only in a place that stands in, where that is too long: what stands in is then the only one left. */
export function awayTooLong(state: State, plan: string, sets: readonly CataloguedSet[], now: Date): string | undefined {
  const away = awaySets(state, plan);
  const first = sets.find(({ seal }) => away.includes(seal.set))?.seal.at;
  return first !== undefined && now.getTime() - new Date(first).getTime() > AWAY_MAX_MS ? first : undefined;
}

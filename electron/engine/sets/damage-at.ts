import type { State } from '../catalogue/index.ts';
import type { Vault } from '../vault/index.ts';

/** A copy of a set is damaged or not for itself: damage of a copy is noted under this. */
export function damageKey({ isCopy, id }: Pick<Vault, 'isCopy' | 'id'>, setId: string): string {
  return isCopy ? `${id}/${setId}` : setId;
}

/** Sets of that vault in which damage has been found. */
export function damagedIn(state: State, vault: Pick<Vault, 'isCopy' | 'id'>): ReadonlySet<string> {
  const all = state.damagedSets();
  if (!vault.isCopy) return all;
  const mark = `${vault.id}/`;
  return new Set([...all].flatMap((key) => (key.startsWith(mark) ? [key.slice(mark.length)] : [])));
}

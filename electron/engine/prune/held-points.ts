import type { KeepReason } from '../../contract/index.ts';
import { now } from '../base/index.ts';
import type { State } from '../catalogue/index.ts';
import { holdOf, type PlanSets, treeOf } from '../sets/index.ts';
import type { PlanDeps } from '../ledger/index.ts';

/** Brought back by a person: the rule does not take it away again before that. */
interface BroughtBack {
  readonly ids: readonly string[];
  /** ISO time. */
  readonly until: string;
}

/** A person has said that the clock was right up to the point of this `seq`, and to the history's row `run`. */
interface TrustedClock {
  readonly seq: number;
  readonly run: number;
}

/** Points that stay although the rule would let them go: the last copy of a file, and what a person has just brought back. */
export function heldBack({ state }: PlanDeps, sets: PlanSets, moment: Date): Map<string, KeepReason['why']> {
  const held = new Map<string, KeepReason['why']>();
  for (const id of lastCopies(sets)) held.set(id, 'only-copy');
  const before = holdOf(state, sets.folder.plan)?.lastGood;
  if (before) held.set(before.setId, 'before-hold');
  const back = broughtBack(state, sets.folder.plan);
  if (back && new Date(back.until) > moment) for (const id of back.ids) held.set(id, 'brought-back');
  return held;
}

/** Beside those that are held already: what brought those back may have been cut short. */
export function holdBroughtBack(state: State, plan: string, { ids, until }: BroughtBack): void {
  const held = broughtBack(state, plan);
  const still = held && held.until > now().toISOString() ? held.ids : [];
  state.note(`back:${plan}`, JSON.stringify({ ids: [...new Set([...still, ...ids])], until }));
}

export function trustedClock(state: State, plan: string): TrustedClock | undefined {
  return read(state, `clock:${plan}`) as TrustedClock | undefined;
}

export function trustClock(state: State, plan: string, trusted: TrustedClock): void {
  state.note(`clock:${plan}`, JSON.stringify(trusted));
}

/** The sets that gaps of the newest point name: what stood there could not be saved since. */
function lastCopies(sets: PlanSets): Set<string> {
  const newest = sets.catalogue.sets(sets.folder.plan, sets.vault.id).at(-1);
  const named = new Set<string>();
  if (!newest || newest.seal.gaps === 0) return named;
  const tree = treeOf(sets, newest.seal.set);
  for (const segment of tree.segments)
    for (const line of tree.lines(segment))
      if (line.kind === 'entry' && line.entry.type === 'gap' && line.entry.lastGoodSet)
        named.add(line.entry.lastGoodSet);
  return named;
}

function broughtBack(state: State, plan: string): BroughtBack | undefined {
  return read(state, `back:${plan}`) as BroughtBack | undefined;
}

function read(state: State, key: string): unknown {
  const text = state.noted(key);
  return text === undefined ? undefined : JSON.parse(text);
}

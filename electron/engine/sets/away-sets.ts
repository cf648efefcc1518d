import type { State } from '../catalogue/index.ts';

/** Sets of a plan that were written to a place that stands in, and have not come home yet; oldest first. */
export function awaySets(state: State, plan: string): string[] {
  return JSON.parse(state.noted(`away:${plan}`) ?? '[]') as string[];
}

export function noteAway(state: State, plan: string, set: string): void {
  write(state, plan, [...awaySets(state, plan).filter((each) => each !== set), set]);
}

/** Those that are home, or nowhere any more, no longer wait. */
export function settleAway(state: State, plan: string, isWaiting: (set: string) => boolean): void {
  const before = awaySets(state, plan);
  const left = before.filter(isWaiting);
  if (left.length < before.length) write(state, plan, left);
  const [behind, still] = [leftSets(state, plan), leftSets(state, plan).filter(isWaiting)];
  if (still.length < behind.length) noteLeft(state, plan, still);
}

/** Beside those: what another place of the plan has, and its own lacks since the two have changed places. It comes home as well. */
export function waitingSets(state: State, plan: string): string[] {
  return [...new Set([...awaySets(state, plan), ...leftSets(state, plan)])];
}

/** Replaces what was noted before. */
export function noteLeft(state: State, plan: string, sets: readonly string[]): void {
  state.note(`left:${plan}`, JSON.stringify(sets));
}

function leftSets(state: State, plan: string): string[] {
  return JSON.parse(state.noted(`left:${plan}`) ?? '[]') as string[];
}

function write(state: State, plan: string, sets: readonly string[]): void {
  state.note(`away:${plan}`, JSON.stringify(sets));
}

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
}

function write(state: State, plan: string, sets: readonly string[]): void {
  state.note(`away:${plan}`, JSON.stringify(sets));
}

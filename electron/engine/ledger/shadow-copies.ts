import type { State } from '../catalogue/index.ts';

/** Whether runs of a plan read from shadow copies where they can be had. */
export function usesShadowCopies(state: State, plan: string): boolean {
  return state.noted(`shadow-copies:${plan}`) !== 'off';
}

export function useShadowCopies(state: State, plan: string, on: boolean): void {
  state.note(`shadow-copies:${plan}`, on ? 'on' : 'off');
}

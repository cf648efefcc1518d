import type { Hold } from '../../contract/index.ts';
import type { CataloguedSet, State } from '../catalogue/index.ts';
import type { RunProfile } from '../plan/index.ts';

/** A run that nobody has had doubts about; `parent`: the set it was compared with. */
export interface EarlierRun {
  readonly parent: string | null;
  readonly profile: RunProfile;
}

/** What is remembered of a plan's runs, to tell an unusual one. */
export interface KeptRuns {
  readonly earlier: readonly EarlierRun[];
  /** Extensions that the plan has had. */
  readonly extensions: readonly string[];
  readonly hold?: Hold | undefined;
  /** The run that it is held for: usual from then on, if a person says so. */
  readonly doubted?: HeldRun | undefined;
  /** Those that came while it was held, oldest first. */
  readonly since?: readonly HeldRun[] | undefined;
}

/** A run whose changes nobody has answered for; `extensions`: those it was the first to bring. */
export type HeldRun = EarlierRun & { readonly extensions: readonly string[] };

/** Why a plan is held; undefined while it is not. */
export function holdOf(state: State, plan: string): Hold | undefined {
  return keptRuns(state, plan).hold;
}

/** Those that were there before the plan was held. */
export function setsBefore(sets: readonly CataloguedSet[], { setId, since }: Hold): readonly CataloguedSet[] {
  const at = sets.findIndex(({ seal }) => seal.set === setId);
  return at < 0 ? sets.filter(({ seal }) => seal.at < since) : sets.slice(0, at);
}

export function keptRuns(state: State, plan: string): KeptRuns {
  const text = state.noted(`brake:${plan}`);
  return text === undefined ? { earlier: [], extensions: [] } : (JSON.parse(text) as KeptRuns);
}

export function keepRuns(state: State, plan: string, kept: KeptRuns): void {
  state.note(`brake:${plan}`, JSON.stringify(kept));
}

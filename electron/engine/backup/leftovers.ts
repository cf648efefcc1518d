import type { State } from '../catalogue/index.ts';
import type { SetFolder } from '../vault/index.ts';
import { discover, type PlanSets } from '../sets/index.ts';
import { interruptedRun } from './begun-set.ts';
import type { InterruptedRun } from './interrupted-run.ts';

/** Who wrote a locked set cannot always be told: a stranger's must not leave the next one without a place in the order. */
const LOCKED_SEQ_MAX = 1e12;

export interface Leftovers {
  readonly interrupted: InterruptedRun | undefined;
  /** The last place in the order that a set has which cannot be opened here; 0 where there is none. */
  readonly lockedSeq: number;
}

/**
 * Reads in what an earlier run sealed but did not live to note, completes its second seal, and removes what was never sealed,
 * except what an interrupted run has brought behind it. For the holder of the plan's lease.
 */
export function cleanUp(sets: PlanSets, { home, state }: { home: string; state: State }): Leftovers {
  const { folder, catalogue, vault } = sets;
  const unfinished = state.runs.unfinishedSets(folder.plan);
  const { unsealed, unreadable } = discover(sets);
  const halfSealed = unreadable.flatMap(({ set }) => (set.isHalfSealed ? [set] : []));
  const ours = [...unsealed, ...halfSealed].filter((set) => unfinished.has(set.id));
  const interrupted = interruptedRun(home, folder.plan, ours);
  for (const set of ours) if (set.id !== interrupted?.set.id) set.discard();
  const last = catalogue.lastWritten(folder.plan, vault.id);
  if (last) vault.set(folder, last.seal.set).completeSealCopy();
  const locked = unreadable.flatMap(({ set, error }) => (error.code === 'key-needed' ? [set] : []));
  const places = locked.map((set) => set.readSeal()?.seal.seq ?? 0);
  return { interrupted, lockedSeq: Math.max(0, ...places.map((seq) => Math.min(seq, LOCKED_SEQ_MAX))) };
}

export function discardUnsealed(folder: SetFolder): void {
  try {
    if (!folder.hasAnySeal() || folder.isHalfSealed) folder.discard();
  } catch {
    // The place is gone or full: the next run of this plan removes what is left.
  }
}

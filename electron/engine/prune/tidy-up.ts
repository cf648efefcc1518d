import type { PruneResult } from '../../contract/index.ts';
import { now } from '../base/index.ts';
import type { JobControl } from '../run/index.ts';
import { discover, type PlanSets } from '../sets/index.ts';
import { demandOnlyWriter, demandPin, findOwnPlan, type KnownPlan, openSets } from '../ledger/index.ts';
import { holdBroughtBack } from './held-points.ts';
import { TRASH_DAYS } from '../plan/index.ts';
import { cleaning, prune, type PruneDeps } from './prune-sets.ts';

const DAY_MS = 86_400_000;

export interface PruneInput {
  readonly plan: string;
  /** Brings back what is in the trash. */
  readonly undo?: boolean;
  readonly clockIsRight?: boolean;
  /** For all but `undo`, where one is set. */
  readonly pin?: string;
}

/** A clean-up of a plan of this computer, or the way back. Throws EngineError; a frozen plan and a wish to stop are outcomes. */
export async function tidyUp(
  deps: PruneDeps,
  { plan: wanted, undo, clockIsRight, pin }: PruneInput,
  control: JobControl,
): Promise<PruneResult> {
  if (undo) return await bringBack(deps, findOwnPlan(deps, wanted), control);
  await demandPin(deps, pin);
  return await prune(deps, { plan: findOwnPlan(deps, wanted), clockIsRight }, control);
}

/**
 * Brings back every set that is still whole in the trash and finds what it needs; the rule leaves them alone for as long as the
 * trash would have kept them. Throws EngineError.
 */
async function bringBack(deps: PruneDeps, plan: KnownPlan, control: JobControl): Promise<PruneResult> {
  return await cleaning(deps, plan, control, async () => {
    const sets = openSets(deps, plan);
    discover(sets);
    demandOnlyWriter(deps, plan);
    const returned = candidates(sets);
    const until = new Date(now().getTime() + TRASH_DAYS * DAY_MS).toISOString();
    // Noted first: what comes back must not be thrown away again by a backup that runs after a blow.
    if (returned.length > 0)
      holdBroughtBack(deps.state, plan.definition.id, { ids: returned.map(({ setId }) => setId), until });
    const trash = sets.vault.trash(sets.folder);
    for (const { setId } of returned) trash.bringBack(setId);
    discover(sets);
    return { sets, work: { removed: [], purged: [], returned } };
  });
}

/** In the order of `seq`, so that no set is ever without what it needs. */
function candidates({ vault, folder, catalogue }: PlanSets): PruneResult['returned'] {
  const trash = vault.trash(folder);
  const there = new Set(catalogue.sets(folder.plan, vault.id).map(({ seal }) => seal.set));
  return trash
    .ids()
    .flatMap((id) => {
      const { note, state } = trash.look(id);
      const seal = state === 'whole' && note?.plan === folder.plan ? trash.readSeal(id)?.seal : undefined;
      const isOurs = seal?.vault === vault.origin && seal.machine === folder.machine && seal.plan === folder.plan;
      return note && seal && isOurs && !there.has(id) ? [{ note, seal }] : [];
    })
    .sort((a, b) => a.seal.seq - b.seal.seq)
    .flatMap(({ note, seal }) => {
      if (seal.parent && !there.has(seal.parent.set)) return [];
      there.add(seal.set);
      return [{ setId: seal.set, kind: seal.kind, at: seal.at, storedBytes: note.storedBytes }];
    });
}

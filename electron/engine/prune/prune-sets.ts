import type { BackupResult, FreezeReason, PrunePlan, PruneResult } from '../../contract/index.ts';
import { elapsedSeconds, EngineError, now, Tally, waitIfPaused } from '../base/index.ts';
import { Lease, type State } from '../catalogue/index.ts';
import { waitingSets, discover, type PlanSets } from '../sets/index.ts';
import { type JobControl, recorded } from '../run/index.ts';
import { findOwnPlan, type KnownPlan, noteSpace, type PlanDeps } from '../ledger/index.ts';
import { TRASH_DAYS } from '../plan/index.ts';
import { trustClock } from './held-points.ts';
import { planPrune, type PruneQuestion } from './prune-plan.ts';
import type { Vault } from '../vault/index.ts';

export interface PruneDeps extends PlanDeps {
  readonly home: string;
}

type Work = { -readonly [K in 'removed' | 'purged' | 'returned']: PruneResult[K] };

const DAY_MS = 86_400_000;
/** So long a computer that has not looked into the vault can still learn that a set was thrown away and not lost. */
const NOTE_DAYS = 365;

/** One clean-up of a plan, exactly as its plan shows it. Throws EngineError; a frozen plan and a wish to stop are outcomes. */
export async function prune(deps: PruneDeps, question: PruneQuestion, control: JobControl): Promise<PruneResult> {
  return await cleaning(deps, question.plan, control, async (run, tally) => {
    const { plan, sets } = planPrune(deps, question);
    if (question.clockIsRight) {
      const newest = sets.catalogue.sets(sets.folder.plan, sets.vault.id).at(-1);
      trustClock(deps.state, sets.folder.plan, { seq: newest?.seal.seq ?? 0, run });
    }
    const work: Work = { removed: [], purged: [], returned: [] };
    if (plan.frozen) return { sets, work, frozen: plan.frozen };
    try {
      // First what makes room: a full disk has none for the notes of what is thrown away.
      await deleteForGood(sets, plan, work, control);
      await throwAway(sets, plan, work, { control, tally });
    } finally {
      // After a place that refused, the catalogue says again what is really there.
      discover(sets);
    }
    forgetOldNotes(sets);
    sets.catalogue.dropUnusedSegments();
    noteSpace(deps, sets.vault);
    return { sets, work };
  });
}

/** After a backup that found no room: whether anything has been deleted for good, so that it may find some now. */
export async function makeRoom(deps: PruneDeps, plan: string, { signal, by }: JobControl): Promise<boolean> {
  try {
    const found = findOwnPlan(deps, plan);
    if (!hasWork(planPrune(deps, { plan: found }).plan)) return false;
    return (await prune(deps, { plan: found }, { signal, by })).purged.length > 0;
  } catch (error) {
    if (error instanceof EngineError) return false;
    throw error;
  }
}

/** The same in a copy of the plan, by its own rule; under whatever the copying holds. Answers how many sets went. */
export async function pruneCopy(
  deps: PlanDeps,
  { plan, sets, keep }: { readonly plan: KnownPlan; readonly sets: PlanSets; readonly keep: string },
  control: JobControl,
): Promise<number> {
  const { catalogue } = deps;
  // What was written here while the plan's own place was away is not the rule's of this place before it is home.
  const home = catalogue.idsIn(plan.vaultId);
  const waiting = waitingSets(deps.state, plan.definition.id).filter((set) => !home.has(set));
  const { plan: made } = planPrune(deps, { plan, sets, keep, waiting });
  if (made.frozen || !hasWork(made)) return 0;
  const work: Work = { removed: [], purged: [], returned: [] };
  const tally = new Tally();
  try {
    await throwAway(sets, made, work, { control, tally });
    await deleteForGood(sets, made, work, control);
  } finally {
    discover(sets);
  }
  forgetOldNotes(sets);
  return work.removed.length;
}

/** After a backup that made a point; a step of its own, with a line of its own in the history where there was anything to do. */
export async function pruneAfterBackup(
  deps: PruneDeps,
  { plan: id, result }: { plan: string; result: BackupResult },
  { signal, by }: JobControl,
): Promise<void> {
  if (result.outcome !== 'complete' && result.outcome !== 'incomplete') return;
  try {
    const plan = findOwnPlan(deps, id);
    if (!hasWork(planPrune(deps, { plan }).plan)) return;
    await prune(deps, { plan }, { signal, by });
  } catch (error) {
    // The backup stands as it is. The history has what went wrong, and the next backup tries again.
    if (!(error instanceof EngineError)) throw error;
  }
}

function hasWork({ points, trash }: PrunePlan): boolean {
  return points.some(({ stays }) => !stays) || trash.some(({ isDue }) => isDue);
}

export interface Cleaned {
  readonly sets: PlanSets;
  readonly work: Work;
  readonly frozen?: FreezeReason;
}

/** What every change to a plan's old sets has in common: the lease, the history's line, the result. */
export async function cleaning(
  deps: PruneDeps,
  plan: KnownPlan,
  control: JobControl,
  work: (run: number, tally: Tally) => Promise<Cleaned>,
): Promise<PruneResult> {
  const { state, home } = deps;
  const { id, name } = plan.definition;
  const lease = Lease.take(home, id, { verb: 'prune', plan: name, by: control.by });
  try {
    const began = performance.now();
    let line = 0;
    const result = await recorded(state, { plan, verb: 'prune' }, async (run) => {
      line = run;
      const tally = new Tally(control.onProgress);
      tally.enter('finishing');
      const done = await work(run, tally);
      return resultOf(done, { stopped: control.signal?.aborted === true, began });
    });
    noteSkip(state, line, result);
    return result;
  } finally {
    lease.release();
  }
}

function resultOf(
  { sets, work, frozen }: Cleaned,
  { stopped, began }: { stopped: boolean; began: number },
): PruneResult {
  const trash = sets.vault.trash(sets.folder);
  return {
    outcome: frozen ? 'skipped' : stopped ? 'cancelled' : 'complete',
    ...(frozen && { frozen }),
    ...work,
    kept: sets.catalogue.sets(sets.folder.plan, sets.vault.id).length,
    inTrash: trash.ids().filter((id) => trash.look(id).state === 'whole').length,
    seconds: elapsedSeconds(began),
  };
}

function noteSkip(state: State, run: number, { frozen }: PruneResult): void {
  if (frozen) state.runs.markSkipped(run, frozen);
}

/** The newest first, so that no set is ever without what it needs. */
async function throwAway(
  { vault, folder, catalogue }: PlanSets,
  { points }: PrunePlan,
  work: Work,
  { control, tally }: { control: JobControl; tally: Tally },
): Promise<void> {
  const trash = vault.trash(folder);
  for (const { setId, kind, at, storedBytes } of points.filter(({ stays }) => !stays).reverse()) {
    if (await isStopped(control)) return;
    const removedAt = now();
    const until = new Date(removedAt.getTime() + TRASH_DAYS * DAY_MS);
    withReserve(vault, () =>
      trash.announce({
        vault: vault.origin,
        machine: folder.machine,
        plan: folder.plan,
        set: setId,
        kind,
        at,
        storedBytes,
        removedAt: removedAt.toISOString(),
        until: until.toISOString(),
      }),
    );
    // Before it goes: a point that is offered must be there, while one that is not offered is found again.
    catalogue.forgetSet(setId, vault.id);
    withReserve(vault, () => trash.take(setId));
    work.removed.push({ setId, kind, at, storedBytes });
    tally.value.files.done++;
    tally.sample();
  }
}

/** Once more, without the vault's reserve, where there is no room. */
function withReserve(vault: Vault, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'vault-full' || !vault.giveUpReserve()) throw error;
    work();
  }
}

async function deleteForGood(
  { vault, folder }: PlanSets,
  plan: PrunePlan,
  work: Work,
  control: JobControl,
): Promise<void> {
  const trash = vault.trash(folder);
  for (const { setId, kind, at, storedBytes, isDue } of plan.trash) {
    if (!isDue) continue;
    if (await isStopped(control)) return;
    trash.destroy(setId);
    work.purged.push({ setId, kind, at, storedBytes });
  }
}

/** Waits while it is paused. What has been done by then is done, and told. */
async function isStopped(control: JobControl): Promise<boolean> {
  try {
    await waitIfPaused(control);
    return false;
  } catch (error) {
    if (error instanceof EngineError && error.code === 'cancelled') return true;
    throw error;
  }
}

/** Also those of sets that never went, or have come back: they mean nothing. */
function forgetOldNotes({ vault, folder }: PlanSets): void {
  const trash = vault.trash(folder);
  const present = new Set(vault.setIds(folder));
  const before = now().getTime() - NOTE_DAYS * DAY_MS;
  for (const id of trash.ids()) {
    const { note, state } = trash.look(id);
    if (state !== 'gone' || !note) continue;
    if (present.has(id) || new Date(note.until).getTime() < before) trash.forget(id);
  }
}

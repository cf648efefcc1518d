import type { FreezeReason, KeepReason, PrunePlan, TrashedSet } from '../../contract/index.ts';
import { now } from '../base/index.ts';
import type { CataloguedSet } from '../catalogue/index.ts';
import { clockDoubt, type KeepPoint, keepVerdicts, parseKeep, readableKeep, type Standing } from '../plan/index.ts';
import { discover, holdOf, keepPoint, type PlanSets, standingsOf, storedBytes } from '../sets/index.ts';
import { demandOnlyWriter, type KnownPlan, openSets, type PlanDeps } from '../ledger/index.ts';
import { isAlarmed } from '../watch/index.ts';
import { heldBack, trustedClock } from './held-points.ts';

/** A plan of a clean-up, with the sets it was made for. */
export interface MadePlan {
  readonly plan: PrunePlan;
  readonly sets: PlanSets;
}

export interface PruneQuestion {
  readonly plan: KnownPlan;
  /** Another rule than the plan's. */
  readonly keep?: string | undefined;
  /** Its sets in a copy; left out, those in the vault in use. */
  readonly sets?: PlanSets | undefined;
  /** Sets that stay whatever the rule says. */
  readonly waiting?: readonly string[] | undefined;
  /** A person says that the clock is right. */
  readonly clockIsRight?: boolean | undefined;
}

/**
 * What cleaning up would do now; changes nothing in the vault. A rule that cannot be read, because a newer program wrote it,
 * keeps everything. Throws `keep-invalid` for a rule that was asked for, `plan-taken-over`, and what opening the vault throws.
 */
export function planPrune(deps: PlanDeps, question: PruneQuestion): MadePlan {
  const { state } = deps;
  const { plan } = question;
  const rule = question.keep === undefined ? readableKeep(plan.definition.keep) : parseKeep(question.keep);
  const sets = question.sets ?? openSets(deps, plan);
  const { unreadable } = discover(sets);
  demandOnlyWriter(deps, plan);
  const known = sets.catalogue.sets(plan.definition.id, sets.vault.id);
  const standingOf = standingsOf(state, known, sets.vault);
  const points = known.map((set) => keepPoint(set, standingOf(set)));
  const moment = now();
  const ask = { rule, points, now: moment };
  // What holds a point back is looked for only where something would go: it reads a whole listing.
  const goes = keepVerdicts(ask).some(({ reasons }) => reasons.length === 0);
  const held = goes ? heldBack(deps, sets, moment) : new Map<string, KeepReason['why']>();
  for (const id of question.waiting ?? []) held.set(id, 'only-copy');
  const reasons = new Map(keepVerdicts({ ...ask, held }).map((verdict) => [verdict.id, verdict.reasons]));
  const trash = trashOf(sets, moment);
  const rows = known.map((set) => rowOf(set, standingOf(set), reasons.get(set.seal.set) ?? []));

  const hasWork = rows.some(({ stays }) => !stays) || trash.some(({ isDue }) => isDue);
  const isDamaged = (): boolean =>
    unreadable.length > 0 || points.some(({ standing }) => standing === 'damaged') || !areWhole(sets, known);
  const frozen = hasWork ? freeze(deps, question, { points, moment, isDamaged }) : undefined;
  return {
    plan: { keep: question.keep ?? plan.definition.keep, ...(frozen && { frozen }), points: rows, trash },
    sets,
  };
}

function rowOf(set: CataloguedSet, standing: Standing, reasons: readonly KeepReason[]): PrunePlan['points'][number] {
  const { seal } = set;
  return {
    setId: seal.set,
    kind: seal.kind,
    at: seal.at,
    outcome: seal.outcome,
    verified: standing === 'verified',
    storedBytes: storedBytes(set),
    stays: reasons.length > 0,
    reasons: [...reasons],
  };
}

interface FreezeFacts {
  readonly points: readonly KeepPoint[];
  readonly moment: Date;
  readonly isDamaged: () => boolean;
}

/** While something is wrong nothing is thrown away: it may be what is needed to put it right. */
function freeze(
  deps: PlanDeps,
  { plan, clockIsRight }: PruneQuestion,
  { points, moment, isDamaged }: FreezeFacts,
): FreezeReason | undefined {
  const { state } = deps;
  if (holdOf(state, plan.definition.id)) return 'suspicious-change';
  const last = state.runs.lastDecided(plan.definition.id);
  // One that found no room waits for just this.
  const isFull = last?.failure?.code === 'vault-full';
  if ((last?.outcome === 'failed' && !isFull) || last?.outcome === 'skipped') return 'last-run-failed';
  if (!clockIsRight) {
    const trusted = trustedClock(state, plan.definition.id);
    const { startedAt } = state.runs.latest(trusted?.run);
    const seen = startedAt === undefined ? undefined : new Date(startedAt);
    const doubt = clockDoubt({ points, now: moment, seen, trustedSeq: trusted?.seq });
    if (doubt) return doubt;
  }
  if (isDamaged()) return 'damage';
  return isAlarmed(deps, plan.definition.id) ? 'alarm' : undefined;
}

/** Whether the sets are really there, as far as that shows without reading volumes: what is lost must not stand for what goes. */
function areWhole({ vault, folder }: PlanSets, known: readonly CataloguedSet[]): boolean {
  return known.every((set) => vault.set(folder, set.seal.set).looksThere(set.sealSha256));
}

/** What can be brought back; what nobody can date is left alone and not told of. */
function trashOf({ vault, folder, catalogue }: PlanSets, moment: Date): TrashedSet[] {
  const trash = vault.trash(folder);
  const present = new Set(vault.setIds(folder));
  const parents = new Set(catalogue.sets(folder.plan, vault.id).map(({ seal }) => seal.parent?.set));
  return trash.ids().flatMap((id): TrashedSet[] => {
    const { note, state } = trash.look(id);
    if (!note || state === 'gone' || present.has(id) || note.plan !== folder.plan || note.vault !== vault.origin)
      return [];
    const { set, kind, at, storedBytes, removedAt, until } = note;
    const isOver = state === 'opened' || (new Date(until) <= moment && new Date(removedAt) <= moment);
    return [{ setId: set, kind, at, storedBytes, removedAt, until, isDue: isOver && !parents.has(id) }];
  });
}

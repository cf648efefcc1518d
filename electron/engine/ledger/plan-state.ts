import type { Plan, PlanState } from '../../contract/index.ts';
import { now } from '../base/index.ts';
import type { CataloguedSet } from '../catalogue/index.ts';
import { awayTooLong, holdOf, isRolledBack, setsBefore, standingsOf } from '../sets/index.ts';
import { acceptedOf } from './accepted-gaps.ts';
import { nextOf, waitingOf } from './due-times.ts';
import { scheduleOf, timingOf } from './timing.ts';
import { describeCopies } from './copies-of.ts';
import { isOfFuture, isOverdue, type Schedule, type Standing } from '../plan/index.ts';
import { type KnownPlan, knownPlans, type PlanDeps } from './plans.ts';
import { describePlaces } from './place-state.ts';
import { notedSpace } from './room.ts';
import { sameDiskOf } from './same-disk.ts';
import { usesShadowCopies } from './shadow-copies.ts';
import { watchedPaths } from './watch-file.ts';

/** All that are known; runs which a process has left open when it ended are closed first. */
export function describePlans(deps: PlanDeps): Plan[] {
  deps.state.runs.closeBroken();
  return knownPlans(deps).map((plan) => describePlan(deps, plan));
}

export function describePlan(deps: PlanDeps, plan: KnownPlan): Plan {
  const { state, catalogue, keys } = deps;
  const { definition, vaultId, vaultPlace, origin, pausedSince } = plan;
  const sets = catalogue.sets(definition.id);
  const standingOf = standingsOf(state, sets);
  const hold = origin === 'here' ? holdOf(state, definition.id) : undefined;
  const trusted = hold ? setsBefore(sets, hold) : sets;
  const lastComplete = (...standings: readonly Standing[]): CataloguedSet | undefined =>
    trusted.findLast((set) => set.seal.outcome === 'complete' && standings.includes(standingOf(set)));
  const [lastGood, lastWritten] = [lastComplete('verified'), lastComplete('verified', 'written')];
  const isComplete = ({ seal }: CataloguedSet): boolean => seal.outcome === 'complete' && !isOfFuture(seal.at, now());
  const lastDated = trusted.findLast((set) => isComplete(set) && standingOf(set) !== 'damaged');
  const lastRun = state.runs.lastBackup(definition.id);
  const schedule = scheduleOf(plan);
  const isSameDisk = origin === 'here' ? sameDiskOf(state, definition.id) : undefined;
  const last = sets.at(-1);
  const [newest, newestStanding] = [last?.seal, last && standingOf(last)];
  const space = notedSpace(state, vaultId);
  const next = nextOf(state, plan);
  const waiting = waitingOf(state, definition.id);
  const copies = origin === 'here' ? describeCopies({ state, catalogue }, definition.id) : [];
  const watchFiles = origin === 'here' ? watchedPaths(state, definition.id) : undefined;
  const accepted = origin === 'here' && last ? acceptedOf(state, definition.id, last) : undefined;
  const facts = {
    plan,
    isAccepted: accepted !== undefined,
    isHeld: hold !== undefined,
    isAwayLong: awayTooLong(state, definition.id, sets, now()) !== undefined,
    schedule,
    newest,
    newestStanding,
    lastDated,
    lastOutcome: state.runs.lastDecided(definition.id)?.outcome,
    isRolledBack: isRolledBack(state, definition.id, sets),
  };
  const keyVault = state.originOf(vaultId);
  return {
    id: definition.id,
    name: definition.name,
    state: stateOf(facts),
    origin,
    sources: definition.sources,
    vault: vaultPlace,
    vaultId,
    ...describePlaces(deps, plan, { sets, standingOf }),
    plugIn: plan.plugIn ?? 'due',
    encryption: keys.isOpen(keyVault) ? 'open' : keys.canWrite(keyVault) ? 'locked' : 'none',
    scheme: definition.scheme,
    exclude: definition.exclude,
    level: definition.level,
    schedule: definition.schedule,
    keep: definition.keep,
    timing: timingOf(plan),
    ...(next && { nextRunAt: next.at.toISOString() }),
    ...(waiting && { waiting }),
    ...(pausedSince !== undefined && { pausedSince }),
    createdAt: definition.createdAt,
    ...(lastGood && { lastGoodAt: lastGood.seal.at }),
    ...(lastWritten !== lastGood && { writtenAt: lastWritten?.seal.at }),
    ...(isSameDisk !== undefined && { isSameDisk }),
    ...(space && { space }),
    ...(copies.length > 0 && { copies }),
    ...(newest && newest.gaps > 0 && { gaps: newest.gaps }),
    ...(accepted && { accepted }),
    ...(newest && newestStanding === 'damaged' && { newestDamaged: { setId: newest.set, at: newest.at } }),
    ...(hold && { hold }),
    useShadowCopies: usesShadowCopies(state, definition.id),
    ...(watchFiles && { watchFiles: [...watchFiles] }),
    ...(lastRun && { lastRun }),
  };
}

interface Facts {
  readonly plan: KnownPlan;
  readonly schedule: Schedule;
  readonly newest: CataloguedSet['seal'] | undefined;
  readonly newestStanding: Standing | undefined;
  /** The newest complete set in which no damage has been found, read back or not, and not dated by a clock that ran ahead: somebody has backed up. */
  readonly lastDated: CataloguedSet | undefined;
  readonly lastOutcome: string | undefined;
  /** The newest set that this computer has written is none of the vault's any more. */
  readonly isRolledBack: boolean;
  /** Its own place has been away for so long that it may never come back: what stands in is the only one left. */
  readonly isAwayLong: boolean;
  /** A person has said that all that is missing from it may be missing for now. */
  readonly isAccepted: boolean;
  /** Somebody has to say first whether what the newest sets hold is worth anything. */
  readonly isHeld: boolean;
}

/** The first that applies. Green is said only of a complete set that was read back and in which no damage has been found. */
function stateOf({ plan, schedule, newest, lastDated, lastOutcome, ...facts }: Facts): PlanState {
  if (plan.pausedSince !== undefined) return 'paused';
  if (lastOutcome === 'failed' || lastOutcome === 'skipped') return 'failing';
  if (!newest) return 'never';
  if (facts.isHeld || facts.isRolledBack || facts.isAwayLong || facts.newestStanding === 'damaged') return 'failing';
  const isExcepted = facts.isAccepted && !isOfFuture(newest.at, now());
  const goodAt = isExcepted ? newest.at : (lastDated?.seal.at ?? plan.definition.createdAt);
  if (plan.origin === 'here' && isOverdue(schedule, new Date(goodAt), now())) return 'overdue';
  if (newest.outcome === 'incomplete') return 'incomplete';
  return facts.newestStanding === 'written' ? 'written' : 'protected';
}

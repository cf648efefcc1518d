import { z } from 'zod';
import { FLEET_REASONS } from '../../contract/index.ts';
import type { WatchedCopy, WatchedNeighbour, WatchedPlan, WatchedSpace, World } from '../alarm/index.ts';
import { now } from '../base/index.ts';
import type { CataloguedSet, State } from '../catalogue/index.ts';
import { isOfFuture } from '../plan/index.ts';
import {
  asVault,
  copiesOf,
  isAccepted,
  type KnownPlan,
  knownPlans,
  notedSpace,
  openGaps,
  originalOf,
  type PlanDeps,
  scheduleOf,
} from '../ledger/index.ts';
import { awayTooLong, damagedIn, holdOf, isRolledBack, setsBefore, standingsOf } from '../sets/index.ts';

const zNeighbours = z.array(
  z.object({
    vaultId: z.string(),
    machine: z.string(),
    name: z.string(),
    place: z.string(),
    why: z.enum(FLEET_REASONS),
    heardAt: z.string().optional(),
    lastGoodAt: z.string().optional(),
  }),
);

/** What the watchdog goes by: the state and the catalogue of this computer, and nothing that has to be reached. */
export function alarmWorld(deps: PlanDeps, aliveSince?: Date): World {
  const { state } = deps;
  state.runs.closeBroken();
  const own = knownPlans(deps).filter(({ origin }) => origin === 'here');
  const vaults = new Map(own.map(({ vaultId, vaultPlace }) => [vaultId, vaultPlace]));
  // Of a vault that no plan goes to any more nobody looks again at what was noted.
  const mine = new Set(state.places.all().map(({ vaultId }) => vaultId));
  const { startedAt } = state.runs.latest();
  return {
    now: now(),
    plans: own.map((plan) => watchedPlan(deps, plan)),
    spaces: [...vaults].flatMap(([vaultId, place]) => watchedSpace(deps, vaultId, place)),
    neighbours: state.vaults().flatMap(({ id }) => (mine.has(id) ? notedNeighbours(deps, id) : [])),
    machine: state.machine,
    ...(startedAt !== undefined && { seenAt: startedAt }),
    aliveSince,
  };
}

export function noteNeighbours(
  { state }: Pick<PlanDeps, 'state'>,
  vaultId: string,
  late: readonly WatchedNeighbour[],
): void {
  state.note(`neighbours:${vaultId}`, JSON.stringify(late));
}

export function notedNeighbours({ state }: Pick<PlanDeps, 'state'>, vaultId: string): WatchedNeighbour[] {
  const text = state.noted(`neighbours:${vaultId}`);
  return text === undefined ? [] : zNeighbours.parse(JSON.parse(text));
}

function watchedPlan(deps: PlanDeps, plan: KnownPlan): WatchedPlan {
  const { state, catalogue } = deps;
  const { definition, vaultId, vaultPlace, pausedSince } = plan;
  const { id, name } = definition;
  const sets = catalogue.sets(id);
  const standingOf = standingsOf(state, sets);
  const newest = sets.at(-1);
  const hold = holdOf(state, id);
  const trusted = hold ? setsBefore(sets, hold) : sets;
  const gaps = newest && openGaps(state, id, newest);
  const at = now();
  const isAhead = ({ seal }: CataloguedSet): boolean => isOfFuture(seal.at, at);
  const isExcepted = gaps !== undefined && isAccepted(gaps);
  const isGood = (set: CataloguedSet): boolean =>
    !isAhead(set) &&
    (set.seal.outcome === 'complete' || (set === newest && isExcepted)) &&
    standingOf(set) !== 'damaged';
  const good = trusted.findLast(isGood);
  const verified = trusted.findLast((set) => isGood(set) && standingOf(set) === 'verified');
  const awaySince = awayTooLong(state, id, sets, now());
  const lastRun = state.runs.lastDecided(id);
  return {
    id,
    name,
    vaultId,
    place: vaultPlace,
    schedule: scheduleOf(plan),
    createdAt: definition.createdAt,
    ...(pausedSince !== undefined && { pausedSince }),
    ...(good && { goodAt: good.seal.at }),
    ...(verified && { verifiedAt: verified.seal.at }),
    ...(newest && { newestAt: (sets.findLast((set) => !isAhead(set)) ?? newest).seal.at }),
    ...(lastRun && { lastRun }),
    ...(hold && { hold }),
    damagedSets: sets.filter((set) => standingOf(set) === 'damaged').length,
    isRolledBack: isRolledBack(state, id, sets),
    ...(awaySince !== undefined && { awaySince }),
    ...(newest &&
      gaps &&
      !isExcepted && { gaps: { set: newest.seal.set, since: gapsSince(sets), counts: gaps.counts } }),
    copies: copiesOf({ state }, id).map((copy) => watchedCopy(state, id, sets, copy)),
  };
}

/** The first of those at the end in a row from which something is missing. */
function gapsSince(sets: readonly CataloguedSet[]): string {
  const lastWhole = sets.findLastIndex(({ seal }) => seal.gaps === 0);
  return (sets[lastWhole + 1] as CataloguedSet).seal.at;
}

/** Of disks that take turns it gets the points of its own, and is behind none of the others. */
function watchedCopy(
  state: State,
  plan: string,
  sets: readonly CataloguedSet[],
  copy: ReturnType<typeof copiesOf>[number],
): WatchedCopy {
  const { vaultId: id, name, place, addedAt } = copy;
  const hurt = damagedIn(state, asVault({ state }, copy));
  const disk = originalOf({ state }, plan, id)?.vaultId;
  const wanted = disk === undefined ? sets : sets.filter(({ places }) => places.includes(disk) || places.includes(id));
  const newestThere = wanted.findLastIndex(({ places }) => places.includes(id));
  const damagedSets = wanted.filter(({ seal, places }) => places.includes(id) && hurt.has(seal.set)).length;
  const missing = wanted[newestThere + 1]?.seal.at;
  if (missing === undefined) return { id, name, place, damagedSets };
  return { id, name, place, damagedSets, behindSince: missing > addedAt ? missing : addedAt };
}

function watchedSpace({ state }: PlanDeps, vaultId: string, place: string): WatchedSpace[] {
  const space = notedSpace(state, vaultId);
  if (!space) return [];
  const { freeBytes, fullAt, isRough } = space;
  return [{ vaultId, place, freeBytes, ...(fullAt !== undefined && { fullAt }), ...(isRough && { isRough }) }];
}

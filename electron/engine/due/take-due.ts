import type { Condition, SetKind } from '../../contract/index.ts';
import { now } from '../base/index.ts';
import type { DueRow, State } from '../catalogue/index.ts';
import { heaviest } from '../plan/index.ts';
import {
  type KnownPlan,
  knownPlans,
  nextOf,
  noteSkipped,
  openRun,
  passedBy,
  type PassedBy,
  type PlanDeps,
  timingOf,
} from '../ledger/index.ts';

/** A run that the schedule asks for now. */
export interface DueRun {
  readonly plan: string;
  readonly name: string;
  readonly vaultId: string;
  /** ISO time it was due at. */
  readonly at: string;
  readonly kind?: SetKind;
  /** How often it has been begun, this time included. */
  readonly attempt: number;
  /** The newest run of the history when it was taken. */
  readonly after?: number;
  /** Its time went by while nobody looked after the schedules. */
  readonly isLate: boolean;
}

/** What whoever looks after the schedules knows. */
export interface Look {
  /** Since when somebody has looked after them without a break. */
  readonly aliveSince: Date;
  /** Plans of these vaults stay due. */
  readonly busyVaults?: ReadonlySet<string>;
  /** What does not hold now of what runs may wait for; what nobody can tell holds. */
  readonly unmet?: readonly Condition[];
}

/** A system's scheduler looks every few minutes: what is so late is not late. */
const LATE_MS = 15 * 60_000;
/** After a process was lost with a run; the first time at once. */
const BROKEN_PAUSE_MS = 15 * 60_000;

/**
 * The run that has been due for longest, of those whose place has answered the last time, taken: no other process gets it as well. Earlier times of the same plan that went by are
 * noted as skipped: `not-running` before `aliveSince`, `busy` since then; one run makes up for all of them, with the kind that stores most.
 * What waits for a condition is passed over until it holds, or the plan's limit is over.
 */
export function takeDueRun(deps: PlanDeps, look: Look): DueRun | undefined {
  const { state } = deps;
  return state.dues.exclusively(() => {
    const until = now();
    reopenBroken(state, until);
    const plans = knownPlans(deps).filter(({ origin, vaultId }) => origin === 'here' && !look.busyVaults?.has(vaultId));
    const rows = state.dues.unfinished();
    const open = plans.flatMap((plan) => {
      const own = rows.filter((row) => row.plan === plan.definition.id);
      const row = bringUp(state, plan, { own, until, look });
      return row ? [{ plan, row }] : [];
    });
    // A place that never answers must not take the turn of all others each time.
    const wasSilent = ({ definition }: KnownPlan): boolean =>
      state.runs.lastBackup(definition.id)?.failure?.code === 'place-silent';
    const order = open
      .map((each) => ({ ...each, isLast: wasSilent(each.plan) }))
      .toSorted((a, b) => Number(a.isLast) - Number(b.isLast) || a.row.at.localeCompare(b.row.at));
    for (const { plan, row } of order) {
      if (row.tryAt !== undefined && row.tryAt > until.toISOString()) continue;
      if (mustWait(state, { plan, row, until }, look)) continue;
      return begin(state, { plan, row }, look);
    }
    return undefined;
  });
}

/** What came since the last look becomes the plan's open run, which is given; what it makes up for is noted. */
function bringUp(
  state: State,
  plan: KnownPlan,
  { own, until, look }: { own: readonly DueRow[]; until: Date; look: Look },
): DueRow | undefined {
  const { id } = plan.definition;
  const [open] = superseded(state, plan, own);
  const come = passedBy(state, plan, { own, until });
  if (plan.pausedSince !== undefined) {
    for (const { at } of come) noteSkipped(state, plan, at.toISOString(), 'paused');
    if (open) close(state, plan, open, 'paused');
    return undefined;
  }
  const oldest = new Date(look.aliveSince.getTime() - LATE_MS);
  const isLost = (at: Date): boolean => !timingOf(plan).catchUp && at < oldest;
  const last = come.at(-1);
  if (last && isLost(last.at)) {
    for (const { at } of come) noteSkipped(state, plan, at.toISOString(), 'not-running');
    return open;
  }
  const isStale = open !== undefined && open.attempt > 0 && state.runs.hasSavedSince(id, open.at);
  if (!last) {
    if (!isStale) return open;
    state.dues.put({ ...open, state: 'done' });
    return undefined;
  }
  // What waited is made up for as well.
  if (open) close(state, plan, open, whyNot(open));
  for (const { at } of come.slice(0, -1))
    noteSkipped(state, plan, at.toISOString(), at < look.aliveSince ? 'not-running' : 'busy');
  const kinds = open && !isStale ? [{ at: last.at, kind: open.kind }, ...come] : come;
  return openRun(state, plan, heaviest(kinds) ?? last, { waitUntil: open?.waitUntil });
}

/** Of several that wait, because an event came meanwhile, the newest stays. */
function superseded(state: State, plan: KnownPlan, own: readonly DueRow[]): DueRow[] {
  const open = own.filter((row) => row.state === 'open').toSorted((a, b) => b.at.localeCompare(a.at));
  for (const row of open.slice(1)) close(state, plan, row, whyNot(row));
  return open.slice(0, 1);
}

/** What the history does not know yet of a run that did not succeed: whatever failed has told so. */
function whyNot({ attempt, guard, waitsFor }: DueRow): PassedBy | undefined {
  if (attempt > 0) return guard === undefined ? undefined : 'not-running';
  return waitsFor ?? 'busy';
}

function mustWait(
  state: State,
  { plan, row, until }: { plan: KnownPlan; row: DueRow; until: Date },
  { unmet = [] }: Look,
): boolean {
  const waitsFor = timingOf(plan).waitsFor.find((condition) => unmet.includes(condition));
  const isPatient = row.waitUntil !== undefined && until.toISOString() < row.waitUntil;
  if (waitsFor === undefined || !isPatient) return false;
  if (waitsFor !== row.waitsFor) state.dues.put({ ...row, waitsFor });
  return true;
}

function begin(state: State, { plan, row }: { plan: KnownPlan; row: DueRow }, { aliveSince }: Look): DueRun {
  const attempt = row.attempt + 1;
  const guard = state.runs.presence;
  state.dues.put({ ...row, state: 'running', attempt, guard, tryAt: undefined, waitsFor: undefined });
  const { id, name } = plan.definition;
  const isLate = attempt === 1 && new Date(row.at) < aliveSince;
  return {
    plan: id,
    name,
    vaultId: plan.vaultId,
    at: row.at,
    attempt,
    isLate,
    after: state.runs.latest().run,
    ...(row.kind && { kind: row.kind }),
  };
}

function close(state: State, plan: KnownPlan, row: DueRow, reason: PassedBy | undefined): void {
  state.dues.put({ ...row, state: 'done' });
  if (reason !== undefined) noteSkipped(state, plan, row.at, reason);
}

/** Its process was ended, or the computer: such a run goes on where it was. Whose it was stays noted until it is begun again. */
function reopenBroken(state: State, until: Date): void {
  for (const row of state.dues.unfinished()) {
    if (row.state !== 'running' || row.guard === undefined || !state.runs.isGone(row.guard)) continue;
    const pauseMs = (row.attempt - 1) * BROKEN_PAUSE_MS;
    state.dues.put({ ...row, state: 'open', tryAt: new Date(until.getTime() + pauseMs).toISOString() });
  }
}

/** When there is something to do for a plan next; undefined where nothing is planned. What waits for a condition has no time of its own. */
export function nextDueAt(deps: PlanDeps): Date | undefined {
  const { state } = deps;
  const tries = state.dues.unfinished().flatMap(({ state: at, tryAt }) => (at === 'open' && tryAt ? [tryAt] : []));
  const times = knownPlans(deps).flatMap((plan) => nextOf(state, plan)?.at.getTime() ?? []);
  const all = [...times, ...tries.map((at) => Date.parse(at)).filter((at) => at > now().getTime())];
  return all.length === 0 ? undefined : new Date(Math.min(...all));
}

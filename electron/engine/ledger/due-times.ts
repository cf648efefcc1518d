import type { Condition, ScheduleEvent } from '../../contract/index.ts';
import { now, timeZone } from '../base/index.ts';
import type { DueRow, State } from '../catalogue/index.ts';
import { type Due, nextTimes, timesBetween } from '../plan/index.ts';
import type { KnownPlan } from './plans.ts';
import { scheduleOf, timingOf } from './timing.ts';

/** Why a time went by without a run. */
export type PassedBy = 'paused' | 'busy' | 'not-running' | 'battery-low' | Condition;

/** Of a computer that was off for a year, no more are noted one by one. */
const NOTED_MAX = 100;
const CLOCK_SLACK_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

/**
 * What was due since it was last dealt with, oldest first: what was promised, and what else the schedule says. What has been taken once never
 * comes again, and what is promised next is written down, so that another time zone or a clock that was set loses nothing.
 */
export function passedBy(
  state: State,
  plan: KnownPlan,
  { own, until }: { readonly own: readonly DueRow[]; readonly until: Date },
): Due[] {
  const promise = own.find((row) => row.state === 'next');
  if (promise && isStillRight(promise, until) && !isAhead(plan.dealtUntil, until)) return [];
  const { id } = plan.definition;
  const schedule = scheduleOf(plan);
  const since = dealtWith(plan, until);
  const byTime = new Map(timesBetween(schedule, since, until, NOTED_MAX).map((due) => [due.at.toISOString(), due]));
  if (promise && promise.at <= until.toISOString() && promise.at > since.toISOString() && !byTime.has(promise.at))
    byTime.set(promise.at, { at: new Date(promise.at), ...(promise.kind && { kind: promise.kind }) });
  const come = [...byTime.values()]
    .filter(({ at }) => !state.dues.isTaken(id, at.toISOString()))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  state.setDealtUntil(id, until.toISOString());
  promiseNext(state, plan, { promise, until });
  return come;
}

/** Up to when nothing is left to do. After a change of the time zone what the new one had since then counts as well: a run too many is better than none. */
function dealtWith({ dealtUntil, definition }: KnownPlan, until: Date): Date {
  // After a clock that ran ahead was set right, the schedule must not rest until that time comes again.
  return isAhead(dealtUntil, until) ? until : new Date(dealtUntil ?? definition.createdAt);
}

/** The earlier of what was promised and of what the schedule says now. */
function promiseNext(
  state: State,
  plan: KnownPlan,
  { promise, until }: { readonly promise: DueRow | undefined; readonly until: Date },
): void {
  const { id } = plan.definition;
  state.dues.forgetPromises(id);
  const next = nextTimes(scheduleOf(plan), until, 3).find(({ at }) => !state.dues.isTaken(id, at.toISOString()));
  const isKept = promise && promise.at > until.toISOString() && (!next || promise.at < next.at.toISOString());
  const made = { state: 'next', attempt: 0, madeAt: until.toISOString(), zone: timeZone() } as const;
  if (isKept) state.dues.put({ ...promise, madeAt: made.madeAt, zone: made.zone });
  else if (next)
    state.dues.put({ plan: id, at: next.at.toISOString(), ...made, ...(next.kind && { kind: next.kind }) });
}

/** What has come waits from now on to be run; `waitUntil`: where something has waited before it. */
export function openRun(
  state: State,
  plan: KnownPlan,
  due: Due,
  { waitUntil, event }: { readonly waitUntil?: string | undefined; readonly event?: ScheduleEvent } = {},
): DueRow {
  const at = now();
  const limit = new Date(at.getTime() + timingOf(plan).waitMinutes * MINUTE_MS).toISOString();
  const row: DueRow = {
    plan: plan.definition.id,
    at: due.at.toISOString(),
    ...(due.kind && { kind: due.kind }),
    ...(event && { event }),
    state: 'open',
    attempt: 0,
    waitUntil: waitUntil ?? limit,
    madeAt: at.toISOString(),
    zone: timeZone(),
  };
  state.dues.put(row);
  return row;
}

/** In the history only: where a clock that ran ahead has brought it, its time comes once more. */
export function noteSkipped(
  state: State,
  { definition: { id, name } }: Pick<KnownPlan, 'definition'>,
  at: string,
  reason: PassedBy,
): void {
  state.runs.addSkipped({ plan: id, planName: name, verb: 'backup', startedAt: at }, reason);
}

/** When the plan runs next by itself. */
export function nextOf(state: State, plan: KnownPlan): Due | undefined {
  if (plan.origin !== 'here' || plan.pausedSince !== undefined) return undefined;
  const at = now();
  const [next] = nextTimes(scheduleOf(plan), at, 1);
  const promise = state.dues.promised(plan.definition.id);
  if (!promise || promise.at <= at.toISOString() || (next && next.at.toISOString() <= promise.at)) return next;
  return { at: new Date(promise.at), ...(promise.kind && { kind: promise.kind }) };
}

function isStillRight(promise: DueRow, until: Date): boolean {
  const at = until.toISOString();
  return promise.at > at && promise.madeAt <= at && promise.zone === timeZone();
}

function isAhead(dealtUntil: string | undefined, until: Date): boolean {
  return dealtUntil !== undefined && dealtUntil > new Date(until.getTime() + CLOCK_SLACK_MS).toISOString();
}

/** What has come and was not begun yet. */
export function waitingOf(state: State, plan: string): { since: string; until: string; for?: Condition } | undefined {
  const row = state.dues.unfinished().find((each) => each.plan === plan && each.state === 'open');
  if (!row) return undefined;
  const until = row.waitsFor === undefined ? row.tryAt : row.waitUntil;
  return until === undefined ? undefined : { since: row.at, until, ...(row.waitsFor && { for: row.waitsFor }) };
}

import type { SetKind } from '../../contract/index.ts';
import { EngineError, now } from '../base/index.ts';
import type { State } from '../catalogue/index.ts';
import { type Due, lastTimes, nextTimes } from '../plan/index.ts';
import { scheduleOf } from './plan-state.ts';
import { findOwnPlan, type KnownPlan, type PlanDeps } from './plans.ts';

/** A run that the schedule asks for now. */
export interface DueRun {
  readonly plan: string;
  readonly name: string;
  readonly vaultId: string;
  /** ISO time it was due at. */
  readonly at: string;
  readonly kind?: SetKind;
}

/** Of a computer that was off for a year, no more are noted one by one. */
const NOTED_MAX = 100;
const CLOCK_SLACK_MS = 5 * 60_000;

/** Stops the schedule until it is resumed; the plan can still be run by hand. Twice is once. */
export function pausePlan({ state }: PlanDeps, plan: KnownPlan): void {
  if (plan.pausedSince === undefined) state.setPaused(plan.definition.id, now().toISOString());
}

/** What was due meanwhile is noted and not made up for. */
export function resumePlan({ state }: PlanDeps, plan: KnownPlan): void {
  if (plan.pausedSince === undefined) return;
  const dues = takeDues(state, plan, now());
  for (const due of dues) noteSkipped(state, plan, due, 'paused');
  state.setPaused(plan.definition.id, null);
}

/**
 * The run that has been due for longest, taken: no other process gets it as well. Earlier times of the same plan that went by are
 * noted as skipped: `not-running` before `aliveSince`, `busy` since then; one run makes up for all of them. Plans of `busyVaults`
 * stay due.
 */
export function takeDueRun(
  { state }: PlanDeps,
  aliveSince: Date,
  busyVaults: ReadonlySet<string> = new Set(),
): DueRun | undefined {
  const until = now();
  mendClock(state, until);
  const waiting = state
    .plans()
    .filter(({ vaultId }) => !busyVaults.has(vaultId))
    .flatMap((plan) => {
      const dues = duesOf(plan, until);
      return dues[0] ? [{ plan, first: dues[0].at.getTime() }] : [];
    })
    .sort((a, b) => a.first - b.first);
  for (const { plan } of waiting) {
    const dues = takeDues(state, plan, until);
    if (plan.pausedSince !== undefined) {
      for (const due of dues) noteSkipped(state, plan, due, 'paused');
      continue;
    }
    const last = dues.pop();
    if (!last) continue;
    for (const due of dues) noteSkipped(state, plan, due, due.at < aliveSince ? 'not-running' : 'busy');
    const { id, name } = plan.definition;
    const { vaultId } = plan;
    return { plan: id, name, vaultId, at: last.at.toISOString(), ...(last.kind && { kind: last.kind }) };
  }
  return undefined;
}

/** When the next run of any plan is due; undefined where nothing is planned. */
export function nextDueAt({ state }: PlanDeps): Date | undefined {
  const times = state.plans().flatMap((plan) => nextTimes(scheduleOf(plan), now(), 1).map(({ at }) => at.getTime()));
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/** Runs what was taken. Where it could not even begin, the history says that it was skipped, and why; the failure is thrown in any case. */
export async function runDue<T>(deps: PlanDeps, due: DueRun, backUp: () => Promise<T>): Promise<T> {
  const { state } = deps;
  try {
    return await backUp();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const { code } = error;
    const plan = findOwnPlan(deps, due.plan);
    if (code === 'busy') noteSkipped(state, plan, { at: new Date(due.at) }, 'busy');
    const last = state.runs.lastBackup(due.plan);
    if (code === 'battery-low') return skipForPower(state, plan, due, error);
    if (last && (code === 'vault-unavailable' || code === 'disk-absent' || code === 'sources-unavailable'))
      state.runs.markSkipped(last.run, code === 'disk-absent' ? 'vault-unavailable' : code);
    throw error;
  }
}

/** Never begun, or begun and stopped: in both cases one line of the history says why. */
function skipForPower(state: State, plan: Scheduled, due: DueRun, error: EngineError): never {
  const last = state.runs.lastBackup(due.plan);
  if (last?.outcome === 'cancelled' && last.endedAt >= due.at) state.runs.markSkipped(last.run, 'battery-low');
  else noteSkipped(state, plan, { at: new Date(due.at) }, 'battery-low');
  throw error;
}

/** For one whose plan is being backed up at that moment anyway. */
export function skipDue(deps: PlanDeps, due: DueRun): void {
  noteSkipped(deps.state, findOwnPlan(deps, due.plan), { at: new Date(due.at) }, 'busy');
}

type Scheduled = Pick<KnownPlan, 'definition' | 'dealtUntil' | 'pausedSince'>;

/** What was due since it was last dealt with, oldest first. */
function duesOf(plan: Scheduled, until: Date): Due[] {
  const since = new Date(plan.dealtUntil ?? plan.definition.createdAt);
  return lastTimes(scheduleOf(plan), until, NOTED_MAX).filter(({ at }) => at > since);
}

/** After a clock that ran ahead was set right, the schedule must not rest until that time comes again. */
function mendClock(state: State, until: Date): void {
  const latest = new Date(until.getTime() + CLOCK_SLACK_MS).toISOString();
  for (const { definition, dealtUntil } of state.plans())
    if (dealtUntil !== undefined && dealtUntil > latest)
      state.moveDealtUntil(definition.id, dealtUntil, until.toISOString());
}

/** The same, and nobody else gets them. */
function takeDues(state: State, plan: Scheduled, until: Date): Due[] {
  const dues = duesOf(plan, until);
  if (dues.length === 0) return [];
  return state.moveDealtUntil(plan.definition.id, plan.dealtUntil, until.toISOString()) ? dues : [];
}

function noteSkipped(
  state: State,
  { definition: { id, name } }: Scheduled,
  { at }: Due,
  reason: 'paused' | 'busy' | 'not-running' | 'battery-low',
): void {
  state.runs.addSkipped({ plan: id, planName: name, verb: 'backup', startedAt: at.toISOString() }, reason);
}

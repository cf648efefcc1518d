import { ENDING, ERRORS, type ErrorCode, type Failure } from '../../contract/index.ts';
import { EngineError, now } from '../base/index.ts';
import type { State } from '../catalogue/index.ts';
import { findOwnPlan, type KnownPlan, noteSkipped, passedBy, type PlanDeps } from '../ledger/index.ts';
import type { DueRun } from './take-due.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Between one try and the next; the last is repeated. */
const PAUSES_MIN = [10, 30, 60, 120, 240];
/** Whatever happened may not happen again. */
const ALSO_TRIED_AGAIN: readonly ErrorCode[] = ['internal'];
/** Somebody wanted that; or the disk tells by itself when it has come. */
const NOT_TRIED_AGAIN: readonly ErrorCode[] = ['cancelled', 'busy', 'disk-absent'];

/** Stops the schedule until it is resumed; the plan can still be run by hand. Twice is once. */
export function pausePlan({ state }: PlanDeps, plan: KnownPlan): void {
  if (plan.pausedSince === undefined) state.setPaused(plan.definition.id, now().toISOString());
}

/** What was due meanwhile is noted and not made up for. */
export function resumePlan({ state }: PlanDeps, plan: KnownPlan): void {
  if (plan.pausedSince === undefined) return;
  state.dues.exclusively(() => {
    const own = state.dues.unfinished().filter((row) => row.plan === plan.definition.id);
    for (const { at } of passedBy(state, plan, { own, until: now() }))
      noteSkipped(state, plan, at.toISOString(), 'paused');
    for (const row of own.filter((each) => each.state === 'open')) {
      state.dues.put({ ...row, state: 'done' });
      noteSkipped(state, plan, row.at, 'paused');
    }
    state.setPaused(plan.definition.id, null);
  });
}

/**
 * Runs what was taken. Where it could not even begin, the history says that it was skipped, and why; the failure is thrown in any case.
 * Where its program was being ended (`ENDING`) it goes on at the next look.
 */
export async function runDue<T extends { readonly outcome: string }>(
  deps: PlanDeps,
  due: DueRun,
  backUp: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { state } = deps;
  const begun = now().toISOString();
  try {
    const value = await backUp();
    endDue(deps, due, value.outcome === 'cancelled' && isEnding(signal) ? 'interrupted' : undefined);
    return value;
  } catch (error) {
    endDue(deps, due, isEnding(signal) ? 'interrupted' : error instanceof EngineError ? error.code : 'internal');
    if (!(error instanceof EngineError)) throw error;
    const { code } = error;
    const plan = findOwnPlan(deps, due.plan);
    if (code === 'busy') noteSkipped(state, plan, due.at, 'busy');
    const last = lastSince(state, due.plan, begun);
    if (code === 'battery-low') return skipForPower(state, plan, { due, begun, error });
    if (last && (code === 'vault-unavailable' || code === 'disk-absent' || code === 'sources-unavailable'))
      state.runs.markSkipped(last.run, code === 'disk-absent' ? 'vault-unavailable' : code);
    throw error;
  }
}

/** It is over; or, where another try may succeed, comes again after a pause that grows, within a day and until the schedule's next time. Twice is once. */
export function endDue({ state }: PlanDeps, due: DueRun, failure?: ErrorCode, subject?: string): void {
  state.dues.exclusively(() => {
    if (failure === 'place-silent')
      noteUnbegun(state, due, { code: failure, ...(subject !== undefined && { subject }) });
    const row = state.dues
      .unfinished()
      .find(({ plan, at, attempt }) => plan === due.plan && at === due.at && attempt === due.attempt);
    if (row?.state !== 'running') return;
    const tryAt = failure === undefined ? undefined : triedAgainAt(row.madeAt, row.attempt, failure);
    state.dues.put({ ...row, guard: undefined, state: tryAt === undefined ? 'done' : 'open', tryAt });
  });
}

/** One whose place stood still before the run was written down: it was tried all the same. */
function noteUnbegun(state: State, { plan, name, after }: DueRun, failure: Failure): void {
  if (after === undefined || state.runs.hasTriedAfter(plan, after)) return;
  const run = state.runs.begin({ plan, planName: name, verb: 'backup', startedAt: now().toISOString() });
  state.runs.end(run, { outcome: 'failed', failure });
}

/** For one whose plan is being backed up at that moment anyway. */
export function skipDue(deps: PlanDeps, due: DueRun): void {
  endDue(deps, due, 'busy');
  noteSkipped(deps.state, findOwnPlan(deps, due.plan), due.at, 'busy');
}

/** `since`: when it was first looked at. */
function triedAgainAt(since: string, attempt: number, code: ErrorCode): string | undefined {
  // A process of an earlier try that stands still holds the plan, and will not for ever.
  const isHeldByItself = code === 'busy' && attempt > 1;
  if (NOT_TRIED_AGAIN.includes(code) && !isHeldByItself) return undefined;
  if (ERRORS[code].remedy !== 'retry' && !ALSO_TRIED_AGAIN.includes(code)) return undefined;
  const pauseMs = (PAUSES_MIN[attempt - 1] ?? PAUSES_MIN.at(-1) ?? 0) * MINUTE_MS;
  const at = now().getTime() + pauseMs;
  return at - Date.parse(since) > DAY_MS ? undefined : new Date(at).toISOString();
}

/** Never begun, or begun and stopped: in both cases one line of the history says why. */
function skipForPower(
  state: State,
  plan: KnownPlan,
  { due, begun, error }: { readonly due: DueRun; readonly begun: string; readonly error: EngineError },
): never {
  const { id, name } = plan.definition;
  const last = lastSince(state, due.plan, begun);
  if (last?.outcome === 'cancelled') state.runs.markSkipped(last.run, 'battery-low');
  else state.runs.addSkipped({ plan: id, planName: name, verb: 'backup', startedAt: due.at }, 'battery-low');
  throw error;
}

/** The run that was begun then. What an earlier one has come to stays as it is. */
function lastSince(state: State, plan: string, begun: string): ReturnType<State['runs']['lastBackup']> {
  const last = state.runs.lastBackup(plan);
  return last && last.endedAt >= begun ? last : undefined;
}

function isEnding(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true && signal.reason === ENDING;
}

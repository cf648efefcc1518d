import type { PlannedRun, PlannedRuns, ScheduleEvent } from '../../contract/index.ts';
import { now } from '../base/index.ts';
import { atEvent, type Due, restTimes, timesUntil } from '../plan/index.ts';
import {
  findOwnPlan,
  type KnownPlan,
  knownPlans,
  nextOf,
  noteSkipped,
  openRun,
  type PlanDeps,
  scheduleOf,
} from '../ledger/index.ts';

/** What belongs to one event: tray and system tell of the same log-on. */
const SAME_EVENT_MS = 10 * 60_000;
/** More are not looked at of one plan. */
const TIMES_MAX = 3000;
const THE_END = new Date(8.64e15);

/** The next runs of a plan, at most `count`, holidays left out and with the spread of this computer. */
export function nextRuns(deps: PlanDeps, wanted: string, count: number): PlannedRun[] {
  const plan = findOwnPlan(deps, wanted);
  return planned(deps, plan, count);
}

/** What all plans are to run until then, and what they leave out for a holiday, each in order. */
export function runsUntil(deps: PlanDeps, until: Date, max: number): PlannedRuns {
  const own = knownPlans(deps).filter(({ origin, pausedSince }) => origin === 'here' && pausedSince === undefined);
  const ordered = (of: (plan: KnownPlan) => PlannedRun[]) =>
    own
      .flatMap(of)
      .toSorted((a, b) => a.at.localeCompare(b.at))
      .slice(0, max);
  return {
    runs: ordered((plan) => planned(deps, plan, TIMES_MAX, until)),
    rests: ordered((plan) => restTimes(scheduleOf(plan), now(), until).map((due) => told(plan, due))),
  };
}

/** What waits for this event is due now; of a plan that is paused it is noted. Twice within ten minutes is once. Gives how many plans. */
export function eventCame(deps: PlanDeps, event: ScheduleEvent): number {
  const { state } = deps;
  return state.dues.exclusively(() => {
    const at = now();
    const wanting = knownPlans(deps).flatMap((plan) => {
      const due = plan.origin === 'here' ? atEvent(scheduleOf(plan), event, at) : undefined;
      const last = state.dues.lastOf(plan.definition.id, event);
      const isSame = last !== undefined && Math.abs(at.getTime() - Date.parse(last)) < SAME_EVENT_MS;
      return due && !isSame ? [{ plan, due }] : [];
    });
    for (const { plan, due } of wanting) {
      if (plan.pausedSince === undefined) openRun(state, plan, due, { event });
      else noteSkipped(state, plan, at.toISOString(), 'paused');
    }
    return wanting.length;
  });
}

function planned({ state }: PlanDeps, plan: KnownPlan, count: number, until?: Date): PlannedRun[] {
  if (plan.pausedSince !== undefined) return [];
  const first = nextOf(state, plan);
  if (!first) return [];
  const times = [first, ...timesUntil(scheduleOf(plan), first.at, until ?? THE_END, count - 1)];
  return times.filter(({ at }) => !until || at <= until).map((due) => told(plan, due));
}

function told({ definition: { id: planId, name: planName } }: KnownPlan, { at, kind }: Due): PlannedRun {
  return { planId, planName, at: at.toISOString(), ...(kind && { kind }) };
}

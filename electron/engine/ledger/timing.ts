import { NO_TIMING, type Timing, type TimingChange, zTiming } from '../../contract/index.ts';
import type { State } from '../catalogue/index.ts';
import { cleanHolidays, daysOff, onComputer, parseSchedule, type Schedule, spreadMs } from '../plan/index.ts';
import type { KnownPlan, PlanDeps } from './plans.ts';

type Timed = Pick<KnownPlan, 'definition' | 'timing' | 'computer'>;

/** How a plan keeps to its schedule. */
export function timingOf({ timing }: Pick<KnownPlan, 'timing'>): Timing {
  const stored = zTiming.safeParse({ ...NO_TIMING, ...(timing as Partial<Timing> | undefined) });
  return stored.success ? stored.data : NO_TIMING;
}

/** As it is on this computer. A schedule that cannot be read, because a newer program wrote it, is shown as it is and never due here. */
export function scheduleOf(plan: Timed): Schedule {
  const { definition, computer } = plan;
  try {
    const schedule = parseSchedule(definition.schedule);
    if (!computer) return schedule;
    return onThisComputer(schedule, { computer, timing: timingOf(plan), plan: definition.id });
  } catch {
    return [];
  }
}

/** `plan`: whose share of the spread it gets; of one that is not made yet nobody knows it. */
export function onThisComputer(
  schedule: Schedule,
  about: {
    readonly computer: NonNullable<KnownPlan['computer']>;
    readonly timing: Timing;
    readonly plan: string | undefined;
  },
): Schedule {
  const { computer, timing, plan } = about;
  return onComputer(schedule, {
    daysOff: daysOff(computer.holidays),
    restsOnDaysOff: timing.restsOnHolidays,
    delayMs: plan === undefined ? 0 : spreadMs(computer.id, plan, timing.spreadMinutes),
  });
}

export function changeTiming(state: State, plan: KnownPlan, change: TimingChange): void {
  const { id } = plan.definition;
  state.setTiming(id, zTiming.parse({ ...timingOf(plan), ...change }));
  state.dues.forgetPromises(id);
}

export function holidaysOf({ state }: Pick<PlanDeps, 'state'>): string[] {
  return [...state.holidays];
}

/** Throws EngineError `holiday-invalid`. */
export function changeHolidays({ state }: Pick<PlanDeps, 'state'>, holidays: readonly string[]): string[] {
  const clean = cleanHolidays(holidays);
  state.dues.exclusively(() => {
    state.setHolidays(clean);
    state.dues.forgetPromises();
  });
  return clean;
}

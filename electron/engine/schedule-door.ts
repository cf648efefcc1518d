import type {
  BackupResult,
  CallInput,
  Condition,
  ErrorCode,
  PlannedRun,
  PlannedRuns,
  ScheduleEvent,
  ScheduleLook,
} from '../contract/index.ts';
import type { BatteryReader } from './base/index.ts';
import type { DataFolder } from './data-folder.ts';
import { changeHolidays, findOwnPlan, holidaysOf } from './ledger/index.ts';
import {
  type DueRun,
  endDue,
  eventCame,
  type Look,
  lookAtSchedule,
  nextDueAt,
  nextRuns,
  pausePlan,
  resumePlan,
  runDue,
  runsUntil,
  skipDue,
  type Surroundings,
  takeDueRun,
  unmetConditions,
} from './due/index.ts';
import { type JobControl, limitsOf, whilePowered } from './run/index.ts';
import type { BackupOrder } from './engine-options.ts';

/** When plans run by themselves, and what becomes of each time at which one should have. */
export interface ScheduleDoor {
  /** What a schedule that is being written would do on this computer. */
  look(draft: CallInput<'schedule.look'>): Promise<ScheduleLook>;
  /** Those of a plan, holidays and spread included. Throws `plan-unknown`, `plan-elsewhere`. */
  nextOf(plan: string, count: number): Promise<PlannedRun[]>;
  /** Those of all plans until then (ISO time). */
  until(until: string): Promise<PlannedRuns>;
  /** What waits for it is due now; gives how many plans. */
  event(event: ScheduleEvent): Promise<number>;
  /** What does not hold now of what plans wait for. */
  unmet(around?: Surroundings): Promise<Condition[]>;
  /** Takes what is due, so that it runs once; whoever takes it says how it ended, by `run`, `ended` or `skipped`. */
  take(look: Look): Promise<DueRun | undefined>;
  nextAt(): Promise<Date | undefined>;
  /** Notes that it was not run because a backup of the plan was under way. */
  skipped(due: DueRun): Promise<void>;
  /** A run that was taken by `take`. */
  run(due: DueRun, control?: JobControl): Promise<BackupResult>;
  /** For one that was run elsewhere. `failure`, `subject`: the code of what was thrown, and of what it spoke. */
  ended(due: DueRun, failure?: ErrorCode, subject?: string): Promise<void>;
  holidays(): Promise<string[]>;
  /** All of them. Throws `holiday-invalid`. */
  holidaysSet(holidays: readonly string[]): Promise<string[]>;
  /** The plan's schedule rests; it can still be run by hand. */
  pause(plan: string): Promise<void>;
  resume(plan: string): Promise<void>;
}

/** More than a calendar of two months shows. */
const PLANNED_MAX = 5000;

export function scheduleDoor(
  data: DataFolder,
  {
    battery,
    backup,
  }: {
    readonly battery: BatteryReader;
    readonly backup: (order: BackupOrder, control: JobControl) => Promise<BackupResult>;
  },
): ScheduleDoor {
  return {
    look: (draft) => data.with((deps) => lookAtSchedule(deps, draft)),
    nextOf: (plan, count) => data.with((deps) => nextRuns(deps, plan, count)),
    until: (until) => data.with((deps) => runsUntil(deps, new Date(until), PLANNED_MAX)),
    event: (event) => data.with((deps) => eventCame(deps, event)),
    unmet: (around) => data.with((deps) => unmetConditions(deps, battery, around)),
    take: (look) => data.with((deps) => takeDueRun(deps, look)),
    nextAt: () => data.with((deps) => nextDueAt(deps)),
    skipped: (due) => data.with((deps) => skipDue(deps, due)),
    run: (due, control = {}) =>
      data.with((deps) => {
        const power = { limits: limitsOf(deps), battery };
        const work = (): Promise<BackupResult> =>
          whilePowered(power, { ...control, by: 'schedule' }, (guarded) => backup(due, guarded));
        return runDue(deps, due, work, control.signal);
      }),
    ended: (due, ...how) => data.with((deps) => endDue(deps, due, ...how)),
    holidays: () => data.with(holidaysOf),
    holidaysSet: (holidays) => data.with((deps) => changeHolidays(deps, holidays)),
    pause: (plan) => data.with((deps) => pausePlan(deps, findOwnPlan(deps, plan))),
    resume: (plan) => data.with((deps) => resumePlan(deps, findOwnPlan(deps, plan))),
  };
}

/** Runs by the clock and by events: which is next, what it waits for, how it ends, and what follows a run. */
export { type Surroundings, unmetConditions } from './conditions.ts';
export { type DueRun, type Look, nextDueAt, takeDueRun } from './take-due.ts';
export { endDue, pausePlan, resumePlan, runDue, skipDue } from './due-end.ts';
export { eventCame, nextRuns, runsUntil } from './planned.ts';
export { lookAtSchedule } from './schedule-look.ts';
export { backUpPlan, consolidatePlan, prunePlan } from './told-runs.ts';

import { z } from 'zod';
import { zIso, zRef, zSetKind } from './shapes.ts';

/** What a schedule may wait for instead of a time. */
export const SCHEDULE_EVENTS = ['log-on', 'plug-in', 'shutdown'] as const;
export const zScheduleEvent = z.enum(SCHEDULE_EVENTS);
export type ScheduleEvent = z.infer<typeof zScheduleEvent>;

/** What a scheduled run may wait for. */
export const CONDITIONS = ['mains', 'network', 'unmetered', 'idle'] as const;
export const zCondition = z.enum(CONDITIONS);
export type Condition = z.infer<typeof zCondition>;

export const SPREAD_MAX_MINUTES = 240;
export const WAIT_MAX_MINUTES = 24 * 60;

/** How a plan keeps to its schedule on this computer. */
export const zTiming = z.object({
  /** A time that went by while the computer was off or asleep is made up for. */
  catchUp: z.boolean(),
  /** Rests on holidays; else only runs on workdays do. */
  restsOnHolidays: z.boolean(),
  /** Begins within so many minutes after its time, at another moment on each computer. */
  spreadMinutes: z.number().int().min(0).max(SPREAD_MAX_MINUTES),
  /** A run waits for these, */
  waitsFor: z.array(zCondition).max(CONDITIONS.length),
  /** for so many minutes at most, and then begins all the same. */
  waitMinutes: z.number().int().min(1).max(WAIT_MAX_MINUTES),
});
export type Timing = z.infer<typeof zTiming>;
export const NO_TIMING: Timing = {
  catchUp: true,
  restsOnHolidays: false,
  spreadMinutes: 0,
  waitsFor: [],
  waitMinutes: 240,
};
export const zTimingChange = zTiming.partial();
export type TimingChange = z.infer<typeof zTimingChange>;

/** `2026-12-24`, `2026-12-24..2027-01-06`, or `12-25` for every year. */
export const zHolidays = z.array(z.string().max(40)).max(1000);

/** A time at which a plan will run. */
export const zPlannedRun = z.object({ planId: z.string(), planName: z.string(), at: zIso, kind: zSetKind.optional() });
export type PlannedRun = z.infer<typeof zPlannedRun>;

/** `rests`: times that are left out because they fall on a holiday. */
export const zPlannedRuns = z.object({ runs: z.array(zPlannedRun), rests: z.array(zPlannedRun) });
export type PlannedRuns = z.infer<typeof zPlannedRuns>;

export const SCHEDULE_MAX_CHARS = 1000;
export const RULES_MAX = 20;

/** A schedule that is being written, a rule each. `plan`: the one it is for, where there is one. */
export const zScheduleDraft = z.object({
  rules: z.array(z.string().max(SCHEDULE_MAX_CHARS)).max(RULES_MAX),
  timing: zTiming.default(NO_TIMING),
  plan: zRef.optional(),
  until: zIso,
});

const zPlannedTime = zPlannedRun.pick({ at: true, kind: true });
export type PlannedTime = z.infer<typeof zPlannedTime>;

/** What is to be said of one rule. */
export const zRuleLook = z.object({
  /** `never`: well formed, and no day ever fits. */
  problem: z.enum(['invalid', 'never']).optional(),
  /** Where it meets another one, `with` its place in the list, which is made in its place; `isAlways`: whenever it comes. */
  overlap: z.object({ with: z.number().int(), at: zIso, isAlways: z.boolean() }).optional(),
});
export type RuleLook = z.infer<typeof zRuleLook>;

/** What a schedule that is being written would do. `next`: its next times, however far away; none where it waits for events alone. */
export const zScheduleLook = z.object({
  rules: z.array(zRuleLook),
  next: z.array(zPlannedTime),
  runs: z.array(zPlannedTime),
  rests: z.array(zPlannedTime),
});
export type ScheduleLook = z.infer<typeof zScheduleLook>;

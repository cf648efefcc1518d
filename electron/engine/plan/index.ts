/** What is due, what kind of set, what to keep. Pure: facts in, a decision with its reason out. */
export { type RunProfile, suspicions } from './brake.ts';
export { clockDoubt, isOfFuture } from './clock-doubt.ts';
export {
  type HeardPlan,
  heardStanding,
  rank,
  type SealedPlan,
  unheardStanding,
  worstOf,
} from './fleet.ts';
export { forecast, type Growing, type SizedPoint } from './forecast.ts';
export { type KeepPoint, type KeepVerdict, keepVerdicts, type Standing } from './keep.ts';
export { type KeepRule, parseKeep, printKeep, readableKeep, removesAnything, TRASH_DAYS } from './keep-rule.ts';
export { type ChainSet, chainOf, decideKind, isConsolidationDue, type KindDecision, type KindReason } from './kind.ts';
export { type Overlap, overlaps } from './overlap.ts';
export { isOverdue, overdueAt } from './overdue.ts';
export { isAwayTooLong, nextTurn, type Turn } from './rotation.ts';
export { cleanHolidays, type DaysOff, daysOff } from './holidays.ts';
export {
  atEvent,
  type Circumstances,
  type Due,
  hasTimes,
  heaviest,
  lastTimes,
  nextTimes,
  onComputer,
  restTimes,
  timesBetween,
  timesUntil,
} from './schedule.ts';
export { neverComes, parseSchedule, printSchedule, type Rule, type Schedule } from './schedule-text.ts';
export { spreadMs } from './spread.ts';
export { unseenSince } from './unseen.ts';

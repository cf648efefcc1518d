import { type CallInput, NO_TIMING, type PlannedTime, type RuleLook, type ScheduleLook } from '../../contract/index.ts';
import { now } from '../base/index.ts';
import { onThisComputer, type PlanDeps } from '../ledger/index.ts';
import {
  type Due,
  neverComes,
  nextTimes,
  overlaps,
  parseSchedule,
  restTimes,
  type Schedule,
  timesUntil,
} from '../plan/index.ts';

const NEXT = 3;
/** More than five weeks of one every quarter of an hour. */
const TIMES_MAX = 4000;

/** What a schedule that is being written would do here, and what is to be said of each of its rules. Throws nothing for what it cannot read. */
export function lookAtSchedule(
  { state }: PlanDeps,
  { rules, timing = NO_TIMING, plan, until: end }: CallInput<'schedule.look'>,
): ScheduleLook {
  const at = now();
  const until = new Date(end);
  const computer = { id: state.machine.id, holidays: state.holidays };
  const parts = rules.map((text) => onThisComputer(read(text), { computer, timing, plan }));
  const whole = parts.flat();
  const met = overlaps(
    parts.map((part) => part[0]),
    at,
  );
  return {
    rules: rules.map((text, index): RuleLook => {
      const overlap = met[index];
      if (overlap) return { overlap: { ...overlap, at: overlap.at.toISOString() } };
      if (parts[index]?.length !== 0 || text.trim() === '') return {};
      return { problem: neverComes(text) ? 'never' : 'invalid' };
    }),
    next: nextTimes(whole, at, NEXT).map(told),
    runs: timesUntil(whole, at, until, TIMES_MAX).map(told),
    rests: restTimes(whole, at, until).map(told),
  };
}

function read(text: string): Schedule {
  try {
    return parseSchedule(text);
  } catch {
    return [];
  }
}

function told({ at, kind }: Due): PlannedTime {
  return { at: at.toISOString(), ...(kind && { kind }) };
}

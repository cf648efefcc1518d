import type {
  Alarm,
  AlarmAcknowledge,
  AlarmBoard,
  AlarmCause,
  AlarmRaised,
  Telling,
  Watch,
  Watcher,
} from '../../contract/index.ts';
import { zAlarmRaised } from '../../contract/index.ts';
import {
  acknowledged,
  conditionsOf,
  delivered,
  raised,
  reminded,
  type Step,
  settled,
  WATCHED_CAUSES,
  type World,
  worstFirst,
} from '../alarm/index.ts';
import { EngineError, now, randomId } from '../base/index.ts';
import type { State } from '../catalogue/index.ts';
import type { PlanDeps } from '../ledger/index.ts';
import { alarmWorld } from './alarm-world.ts';

interface Deps {
  readonly state: State;
}

/** A program that runs looks so often. */
export const LOOK_EVERY_MS = 5 * 60_000;
const LOOKED = 'watch:last';

export function alarmBoard({ state }: Deps): AlarmBoard {
  return { alarms: state.alarms.open().sort(worstFirst), watch: watchOf({ state }) };
}

/** The newest first. */
export function closedAlarms({ state }: Deps, limit: number): Alarm[] {
  return state.alarms.closed(limit);
}

export function watchOf({ state }: Deps): Watch {
  const [lookedAt, by] = state.noted(LOOKED)?.split(' ') ?? [];
  return { ...(lookedAt !== undefined && { lookedAt, by: by as Watcher }), everyMs: LOOK_EVERY_MS };
}

/** For what does not follow from how things stand: whoever raises it also closes it. The same again is still one alarm. */
export function raiseAlarm({ state }: Deps, input: AlarmRaised): Alarm {
  const condition = zAlarmRaised.parse(input);
  return state.alarms.within(() => {
    const at = now();
    const last = state.alarms.last(condition.cause, condition.subject);
    const step = raised(last, condition, at, () => randomId(8));
    if (step) state.alarms.write(step, at);
    return (step?.alarm ?? last) as Alarm;
  });
}

/** Nothing where there is none open. `by`: the person who says that it is over. */
export function closeAlarm(
  { state }: Deps,
  { cause, subject, by }: { cause: AlarmCause; subject: string; by?: string | undefined },
): void {
  state.alarms.within(() => {
    const at = now();
    const last = state.alarms.last(cause, subject);
    const step = last && settled(last, at, by);
    if (step) state.alarms.write(step, at);
  });
}

/** Throws `alarm-unknown`, also where several begin so. */
export function acknowledgeAlarm({ state }: Deps, { alarm: id, ...given }: AlarmAcknowledge): Alarm {
  return state.alarms.within(() => {
    const at = now();
    const found = state.alarms.beginning(id).filter(({ closedAt }) => closedAt === undefined);
    const [alarm] = found;
    if (!alarm || found.length > 1 || id === '') throw new EngineError('alarm-unknown', { subject: id });
    const step = acknowledged(alarm, given, at);
    state.alarms.write(step, at);
    return step.alarm;
  });
}

/** What a channel is to tell next: see `AlarmLog.claim`. */
export function claimTelling(
  { state }: Deps,
  { channel, since }: { channel: string; since: Date },
): Telling | undefined {
  return state.alarms.claim(channel, since, now());
}

export function tellingTold({ state }: Deps, { telling, channel }: { telling: string; channel: string }): void {
  state.alarms.within(() => {
    const at = now();
    const alarm = state.alarms.told(telling, channel, at);
    if (alarm) state.alarms.write(delivered(alarm, at), at);
  });
}

export function tellingFailed(
  { state }: Deps,
  { telling, channel, retryAt }: { telling: string; channel: string; retryAt: Date },
): { tries: number } {
  state.alarms.notTold(telling, channel, retryAt);
  return { tries: state.alarms.tries(telling, channel) };
}

/**
 * Looks whether alarms are to be opened, closed or told again, and notes that somebody has looked. `aliveSince`: since when the schedules
 * are looked after, where they are: what is late from before then has an hour to be caught up with.
 */
export function lookForAlarms(deps: PlanDeps, by: Watcher, aliveSince?: Date): AlarmBoard {
  const { state } = deps;
  state.alarms.within(() => {
    // Within the step: what another process has just seen must not be undone by what this one saw before.
    const world = alarmWorld(deps, aliveSince);
    settleAlarms(deps, world);
    state.note(LOOKED, `${world.now.toISOString()} ${by}`);
    state.alarms.tidy();
  });
  return alarmBoard({ state });
}

/** Only within a step: opens, closes and reminds as it follows from how things stand. */
export function settleAlarms({ state }: Deps, world: World): void {
  const at = world.now;
  const write = (step: Step | undefined): void => {
    if (step) state.alarms.write(step, at);
  };
  // Nothing is over because it may yet be caught up with.
  const stillSo = new Set(conditionsOf({ ...world, aliveSince: undefined }).map(keyOf));
  for (const alarm of state.alarms.open())
    if (WATCHED_CAUSES.has(alarm.cause) && !stillSo.has(keyOf(alarm))) write(settled(alarm, at));
  for (const condition of conditionsOf(world))
    write(raised(state.alarms.last(condition.cause, condition.subject), condition, at, () => randomId(8)));
  for (const alarm of state.alarms.open()) write(reminded(alarm, at));
}

function keyOf({ cause, subject }: Pick<Alarm, 'cause' | 'subject'>): string {
  return `${cause} ${subject}`;
}

import type { Alarm, AlarmCondition, Telling } from '../../contract/index.ts';

/** What becomes of an alarm, and why that is told; `tell` is absent where it is not. */
export interface Step {
  readonly alarm: Alarm;
  readonly tell?: Telling['kind'] | undefined;
}

export interface Acknowledging {
  readonly by: string;
  readonly note?: string | undefined;
  readonly days: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Nobody has acknowledged it: told again so long after the first time, and after each later one. */
const FIRST_REMINDER_MS = DAY_MS;
const REMINDER_MS = 3 * DAY_MS;
/** What comes back within so long is the same alarm. */
const RETURN_MS = DAY_MS;
/** What has come back once has to be well for so long before that is believed: a share that comes and goes is told of once. */
const CALM_MS = 6 * HOUR_MS;
/** No reminder lies further ahead, but by an acknowledgement: where one does, the clock has been set back since. */
const AHEAD_MAX_MS = REMINDER_MS + DAY_MS;
const ACKNOWLEDGED_MAX_MS = 100 * DAY_MS;
/** So many missing files, and so many times as many as before, are another matter than what was told. */
const GAPS_MANY = 10;
const GAPS_TIMES = 3;
/** That it is still so is written down so often at most. */
const SEEN_EVERY_MS = HOUR_MS;

/**
 * The thing is so now. `last`: the newest alarm of its cause and subject, open or not. Undefined where nothing of it has changed.
 * Told where it is new, where it is back after it was said to be over, and where it became worse, which also ends an acknowledgement.
 */
export function raised(
  last: Alarm | undefined,
  condition: AlarmCondition,
  now: Date,
  newId: () => string,
): Step | undefined {
  if (last && last.closedAt === undefined) return goneOn(last, condition, now);
  if (last?.closedAt !== undefined && isWithin(last.closedAt, now, RETURN_MS)) return returned(last, condition, now);
  const at = now.toISOString();
  const alarm: Alarm = {
    ...condition,
    id: newId(),
    state: 'open',
    openedAt: at,
    seenAt: at,
    count: 1,
    returns: 0,
    timesTold: 0,
  };
  return { alarm: withReminder(alarm, now, FIRST_REMINDER_MS), tell: 'opened' };
}

/** The thing is not so any more. Undefined where that is not to be believed yet. `by`: the person who says so. */
export function settled(alarm: Alarm, now: Date, by?: string): Step | undefined {
  if (alarm.closedAt !== undefined) return undefined;
  const at = now.toISOString();
  const { nextTellAt: _, calmSince, ...rest } = alarm;
  if (by === undefined && alarm.returns > 0) {
    if (calmSince === undefined) return { alarm: { ...alarm, calmSince: at } };
    if (isWithin(calmSince, now, CALM_MS)) return undefined;
  }
  return {
    alarm: { ...rest, state: 'closed', closedAt: at, ...(by !== undefined && { closedBy: by }) },
    tell: 'over',
  };
}

/** What time alone brings about: a reminder, and the end of an acknowledgement. Undefined where nothing. */
export function reminded(alarm: Alarm, now: Date): Step | undefined {
  if (alarm.closedAt !== undefined || alarm.nextTellAt === undefined) return undefined;
  const dueMs = Date.parse(alarm.nextTellAt);
  const aheadMaxMs = alarm.acknowledged ? ACKNOWLEDGED_MAX_MS : AHEAD_MAX_MS;
  if (dueMs > now.getTime() && dueMs < now.getTime() + aheadMaxMs) return undefined;
  return { alarm: withReminder(heardOf(alarm), now, REMINDER_MS), tell: 'again' };
}

/** A person has taken it upon them: it is quiet for some days, or until it becomes worse. */
export function acknowledged(alarm: Alarm, { by, note, days }: Acknowledging, now: Date): Step {
  const until = new Date(now.getTime() + days * DAY_MS).toISOString();
  return {
    alarm: {
      ...alarm,
      state: 'acknowledged',
      acknowledged: { by, at: now.toISOString(), ...(note !== undefined && { note }), until },
      nextTellAt: until,
    },
  };
}

/** Somebody was told of it. */
export function delivered(alarm: Alarm, now: Date): Step {
  return {
    alarm: {
      ...alarm,
      state: alarm.state === 'open' ? 'told' : alarm.state,
      timesTold: alarm.timesTold + 1,
      toldAt: now.toISOString(),
    },
  };
}

function goneOn(before: Alarm, condition: AlarmCondition, now: Date): Step | undefined {
  const isAnother = condition.mark !== before.mark;
  const worse = isWorse(before, condition);
  const isBack = before.calmSince !== undefined;
  if (!isAnother && !worse && !isBack && isSame(before, condition) && isWithin(before.seenAt, now, SEEN_EVERY_MS))
    return undefined;
  const { calmSince: _, failure: __, ...rest } = before;
  const alarm: Alarm = {
    ...rest,
    ...condition,
    // It began when it began.
    faultAt: before.faultAt,
    seenAt: now.toISOString(),
    count: before.count + (isAnother || isBack ? 1 : 0),
  };
  if (!worse) return { alarm };
  return { alarm: withReminder(heardOf(alarm), now, FIRST_REMINDER_MS), tell: 'worse' };
}

function returned(last: Alarm, condition: AlarmCondition, now: Date): Step {
  const { closedAt: _, closedBy: __, acknowledged: ___, failure: ____, ...rest } = last;
  const alarm: Alarm = {
    ...rest,
    ...condition,
    state: 'told',
    seenAt: now.toISOString(),
    count: last.count + 1,
    returns: last.returns + 1,
  };
  return { alarm: withReminder(alarm, now, FIRST_REMINDER_MS), tell: 'again' };
}

/** Another plan of the same place is no worse: it would be told of once for each. */
function isWorse(before: Alarm, { urgent, failure, facts, cause, mark }: AlarmCondition): boolean {
  if (urgent && !before.urgent) return true;
  // One more run of which nobody can say that its changes are ours.
  if (cause === 'suspicious-change' && mark !== before.mark) return true;
  if (failure && before.failure && failure.code !== before.failure.code) return true;
  if (cause === 'gaps' && sum(facts.counts) >= Math.max(GAPS_MANY, GAPS_TIMES * sum(before.facts.counts))) return true;
  return cause === 'damage' && sum(facts.counts) > sum(before.facts.counts);
}

function isSame(before: Alarm, condition: AlarmCondition): boolean {
  const { name, plans, urgent, failure, facts } = condition;
  const now = { name, plans, urgent, failure, facts };
  return JSON.stringify(now) === JSON.stringify({ ...now, ...pick(before) });
}

function pick({ name, plans, urgent, failure, facts }: Alarm) {
  return { name, plans, urgent, failure, facts };
}

/** Nobody has taken it upon them any more. */
function heardOf(alarm: Alarm): Alarm {
  const { acknowledged: was, ...rest } = alarm;
  return was ? { ...rest, state: 'told' } : alarm;
}

function withReminder(alarm: Alarm, now: Date, inMs: number): Alarm {
  return { ...alarm, nextTellAt: new Date(now.getTime() + inMs).toISOString() };
}

/** A time of the future is no proof that little has passed. */
function isWithin(at: string, now: Date, ms: number): boolean {
  const since = now.getTime() - Date.parse(at);
  return since >= 0 && since < ms;
}

function sum(counts: Readonly<Record<string, number>> = {}): number {
  return Object.values(counts).reduce((all, one) => all + one, 0);
}

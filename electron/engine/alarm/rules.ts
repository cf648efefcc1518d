import {
  ALARM_CAUSES,
  type AlarmCause,
  type AlarmCondition,
  type AlarmRaised,
  zAlarmRaised,
} from '../../contract/index.ts';
import { isOverdue } from '../plan/index.ts';
import { lateConditions } from './late.ts';
import { placeConditions } from './lost-places.ts';
import { thingConditions } from './things.ts';
import type { WatchedPlan, World } from './world.ts';

const NAME_MAX = 500;

/** What the watchdog opens and closes. Alarms of other causes are closed by who has raised them. */
export const WATCHED_CAUSES: ReadonlySet<AlarmCause> = new Set(
  ALARM_CAUSES.filter((cause) => cause !== 'channel-failed'),
);

/** All that is wrong now: one condition of a cause and a subject. Asks nobody but what it is given, so that a scheduler that is dead hides nothing. */
export function conditionsOf(world: World): AlarmCondition[] {
  const active = world.plans.filter(({ pausedSince }) => pausedSince === undefined);
  const places = placeConditions(active, world);
  const explained = new Set(places.flatMap(({ plans = [] }) => plans.map(({ id }) => id)));
  const failed = active.filter((plan) => !explained.has(plan.id)).flatMap((plan) => failedRun(plan, world));
  for (const { subject } of failed) explained.add(subject);
  return [...thingConditions(world), ...places, ...failed, ...lateConditions(active, world, explained)].map(
    (condition) => zAlarmRaised.parse({ ...condition, name: shown(condition.name) }),
  );
}

/** The path of a place can be longer than a name may be; no look may fail for that. */
function shown(name: string): string {
  return name.length <= NAME_MAX
    ? name
    : `${name.slice(0, NAME_MAX / 2)}…${name.slice(1 - NAME_MAX / 2)}`.toWellFormed();
}

/** One that was ended with its computer goes on by itself at the next, so that only being late tells of it. */
function failedRun(plan: WatchedPlan, { now }: World): AlarmRaised[] {
  const { id, name, lastRun, schedule, goodAt, createdAt } = plan;
  if (!lastRun || (lastRun.outcome !== 'failed' && lastRun.outcome !== 'skipped')) return [];
  if (lastRun.failure?.code === 'interrupted') return [];
  return [
    {
      cause: 'run-failed',
      subject: id,
      name,
      plans: [{ id, name }],
      urgent: isOverdue(schedule, new Date(goodAt ?? createdAt), now),
      ...(lastRun.failure && { failure: lastRun.failure }),
      facts: { ...(goodAt !== undefined && { lastGoodAt: goodAt }) },
      faultAt: lastRun.endedAt,
      mark: String(lastRun.run),
    },
  ];
}

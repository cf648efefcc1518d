import type { AlarmRaised } from '../../contract/index.ts';
import { hasTimes, isOverdue, nextTimes, overdueAt, type Schedule } from '../plan/index.ts';
import type { WatchedCopy, WatchedPlan, World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** After a start or a sleep the schedules are caught up with first. */
const CATCH_UP_MS = HOUR_MS;
/** So late nothing is waited for any more. */
const LATEST_MS = 7 * DAY_MS;
const COPY_BEHIND_MS = 3 * DAY_MS;
const UNREAD_MS = 14 * DAY_MS;
const PAUSED_MS = 14 * DAY_MS;
/** What may be gone with the next run: an open file, one that was being written. */
const PASSING: ReadonlySet<string> = new Set(['locked', 'vanished', 'changed-while-read']);

/** What should have happened by now and did not. `explained`: plans whose alarm says it already. */
export function lateConditions(
  active: readonly WatchedPlan[],
  world: World,
  explained: ReadonlySet<string>,
): AlarmRaised[] {
  return [
    ...active.filter(({ id }) => !explained.has(id)).flatMap((plan) => noGoodPoint(plan, world)),
    ...active.flatMap((plan) => [
      ...gapConditions(plan, world),
      ...unread(plan, world),
      ...plan.copies.flatMap((copy) => behind(plan, copy, world)),
    ]),
    ...world.plans.flatMap((plan) => pausedLong(plan, world)),
  ];
}

/** A point with gaps is no good one, but what it misses is an alarm of its own: then this is about points that did not come at all. */
function noGoodPoint(plan: WatchedPlan, { now, aliveSince }: World): AlarmRaised[] {
  const { id, name, schedule, createdAt, goodAt, newestAt, gaps } = plan;
  const last = new Date((gaps ? newestAt : goodAt) ?? createdAt);
  if (!isOverdue(schedule, last, now)) return [];
  const isCatchingUp = aliveSince !== undefined && now.getTime() - aliveSince.getTime() < CATCH_UP_MS;
  if (isCatchingUp && now.getTime() - overdueAt(schedule, last).getTime() < LATEST_MS) return [];
  return [
    {
      cause: 'no-good-point',
      subject: id,
      name,
      plans: [{ id, name }],
      urgent: hasTimes(schedule),
      facts: { ...(goodAt !== undefined && { lastGoodAt: goodAt }) },
      faultAt: missedAt(schedule, last).toISOString(),
      mark: last.toISOString(),
    },
  ];
}

/** The first time at which there should have been a run. */
function missedAt(schedule: Schedule, last: Date): Date {
  return nextTimes(schedule, last, 1)[0]?.at ?? overdueAt(schedule, last);
}

function gapConditions({ id, name, gaps, goodAt }: WatchedPlan, { now }: World): AlarmRaised[] {
  if (!gaps) return [];
  const isPassing = Object.keys(gaps.counts).every((code) => PASSING.has(code));
  if (isPassing && now.getTime() - Date.parse(gaps.since) < DAY_MS) return [];
  return [
    {
      cause: 'gaps',
      subject: id,
      name,
      plans: [{ id, name }],
      facts: { counts: gaps.counts, ...(goodAt !== undefined && { lastGoodAt: goodAt }) },
      faultAt: gaps.since,
      mark: gaps.set,
    },
  ];
}

/** The place has only said that it has it. */
function unread({ id, name, goodAt, verifiedAt, createdAt }: WatchedPlan, { now }: World): AlarmRaised[] {
  if (goodAt === undefined || goodAt === verifiedAt) return [];
  const since = Date.parse(verifiedAt ?? createdAt) + UNREAD_MS;
  if (now.getTime() < since) return [];
  return [
    {
      cause: 'check-late',
      subject: id,
      name,
      plans: [{ id, name }],
      facts: { ...(verifiedAt !== undefined && { lastGoodAt: verifiedAt }) },
      faultAt: new Date(since).toISOString(),
    },
  ];
}

function behind({ id, name, schedule }: WatchedPlan, copy: WatchedCopy, { now }: World): AlarmRaised[] {
  if (copy.behindSince === undefined) return [];
  const since = new Date(copy.behindSince);
  if (now.getTime() - since.getTime() < COPY_BEHIND_MS || !isOverdue(schedule, since, now)) return [];
  return [
    {
      cause: 'copy-behind',
      subject: `${id} ${copy.id}`,
      name: copy.name || copy.place,
      plans: [{ id, name }],
      facts: { place: copy.place, since: copy.behindSince },
      faultAt: copy.behindSince,
    },
  ];
}

/** A pause is easily forgotten. */
function pausedLong({ id, name, pausedSince, goodAt }: WatchedPlan, { now }: World): AlarmRaised[] {
  if (pausedSince === undefined || now.getTime() - Date.parse(pausedSince) < PAUSED_MS) return [];
  return [
    {
      cause: 'paused-long',
      subject: id,
      name,
      plans: [{ id, name }],
      facts: { since: pausedSince, ...(goodAt !== undefined && { lastGoodAt: goodAt }) },
      faultAt: new Date(Date.parse(pausedSince) + PAUSED_MS).toISOString(),
    },
  ];
}

import type { AlarmRaised } from '../../contract/index.ts';
import type { WatchedCopy, WatchedNeighbour, WatchedPlan, WatchedSpace, World } from './world.ts';

const DAY_MS = 86_400_000;
/** A place is told of so long before it is full; where too little has been seen to rely on it, only when it is near. */
const FULL_MS = 14 * DAY_MS;
const FULL_ROUGH_MS = 3 * DAY_MS;
const FULL_SOON_MS = 3 * DAY_MS;
const CLOCK_SLACK_MS = 3_600_000;

/** What is wrong with things, whether or not anything runs: backups, places, the clock, other computers. */
export function thingConditions(world: World): AlarmRaised[] {
  return [
    ...world.plans.flatMap((plan) => [
      ...suspicion(plan),
      ...damage(plan, world),
      ...plan.copies.flatMap((copy) => damagedCopy(plan, copy, world)),
      ...missing(plan, world),
    ]),
    ...world.spaces.flatMap((space) => spaceEnding(space, world)),
    ...clock(world),
    ...world.neighbours.map((neighbour) => late(neighbour, world)),
  ];
}

/** Open until a person has answered: an acknowledgement is no answer. */
function suspicion({ id, name, hold }: WatchedPlan): AlarmRaised[] {
  if (!hold) return [];
  const { since, setId, reasons, lastGood, again } = hold;
  const files = Math.max(...reasons.map((reason) => reason.files));
  return [
    {
      cause: 'suspicious-change',
      subject: id,
      name,
      plans: [{ id, name }],
      urgent: true,
      facts: { counts: { files }, ...(lastGood && { lastGoodAt: lastGood.at }) },
      faultAt: since,
      mark: again ? `${setId} ${again.setId}` : setId,
    },
  ];
}

function damage({ id, name, damagedSets, goodAt }: WatchedPlan, { now }: World): AlarmRaised[] {
  if (damagedSets === 0) return [];
  return [
    {
      cause: 'damage',
      subject: id,
      name,
      plans: [{ id, name }],
      urgent: true,
      facts: { counts: { sets: damagedSets }, ...(goodAt !== undefined && { lastGoodAt: goodAt }) },
      faultAt: now.toISOString(),
      mark: String(damagedSets),
    },
  ];
}

/** It may be all that is left one day, and nobody would know: each copying mends what another place has whole. */
function damagedCopy({ id, name }: WatchedPlan, copy: WatchedCopy, { now }: World): AlarmRaised[] {
  if (copy.damagedSets === 0) return [];
  return [
    {
      cause: 'copy-damaged',
      subject: `${id} ${copy.id}`,
      name: copy.name || copy.place,
      plans: [{ id, name }],
      facts: { place: copy.place, counts: { sets: copy.damagedSets } },
      faultAt: now.toISOString(),
      mark: String(copy.damagedSets),
    },
  ];
}

function missing({ id, name, isRolledBack, place }: WatchedPlan, { now }: World): AlarmRaised[] {
  if (!isRolledBack) return [];
  return [
    {
      cause: 'points-missing',
      subject: id,
      name,
      plans: [{ id, name }],
      urgent: true,
      facts: { place },
      faultAt: now.toISOString(),
    },
  ];
}

function spaceEnding(
  { vaultId, place, freeBytes, fullAt, isRough }: WatchedSpace,
  { now, plans }: World,
): AlarmRaised[] {
  if (fullAt === undefined) return [];
  const leftMs = Date.parse(fullAt) - now.getTime();
  if (leftMs > (isRough ? FULL_ROUGH_MS : FULL_MS)) return [];
  const there = plans.filter((plan) => plan.vaultId === vaultId);
  // A run that found no room says so itself.
  if (there.some(({ lastRun }) => lastRun?.failure?.code === 'vault-full')) return [];
  return [
    {
      cause: 'space',
      subject: vaultId,
      name: place,
      plans: there.map(({ id, name }) => ({ id, name })),
      urgent: leftMs <= FULL_SOON_MS,
      facts: { place, freeBytes, fullAt },
      faultAt: now.toISOString(),
    },
  ];
}

/** What was noted lies ahead: schedules and what is kept go by a clock that was wrong then, or is now. */
function clock({ now, seenAt, machine }: World): AlarmRaised[] {
  if (seenAt === undefined || Date.parse(seenAt) <= now.getTime() + CLOCK_SLACK_MS) return [];
  return [
    {
      cause: 'clock',
      subject: machine.id,
      name: machine.name,
      facts: { since: seenAt },
      faultAt: now.toISOString(),
    },
  ];
}

function late(neighbour: WatchedNeighbour, { now }: World): AlarmRaised {
  const { vaultId, machine, name, place, why, heardAt, lastGoodAt } = neighbour;
  return {
    cause: 'neighbour',
    subject: `${vaultId} ${machine}`,
    name,
    facts: {
      why,
      place,
      ...(heardAt !== undefined && { heardAt }),
      ...(lastGoodAt !== undefined && { lastGoodAt }),
    },
    faultAt: heardAt !== undefined && heardAt < now.toISOString() ? heardAt : now.toISOString(),
  };
}

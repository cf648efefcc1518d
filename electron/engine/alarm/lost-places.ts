import { type AlarmRaised, ERRORS, EXIT } from '../../contract/index.ts';
import { isOverdue } from '../plan/index.ts';
import type { WatchedPlan, World } from './world.ts';

type FailedPlan = WatchedPlan & { readonly lastRun: NonNullable<WatchedPlan['lastRun']> };

/** A place that runs could not reach or not write to: one alarm, however many plans keep their backups there. */
export function placeConditions(active: readonly WatchedPlan[], { now }: World): AlarmRaised[] {
  const vaults = new Set(active.map(({ vaultId }) => vaultId));
  return [...vaults].flatMap((vaultId) => {
    const there = active.filter((plan) => plan.vaultId === vaultId);
    const failed = there.filter((plan): plan is FailedPlan => isPlaceFault(plan));
    const away = there.filter(({ awaySince }) => awaySince !== undefined);
    if (failed.length === 0 && away.length === 0) return [];
    return [conditionOf(there, { failed, away, now })];
  });
}

function conditionOf(
  there: readonly WatchedPlan[],
  { failed, away, now }: { failed: readonly FailedPlan[]; away: readonly WatchedPlan[]; now: Date },
): AlarmRaised {
  const ends = failed.map(({ lastRun }) => lastRun.endedAt).sort();
  const since = [...ends, ...away.map(({ awaySince }) => awaySince as string)].sort()[0] as string;
  const newest = failed.toSorted((a, b) => b.lastRun.run - a.lastRun.run)[0]?.lastRun;
  // One that was backed up there since then shows that it can be done again, and not that the others are well.
  const concerned = there.filter(
    (plan) => failed.includes(plan as FailedPlan) || away.includes(plan) || !isSince(plan, since),
  );
  const goods = concerned.flatMap(({ goodAt }) => goodAt ?? []).sort();
  const { vaultId, place } = there[0] as WatchedPlan;
  return {
    cause: 'place-lost',
    subject: vaultId,
    name: place,
    plans: concerned.map(({ id, name }) => ({ id, name })),
    urgent: concerned.some(({ schedule, goodAt, createdAt }) =>
      isOverdue(schedule, new Date(goodAt ?? createdAt), now),
    ),
    ...(newest?.failure && { failure: newest.failure }),
    facts: { place, ...(goods.length === concerned.length && goods[0] !== undefined && { lastGoodAt: goods[0] }) },
    faultAt: since,
    mark: newest === undefined ? 'away' : String(newest.run),
  };
}

function isPlaceFault({ lastRun }: WatchedPlan): boolean {
  if (lastRun?.outcome !== 'failed' && lastRun?.outcome !== 'skipped') return false;
  return lastRun.failure !== undefined && ERRORS[lastRun.failure.code].exit === EXIT.vaultUnavailable;
}

function isSince({ lastRun }: WatchedPlan, since: string): boolean {
  return lastRun !== undefined && lastRun.endedAt >= since;
}

import type { Failure, Job, Plan, ShellScreen, ShellSettings } from '../contract/index.ts';

/** A clean-up is told where it was asked for; one by itself belongs to its backup. */
type Told = Job & { readonly verb: Exclude<Job['verb'], 'prune'> };

/** Something that ended or came to be while nobody may have been looking. */
export interface News {
  readonly about: Told['verb'] | 'plan';
  readonly verdict: 'complete' | 'incomplete' | 'failed' | 'lost' | 'overdue';
  readonly planId: string;
  /** Files missing, not restored or damaged. */
  readonly count: number;
  readonly failure?: Failure;
  /** The screen that shows more. */
  readonly screen: ShellScreen;
}

/**
 * What has ended between two reports of the engine. A job that was under way and is no longer listed was lost with its
 * engine. What a person cancelled is no news to them.
 */
export function newsOfJobs(before: readonly Job[], now: readonly Job[]): News[] {
  const open = before.filter(isTelling).filter(({ state }) => state !== 'done');
  const listed = new Map(now.map((job) => [job.id, job]));
  const lost = open.filter(({ id }) => !listed.has(id));
  const known = new Set(before.filter(({ state }) => state === 'done').map(({ id }) => id));
  const ended = now.filter(isTelling).filter(({ id, state }) => state === 'done' && !known.has(id));
  return [...lost.map(lostNews), ...ended.map(endedNews).filter((news) => news !== undefined)];
}

function isTelling(job: Job): job is Told {
  return job.verb !== 'prune';
}

function lostNews({ verb, planId }: Told): News {
  return { about: verb, verdict: 'lost', planId, count: 0, screen: screenOf(verb) };
}

function endedNews(job: Told): News | undefined {
  const { verb, planId, result, failure } = job;
  const base = { about: verb, planId, screen: screenOf(verb) };
  if (failure) return failure.code === 'cancelled' ? undefined : { ...base, verdict: 'failed', count: 0, failure };
  if (!result || result.outcome === 'cancelled') return undefined;
  if (result.outcome === 'failed') return { ...base, verdict: 'failed', count: 0 };
  // The list in the result may be cut short; the counts are whole.
  const count = Object.values(job.troubles ?? {}).reduce((sum, one) => sum + one, 0);
  if (result.outcome === 'complete' && count === 0) return { ...base, verdict: 'complete', count };
  return { ...base, verdict: 'incomplete', count };
}

function screenOf(verb: Told['verb']): ShellScreen {
  return verb === 'restore' || verb === 'undo' ? 'restore' : 'history';
}

/** Plans that have become overdue since the last report. */
export function newsOfPlans(before: readonly Plan[] | undefined, now: readonly Plan[]): News[] {
  const earlier = new Map((before ?? []).map(({ id, state }) => [id, state]));
  return now
    .filter(({ id, state, origin }) => origin === 'here' && state === 'overdue' && earlier.get(id) !== 'overdue')
    .map(({ id }) => ({ about: 'plan', verdict: 'overdue', planId: id, count: 0, screen: 'plans' }));
}

/** Only what matters, unless the person wants all or nothing. Who is looking at the window sees it there. */
export function isTold(
  { verdict }: Pick<News, 'verdict'>,
  { notifyOn }: Pick<ShellSettings, 'notifyOn'>,
  isLooking: boolean,
): boolean {
  if (isLooking || notifyOn === 'never') return false;
  return notifyOn === 'always' || verdict !== 'complete';
}

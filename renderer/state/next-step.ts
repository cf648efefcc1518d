import type { Job, Plan } from '../../electron/contract/index.ts';
import { currentJob } from './job-history.ts';
import { hasNothing, standingOf } from './standing.ts';

/** The one thing that is most needed now. `wasRestored`: whether any restore was ever done here; undefined while unknown. */
export type NextStep =
  | { readonly kind: 'back-up'; readonly plans: readonly Plan[] }
  | { readonly kind: 'check'; readonly plan: Plan }
  | { readonly kind: 'look'; readonly plan: Plan }
  | { readonly kind: 'resume'; readonly plan: Plan }
  | { readonly kind: 'continue'; readonly jobId: string }
  | { readonly kind: 'prove'; readonly plan: Plan }
  | { readonly kind: 'restore' }
  | { readonly kind: 'first-plan' }
  | { readonly kind: 'none' };

export function nextStepOf(plans: readonly Plan[], jobs: readonly Job[], wasRestored: boolean | undefined): NextStep {
  const own = plans.filter((plan) => plan.origin === 'here');
  if (own.length === 0) return { kind: 'first-plan' };
  if (own.some((plan) => standingOf(plan, jobs) === 'working')) return { kind: 'none' };
  const halted = own.flatMap((plan) => currentJob(jobs, plan.id, 'backup') ?? [])[0];
  if (halted) return { kind: 'continue', jobId: halted.id };
  // A run that failed would fail again; its reason comes first.
  const failing = own.find((plan) => plan.state === 'failing' && !isMendedByBackup(plan));
  if (failing) return { kind: 'look', plan: failing };
  const unsaved = own.filter(({ state }) => UNSAVED.has(state));
  if (unsaved.length > 0) return { kind: 'back-up', plans: unsaved };
  // Another backup would be as unread as this one.
  const unread = own.find((plan) => plan.state === 'written');
  if (unread) return { kind: 'check', plan: unread };
  const incomplete = own.find((plan) => plan.state === 'incomplete');
  if (incomplete) return { kind: 'look', plan: incomplete };
  const paused = own.find((plan) => plan.state === 'paused');
  if (paused) return { kind: 'resume', plan: paused };
  const besides = own.find((plan) => plan.isSameDisk);
  if (besides) return { kind: 'look', plan: besides };
  const proof = own[0];
  return wasRestored === false && proof ? { kind: 'prove', plan: proof } : { kind: 'restore' };
}

/** What is failing here has been looked at before; those that are left only need another run. */
const UNSAVED: ReadonlySet<Plan['state']> = new Set(['never', 'failing', 'overdue']);

/** The computer was switched off over the last run, or its set was found damaged later: the next run is as good as any. */
function isMendedByBackup({ lastRun, newestDamaged }: Plan): boolean {
  if (lastRun?.failure) return lastRun.failure.code === 'interrupted';
  return newestDamaged !== undefined;
}

/** What would be lost if this computer died now, over all plans of its own. */
export type Loss =
  | { readonly kind: 'since'; readonly at: string }
  | { readonly kind: 'all'; readonly plans: number }
  /** There are backups, of which nobody has read any. */
  | { readonly kind: 'unread'; readonly plans: number }
  | undefined;

export function lossOf(plans: readonly Plan[]): Loss {
  const own = plans.filter((plan) => plan.origin === 'here');
  const unsaved = own.filter((plan) => hasNothing(plan) || plan.isSameDisk).length;
  if (unsaved > 0) return { kind: 'all', plans: unsaved };
  const unread = own.filter((plan) => plan.lastGoodAt === undefined).length;
  if (unread > 0) return { kind: 'unread', plans: unread };
  const at = own.map((plan) => plan.lastGoodAt ?? '').sort()[0];
  return at === undefined ? undefined : { kind: 'since', at };
}

/** The plan whose next run comes first. */
export function nextRunOf(plans: readonly Plan[]): { readonly plan: Plan; readonly at: string } | undefined {
  return plans
    .flatMap((plan) => (plan.origin === 'here' && plan.nextRunAt !== undefined ? [{ plan, at: plan.nextRunAt }] : []))
    .sort((a, b) => (a.at < b.at ? -1 : 1))[0];
}

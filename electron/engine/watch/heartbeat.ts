import { APP_VERSION, ERRORS, EXIT } from '../../contract/index.ts';
import { type Heartbeat, HEARTBEAT_PLANS_MAX, type HeartbeatPlan } from '../archive/index.ts';
import { EngineError, now } from '../base/index.ts';
import { heardStanding, overdueAt, rank } from '../plan/index.ts';
import { Vault } from '../vault/index.ts';
import type { JobControl } from '../run/index.ts';
import { describePlan, type KnownPlan, knownPlans, type PlanDeps, scheduleOf } from '../ledger/index.ts';
import { standingsOf } from '../sets/index.ts';

const NAME_MAX = 300;

/** What this computer says of itself. */
export type OwnHeartbeat = Omit<Heartbeat, 'strongroom' | 'format' | 'requires' | 'vault' | 'number'>;

/**
 * Does a run and then tells the neighbours how the plans of its vault stand. Telling never makes a run fail, and is not tried where
 * the run could not reach its vault: silence is what neighbours watch for.
 */
export async function withHeartbeat<T extends { readonly outcome: string }>(
  deps: PlanDeps,
  plan: KnownPlan,
  { signal }: JobControl,
  work: () => Promise<T>,
): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    if (!signal?.aborted && hasReachedVault(error)) await tell(deps, plan);
    throw error;
  }
  if (result.outcome !== 'cancelled') await tell(deps, plan);
  return result;
}

/** Undefined where no plan of this computer keeps its backups there. */
export function ownHeartbeat(deps: PlanDeps, vault: Vault): OwnHeartbeat | undefined {
  const at = now();
  const there = new Set(deps.state.places.all().flatMap(({ plan, vaultId }) => (vaultId === vault.id ? [plan] : [])));
  const plans = knownPlans(deps)
    .filter(({ origin, definition }) => origin === 'here' && there.has(definition.id))
    .map((plan) => heartbeatPlan(deps, vault, plan, at));
  if (plans.length === 0) return undefined;
  const standing = (plan: HeartbeatPlan): number =>
    rank(heardStanding(plan, { heardAt: at.toISOString(), now: at, isGoodMissing: false }));
  const { id, name } = deps.state.machine;
  return {
    machine: id,
    at: at.toISOString(),
    name: cut(name) || id,
    tool: `strongroom ${APP_VERSION}`,
    freeBytes: vault.freeBytes ?? null,
    plans: plans.sort((a, b) => standing(a) - standing(b)).slice(0, HEARTBEAT_PLANS_MAX),
  };
}

/** How many computers the vault held when it was last looked at: for whoever must not look now. */
export function notedMachines({ state }: Pick<PlanDeps, 'state'>, vaultId: string): number | undefined {
  const [, machines] = state.noted(`machines:${vaultId}`)?.split(' ') ?? [];
  return machines === undefined ? undefined : Number(machines);
}

/**
 * `folders`: of computers in the vault, of which some may be left over from one that was replaced; `machines`: how many there really are, where
 * somebody has looked. Without that it stays as it was until the folders are others.
 */
export function noteMachines(
  { state }: Pick<PlanDeps, 'state'>,
  vaultId: string,
  { folders, machines }: { readonly folders: number; readonly machines?: number },
): void {
  const [before] = state.noted(`machines:${vaultId}`)?.split(' ') ?? [];
  if (machines !== undefined || before !== String(folders))
    state.note(`machines:${vaultId}`, `${folders} ${machines ?? folders}`);
}

/** Best effort, and never for a plan of others. */
export async function tell(deps: PlanDeps, { origin, vaultId, vaultPlace }: KnownPlan): Promise<void> {
  if (origin !== 'here') return;
  try {
    const vault = Vault.open(vaultPlace, deps.keys, vaultId);
    const own = ownHeartbeat(deps, vault);
    if (!own) return;
    await vault.heartbeats.write(own);
    noteMachines(deps, vaultId, { folders: vault.heartbeats.machines().length });
  } catch {
    // The run stands as it is: whoever watches hears nothing new, and takes that for what it is.
  }
}

/** What a run fails with before it has the vault says nothing that could be told there. */
function hasReachedVault(error: unknown): boolean {
  if (!(error instanceof EngineError)) return true;
  const { exit } = ERRORS[error.code];
  return exit === EXIT.failed || exit === EXIT.damage;
}

function heartbeatPlan(deps: PlanDeps, vault: Vault, known: KnownPlan, at: Date): HeartbeatPlan {
  const plan = describePlan(deps, known);
  const { lastRun } = plan;
  const sets = deps.catalogue.sets(plan.id, vault.id);
  const standingOf = standingsOf(deps.state, sets);
  const good = sets.findLast((set) => set.seal.outcome === 'complete' && standingOf(set) === 'verified')?.seal;
  // A point of the future must not let the plan rest until then, and one that is paused has nothing to be late with.
  const since = plan.state === 'paused' ? at : new Date(plan.writtenAt ?? plan.lastGoodAt ?? plan.createdAt);
  return {
    plan: plan.id,
    machine: known.machine,
    name: cut(plan.name),
    state: plan.state,
    good: good ? { set: good.set, at: good.at } : null,
    run: lastRun ? { outcome: lastRun.outcome, code: lastRun.failure?.code ?? null, at: lastRun.endedAt } : null,
    nextAt: plan.nextRunAt ?? null,
    overdueAt: overdueAt(scheduleOf(known), since > at ? at : since).toISOString(),
    sameDisk: plan.isSameDisk ?? false,
  };
}

function cut(name: string): string {
  return name.slice(0, NAME_MAX).toWellFormed();
}

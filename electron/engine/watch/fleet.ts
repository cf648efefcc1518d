import type { Fleet, FleetMachine, FleetPlan, FleetReason, FleetVaults } from '../../contract/index.ts';
import type { Heartbeat, HeartbeatPlan } from '../archive/index.ts';
import { now } from '../base/index.ts';
import { heardStanding, rank, type SealedPlan, unheardStanding, worstOf } from '../plan/index.ts';
import { type Heard, type PlanFolder, Vault } from '../vault/index.ts';
import { type GivenSecret, type PlanDeps, unlockVault } from '../ledger/index.ts';
import { noteMachines, notedMachines, ownHeartbeat } from './heartbeat.ts';
import { SealedPlans } from './sealed-plans.ts';

/** The vaults that this computer knows, without touching any. */
export function fleetVaults(deps: PlanDeps): FleetVaults {
  return deps.state.vaults().map(({ id, place }) => {
    const machines = notedMachines(deps, id);
    return { vaultId: id, vault: place, ...(machines !== undefined && { machines }) };
  });
}

/**
 * All computers of one vault, worst first. `wanted`: its id, or its place, which need not be known. Reads and writes nothing.
 * Throws what opening a vault throws, `key-wrong`, and what reading its place throws.
 */
export async function fleet(
  deps: PlanDeps,
  wanted: string,
  { secret, credentials }: { readonly secret: GivenSecret; readonly credentials?: string | undefined },
): Promise<Fleet> {
  const known = deps.state.vaults().find(({ id }) => id === wanted);
  deps.keys.places.give(known?.place ?? wanted, credentials);
  const first = Vault.open(known?.place ?? wanted, deps.keys, known?.id);
  await unlockVault(deps.keys, first, secret);
  const vault = Vault.open(first.path, deps.keys, first.id);
  const watch = new Watch(deps, vault);
  const machines = watch.machines();
  if (known || deps.state.vaults().some(({ id }) => id === vault.id))
    noteMachines(deps, vault.id, { folders: watch.folders, machines: machines.length });
  const freeBytes = vault.freeBytes;
  return {
    vault: vault.path,
    vaultId: vault.id,
    at: watch.now.toISOString(),
    isEncrypted: vault.isEncrypted,
    isLocked: vault.access?.identities.length === 0,
    ...(freeBytes !== undefined && { freeBytes }),
    machines,
  };
}

const UNREAD = {
  none: 'no-heartbeat',
  locked: 'locked',
  damaged: 'heartbeat-damaged',
  newer: 'heartbeat-newer',
} as const satisfies Record<Exclude<Heard['kind'], 'read'>, FleetReason>;

/** One look at a vault. */
class Watch {
  readonly now = now();
  readonly #deps: PlanDeps;
  readonly #vault: Vault;
  readonly #sealed: SealedPlans;
  /** Of computers, in the vault. */
  folders = 0;

  constructor(deps: PlanDeps, vault: Vault) {
    this.#deps = deps;
    this.#vault = vault;
    this.#sealed = new SealedPlans(vault, deps.catalogue);
  }

  machines(): FleetMachine[] {
    const here = this.#deps.state.machine.id;
    const own = ownHeartbeat(this.#deps, this.#vault);
    const folders = this.#vault.heartbeats.machines();
    this.folders = folders.length;
    const heard = folders
      .filter((machine) => machine !== here)
      .map((machine) => ({ machine, said: this.#vault.heartbeats.read(machine) }));
    const told = heard.flatMap(({ said }) => (said.kind === 'read' ? [said.heartbeat] : []));
    const claimed = new Set([...(own ? [own] : []), ...told].flatMap(({ plans }) => plans.map(({ plan }) => plan)));
    return [
      ...(own ? [this.#heard({ ...own, isHere: true })] : []),
      ...told.map((heartbeat) => this.#heard({ ...heartbeat, isHere: false })),
      ...heard.flatMap(({ machine, said }) =>
        said.kind === 'read' ? [] : (this.#unheard(machine, UNREAD[said.kind], claimed) ?? []),
      ),
    ].sort(worstFirst);
  }

  #heard({ machine, name, at, tool, freeBytes, plans, isHere }: Said): FleetMachine {
    const standing = plans.map((plan) => this.#heardPlan(plan, at, isHere));
    return machineOf(standing, {
      machine,
      name,
      isHere,
      heardAt: at,
      tool,
      ...(freeBytes !== null && { freeBytes }),
    });
  }

  #heardPlan(plan: HeartbeatPlan, heardAt: string, isHere: boolean): FleetPlan {
    const of = { machine: plan.machine, plan: plan.plan };
    const doubt = { heardAt, now: this.now, isGoodMissing: !isHere && this.#sealed.isMissing(of, plan.good) };
    const first = heardStanding(plan, doubt);
    const sealed = first.state === 'overdue' && !isHere ? this.#sealed.newest(of) : undefined;
    const standing = sealed ? heardStanding(plan, { ...doubt, sealed }) : first;
    const goodAt = [plan.good?.at, sealed?.goodAt]
      .filter((at) => at !== undefined)
      .sort()
      .at(-1);
    return {
      ...standing,
      plan: plan.plan,
      name: plan.name,
      ...(goodAt !== undefined && { lastGoodAt: goodAt }),
      ...(plan.run && {
        lastRun: { outcome: plan.run.outcome, at: plan.run.at, ...(plan.run.code !== null && { code: plan.run.code }) },
      }),
      ...(plan.nextAt !== null && { nextRunAt: plan.nextAt }),
    };
  }

  /** What seals alone say of it. Undefined where others have taken over all that is in its folder. */
  #unheard(machine: string, why: FleetReason, claimed: ReadonlySet<string>): FleetMachine | undefined {
    const described = this.#deps.catalogue.plans();
    const folders = this.#vault.planFolders(machine).filter(({ plan }) => !claimed.has(plan));
    const known = described.filter(({ folder, vault }) => folder === machine && vault === this.#vault.id);
    const plans = folders.flatMap((of) => this.#unheardPlan(of, why, known) ?? []);
    if (plans.length === 0 && why === 'no-heartbeat') return undefined;
    const name = known.find(({ writer }) => writer.id === machine)?.writer.name;
    return machineOf(plans, { machine, isHere: false, ...(name !== undefined && { name }) }, why);
  }

  #unheardPlan(
    of: PlanFolder,
    why: FleetReason,
    known: ReturnType<PlanDeps['catalogue']['plans']>,
  ): FleetPlan | undefined {
    const sealed: SealedPlan = this.#sealed.newest(of);
    if (sealed.at === undefined) return undefined;
    const name = known.find(({ definition }) => definition.id === of.plan)?.definition.name;
    return {
      ...unheardStanding(sealed, this.now, why),
      plan: of.plan,
      ...(name !== undefined && { name }),
      ...(sealed.goodAt !== undefined && { lastGoodAt: sealed.goodAt }),
    };
  }
}

type Said = Omit<Heartbeat, 'strongroom' | 'format' | 'requires' | 'vault' | 'number'> & { readonly isHere: boolean };

function machineOf(
  plans: FleetPlan[],
  facts: Omit<FleetMachine, 'plans' | 'state' | 'why' | 'lastGoodAt'>,
  whyWithoutPlans: FleetReason = 'no-plans',
): FleetMachine {
  const worst = worstOf(plans) ?? {
    state: whyWithoutPlans === 'no-plans' ? ('paused' as const) : ('unknown' as const),
    why: whyWithoutPlans,
  };
  const times = plans.flatMap(({ lastGoodAt }) => lastGoodAt ?? []).sort();
  const oldest = times.length === plans.length ? times[0] : undefined;
  return {
    ...facts,
    state: worst.state,
    ...(worst.why !== undefined && { why: worst.why }),
    ...(oldest !== undefined && { lastGoodAt: oldest }),
    plans: plans.sort((a, b) => rank(a) - rank(b)),
  };
}

/** Among equals those that have been without a good point for longest. */
function worstFirst(a: FleetMachine, b: FleetMachine): number {
  const byState = rank(a) - rank(b);
  if (byState !== 0) return byState;
  const [goodA, goodB] = [a.lastGoodAt ?? '', b.lastGoodAt ?? ''];
  return goodA < goodB ? -1 : goodA > goodB ? 1 : (a.name ?? a.machine).localeCompare(b.name ?? b.machine);
}

import { type CopyInput, type PlanCopy, zCopyInput } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';
import type { PlanPlace } from '../catalogue/index.ts';
import { Vault } from '../vault/index.ts';
import type { PlanSets } from '../sets/index.ts';
import { asVault, copiesOf, describeCopies } from './copies-of.ts';
import { demandPin } from './pin.ts';
import { cleanKeep, demandUsableSources, findOwnPlan, type KnownPlan, type PlanDeps } from './plans.ts';
import { openSets } from './points.ts';
import { rememberVault } from './vault-keys.ts';

/** Its sets as a copy has them. Throws what opening a vault throws, `vault-foreign` where another one is at its place. */
export function setsAt({ catalogue, keys }: PlanDeps, plan: KnownPlan, copy: PlanPlace): PlanSets {
  const vault = Vault.open(copy.place, keys, copy.vaultId);
  return { vault, folder: { machine: plan.machine, plan: plan.definition.id }, catalogue };
}

/**
 * Gives a plan one more place for copies, and makes it there if it is none yet; for one that it has, its name and rule change. Nothing is
 * copied yet. Throws `keep-invalid`, `vault-foreign` where the vault that is there is not a copy of the plan's, and what
 * opening and making a vault throw.
 */
export async function addCopy(deps: PlanDeps, given: CopyInput, readme: string | undefined): Promise<PlanCopy> {
  const parsed = zCopyInput.safeParse(given);
  if (!parsed.success) throw new EngineError('usage', { detail: parsed.error.issues[0]?.path.join('.') ?? '' });
  const { place, name, failover, credentials, ...wanted } = parsed.data;
  const { state, keys } = deps;
  const plan = findOwnPlan(deps, wanted.plan);
  const keep = cleanKeep(wanted.keep);
  demandUsableSources(
    plan.definition.sources.map(({ path }) => path),
    place,
  );
  keys.places.give(place, credentials);
  const { vault: original } = openSets(deps, plan);
  const { vault } = await Vault.openOrCreate(place, keys, { readme, copyOf: original });
  if (vault.origin !== original.origin || vault.id === original.id)
    throw new EngineError('vault-foreign', { subject: vault.path });
  // What was there before is there no more.
  for (const { vaultId, place: at } of copiesOf(deps, plan.definition.id))
    if (at === vault.path && vaultId !== vault.id) state.places.remove(plan.definition.id, vaultId);
  rememberVault(deps, vault);
  const role = failover ? 'failover' : 'copy';
  state.places.put(plan.definition.id, vault.id, { role, name: name ?? vault.path, keep });
  return describeCopies(deps, plan.definition.id).find(({ copy }) => copy === vault.id) as PlanCopy;
}

/** Its sets stay where they are; nothing more is copied there. */
export async function removeCopy(
  deps: PlanDeps,
  { plan: wanted, copy, pin }: { readonly plan: string; readonly copy: string; readonly pin: string | undefined },
): Promise<void> {
  await demandPin(deps, pin);
  const plan = findOwnPlan(deps, wanted);
  const { id } = plan.definition;
  const place = findCopy(deps, plan, copy);
  deps.state.places.remove(id, place.vaultId);
  // What only the first place of the plan had is not the plan's any more once that has become a copy and is let go.
  if (asVault(deps, place).isCopy) return;
  for (const { seal } of deps.catalogue.sets(id, place.vaultId)) deps.catalogue.forgetSet(seal.set, place.vaultId);
}

/** By id, name or place. Throws EngineError `copy-unknown`. */
export function findCopy(deps: PlanDeps, plan: KnownPlan, wanted: string): PlanPlace {
  const copies = copiesOf(deps, plan.definition.id);
  const found = copies.find(({ vaultId, name, place }) => [vaultId, name, place].includes(wanted));
  if (!found) throw new EngineError('copy-unknown', { subject: wanted });
  return found;
}

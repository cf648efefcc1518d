import { type Damage, type VaultOpened } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';
import { type SetFolder, Vault } from '../vault/index.ts';
import { noteMachines } from '../watch/index.ts';
import { discover, missingToNeighbours } from '../sets/index.ts';
import { type GivenSecret, type PlaceToOpen, type PlanDeps, rememberVault, unlockVault } from '../ledger/index.ts';

/** Reads a vault's sets into the catalogue. Writes nothing into the vault and reads no volume. Throws `key-needed`, `key-wrong`, and what opening throws. */
export async function openVault(
  deps: PlanDeps,
  { place, credentials }: PlaceToOpen,
  secret: GivenSecret,
): Promise<VaultOpened> {
  deps.keys.places.give(place, credentials);
  const vault = Vault.open(place, deps.keys);
  await unlockVault(deps.keys, vault, secret);
  return readVault(deps, vault);
}

function readVault({ state, catalogue, keys }: PlanDeps, { path, id }: Vault): VaultOpened {
  // Opened again: what can be done with it may have changed just now.
  const vault = Vault.open(path, keys, id);
  vault.demandOpen();
  rememberVault({ state, keys }, vault);
  const unreadable: Damage[] = [];
  const plans: VaultOpened['plans'] = [];
  const newest: SetFolder[] = [];
  for (const folder of vault.planFolders()) {
    for (const { set, error } of discover({ vault, folder, catalogue }).unreadable) {
      unreadable.push({
        code: error.code === 'set-newer' ? 'set-newer' : 'manifest-damaged',
        setId: set.id,
        ...(error.detail && { detail: error.detail }),
      });
    }
    const points = catalogue.sets(folder.plan).length;
    const last = catalogue.lastWritten(folder.plan);
    if (last) newest.push(vault.set(folder, last.seal.set));
    const described = catalogue.plans().find((plan) => plan.definition.id === folder.plan);
    if (described)
      plans.push({ id: folder.plan, name: described.definition.name, machine: described.writer.name, points });
  }
  noteMachines({ state }, vault.id, { folders: vault.heartbeats.machines().length });
  unreadable.push(...missingToNeighbours(vault, catalogue, newest));
  return {
    vault: vault.path,
    vaultId: vault.id,
    plans,
    points: plans.reduce((sum, plan) => sum + plan.points, 0),
    unreadable,
  };
}

/** After the catalogue was lost: reads all known vaults again, as far as they can be reached now. */
export function rebuildCatalogue(deps: PlanDeps): void {
  for (const { place } of deps.state.vaults()) {
    try {
      readVault(deps, Vault.open(place, deps.keys));
    } catch (error) {
      // A vault that is not there now is read at its next run; its plans are in `state` all the while.
      if (!(error instanceof EngineError)) throw error;
    }
  }
}

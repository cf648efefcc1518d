import { EngineError } from '../base/index.ts';
import { readCredentials } from '../place/index.ts';
import { Vault } from '../vault/index.ts';
import { demandUsableSources, type KnownPlan, type PlanDeps } from './plans.ts';
import { noteDisks } from './same-disk.ts';

/** Another way to a vault that a plan has. */
export interface Move {
  readonly vault: string | undefined;
  /** The file with what the place asks for. */
  readonly credentials: string | undefined;
}

/**
 * The backups of a plan have moved: to another folder, disk, share or address. They must be the same ones, known by the id in the marker; then
 * the chain goes on as if nothing had happened, for every plan that has this vault. Nothing is written there. Throws `vault-foreign` for
 * another vault, `source-is-vault`, `credentials-unreadable`, and what opening a vault throws.
 */
export function movePlace({ state, keys }: PlanDeps, plan: KnownPlan, { vault: place, credentials }: Move): void {
  if (credentials !== undefined) readCredentials(credentials);
  if (place === undefined) {
    state.rememberVault(plan.vaultId, plan.vaultPlace, { credentials });
    return;
  }
  keys.places.give(place, credentials);
  const vault = Vault.find(place, keys) ?? Vault.open(place, keys);
  const { definition } = plan;
  const isOurs =
    vault.id === plan.vaultId || state.places.of(definition.id).some(({ vaultId }) => vaultId === vault.id);
  // A copy where it has always been is no other way to the plan's own place, which it does not become by this.
  const isSelfSame =
    vault.isCopy && vault.id !== plan.vaultId && state.vaults().find(({ id }) => id === vault.id)?.place === vault.path;
  if (!isOurs || (isSelfSame && credentials === undefined))
    throw new EngineError('vault-foreign', { subject: vault.path });
  demandUsableSources(
    definition.sources.map(({ path }) => path),
    vault.path,
  );
  state.rememberVault(vault.id, vault.path, { credentials });
  noteDisks(state, definition, vault.path);
}

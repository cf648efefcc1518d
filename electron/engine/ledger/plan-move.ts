import { EngineError } from '../base/index.ts';
import { readCredentials } from '../place/index.ts';
import { Vault } from '../vault/index.ts';
import { copiesOf } from './copies-of.ts';
import { demandUsableSources, type KnownPlan, type PlanDeps } from './plans.ts';
import { type Promotion, promoteCopy } from './promote-copy.ts';
import { rememberVault } from './vault-keys.ts';

/** Another way to a vault that a plan has. */
export interface Move {
  readonly vault: string | undefined;
  /** The file with what the place asks for. */
  readonly credentials: string | undefined;
}

/** What has been looked at and is to be written; `keep`: the rule of the plan after it, where it changes. */
export type Moved = Pick<Promotion, 'write'> & Partial<Pick<Promotion, 'keep'>>;

/**
 * The backups of a plan have moved: to another folder, disk, share or address. They must be the same ones, known by the id in the marker; then
 * the chain goes on as if nothing had happened, for every plan that has this vault. The place of one of its copies makes that one its own place.
 * Nothing is written in any place. Throws `vault-foreign` for another vault, `source-is-vault`, `credentials-unreadable`, what `promoteCopy` throws, and
 * what opening a vault throws.
 */
export function movePlace(deps: PlanDeps, plan: KnownPlan, { vault: place, credentials }: Move): Moved {
  const { state, keys } = deps;
  if (credentials !== undefined) readCredentials(credentials);
  if (place === undefined) return { write: () => state.rememberVault(plan.vaultId, plan.vaultPlace, { credentials }) };
  keys.places.give(place, credentials);
  const vault = Vault.find(place, keys) ?? Vault.open(place, keys);
  const { definition } = plan;
  const isOurs =
    vault.id === plan.vaultId || state.places.of(definition.id).some(({ vaultId }) => vaultId === vault.id);
  if (!isOurs) throw new EngineError('vault-foreign', { subject: vault.path });
  demandUsableSources(
    definition.sources.map(({ path }) => path),
    vault.path,
  );
  const copy = copiesOf(deps, definition.id).find(({ vaultId }) => vaultId === vault.id);
  // Where it has always been nothing has moved: that one is meant to be the first place. Elsewhere it is a copy that has moved.
  const promotion = copy?.place === vault.path ? promoteCopy(deps, plan, { vault, copy }) : undefined;
  return {
    ...(promotion && { keep: promotion.keep }),
    write: () => {
      rememberVault(deps, vault);
      promotion?.write();
    },
  };
}

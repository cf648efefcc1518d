import { type CallOutput, parseRecoveryKey, type Secret as Typed } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';
import { cleanPassphrase, newVaultKeys, type Secret } from '../crypt/index.ts';
import { type KeyRing, type NewKeys, Vault } from '../vault/index.ts';
import { discover } from '../sets/index.ts';
import { demandPin } from './pin.ts';
import { writerOf } from './plan-writer.ts';
import type { KnownPlan, PlanDeps } from './plans.ts';
import { openPlanVault } from './plan-vault.ts';
import { openSets } from './points.ts';

/** What opens an encrypted vault, as somebody typed it. */
export type GivenSecret = Typed;

/** For a vault that is to be made; `place` is for the sentence. Throws EngineError `key-needed`, `passphrase-weak`. */
export async function newKeys(vaultId: string, place: string, { passphrase, logN }: NewPassphrase): Promise<NewKeys> {
  if (passphrase === undefined) throw new EngineError('key-needed', { subject: place });
  return { keys: await newVaultKeys(vaultId), passphrase: cleanPassphrase(passphrase), logN };
}

export interface NewPassphrase {
  readonly passphrase?: string | undefined;
  /** Cost of guessing it; left out, that of the product. */
  readonly logN?: number | undefined;
}

/** Undefined where nothing was given. Throws EngineError `usage`, `key-unreadable`. */
export function secretOf({ passphrase, recoveryKey }: GivenSecret): Secret | undefined {
  if (passphrase !== undefined && recoveryKey !== undefined)
    throw new EngineError('usage', { detail: 'a passphrase and a recovery key' });
  if (passphrase !== undefined) return { passphrase };
  if (recoveryKey === undefined) return undefined;
  const typed = parseRecoveryKey(recoveryKey);
  if (typed.state === 'whole') return { recoveryKey: typed.key };
  throw new EngineError('key-unreadable', { detail: typed.groups.length > 0 ? typed.groups.join(', ') : '?' });
}

/** A place as it was asked for, and the file with what it asks for in its turn. */
export interface PlaceToOpen {
  readonly place: string;
  readonly credentials?: string | undefined;
}

/** With the file that it is opened with. */
export function rememberVault({ state, keys }: Pick<PlanDeps, 'state' | 'keys'>, vault: Vault): void {
  const { id, path, isCopy, origin } = vault;
  state.rememberVault(id, path, { credentials: keys.places.credentialsFile(path), ...(isCopy && { origin }) });
}

/** What a new plan with this place would come to. Throws what opening a vault throws. */
export function lookAtPlace(
  { keys }: PlanDeps,
  { place, credentials }: PlaceToOpen,
): CallOutput<'vault.look'>['holds'] {
  keys.places.give(place, credentials);
  const vault = Vault.find(place, keys);
  if (!vault) return 'nothing';
  if (!vault.access) return 'plain';
  return vault.access.write ? 'known' : 'locked';
}

/** Opens the vault's keys in this process. Throws EngineError `key-wrong`, `keys-damaged`, `vault-not-encrypted`. */
export async function unlockVault(ring: KeyRing, vault: Vault, given: GivenSecret): Promise<void> {
  const secret = secretOf(given);
  if (!secret) return;
  vault.demandEncrypted();
  await ring.unlock(await vault.keyFiles.open(vault.origin, secret));
}

/** The same for the vault of a plan, whose sets are read in that could not be opened until now. */
export async function unlockPlan(deps: PlanDeps, plan: KnownPlan, given: GivenSecret): Promise<void> {
  await unlockVault(deps.keys, openPlanVault(deps, plan), given);
  discover(openSets(deps, plan));
}

/** What a recovery kit says. */
export interface KitFacts {
  readonly recoveryKey: string;
  readonly vault: string;
  readonly vaultId: string;
  /** Names of the plans of this computer that keep their backups there. */
  readonly plans: readonly string[];
  readonly computer: string;
  /** Grows with every new recovery key of the vault. */
  readonly keyNumber: number;
}

/** Throws EngineError `key-needed`, `vault-not-encrypted`, and then what `demandPin` throws. */
export async function kitFacts(deps: PlanDeps, plan: KnownPlan, pin: string | undefined): Promise<KitFacts> {
  const vault = openPlanVault(deps, plan);
  vault.demandEncrypted();
  const there = deps.state
    .plans()
    .filter(({ definition }) => deps.state.places.of(definition.id).some(({ vaultId }) => vaultId === vault.id));
  const facts = {
    recoveryKey: deps.keys.keysOf(vault.origin, vault.path).recovery,
    vault: vault.path,
    vaultId: vault.id,
    plans: there.map(({ definition }) => definition.name),
    computer: writerOf(deps.state).name,
    keyNumber: vault.keyFiles.recoveryNumber(),
  };
  // Last: whoever has neither is asked for the key first, and then once for this.
  await demandPin(deps, pin);
  return facts;
}

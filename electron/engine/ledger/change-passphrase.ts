import { EngineError } from '../base/index.ts';
import type { PlanPlace, State } from '../catalogue/index.ts';
import { cleanPassphrase, type Secret } from '../crypt/index.ts';
import { Vault } from '../vault/index.ts';
import { copiesOf } from './copies-of.ts';
import { demandPin } from './pin.ts';
import { openPlanVault } from './plan-vault.ts';
import type { KnownPlan, PlanDeps } from './plans.ts';
import { type GivenSecret, secretOf } from './vault-keys.ts';

interface Change {
  readonly secret: Secret;
  readonly next: string;
  readonly logN: number | undefined;
}

/**
 * Re-wraps one small file, in the vault and in the plan's copies of it; whoever knows the old passphrase and has a copy of the old file can still
 * open the vault. Of disks that take turns in each that is here now and opens with what was given: the others are noted as opening with the
 * old passphrase, until this is done again while they are here. Throws where none could be changed.
 */
export async function changePassphrase(
  deps: PlanDeps,
  plan: KnownPlan,
  { given, next, pin, logN }: { given: GivenSecret; next: string; pin: string | undefined; logN: number | undefined },
): Promise<void> {
  await demandPin(deps, pin);
  const clean = cleanPassphrase(next);
  const vault = openPlanVault(deps, plan);
  vault.demandEncrypted();
  const secret = secretOf(given);
  // Asked for again even where the vault is open here: whoever sits down at an open window must not lock its owner out.
  if (!secret) throw new EngineError('key-needed', { subject: vault.path });
  const change = { secret, next: clean, logN };
  const { id } = plan.definition;
  const disks = disksOf(deps.state, id).filter(({ vaultId }) => vaultId !== vault.id);
  const owed = new Set(owedDisks(deps.state, id));
  const troubles: unknown[] = [];
  for (const each of [vault, ...disks]) {
    const [disk, open] = each instanceof Vault ? [each.id, () => each] : [each.vaultId, () => openDisk(deps, each)];
    try {
      await changeAt(deps, id, open(), change);
      owed.delete(disk);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      troubles.push(error);
      if (await opensAlready(open, clean)) owed.delete(disk);
      else owed.add(disk);
    }
  }
  if (troubles.length > disks.length) throw troubles[0];
  note(deps.state, id, owed);
}

/** Disks of a plan that may still open with a passphrase that was changed while they were away, by the ids of their vaults. */
export function owedDisks(state: State, plan: string): string[] {
  const noted = JSON.parse(state.noted(`old-passphrase:${plan}`) ?? '[]') as string[];
  return noted.filter((vault) => disksOf(state, plan).some(({ vaultId }) => vaultId === vault));
}

function note(state: State, plan: string, owed: ReadonlySet<string>): void {
  state.note(`old-passphrase:${plan}`, JSON.stringify([...owed]));
}

function disksOf(state: State, plan: string): PlanPlace[] {
  return state.places.of(plan).filter(({ role }) => role === 'rotation');
}

function openDisk({ keys }: PlanDeps, { place, vaultId }: PlanPlace): Vault {
  const vault = Vault.open(place, keys, vaultId);
  vault.demandEncrypted();
  return vault;
}

/** The copies first: where one is away nothing is changed, or it would go on opening with the old one alone. */
async function changeAt(deps: PlanDeps, plan: string, vault: Vault, { secret, next, logN }: Change): Promise<void> {
  const keys = await vault.keyFiles.open(vault.origin, secret);
  const copies = copiesOf(deps, plan)
    .filter(({ vaultId }) => vaultId !== vault.id && deps.state.originOf(vaultId) === vault.origin)
    .map(({ place, vaultId }) => Vault.open(place, deps.keys, vaultId));
  for (const each of [...copies, vault]) await each.keyFiles.setPassphrase(keys, next, logN);
}

async function opensAlready(open: () => Vault, passphrase: string): Promise<boolean> {
  try {
    const vault = open();
    await vault.keyFiles.open(vault.origin, { passphrase });
    return true;
  } catch (error) {
    if (error instanceof EngineError) return false;
    throw error;
  }
}

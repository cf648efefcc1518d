import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { z } from 'zod';
import { NO_TIMING, type Plan, type PlanAdded, type PlanInput, zPlanInput, zTiming } from '../../contract/index.ts';
import type { PlanDefinition } from '../archive/index.ts';
import { EngineError, now, randomId } from '../base/index.ts';
import type { Catalogue, State, StoredPlan } from '../catalogue/index.ts';
import { parseKeep, parseSchedule, printKeep, printSchedule } from '../plan/index.ts';
import { excludeRule } from '../scan/index.ts';
import { labelSources, sourceTrouble } from '../source/index.ts';
import { type KeyRing, type NewKeys, Vault } from '../vault/index.ts';
import type { Disks } from './disks.ts';
import { demandPin } from './pin.ts';
import { type GivenSecret, newKeys, rememberVault, unlockVault } from './vault-keys.ts';
import { noteDisks } from './same-disk.ts';
import { useShadowCopies } from './shadow-copies.ts';
import { watchWithFile } from './watch-file.ts';

export interface PlanDeps {
  readonly state: State;
  readonly catalogue: Catalogue;
  /** What opens encrypted vaults. */
  readonly keys: KeyRing;
  readonly disks: Disks;
}

/** A plan of this computer, or one that was only found in an opened vault (then `machine` is another's). */
export interface KnownPlan extends StoredPlan {
  readonly machine: string;
  readonly origin: Plan['origin'];
}

/** Fast by default: level 3 stores between a tenth and a third less, for up to two thirds more time. */
const DEFAULT_LEVEL = 1;

/** What a plan may be made with beside its definition. */
export interface PlanBirth {
  /** Text that a new vault carries. */
  readonly readme: string | undefined;
  /** For a new vault: makes it an encrypted one. For one that is encrypted: opens it. */
  readonly secret: GivenSecret;
  /** What a file says that is laid to be watched, as RTF. */
  readonly watchFile?: string | undefined;
  /** Cost of guessing the passphrase; left out, that of the product. */
  readonly logN?: number | undefined;
}

/** Throws `plan-name-taken`, `plan-name-invalid`, `source-missing`, `source-is-vault`, `exclude-invalid`, `schedule-invalid`,
 * `keep-invalid`, `passphrase-weak`, `key-needed`, `key-wrong`, `vault-not-encrypted`, and what opening a vault throws. */
export async function addPlan(deps: PlanDeps, input: PlanInput, birth: PlanBirth): Promise<PlanAdded> {
  const { state, keys } = deps;
  const { wanted, name, sources, schedule, keep } = checkNewPlan(deps, input);
  const { secret, readme, logN, watchFile } = birth;
  keys.places.give(wanted.vault, wanted.credentials);
  let recoveryKey: string | undefined;
  const forNew = async (vaultId: string): Promise<NewKeys> => {
    const made = await newKeys(vaultId, wanted.vault, { passphrase: secret.passphrase, logN });
    recoveryKey = made.keys.recovery;
    return made;
  };
  const { vault, inSubfolder } = await Vault.openOrCreate(wanted.vault, keys, {
    readme,
    ...(wanted.encrypt && { newKeys: forNew }),
  });
  if (recoveryKey === undefined) await unlockVault(keys, vault, secret);
  if (wanted.encrypt) vault.demandEncrypted();
  vault.demandWritable();
  const definition: PlanDefinition = {
    id: randomId(),
    name,
    sources: labelSources(sources),
    scheme: wanted.scheme,
    exclude: wanted.exclude,
    level: wanted.level ?? DEFAULT_LEVEL,
    schedule,
    keep,
    createdAt: now().toISOString(),
  };
  rememberVault(deps, vault);
  state.addPlan(definition, vault.id);
  if (wanted.timing) state.setTiming(definition.id, zTiming.parse({ ...NO_TIMING, ...wanted.timing }));
  noteDisks(state, definition, vault.path);
  if (!wanted.useShadowCopies) useShadowCopies(state, definition.id, false);
  if (wanted.watchFile && watchFile !== undefined) watchWithFile(state, definition, watchFile);
  return {
    id: definition.id,
    name,
    vault: vault.path,
    vaultId: vault.id,
    inSubfolder,
    encrypted: vault.isEncrypted,
    ...(recoveryKey !== undefined && { recoveryKey }),
  };
}

/** Whether a plan could be made, as far as that can be told without touching its vault. Throws what `addPlan` throws before that. */
export function checkNewPlan(
  { state }: PlanDeps,
  input: PlanInput,
): { wanted: z.output<typeof zPlanInput>; name: string; sources: string[]; schedule: string; keep: string } {
  const wanted = parseInput(input);
  const name = cleanName(wanted.name);
  demandFreeName(state, name);
  const sources = wanted.sources.map((source) => resolve(source));
  excludeRule(wanted.exclude);
  const schedule = cleanSchedule(wanted.schedule);
  const keep = cleanKeep(wanted.keep);
  demandUsableSources(sources, wanted.vault);
  return { wanted, name, sources, schedule, keep };
}

/** Throws `plan-name-invalid`. */
export function cleanName(wanted: string): string {
  const name = wanted.trim();
  if (name === '' || /[\p{Cc}\p{Cf}]/u.test(name)) throw new EngineError('plan-name-invalid', { subject: wanted });
  return name;
}

/** Throws `plan-name-taken`. */
export function demandFreeName(state: State, name: string, except?: string): void {
  const taken = state.plans().some(({ definition }) => definition.id !== except && sameName(definition.name, name));
  if (taken) throw new EngineError('plan-name-taken', { subject: name });
}

/** In its usual spelling. Throws `schedule-invalid`. */
export function cleanSchedule(wanted: string): string {
  return printSchedule(parseSchedule(wanted));
}

/** In its usual spelling. Throws `keep-invalid`. */
export function cleanKeep(wanted: string): string {
  return printKeep(parseKeep(wanted));
}

/** Throws `source-missing`, `source-is-vault`. */
export function demandUsableSources(sources: readonly string[], vault: string): void {
  for (const source of sources) {
    const detail = sourceTrouble(source);
    if (detail !== undefined) throw new EngineError('source-missing', { subject: source, detail });
  }
  const inVault = sources.find((source) => isInside(source, vault));
  if (inVault !== undefined) throw new EngineError('source-is-vault', { subject: inVault });
}

/** One of this computer stays visible as found in its vault; one that was only found is forgotten until the vault is opened again. */
export async function removePlan(deps: PlanDeps, plan: KnownPlan, pin: string | undefined): Promise<void> {
  if (plan.origin === 'vault') return deps.catalogue.forgetPlan(plan.definition.id);
  await demandPin(deps, pin);
  deps.state.removePlan(plan.definition.id);
}

export function knownPlans({ state, catalogue }: PlanDeps): KnownPlan[] {
  const own = state
    .plans()
    .map((plan): KnownPlan => ({ ...plan, machine: plan.adopted?.machine ?? state.machine.id, origin: 'here' }));
  const places = new Map(state.vaults().map((vault) => [vault.id, vault.place]));
  const found = catalogue.plans().flatMap(({ definition, folder, vault }): KnownPlan[] => {
    const vaultPlace = places.get(vault);
    if (vaultPlace === undefined || own.some((plan) => plan.definition.id === definition.id)) return [];
    return [{ definition, vaultId: vault, vaultPlace, machine: folder, origin: 'vault' }];
  });
  return [...own, ...found];
}

/** By id or name; a plan of this computer wins over a found one of the same name. Throws `plan-unknown`, `plan-ambiguous`. */
export function findPlan(deps: PlanDeps, wanted: string): KnownPlan {
  const plans = knownPlans(deps);
  const byId = plans.find((plan) => plan.definition.id === wanted);
  if (byId) return byId;
  const named = plans.filter((plan) => sameName(plan.definition.name, wanted));
  const own = named.filter((plan) => plan.origin === 'here');
  const candidates = own.length > 0 ? own : named;
  if (candidates.length > 1) throw new EngineError('plan-ambiguous', { subject: wanted });
  if (!candidates[0]) throw new EngineError('plan-unknown', { subject: wanted });
  return candidates[0];
}

/** A plan that this computer may run. Throws `plan-elsewhere` for one that was only found in a vault. */
export function findOwnPlan(deps: PlanDeps, wanted: string): KnownPlan {
  const plan = findPlan(deps, wanted);
  if (plan.origin !== 'here') throw new EngineError('plan-elsewhere', { subject: plan.definition.name });
  return plan;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(real(folder), real(path));
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}

function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}

function sameName(a: string, b: string): boolean {
  return a.normalize('NFC').toLowerCase() === b.trim().normalize('NFC').toLowerCase();
}

function parseInput(input: PlanInput): z.output<typeof zPlanInput> {
  const parsed = zPlanInput.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const detail = `${issue?.path.join('.')}: ${issue?.message}`;
  throw new EngineError(issue?.path[0] === 'name' ? 'plan-name-invalid' : 'usage', { subject: input.name, detail });
}

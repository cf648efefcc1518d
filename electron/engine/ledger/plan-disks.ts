import type { BackupResult, DiskAdd, DiskAdded, DiskEjected, UsedDisk } from '../../contract/index.ts';
import { EngineError, errnoOf } from '../base/index.ts';
import type { PlanPlace, State } from '../catalogue/index.ts';
import { Vault } from '../vault/index.ts';
import { discover } from '../sets/index.ts';
import { demandPin } from './pin.ts';
import { shownDisk } from './plan-vault.ts';
import { demandUsableSources, findOwnPlan, type KnownPlan, type PlanBirth, type PlanDeps } from './plans.ts';
import { newKeys, rememberVault, unlockVault } from './vault-keys.ts';

const TAKES_RUNS = ['primary', 'rotation'];

interface DiskWish extends DiskAdd {
  readonly plan: string;
  readonly pin: string | undefined;
}

/**
 * Makes another disk one of those that take turns; the one that the plan has used alone until now becomes the first of them. A plan whose sets
 * are encrypted gets only encrypted ones. Throws `disk-name-taken`, and what adding a plan throws of its vault.
 */
export async function addDisk(deps: PlanDeps, wish: DiskWish, birth: PlanBirth): Promise<DiskAdded> {
  const { state, keys } = deps;
  const plan = findOwnPlan(deps, wish.plan);
  await demandPin(deps, wish.pin);
  const { id } = plan.definition;
  const name = wish.name.trim();
  const there = state.places.of(id);
  for (const wanted of [name, wish.firstName?.trim()])
    if (wanted !== undefined && there.some((place) => sameName(place.name, wanted)))
      throw new EngineError('disk-name-taken', { subject: wanted });
  demandUsableSources(
    plan.definition.sources.map(({ path }) => path),
    wish.place,
  );
  const isEncrypted =
    deps.catalogue.sets(id).some(({ seal }) => seal.encryption === 'age') || isVaultEncrypted(deps, plan);
  let recoveryKey: string | undefined;
  keys.places.give(wish.place, wish.credentials);
  const { vault, inSubfolder } = await Vault.openOrCreate(wish.place, keys, {
    readme: birth.readme,
    ...(isEncrypted && {
      newKeys: async (vaultId: string) => {
        const made = await newKeys(vaultId, wish.place, { passphrase: birth.secret.passphrase, logN: birth.logN });
        recoveryKey = made.keys.recovery;
        return made;
      },
    }),
  });
  if (there.some(({ vaultId }) => vaultId === vault.id))
    throw new EngineError('disk-name-taken', { subject: vault.path });
  if (isEncrypted) vault.demandEncrypted();
  if (recoveryKey === undefined) await unlockVault(keys, vault, birth.secret);
  vault.demandWritable();
  rememberVault(deps, vault);
  for (const place of there)
    if (place.role === 'primary')
      state.places.put(id, place.vaultId, { role: 'rotation', name: wish.firstName?.trim() ?? place.name });
  state.places.put(id, vault.id, { role: 'rotation', name });
  // It may have been a disk of the plan before.
  discover({ vault, folder: { machine: plan.machine, plan: id }, catalogue: deps.catalogue });
  await deps.disks.bringUpToDate(state, [vault.id]);
  return {
    vaultId: vault.id,
    name,
    vault: vault.path,
    inSubfolder,
    encrypted: vault.isEncrypted,
    ...(recoveryKey !== undefined && { recoveryKey }),
  };
}

function isVaultEncrypted({ keys }: PlanDeps, { vaultId }: KnownPlan): boolean {
  return keys.hasWritten(vaultId);
}

/** Throws `disk-unknown`, `disk-name-taken`. */
export function renameDisk(
  deps: PlanDeps,
  { plan: wanted, disk, name }: { plan: string; disk: string; name: string },
): void {
  const plan = findOwnPlan(deps, wanted);
  const place = diskOf(deps.state, plan, disk);
  const taken = deps.state.places
    .of(plan.definition.id)
    .some((other) => other.vaultId !== place.vaultId && sameName(other.name, name));
  if (taken) throw new EngineError('disk-name-taken', { subject: name });
  deps.state.places.put(plan.definition.id, place.vaultId, { role: place.role, name: name.trim() });
}

/** What is on it stays there, and can be opened as any vault. Throws `disk-unknown`, `disk-last`, and what `demandPin` throws. */
export async function removeDisk(
  deps: PlanDeps,
  { plan: wanted, disk, pin }: { plan: string; disk: string; pin: string | undefined },
): Promise<void> {
  const { state } = deps;
  const plan = findOwnPlan(deps, wanted);
  const place = diskOf(state, plan, disk);
  const { id } = plan.definition;
  const others = state.places
    .of(id)
    .filter(({ role, vaultId }) => TAKES_RUNS.includes(role) && vaultId !== place.vaultId);
  const [next] = others;
  if (!next) throw new EngineError('disk-last', { subject: shownDisk(place) });
  await demandPin(deps, pin);
  state.places.remove(id, place.vaultId);
  for (const { seal } of deps.catalogue.sets(id, place.vaultId)) deps.catalogue.forgetSet(seal.set, place.vaultId);
  if (others.length === 1) state.places.put(id, next.vaultId, { role: 'primary', name: next.name });
  if (plan.vaultId === place.vaultId) state.places.use(id, next.vaultId);
}

/** Lets go of a disk, so that it can be unplugged. Throws `disk-unknown`, `disk-absent`, `disk-busy`, `eject-refused`. */
export async function ejectDisk(
  deps: PlanDeps,
  { plan: wanted, disk }: { plan: string; disk?: string | undefined },
): Promise<DiskEjected> {
  const { state, disks } = deps;
  const plan = findOwnPlan(deps, wanted);
  const known = disk === undefined ? plan.vaultId : diskOf(state, plan, disk).vaultId;
  await disks.bringUpToDate(state, [known]);
  const place = state.places.of(plan.definition.id).find(({ vaultId }) => vaultId === known);
  if (!place || disks.isConnected(known) === false)
    throw new EngineError('disk-absent', { subject: place ? shownDisk(place) : plan.vaultPlace });
  const name = shownDisk(place);
  if (isBusy(deps, place)) throw new EngineError('disk-busy', { subject: name });
  const root = await rootOf(deps, place);
  if (root === undefined) throw new EngineError('eject-refused', { subject: name, detail: place.place });
  try {
    await disks.finder.eject(root);
  } catch (cause) {
    const code = errnoOf(cause);
    throw new EngineError(code === 'EBUSY' ? 'disk-busy' : 'eject-refused', { subject: name, detail: code, cause });
  }
  await disks.bringUpToDate(state, [known]);
  return { name, place: place.place };
}

/** The disk that a run went to; undefined for a place that is on none. */
export function usedDisk(
  deps: PlanDeps,
  { definition, vaultId }: KnownPlan,
  { durability, setId }: BackupResult,
): UsedDisk | undefined {
  const place = deps.state.places.of(definition.id).find((each) => each.vaultId === vaultId);
  if (setId === null || place?.volume === undefined) return undefined;
  const canUnplug = durability === 'confirmed' && !isBusy(deps, place);
  return { vaultId, name: shownDisk(place), place: place.place, canUnplug };
}

/** By name, by the id of its vault, or by where it is. Throws `disk-unknown`. */
function diskOf(state: State, { definition }: KnownPlan, wanted: string): PlanPlace {
  const places = state.places.of(definition.id);
  const found =
    places.find(({ vaultId }) => vaultId === wanted) ??
    places.find(({ name }) => sameName(name, wanted)) ??
    places.find(({ place }) => place === wanted);
  if (!found) throw new EngineError('disk-unknown', { subject: wanted });
  return found;
}

/** Whether anything of this program is at work for a plan that has this vault. */
function isBusy({ state }: PlanDeps, { vaultId }: PlanPlace): boolean {
  const plans = state.places.all().flatMap((place) => (place.vaultId === vaultId ? [place.plan] : []));
  return state.runs.isAtWork(plans);
}

async function rootOf({ disks }: PlanDeps, { place, volume }: PlanPlace): Promise<string | undefined> {
  if (volume === undefined) return undefined;
  const roots = (await disks.finder.volumes()).filter(({ root }) => place.startsWith(root));
  return roots.toSorted((a, b) => b.root.length - a.root.length)[0]?.root;
}

function sameName(a: string, b: string): boolean {
  return a !== '' && a.normalize('NFC').toLowerCase() === b.trim().normalize('NFC').toLowerCase();
}

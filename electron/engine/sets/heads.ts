import type { Damage } from '../../contract/index.ts';
import type { Root } from '../archive/index.ts';
import { EngineError, now } from '../base/index.ts';
import type { Catalogue, Head, State } from '../catalogue/index.ts';
import type { PlanFolder, SealReading, SetFolder, Vault } from '../vault/index.ts';
import { noteAway } from './away-sets.ts';
import { damageKey } from './damage-at.ts';
import type { PlanSets } from './known-sets.ts';

/**
 * To be called once a set is sealed: from now on an older state of the vault is known as one. `durable`: the place has confirmed all
 * of it, the seal included; what it has not, the next run reads again.
 */
export function rememberHead(
  state: State,
  { vault, folder }: PlanSets,
  { seal, sealSha256 }: SealReading,
  durable: boolean,
): void {
  if (isStandIn(state, folder.plan, vault)) noteAway(state, folder.plan, seal.set);
  // A copy counts as good once it was read; this one was, while it was written.
  if (vault.isCopy && seal.sent !== 'checksum')
    state.readings.note({ set: damageKey(vault, seal.set), seal: sealSha256 });
  if (!durable || seal.durability === 'unconfirmed')
    state.readings.owe({ set: damageKey(vault, seal.set), seal: sealSha256 });
  state.rememberHead(folder.plan, vault.id, { set: seal.set, seq: seal.seq, seal: sealSha256 });
  state.places.noteUsed(folder.plan, vault.id, now().toISOString());
}

/** A copy can have become the plan's own place, and its first place a copy. */
function isStandIn(state: State, plan: string, { id, isCopy }: Vault): boolean {
  const role = state.places.of(plan).find(({ vaultId }) => vaultId === id)?.role;
  return role === undefined ? isCopy : role === 'copy' || role === 'failover';
}

/**
 * The newest set that this computer has sealed, where the vault no longer has it as it was and nobody threw it away: an older
 * state of the vault was put back, or a set was taken out. Undefined where all is as it was, and where the catalogue still knows
 * the set: whoever looks at it then finds it missing.
 */
export function rolledBack({ vault, folder, catalogue }: PlanSets, state: State): Head | undefined {
  const head = state.head(folder.plan, vault.id);
  return head && !catalogue.vaultsOf(head.set).includes(vault.id) && !isThere(vault, catalogue, folder, head)
    ? head
    : undefined;
}

/** The last place in the order that a set of the plan has, in any of its vaults: whether they are here now or not. */
export function lastSeq({ catalogue, folder }: PlanSets, state: State): number {
  return Math.max(catalogue.lastWritten(folder.plan)?.seal.seq ?? 0, state.heads(folder.plan)[0]?.seq ?? 0);
}

/** What the sets of this computer say of its other plans in the same vault, for whoever opens the vault on another one. */
export function neighbours({ vault, folder }: PlanSets, state: State): Pick<Root, 'seen'> {
  const seen = state
    .plans()
    .filter(({ definition: { id } }) => id !== folder.plan && isPlaceOf(state, id, vault))
    .flatMap(({ definition, adopted }) => {
      const head = state.head(definition.id, vault.id);
      return head ? [{ machine: adopted?.machine ?? state.machine.id, plan: definition.id, ...head }] : [];
    });
  return seen.length > 0 ? { seen } : {};
}

function isPlaceOf(state: State, plan: string, vault: Vault): boolean {
  return state.places.of(plan).some(({ vaultId }) => vaultId === vault.id);
}

/** Plans of a vault that lack a set which the newest set of another plan has seen. */
export function missingToNeighbours(vault: Vault, catalogue: Catalogue, newest: readonly SetFolder[]): Damage[] {
  const missing = newest
    .flatMap((set) => seenBy(set))
    .filter(({ machine, plan, ...head }) => !isThere(vault, catalogue, { machine, plan }, head));
  return [...new Set(missing.map(({ set }) => set))].map((setId) => ({ code: 'rolled-back', setId }));
}

function seenBy(set: SetFolder): NonNullable<Root['seen']> {
  try {
    const reading = set.readSeal();
    return reading ? (set.readRoot(set.goodManifest(reading.seal), reading.seal).seen ?? []) : [];
  } catch (error) {
    // Whoever reads the set says what is wrong with it.
    if (error instanceof EngineError) return [];
    throw error;
  }
}

function isThere(vault: Vault, catalogue: Catalogue, folder: PlanFolder, head: Head): boolean {
  try {
    const set = vault.set(folder, head.set);
    const reading = set.readSeal();
    // Seals that are damaged or forged are a damage of their own.
    if (reading ? reading.sealSha256 === head.seal : set.hasAnySeal()) return true;
  } catch (error) {
    if (error instanceof EngineError) return false;
    throw error;
  }
  // The newest set of a plan is never thrown away: whoever cannot write a newer one makes no rollback look like a deletion.
  if ((catalogue.lastWritten(folder.plan, vault.id)?.seal.seq ?? 0) <= head.seq) return false;
  const { note, state } = vault.trash(folder).look(head.set);
  return note !== undefined || state !== 'gone';
}

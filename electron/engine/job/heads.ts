import type { Damage } from '../../contract/index.ts';
import type { Root } from '../archive/index.ts';
import { EngineError } from '../base/index.ts';
import type { Catalogue, Head, State } from '../catalogue/index.ts';
import type { PlanFolder, SealReading, SetFolder, Vault } from '../vault/index.ts';
import type { PlanSets } from './known-sets.ts';

/** To be called once a set is sealed: from now on an older state of the vault is known as one. */
export function rememberHead(state: State, { folder }: PlanSets, { seal, sealSha256 }: SealReading): void {
  state.rememberHead(folder.plan, { set: seal.set, seq: seal.seq, seal: sealSha256 });
}

/**
 * The newest set that this computer has sealed, where the vault no longer has it as it was and nobody threw it away: an older
 * state of the vault was put back, or a set was taken out. Undefined where all is as it was, and where the catalogue still knows
 * the set: whoever looks at it then finds it missing.
 */
export function rolledBack({ vault, folder, catalogue }: PlanSets, state: State): Head | undefined {
  const head = state.head(folder.plan);
  return head && !catalogue.set(head.set) && !isThere(vault, catalogue, folder, head) ? head : undefined;
}

/** What the sets of this computer say of its other plans in the same vault, for whoever opens the vault on another one. */
export function neighbours({ vault, folder }: PlanSets, state: State): Pick<Root, 'seen'> {
  const seen = state
    .plans()
    .filter(({ vaultId, definition }) => vaultId === vault.id && definition.id !== folder.plan)
    .flatMap(({ definition, adopted }) => {
      const head = state.head(definition.id);
      return head ? [{ machine: adopted?.machine ?? state.machine.id, plan: definition.id, ...head }] : [];
    });
  return seen.length > 0 ? { seen } : {};
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
  if ((catalogue.lastWritten(folder.plan)?.seal.seq ?? 0) <= head.seq) return false;
  const { note, state } = vault.trash(folder).look(head.set);
  return note !== undefined || state !== 'gone';
}

import type { BackupResult, Damage } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';
import type { CataloguedSet, State } from '../catalogue/index.ts';
import { chainOf } from '../plan/index.ts';
import { type KeyRing, Vault } from '../vault/index.ts';
import { damagedIn, damageKey, type PlanSets, poolFor } from '../sets/index.ts';
import { type JobControl, limitsOf, Pace } from '../run/index.ts';
import { checkSet } from './set-check.ts';

/** Damage without which the set can still be given back whole is not counted. */
export function graveOf(damage: readonly Damage[]): Damage[] {
  return damage.filter(({ code }) => !code.includes('-copy-') && code !== 'set-newer');
}

/**
 * Reads once more, every stored byte, the sets of which the place did not confirm when they were sealed that they will stay; each
 * once. What is not as it was sealed is noted as damage, so that nothing is built on it. Undefined where there is nothing to read;
 * what a wish to stop leaves is read by the next run. Throws `vault-unavailable` where the place goes meanwhile.
 */
export async function readUnconfirmed(
  deps: { readonly state: State; readonly keys: KeyRing },
  sets: PlanSets,
  control: JobControl,
): Promise<BackupResult['readAgain']> {
  const { state } = deps;
  const known = sets.catalogue.sets(sets.folder.plan, sets.vault.id);
  const owed = unconfirmed(state, known, sets.vault);
  if (owed.length === 0) return undefined;
  const limits = limitsOf(deps);
  const pool = poolFor(sets, control, limits.priority === 'background');
  const means = { pool, pace: new Pace(limits, sets.vault.path), signal: control.signal };
  const result = { sets: 0, bytes: 0, damaged: [] as { setId: string; at: string }[] };
  try {
    for (const { seal, sealSha256 } of owed) {
      const check = await checkSet(sets.vault.set(sets.folder, seal.set), 'read', means);
      const isSame = check.newer || check.reading === undefined || check.reading.sealSha256 === sealSha256;
      const damage = [
        ...graveOf(check.damage),
        ...(isSame ? [] : [{ code: 'seal-damaged', setId: seal.set } as const]),
      ];
      result.sets++;
      result.bytes += check.bytesRead;
      if (damage.length === 0) {
        state.readings.note({ set: damageKey(sets.vault, seal.set), seal: sealSha256 });
        continue;
      }
      // Of a place that has gone nothing could be read, which says nothing of what is there.
      Vault.open(sets.vault.place, deps.keys, sets.vault.id);
      noteDamage(state, known, { vault: sets.vault, set: seal.set, damage });
      result.damaged.push({ setId: seal.set, at: seal.at });
    }
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'cancelled') throw error;
  } finally {
    await pool.close();
  }
  return result;
}

/** Those that are noted as such; and the newest, by its own seal, where another computer or an older version has not noted it. */
function unconfirmed(state: State, known: readonly CataloguedSet[], vault: Vault): CataloguedSet[] {
  const [owed, read, damaged] = [state.readings.owed(), state.readings.read(), damagedIn(state, vault)];
  const newest = known.toSorted((a, b) => a.seal.seq - b.seal.seq).at(-1);
  return known.filter((set) => {
    const { seal, sealSha256 } = set;
    const key = damageKey(vault, seal.set);
    if (damaged.has(seal.set)) return false;
    if (owed.get(key) === sealSha256) return true;
    return set === newest && seal.durability === 'unconfirmed' && read.get(key) !== sealSha256;
  });
}

/** Of the set, and of those that build on it. */
function noteDamage(
  state: State,
  known: readonly CataloguedSet[],
  { vault, set, damage }: { vault: Vault; set: string; damage: readonly Damage[] },
): void {
  state.recordDamage(damageKey(vault, set), damage);
  state.readings.settle(damageKey(vault, set));
  const links = known.map(({ seal }) => ({ id: seal.set, parent: seal.parent?.set ?? null }));
  const parentDamaged: Damage = { code: 'parent-damaged', setId: set };
  for (const link of links)
    if (link.id !== set && chainOf(link, links).some(({ id }) => id === set))
      state.recordDamage(damageKey(vault, link.id), [parentDamaged]);
}

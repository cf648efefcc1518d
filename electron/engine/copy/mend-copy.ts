import { EngineError, now } from '../base/index.ts';
import type { PlanPlace } from '../catalogue/index.ts';
import type { BackupDeps } from '../backup/index.ts';
import { type KnownPlan, setsAt } from '../ledger/index.ts';
import type { PlanSets } from '../sets/index.ts';
import type { CopyMeans } from './copy-set.ts';
import { mendPlace, type NamedSets, suspectsAt } from './mend-place.ts';

/** What nobody had good bytes for is read again after so long, or where something else is damaged as well. */
const AGAIN_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Mends what is known to be damaged in a copy, and what lacks a file at first sight, from any other place of the plan that has it whole. Answers how
 * many files were mended. Throws as `mendPlace`.
 */
export async function mendCopy(
  deps: BackupDeps,
  { plan, copy, to }: { readonly plan: KnownPlan; readonly copy: PlanPlace; readonly to: PlanSets },
  means: CopyMeans,
): Promise<number> {
  const { state } = deps;
  const wanted = new Set([...suspectsAt(state, to), ...incompleteIn(to)]);
  const key = `mend:${plan.definition.id}:${copy.vaultId}` as const;
  const [triedAt = '', ...tried] = (state.noted(key) ?? '').split(' ');
  const isTried = [...wanted].every((id) => tried.includes(id));
  if (wanted.size === 0 || (isTried && now().getTime() - Date.parse(triedAt) < AGAIN_DAYS * DAY_MS)) return 0;
  const others = otherPlaces(deps, plan, copy.vaultId);
  const levels = new Map([...wanted].map((id) => [id, 'read'] as const));
  const { mended, left } = await mendPlace(
    state,
    { at: { name: copy.name || copy.place, sets: to }, others, wanted: levels },
    means,
  );
  if (left.length > 0) state.note(key, [now().toISOString(), ...wanted].join(' '));
  return mended.length;
}

/** What lies at another computer is not looked at file by file. */
function incompleteIn({ vault, folder, catalogue }: PlanSets): string[] {
  const present = new Set(vault.setIds(folder));
  return catalogue.sets(folder.plan, vault.id).flatMap(({ seal, sealSha256 }) => {
    const set = vault.set(folder, seal.set);
    return !present.has(seal.set) || set.isElsewhere || set.looksThere(sealSha256) ? [] : [seal.set];
  });
}

/** Those that can be reached now and hold the same sets. */
function otherPlaces(deps: BackupDeps, plan: KnownPlan, except: string): NamedSets[] {
  const origin = deps.state.originOf(except);
  return deps.state.places.of(plan.definition.id).flatMap((place) => {
    if (place.vaultId === except || deps.state.originOf(place.vaultId) !== origin) return [];
    try {
      return [{ name: place.name || place.place, sets: setsAt(deps, plan, place) }];
    } catch (error) {
      if (error instanceof EngineError) return [];
      throw error;
    }
  });
}

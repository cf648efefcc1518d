import type { Damage, Repaired, VerifyLevel } from '../../contract/index.ts';
import { waitIfPaused } from '../base/index.ts';
import type { State } from '../catalogue/index.ts';
import { chainOf } from '../plan/index.ts';
import { damagedIn, damageKey, type PlanSets } from '../sets/index.ts';
import { checkSet, graveOf, type SetCheck } from '../verify/index.ts';
import type { CopyMeans } from './copy-set.ts';
import { mendSet, sealOf, type SetAt } from './mend-set.ts';
import type { SealReading } from '../vault/index.ts';

/** The sets of a plan in one of its places, by which people know it. */
export interface NamedSets {
  readonly name: string;
  readonly sets: PlanSets;
}

export interface PlaceMended {
  checked: number;
  readonly mended: Repaired[];
  readonly left: Damage[];
}

interface Task {
  readonly at: NamedSets;
  readonly others: readonly NamedSets[];
  /** What is to be looked at, and how closely. */
  readonly wanted: ReadonlyMap<string, VerifyLevel>;
}

/**
 * Mends the sets of one place from others that hold them, and notes what they are worth from now on. Throws EngineError `cancelled`, and what a
 * place throws that is gone or takes nothing more.
 */
export async function mendPlace(state: State, { at, others, wanted }: Task, means: CopyMeans): Promise<PlaceMended> {
  const { vault, folder, catalogue } = at.sets;
  const done: PlaceMended = { checked: 0, mended: [], left: [] };
  const whole = new Map<string, boolean>();
  for (const [id, level] of wanted) {
    await waitIfPaused(means.halt);
    const elsewhere = others.map(({ name, sets }): SetAt => ({ name, set: sets.vault.set(sets.folder, id) }));
    const here = { name: at.name, set: vault.set(folder, id) };
    const known = catalogue.set(id)?.sealSha256;
    const sealed = sealOf(here.set) ?? firstSeal(elsewhere, known);
    const check = await checkClosely(here, level, { means, sealed });
    done.checked++;
    // Who put another seal there has made another set of it.
    const isOurs = sealed !== undefined && (known === undefined || known === sealed.sealSha256);
    const { mended, left } =
      isOurs && check.damage.length > 0
        ? await mendSet({ at: here, sealed, damage: check.damage }, elsewhere, means)
        : { mended: [], left: check.newer ? [] : [...check.damage] };
    done.mended.push(...mended);
    done.left.push(...left);
    whole.set(id, isOurs && left.length === 0);
    const key = damageKey(vault, id);
    if (graveOf(left).length > 0) state.recordDamage(key, graveOf(left));
    else if (isOurs && check.bytesNotRead === 0) state.readings.note({ set: key, seal: sealed.sealSha256 });
  }
  settle(state, at.sets, whole);
  return done;
}

/** A set of which anything is wrong at first sight is read, so that nothing else of it is overlooked. */
async function checkClosely(
  { set }: SetAt,
  level: VerifyLevel,
  { means, sealed }: { readonly means: CopyMeans; readonly sealed: SealReading | undefined },
): Promise<SetCheck> {
  const how = { ...means, signal: means.halt.signal };
  const check = await checkSet(set, level, how, sealed);
  return level === 'quick' && check.damage.length > 0 ? checkSet(set, 'read', how, sealed) : check;
}

function firstSeal(others: readonly SetAt[], known: string | undefined): SealReading | undefined {
  if (known === undefined) return undefined;
  return others.map(({ set }) => sealOf(set)).find((reading) => reading?.sealSha256 === known);
}

/** A point is as good as its chain. */
function settle(state: State, { vault, folder, catalogue }: PlanSets, whole: ReadonlyMap<string, boolean>): void {
  const links = linksAt({ vault, folder, catalogue });
  const damaged = damagedIn(state, vault);
  for (const link of links)
    if (damaged.has(link.id) && chainOf(link, links).every(({ id }) => whole.get(id)))
      state.clearDamage(damageKey(vault, link.id));
}

export function linksAt({ vault, folder, catalogue }: PlanSets): { id: string; parent: string | null }[] {
  return catalogue.sets(folder.plan, vault.id).map(({ seal }) => ({ id: seal.set, parent: seal.parent?.set ?? null }));
}

/** The damaged sets of a place, with all that they depend on: that may be where the damage is. */
export function suspectsAt(state: State, sets: PlanSets): Set<string> {
  const links = linksAt(sets);
  const damaged = damagedIn(state, sets.vault);
  return new Set(links.filter(({ id }) => damaged.has(id)).flatMap((link) => chainOf(link, links).map(({ id }) => id)));
}

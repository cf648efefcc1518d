import type { Point } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';
import type { CataloguedSet } from '../catalogue/index.ts';
import type { Vault } from '../vault/index.ts';
import { holdOf, type PlanSets, setsBefore, standingsOf, storedBytes } from '../sets/index.ts';
import { asVault, copiesOf, notSeenSince } from './copies-of.ts';
import { openPlanVault } from './plan-vault.ts';
import type { KnownPlan, PlanDeps } from './plans.ts';

export function listPoints({ state, catalogue }: PlanDeps, plan: KnownPlan): Point[] {
  const sets = catalogue.sets(plan.definition.id);
  const standingOf = standingsOf(state, sets);
  const copies = copiesOf({ state }, plan.definition.id);
  // What a place has that the plan has let go of counts no more.
  const unseen = new Set(copies.filter((copy) => notSeenSince({ state }, copy)).map(({ vaultId }) => vaultId));
  // What nobody has looked at for too long counts neither: it may be anywhere, and anything.
  const places = new Set(
    state.places.of(plan.definition.id).flatMap(({ vaultId }) => (unseen.has(vaultId) ? [] : [vaultId])),
  );
  const standingIn = new Map(
    copies.map((copy) => [copy.vaultId, standingsOf(state, sets, asVault({ state }, copy))] as const),
  );
  const hold = holdOf(state, plan.definition.id);
  const trusted = hold && new Set(setsBefore(sets, hold));
  return sets.map((set) => {
    const { seal } = set;
    return {
      setId: seal.set,
      kind: seal.kind,
      at: seal.at,
      outcome: seal.outcome,
      files: seal.files,
      bytes: seal.bytes,
      storedBytes: storedBytes(set),
      base: seal.base,
      parent: seal.parent?.set ?? null,
      verified: standingOf(set) === 'verified',
      vaultId: vaultOf({ state }, plan, set),
      gaps: seal.gaps,
      ...(trusted?.has(set) === false && { isDoubtful: true as const }),
      ...(seal.consolidated && { madeFrom: seal.consolidated.set }),
      ...(copies.length > 0 && {
        copies: {
          good: set.places.filter(
            (vault) => places.has(vault) && (standingIn.get(vault) ?? standingOf)(set) === 'verified',
          ).length,
          of: 1 + copies.filter((copy) => state.originOf(copy.vaultId) === state.originOf(seal.vault)).length,
        },
      }),
    };
  });
}

/**
 * The point that `at` names: a set id or the unique beginning of one, `latest`, or a time (then the newest point not after it).
 * `vault`: only points in that one are meant, unless one is named. Throws `no-points`, `point-unknown`.
 */
export function resolvePoint(
  { catalogue }: Pick<PlanDeps, 'catalogue'>,
  plan: KnownPlan,
  at: string,
  vault?: string,
): CataloguedSet {
  // Who turns page after page names the set: then no other one is looked at.
  const named = catalogue.set(at);
  if (named?.plan === plan.definition.id) return named;
  const sets = catalogue.sets(plan.definition.id, vault);
  if (sets.length === 0) throw new EngineError('no-points', { subject: plan.definition.name });
  if (at === 'latest') return sets.at(-1) as CataloguedSet;
  const beginning = /^[a-z0-9]{4,}$/.test(at) ? sets.filter((set) => set.seal.set.startsWith(at)) : [];
  if (beginning.length === 1) return beginning[0] as CataloguedSet;
  const time = timeOf(at);
  const found = time === undefined ? undefined : sets.findLast((set) => Date.parse(set.seal.at) <= time);
  if (!found) throw new EngineError('point-unknown', { subject: at });
  return found;
}

/** Where a set is read first: in the plan's own place, or in a disk of it, where one of them has it. */
export function vaultOf(
  { state }: Pick<PlanDeps, 'state'>,
  { definition, vaultId }: Pick<KnownPlan, 'definition' | 'vaultId'>,
  { vault, places }: Pick<CataloguedSet, 'vault' | 'places'>,
): string {
  if (places.includes(vaultId)) return vaultId;
  const own = state.places.of(definition.id).filter(({ role }) => role === 'primary' || role === 'rotation');
  return own.find((place) => places.includes(place.vaultId))?.vaultId ?? vault;
}

/** The plan as whoever reads that set needs it: with the vault that the set is in. */
export function planAt(
  { state }: Pick<PlanDeps, 'state'>,
  plan: KnownPlan,
  { vault, machine }: CataloguedSet,
): KnownPlan {
  const vaultPlace = state.vaults().find(({ id }) => id === vault)?.place;
  return vaultPlace === undefined ? plan : { ...plan, vaultId: vault, vaultPlace, machine };
}

/**
 * The sets of a point, to give files back: from the vault that it is in, or from another that holds it where that one is away, damaged
 * or another's. Throws what opening the first throws.
 */
export function openToRead(
  deps: PlanDeps,
  plan: KnownPlan,
  point: CataloguedSet,
): Pick<KnownPlan, 'vaultId' | 'vaultPlace'> & { readonly sets: PlanSets } {
  let trouble: unknown;
  const vaults = [...new Set([vaultOf(deps, plan, point), ...point.places])];
  for (const [tried, vault] of vaults.entries()) {
    const at = planAt(deps, plan, { ...point, vault });
    if (at.vaultId !== vault) continue;
    try {
      const sets = openSets(deps, at);
      const mirrors = mirrorsOf(deps, sets.vault, vaults.slice(tried + 1));
      return { vaultId: at.vaultId, vaultPlace: at.vaultPlace, sets: { ...sets, mirrors } };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      trouble ??= error;
    }
  }
  throw trouble ?? new EngineError('vault-unavailable', { subject: plan.vaultPlace });
}

/** Nobody waits for them before something is lost in the first: a server that is away must not hold up what a disk can give. */
function mirrorsOf({ state, keys }: PlanDeps, vault: Vault, others: readonly string[]): Vault[] {
  const addresses = state.vaults().flatMap(({ id, place }) => (others.includes(id) ? [place] : []));
  return addresses.flatMap((address) => {
    try {
      return [vault.mirror(keys.places.open(address))];
    } catch (error) {
      if (error instanceof EngineError) return [];
      throw error;
    }
  });
}

/** The plan's sets in the vault in use, readable: opens it. */
export function openSets(deps: PlanDeps, plan: KnownPlan): PlanSets {
  const folder = { machine: plan.machine, plan: plan.definition.id };
  return { vault: openPlanVault(deps, plan), folder, catalogue: deps.catalogue };
}

/** `2026-11-21` means the whole day, `2026-11-21 09:30` the whole minute, both in local time. */
function timeOf(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (!match) return undefined;
  const [, day, minute, seconds, zone] = match;
  const ms = Date.parse(`${day}T${minute ?? '23:59'}${minute ? (seconds ?? ':59.999') : ':59.999'}${zone ?? ''}`);
  return Number.isNaN(ms) ? undefined : ms;
}

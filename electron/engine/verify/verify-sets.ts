import type { Damage, VerifyLevel, VerifyResult } from '../../contract/index.ts';
import { elapsedSeconds, EngineError, Tally, waitIfPaused } from '../base/index.ts';
import { chainOf } from '../plan/index.ts';
import { markerStates, type Vault } from '../vault/index.ts';
import {
  findCopy,
  findPlan,
  noteSeen,
  openSets,
  placeOfPoint,
  type PlanDeps,
  resolvePoint,
  setsAt,
} from '../ledger/index.ts';
import { damageKey, discover, type PlanSets, poolFor, rolledBack, treeOf, volumesOf } from '../sets/index.ts';
import { type JobControl, limitsOf, Pace, recorded } from '../run/index.ts';
import { graveOf } from './read-again.ts';
import { checkSet, type SetCheck } from './set-check.ts';
import { TreeCheck } from './tree-check.ts';

const LISTED_PATHS_MAX = 1000;
const LISTED_IGNORED_MAX = 1000;

interface Link {
  readonly id: string;
  readonly parent: string | null;
  readonly parentSeal: string | undefined;
  readonly at: string | undefined;
}

export interface VerifyInput {
  readonly plan: string;
  readonly at?: string | undefined;
  /** `read` where it is left out. */
  readonly level?: VerifyLevel | undefined;
  /** Name, id or place of a copy of the plan; left out, its own place. */
  readonly copy?: string | undefined;
}

/**
 * Checks a plan's points, or one with its chain. Read-only for the vault, for ever: what it finds is written into `state`
 * alone. `quick`: seals, sizes, manifests; `read`: every stored byte against its hash; `deep`: every file decoded and compared.
 */
export function verify(
  deps: PlanDeps,
  { level = 'read', ...input }: VerifyInput,
  control: JobControl,
): Promise<VerifyResult> {
  const plan = findPlan(deps, input.plan);
  return recorded(deps.state, { plan, verb: 'verify' }, () => check(deps, { ...input, level }, control));
}

async function check(
  deps: PlanDeps,
  input: VerifyInput & { readonly level: VerifyLevel },
  control: JobControl,
): Promise<VerifyResult> {
  const began = performance.now();
  const tally = new Tally(control.onProgress);
  tally.enter('verifying');
  const plan = findPlan(deps, input.plan);
  const sets =
    input.copy === undefined
      ? openSets(deps, input.at === undefined ? plan : placeOfPoint(deps, plan, input.at))
      : setsAt(deps, plan, findCopy(deps, plan, input.copy));
  const { unsealed, strangers, ...found } = discover(sets);
  noteSeen(deps, sets.folder.plan, sets.vault.id);
  const unreadable = new Map(found.unreadable.map(({ set, error }) => [set.id, error]));
  // Of a set whose listing cannot be opened here nothing could be promised.
  const locked = found.unreadable.find(({ error }) => error.code === 'key-needed');
  if (locked) throw locked.error;
  const links = linksOf(sets, [...unreadable.keys()]);
  const asked = input.at === undefined ? undefined : resolvePoint(deps, plan, input.at).seal.set;
  const points = asked === undefined ? links : links.filter((link) => link.id === asked);
  const involved = new Set(points.flatMap((point) => chainOf(point, links).map((link) => link.id)));

  // Whether files can be given back is only known from what they decode to.
  if (input.level === 'deep') sets.vault.demandOpen();
  const pool = poolFor(sets, control);
  const pace = new Pace(limitsOf(deps), plan.vaultPlace);
  const checks = new Map<string, SetCheck>();
  const result: VerifyResult['points'] = [];
  let stopped = false;
  try {
    for (const id of involved) {
      await waitIfPaused(control);
      const check = await checkSet(sets.vault.set(sets.folder, id), input.level, {
        pool,
        pace,
        signal: control.signal,
      });
      checks.set(id, check);
      tally.value.bytes.done += check.bytesRead;
      tally.sample();
    }
    const files = new TreeCheck({
      pool,
      volumePath: volumesOf(sets).volumePath,
      isSuspect: (set, volume) =>
        input.level === 'deep' || !checks.get(set) || (checks.get(set) as SetCheck).badVolumes.has(volume),
      tally,
      halt: control,
      pace,
    });
    for (const point of points)
      result.push(await checkPoint(point, { sets, links, checks, unreadable, files, level: input.level }));
  } catch (error) {
    if (!control.signal?.aborted) throw error;
    stopped = true;
  } finally {
    await pool.close();
  }

  const lost = rolledBack(sets, deps.state);
  const vault = [
    ...markerStates(sets.vault.place).flatMap(({ name, state }): Damage[] =>
      state ? [{ code: `marker-${state}`, file: name }] : [],
    ),
    ...(lost ? [{ code: 'rolled-back' as const, setId: lost.set }] : []),
  ];
  if (input.level !== 'quick') noteReadings(deps, sets.vault, checks);
  if (!stopped) for (const point of result) note(deps, sets.vault, point, input.level);
  const damaged = vault.length > 0 || result.some((point) => point.state === 'damaged');
  const mended = [...checks.values()].flatMap((check) => check.mended);
  const sum = (key: 'bytesRead' | 'bytesNotRead'): number =>
    [...checks.values()].reduce((total, check) => total + check[key], 0);
  return {
    outcome: stopped ? 'cancelled' : damaged ? 'failed' : 'complete',
    level: input.level,
    vault,
    points: result,
    ...(mended.length > 0 && { mended }),
    bytesRead: sum('bytesRead'),
    bytesNotRead: sum('bytesNotRead'),
    seconds: elapsedSeconds(began),
    ignored: [...unsealed, ...strangers]
      .filter((set) => !involved.has(set.id))
      .slice(0, LISTED_IGNORED_MAX)
      .map((set) => set.id),
  };
}

/** Every set that is or was: those the catalogue knows, those that cannot be read, and parents that others name. */
function linksOf({ vault, catalogue, folder }: PlanSets, unreadable: readonly string[]): Link[] {
  const known = catalogue.sets(folder.plan, vault.id).map(({ seal }) => ({
    id: seal.set,
    parent: seal.parent?.set ?? null,
    parentSeal: seal.parent?.seal,
    at: seal.at,
  }));
  return [...known, ...unreadable.map((id) => ({ id, parent: null, parentSeal: undefined, at: undefined }))];
}

interface PointFacts {
  readonly sets: PlanSets;
  readonly links: readonly Link[];
  readonly checks: ReadonlyMap<string, SetCheck>;
  /** Why sets could not be read in, by their ids. */
  readonly unreadable: ReadonlyMap<string, EngineError>;
  readonly files: TreeCheck;
  readonly level: VerifyLevel;
}

async function checkPoint(point: Link, facts: PointFacts): Promise<VerifyResult['points'][number]> {
  const { sets, checks, level } = facts;
  const own = checks.get(point.id) as SetCheck;
  const damage: Damage[] = [...own.damage, ...chainDamage(point, facts)];
  // Another computer with keys of the vault can prove a seal, but it is not the one that stood here before.
  const known = sets.catalogue.set(point.id)?.sealSha256;
  if (sets.vault.isEncrypted && known !== undefined && own.reading && own.reading.sealSha256 !== known)
    damage.push({ code: 'seal-forged' });
  // Every byte may be as it was sealed, and still be no listing.
  const reason = facts.unreadable.get(point.id)?.detail;
  if (facts.unreadable.has(point.id) && own.damage.length === 0)
    damage.push({ code: 'manifest-damaged', setId: point.id, ...(reason && { detail: reason }) });
  if (!own.newer && sets.catalogue.set(point.id)) damage.push(...lostListings(point, facts));
  const suspects = level === 'deep' || [...checks.values()].some((check) => check.badVolumes.size > 0);
  if (suspects && !own.newer && sets.catalogue.set(point.id)) {
    try {
      const paths = await facts.files.damagedPaths(treeOf(sets, point.id));
      if (paths.length > 0)
        damage.push({ code: 'file-damaged', paths: paths.slice(0, LISTED_PATHS_MAX), pathCount: paths.length });
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'set-damaged') throw error;
      damage.push({
        code: 'manifest-damaged',
        ...(error.subject && { setId: error.subject }),
        ...(error.detail && { detail: error.detail }),
      });
    }
  }
  return { setId: point.id, ...(point.at && { at: point.at }), state: damage.length > 0 ? 'damaged' : 'good', damage };
}

/** A parent that is lost, or is not the set that was the parent. */
function chainDamage(point: Link, { links, checks }: PointFacts): Damage[] {
  const damage: Damage[] = [];
  for (const link of chainOf(point, links)) {
    if (link.parent === null) continue;
    const check = checks.get(link.parent);
    if (!check) damage.push({ code: 'parent-missing', setId: link.parent });
    else if (!check.reading && !check.newer)
      damage.push({
        code: check.damage.some(({ code }) => code === 'seal-damaged' || code === 'seal-forged')
          ? 'parent-damaged'
          : 'parent-missing',
        setId: link.parent,
      });
    else if (check.reading && check.reading.sealSha256 !== link.parentSeal)
      damage.push({ code: 'parent-changed', setId: link.parent });
  }
  return damage;
}

/** Manifests of other sets that hold a part of this point's listing and are lost in both copies. */
function lostListings(point: Link, { sets, checks }: PointFacts): Damage[] {
  const holders = new Set(sets.catalogue.segments(point.id).map((segment) => segment.set));
  return [...holders]
    .filter((holder) => holder !== point.id && checks.get(holder)?.reading && checks.get(holder)?.manifestLost)
    .map((setId) => ({ code: 'manifest-damaged', setId }));
}

/** Sets of which all bytes were read, whatever the rest of the check came to. */
function noteReadings({ state }: PlanDeps, vault: Vault, checks: ReadonlyMap<string, SetCheck>): void {
  for (const [set, { reading, badVolumes, manifestLost }] of checks)
    if (reading && badVolumes.size === 0 && !manifestLost)
      state.readings.note({ set: damageKey(vault, set), seal: reading.sealSha256 });
}

/** A lost copy of something that is still there is reported, but does not make the point unusable for the next run. */
function note({ state }: PlanDeps, vault: Vault, point: VerifyResult['points'][number], level: VerifyLevel): void {
  const key = damageKey(vault, point.setId);
  const grave = graveOf(point.damage);
  if (grave.length > 0) state.recordDamage(key, grave);
  else if (level !== 'quick') state.clearDamage(key);
}

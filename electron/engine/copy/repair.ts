import type { Damage, RepairResult, VerifyLevel } from '../../contract/index.ts';
import { elapsedSeconds, EngineError, failureOf, Tally } from '../base/index.ts';
import { Lease } from '../catalogue/index.ts';
import { isPlaceGone } from '../place/index.ts';
import { chainOf } from '../plan/index.ts';
import { Pool } from '../pool/index.ts';
import type { BackupDeps } from '../backup/index.ts';
import { demandOnlyWriter, findOwnPlan, type KnownPlan, noteSeen, resolvePoint, setsAt } from '../ledger/index.ts';
import { type JobControl, limitsOf, Pace, recorded } from '../run/index.ts';
import { clearStaging, discover, stagingOf } from '../sets/index.ts';
import type { CopyMeans } from './copy-set.ts';
import { linksAt, mendPlace, type NamedSets, suspectsAt } from './mend-place.ts';

type PlaceResult = RepairResult['places'][number];

/**
 * Puts good copies beside what is damaged of a plan's sets in any of its places, from whichever other place has the bytes, and what is
 * missing back where it was. What is known to be damaged is read, with what it depends on, and everything else looked at; with `at` all of that
 * point's chain is read. Throws EngineError `busy`, `plan-unknown`, `point-unknown`, `plan-taken-over`.
 */
export async function repairPlan(
  deps: BackupDeps,
  { plan: wanted, at }: { readonly plan: string; readonly at?: string | undefined },
  control: JobControl,
): Promise<RepairResult> {
  const plan = findOwnPlan(deps, wanted);
  const { id, name } = plan.definition;
  const task = { verb: 'repair', plan: name, by: control.by } as const;
  const own = Lease.take(deps.home, id, task);
  try {
    // Nobody copies or clears away meanwhile, neither there nor here.
    const copying = Lease.take(deps.home, `copy-${id}`, task);
    try {
      return await recorded(deps.state, { plan, verb: 'repair' }, () => repair(deps, { plan, at }, control));
    } finally {
      copying.release();
    }
  } finally {
    own.release();
  }
}

async function repair(
  deps: BackupDeps,
  { plan, at }: { readonly plan: KnownPlan; readonly at: string | undefined },
  control: JobControl,
): Promise<RepairResult> {
  const { home } = deps;
  const began = performance.now();
  const tally = new Tally(control.onProgress);
  tally.enter('verifying');
  demandOnlyWriter(deps, plan);
  const point = at === undefined ? undefined : resolvePoint(deps, plan, at).seal.set;
  const staging = `repair-${plan.definition.id}`;
  clearStaging(home, staging);
  const limits = limitsOf(deps);
  const pool = new Pool(control, { isBackground: limits.priority === 'background' });
  const means = { pool, tally, halt: control, staging: stagingOf(home, staging, 'file') };
  const places: PlaceResult[] = [];
  let stopped = false;
  try {
    const opened = openPlaces(deps, plan);
    for (const each of opened) places.push(await repairPlace(deps, { each, opened, point }, means));
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'cancelled') throw error;
    stopped = true;
  } finally {
    await pool.close();
    clearStaging(home, staging);
  }
  const left = places.flatMap((place) => place.left);
  return {
    outcome: stopped ? 'cancelled' : outcomeOf(places),
    places,
    bytes: places.reduce((sum, { mended }) => sum + mended.reduce((bytes, file) => bytes + file.bytes, 0), 0),
    seconds: elapsedSeconds(began),
    ...(left.length > 0 && { failure: { code: 'no-good-copy', ...(left[0]?.setId && { subject: left[0].setId }) } }),
  };
}

interface Opened {
  readonly about: Pick<PlaceResult, 'vaultId' | 'name' | 'place'>;
  /** Why it could not be opened. */
  readonly at: NamedSets | EngineError;
}

/** Its own place first. */
function openPlaces(deps: BackupDeps, plan: KnownPlan): Opened[] {
  const places = deps.state.places.of(plan.definition.id);
  return places.map((place) => {
    const about = { vaultId: place.vaultId, name: place.name, place: place.place };
    try {
      const sets = setsAt(deps, plan, place);
      return { about, at: { name: place.name || place.place, sets } };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return { about, at: error };
    }
  });
}

async function repairPlace(
  deps: BackupDeps,
  { each: { about, at }, opened, point }: { each: Opened; opened: readonly Opened[]; point: string | undefined },
  means: Omit<CopyMeans, 'pace'>,
): Promise<PlaceResult> {
  const nothing = { ...about, checked: 0, mended: [], left: [] };
  if (at instanceof EngineError) return { ...nothing, failure: failureOf(at) };
  const { vault, folder, catalogue } = at.sets;
  const others = opened.flatMap(({ at: other }) =>
    other !== at && !(other instanceof EngineError) && other.sets.vault.origin === vault.origin ? [other] : [],
  );
  try {
    const { unreadable } = discover(at.sets);
    noteSeen(deps, folder.plan, vault.id);
    // Of a set whose seals are all lost here another place may still know what it was.
    const lost = unreadable.flatMap(({ set: { id } }) => (catalogue.set(id) ? [id] : []));
    const strange = unreadable.flatMap(({ set: { id }, error }): Damage[] =>
      catalogue.set(id) || error.code !== 'set-damaged' ? [] : [{ code: 'seal-damaged', setId: id }],
    );
    const wanted = scopeAt(deps, at, { point, lost });
    const pace = new Pace(limitsOf(deps), vault.path, means.tally.value.bytes.stored);
    const { checked, mended, left } = await mendPlace(deps.state, { at, others, wanted }, { ...means, pace });
    // What could not be read in before may be now.
    if (mended.length > 0) discover({ vault, folder, catalogue });
    return { ...about, checked, mended, left: [...left, ...strange] };
  } catch (error) {
    if (!(error instanceof EngineError) || error.code === 'cancelled') throw error;
    if (!isPlaceGone(error) && !['vault-full', 'vault-unwritable', 'write-failed'].includes(error.code)) throw error;
    return { ...nothing, failure: failureOf(error) };
  }
}

function scopeAt(
  { state }: BackupDeps,
  { sets }: NamedSets,
  { point, lost }: { readonly point: string | undefined; readonly lost: readonly string[] },
): Map<string, VerifyLevel> {
  const links = linksAt(sets);
  const unknown = lost.filter((id) => !links.some((link) => link.id === id));
  if (point !== undefined) {
    const chain = links.filter(({ id }) => id === point).flatMap((link) => chainOf(link, links));
    return new Map([...chain.map(({ id }) => id), ...unknown].map((id) => [id, 'read']));
  }
  const suspects = suspectsAt(state, sets);
  return new Map([
    ...links.map(({ id }) => [id, suspects.has(id) ? 'read' : 'quick'] as const),
    ...unknown.map((id) => [id, 'read'] as const),
  ]);
}

function outcomeOf(places: readonly PlaceResult[]): RepairResult['outcome'] {
  if (places.every(({ left, failure }) => left.length === 0 && !failure)) return 'complete';
  return places.some(({ mended, failure }) => mended.length > 0 || failure) ? 'incomplete' : 'failed';
}

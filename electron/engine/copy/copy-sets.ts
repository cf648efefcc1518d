import type { CopyResult, Failure, PlaceLock } from '../../contract/index.ts';
import { elapsedSeconds, EngineError, failureOf, now, Tally } from '../base/index.ts';
import { Lease, type PlanPlace } from '../catalogue/index.ts';
import { isPlaceGone } from '../place/index.ts';
import { keepVerdicts, parseKeep } from '../plan/index.ts';
import { Pool } from '../pool/index.ts';
import type { BackupDeps } from '../backup/index.ts';
import {
  clearStaging,
  damagedIn,
  damageKey,
  keepPoint,
  discover,
  type PlanSets,
  settleAway,
  waitingSets,
  stagingOf,
  standingsOf,
  storedBytes,
} from '../sets/index.ts';
import {
  copiesOf,
  demandOnlyWriter,
  findCopy,
  noteSeen,
  findOwnPlan,
  type KnownPlan,
  openSets,
  originalOf,
  setsAt,
} from '../ledger/index.ts';
import { type JobControl, limitsOf, Pace, recorded } from '../run/index.ts';
import { pruneCopy } from '../prune/index.ts';
import { readUnconfirmed } from '../verify/index.ts';
import { type CopyMeans, copySet } from './copy-set.ts';
import { mendCopy } from './mend-copy.ts';
import { lockOfSet, type SetFolder } from '../vault/index.ts';

type OneCopy = CopyResult['copies'][number];

/**
 * Brings the copies of a plan up to date: what a failover place holds comes home first, then each copy gets what it lacks, in the order
 * of the points and never a point without what it needs, and lets go of what its rule no longer keeps. A place that cannot
 * be reached is left for the next time and told of. `only`: these of them. Throws EngineError `busy`.
 */
export async function copyPlan(
  deps: BackupDeps,
  { plan, only }: { readonly plan: KnownPlan; readonly only?: readonly PlanPlace[] | undefined },
  control: JobControl,
): Promise<CopyResult> {
  const { home, state } = deps;
  const { id, name } = plan.definition;
  const lease = Lease.take(home, `copy-${id}`, { verb: 'copy', plan: name, by: control.by });
  try {
    // What a copying that was ended has left.
    clearStaging(home, `copy-${id}`);
    return await recorded(state, { plan, verb: 'copy' }, async () => {
      const began = performance.now();
      const tally = new Tally(control.onProgress);
      tally.enter('copying');
      const pool = new Pool(control, { isBackground: limitsOf(deps).priority === 'background' });
      try {
        const means = { tally, pool, control };
        const broughtHome = await bringHome(deps, plan, means);
        const copies: OneCopy[] = [];
        for (const copy of only ?? copiesOf(deps, id))
          copies.push(await bringUpToDate(deps, { plan: original(deps, plan, copy), copy }, means));
        const bytes = copies.reduce((sum, each) => sum + each.bytes, 0);
        return { outcome: outcomeOf(copies), broughtHome, copies, bytes, seconds: elapsedSeconds(began) };
      } finally {
        await pool.close();
      }
    });
  } finally {
    lease.release();
  }
}

/** As it was asked for. Throws EngineError `copy-unknown`, `busy`. */
export function runCopy(
  deps: BackupDeps,
  { plan: wanted, copy }: { readonly plan: string; readonly copy?: string | undefined },
  control: JobControl,
): Promise<CopyResult> {
  const plan = findOwnPlan(deps, wanted);
  return copyPlan(deps, { plan, ...(copy !== undefined && { only: [findCopy(deps, plan, copy)] }) }, control);
}

interface Means {
  readonly tally: Tally;
  readonly pool: Pool;
  readonly control: JobControl;
}

/**
 * What was written to a failover place while the plan's own was away, and what its first place has that has become a copy. Only what its own
 * place has a parent for. Answers how many came; none where either place is not there now.
 */
export async function bringHome(deps: BackupDeps, plan: KnownPlan, means: Means): Promise<number> {
  const { catalogue } = deps;
  const { id } = plan.definition;
  const origin = deps.state.originOf(plan.vaultId);
  let count = 0;
  const waiting = new Set(waitingSets(deps.state, id));
  for (const copy of waiting.size === 0 ? [] : copiesOf(deps, id)) {
    const here = catalogue.idsIn(plan.vaultId);
    const wanted = catalogue
      .sets(id, copy.vaultId)
      .filter(({ seal }) => seal.vault === origin && waiting.has(seal.set) && !here.has(seal.set))
      .sort((a, b) => a.seal.seq - b.seal.seq);
    if (wanted.length === 0) continue;
    const away = reachable(deps, plan, copy);
    if (!away) continue;
    try {
      const home = openSets(deps, plan);
      count += (await bringAll(deps, { from: away, to: home }, wanted, means)).copied;
    } catch (error) {
      if (!(error instanceof EngineError) || !isPlaceGone(error)) throw error;
    }
  }
  const here = catalogue.idsIn(plan.vaultId);
  settleAway(deps.state, id, (set) => !here.has(set) && catalogue.set(set) !== undefined);
  return count;
}

/** Undefined where it is away: a folder with nothing in it, where a share or a disk belongs, is that too. */
function reachable(deps: BackupDeps, plan: KnownPlan, copy: PlanPlace): PlanSets | undefined {
  try {
    return setsAt(deps, plan, copy);
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}

async function bringUpToDate(
  deps: BackupDeps,
  { plan, copy }: { readonly plan: KnownPlan; readonly copy: PlanPlace },
  means: Means,
): Promise<OneCopy> {
  const { catalogue } = deps;
  const about = { copy: copy.vaultId, name: copy.name, place: copy.place };
  const before = means.tally.value.bytes.stored;
  const count = (): number => catalogue.sets(plan.definition.id, copy.vaultId).length;
  try {
    const to = setsAt(deps, plan, copy);
    const { unsealed, unreadable } = discover(to);
    demandOnlyWriter(deps, plan);
    noteSeen(deps, plan.definition.id, copy.vaultId);
    discardOthers(deps, to, unsealed);
    noteUnreadable(deps, to, unreadable);
    await readUnconfirmed(deps, to, means.control);
    const mended = await mendCopy(deps, { plan, copy, to }, copyMeans(deps, to, means));
    const removed = await pruneCopy(deps, { plan, sets: to, keep: copy.keep }, means.control);
    forgetLost(deps, to);
    const wanted = wantedAt(deps, plan, copy);
    const { copied, gone, failure, lock } = await bringFrom(deps, { plan, to, wanted }, means);
    const bytes = means.tally.value.bytes.stored - before;
    const missing = wanted.length - copied - gone;
    const there = catalogue.sets(plan.definition.id, copy.vaultId);
    const hurt = damagedIn(deps.state, to.vault);
    const damaged = there.filter(({ seal }) => hurt.has(seal.set)).map(({ seal }) => seal.set);
    const isBehind = missing + damaged.length > 0;
    const why =
      failure ?? (damaged[0] === undefined ? undefined : { code: 'no-good-copy' as const, subject: damaged[0] });
    return {
      ...about,
      outcome: means.control.signal?.aborted ? 'cancelled' : isBehind ? 'incomplete' : 'complete',
      copied,
      there: there.length,
      missing,
      bytes,
      removed,
      ...(mended > 0 && { mended }),
      ...(damaged.length > 0 && { damaged: damaged.length }),
      ...(lock && { lock }),
      ...(why && { failure: why }),
    };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const nothing = { copied: 0, there: count(), missing: 0, bytes: 0, removed: 0 };
    const outcome = error.code === 'cancelled' ? 'cancelled' : isPlaceGone(error) ? 'skipped' : 'failed';
    return { ...about, ...nothing, outcome, failure: failureOf(error) };
  }
}

/** Of disks that take turns a copy is one of one disk: the plan as if that one were in use. */
function original({ state }: BackupDeps, plan: KnownPlan, { vaultId }: PlanPlace): KnownPlan {
  const disk = originalOf({ state }, plan.definition.id, vaultId);
  return disk ? { ...plan, vaultId: disk.vaultId, vaultPlace: disk.place } : plan;
}

/** A disk that is away is asked for nothing where its copy has everything. */
async function bringFrom(
  deps: BackupDeps,
  { plan, to, wanted }: { readonly plan: KnownPlan; readonly to: PlanSets; readonly wanted: Wanted },
  means: Means,
): ReturnType<typeof bringAll> {
  const isTurn = deps.state.places
    .of(plan.definition.id)
    .some(({ vaultId, role }) => vaultId === plan.vaultId && role === 'rotation');
  if (isTurn && wanted.length === 0) return { copied: 0, gone: 0, failure: undefined };
  try {
    const from = openSets(deps, plan);
    discover(from);
    return await bringAll(deps, { from, to }, wanted, means);
  } catch (error) {
    if (!isTurn || !(error instanceof EngineError) || error.code !== 'disk-absent') throw error;
    return { copied: 0, gone: 0, failure: failureOf(error) };
  }
}

type Wanted = ReturnType<BackupDeps['catalogue']['sets']>;

function copyMeans(deps: BackupDeps, { vault, folder }: PlanSets, { tally, pool, control }: Means): CopyMeans {
  const staging = stagingOf(deps.home, `copy-${folder.plan}`, 'file');
  const pace = new Pace(limitsOf(deps), vault.path, tally.value.bytes.stored);
  return { pool, pace, tally, halt: control, staging };
}

/** Sets of the plan that have lost both their seals here, and are known from another place. */
function noteUnreadable(
  { state, catalogue }: BackupDeps,
  { vault }: PlanSets,
  unreadable: ReturnType<typeof discover>['unreadable'],
): void {
  for (const { set, error } of unreadable) {
    if (error.code !== 'set-damaged' || !catalogue.set(set.id)) continue;
    catalogue.notePlace(set.id, vault.id);
    state.recordDamage(damageKey(vault, set.id), [{ code: 'seal-damaged', setId: set.id }]);
  }
}

/** What an earlier try has begun and nobody wants any more. A run that goes there meanwhile has named its set. */
function discardOthers({ state, catalogue }: BackupDeps, to: PlanSets, unsealed: readonly SetFolder[]): void {
  const running = state.runs.unfinishedSets(to.folder.plan);
  for (const set of unsealed) if (!running.has(set.id) && !catalogue.set(set.id)) set.discard();
}

/**
 * An older state of the copy was put back, or a set was taken out of it: what is not there is brought again, where another place has it, and
 * is damage where none has. What is there and damaged has been mended, as far as it can be. What lies at another computer is looked for by name alone.
 */
function forgetLost({ state, catalogue }: BackupDeps, { vault, folder }: PlanSets): void {
  const present = new Set(vault.setIds(folder));
  for (const { seal, sealSha256, places } of catalogue.sets(folder.plan, vault.id)) {
    const set = vault.set(folder, seal.set);
    if (present.has(seal.set) && (set.isElsewhere || set.looksThere(sealSha256) || set.hasAnySeal())) continue;
    if (places.length > 1) catalogue.forgetSet(seal.set, vault.id);
    else state.recordDamage(damageKey(vault, seal.set), [{ code: 'seal-missing', setId: seal.set }]);
  }
}

/** What the copy lacks of the points that its rule keeps, and of what they need; in the order in which they were written. */
function wantedAt(deps: BackupDeps, plan: KnownPlan, copy: PlanPlace): ReturnType<BackupDeps['catalogue']['sets']> {
  const { catalogue, state } = deps;
  const sets = catalogue.sets(plan.definition.id, plan.vaultId);
  const there = catalogue.idsIn(copy.vaultId);
  const here = catalogue.idsIn(plan.vaultId);
  const onlyThere = catalogue.sets(plan.definition.id, copy.vaultId).filter(({ seal }) => !here.has(seal.set));
  const standingOf = standingsOf(state, sets);
  const points = [...sets, ...onlyThere].map((set) => keepPoint(set, standingOf(set)));
  const verdicts = keepVerdicts({ rule: parseKeep(copy.keep), points, now: now() });
  const kept = new Set(verdicts.flatMap(({ id, reasons }) => (reasons.length > 0 ? [id] : [])));
  return sets.filter(({ seal }) => kept.has(seal.set) && !there.has(seal.set)).sort((a, b) => a.seal.seq - b.seal.seq);
}

interface Way {
  readonly from: PlanSets;
  readonly to: PlanSets;
}

/**
 * Stops at a place that is gone or full; a set that is damaged, or does not arrive as it was sent, is left out with those that need it. `gone`:
 * what was thrown away by somebody else meanwhile.
 */
async function bringAll(
  deps: BackupDeps,
  { from, to }: Way,
  wanted: ReturnType<BackupDeps['catalogue']['sets']>,
  means: Means,
): Promise<{ copied: number; gone: number; failure: Failure | undefined; lock?: PlaceLock | undefined }> {
  const { state, catalogue } = deps;
  const { tally } = means;
  Object.assign(tally.value.files, { expected: tally.value.files.done + wanted.length });
  Object.assign(tally.value.bytes, {
    expected: tally.value.bytes.stored + wanted.reduce((sum, set) => sum + storedBytes(set), 0),
  });
  const how = copyMeans(deps, to, means);
  const there = new Set(catalogue.idsIn(to.vault.id));
  let [copied, gone] = [0, 0];
  let failure: Failure | undefined;
  let newest: { readonly target: SetFolder; readonly seal: Wanted[number]['seal'] } | undefined;
  for (const { seal } of wanted) {
    if (seal.parent && !there.has(seal.parent.set)) continue;
    // Of disks that take turns it is a copy of one: among its sets those of the others would be strangers, behind other keys.
    if (seal.vault !== to.vault.origin) continue;
    try {
      const [original, target] = [from.vault.set(from.folder, seal.set), to.vault.set(to.folder, seal.set)];
      const { durability, sealSha256 } = await copySet(original, target, how);
      const sealed = { set: damageKey(to.vault, seal.set), seal: sealSha256 };
      if (durability === 'flushed') state.readings.note(sealed);
      // What the place does not confirm may be gone after a blow, although it was read just now: the next time reads it again.
      if (durability === 'unconfirmed') state.readings.owe(sealed);
      catalogue.notePlace(seal.set, to.vault.id);
      there.add(seal.set);
      newest = { target, seal };
      copied++;
      tally.value.files.done++;
      tally.sample();
    } catch (error) {
      if (!(error instanceof EngineError) || error.code === 'cancelled') throw error;
      if (wasThrownAway(from, seal.set)) {
        gone++;
        continue;
      }
      failure ??= failureOf(error);
      if (error.code === 'set-damaged')
        state.recordDamage(damageKey(from.vault, seal.set), [{ code: 'volume-damaged', setId: seal.set }]);
      else if (error.code !== 'read-back-differs') break;
    }
  }
  return { copied, gone, failure, lock: newest && lockOfSet(newest.target, newest.seal) };
}

/** A clean-up of the place that it came from may go on beside a copying; what it takes is no damage. */
function wasThrownAway({ vault, folder }: PlanSets, id: string): boolean {
  try {
    return !vault.setIds(folder).includes(id) && vault.trash(folder).look(id).note !== undefined;
  } catch (error) {
    if (error instanceof EngineError) return false;
    throw error;
  }
}

function outcomeOf(copies: readonly OneCopy[]): CopyResult['outcome'] {
  const outcomes = new Set(copies.map(({ outcome }) => outcome));
  if (outcomes.has('cancelled')) return 'cancelled';
  if (outcomes.size <= 1) return copies[0]?.outcome ?? 'complete';
  return 'incomplete';
}

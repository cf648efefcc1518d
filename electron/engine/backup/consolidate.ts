import type { ConsolidateResult } from '../../contract/index.ts';
import { type Entry, placeOf, type Seal } from '../archive/index.ts';
import { elapsedSeconds, EngineError, now, randomId, Tally, waitIfPaused } from '../base/index.ts';
import { type CataloguedSet, Lease } from '../catalogue/index.ts';
import { chainOf } from '../plan/index.ts';
import { Vault } from '../vault/index.ts';
import { type JobControl, limitsOf, Pace, recorded } from '../run/index.ts';
import {
  clearStaging,
  lastSeq,
  neighbours,
  type PlanSets,
  poolFor,
  stagingOf,
  treeOf,
  volumesOf,
} from '../sets/index.ts';
import { demandOnlyWriter, type KnownPlan, openPlanVault, planAt, resolvePoint, writerOf } from '../ledger/index.ts';
import type { BackupDeps } from './back-up.ts';
import { CarryTree } from './carry-tree.ts';
import { cleanUp, discardUnsealed } from './leftovers.ts';
import { ManifestWriter } from './manifest-writer.ts';
import { RunCount } from './run-count.ts';
import { type SealedPoint, finishFiles, sealOf, sealSet } from './sealing.ts';
import { SetWriter } from './set-writer.ts';

export interface ConsolidateInput {
  readonly plan: KnownPlan;
  /** The newest point where it is left out. */
  readonly at?: string | undefined;
}

/**
 * Makes a new full from what a point's chain holds, without reading a source. It is that point once more: the same tree, time,
 * gaps and outcome, standing alone. Existing sets are only read. Throws EngineError, `already-full` where the point is one;
 * damage is `set-damaged`, and nothing is made; a wish to stop is an outcome.
 */
export async function consolidate(
  deps: BackupDeps,
  input: ConsolidateInput,
  control: JobControl,
): Promise<ConsolidateResult> {
  const { state, home } = deps;
  const planId = input.plan.definition.id;
  const lease = Lease.take(home, planId, { verb: 'consolidate', plan: input.plan.definition.name, by: control.by });
  try {
    state.runs.closeBrokenBackups(planId);
    return await recorded(state, { plan: input.plan, verb: 'consolidate' }, (run) => make(deps, input, control, run));
  } finally {
    lease.release();
  }
}

async function make(
  deps: BackupDeps,
  { plan: asked, at }: ConsolidateInput,
  control: JobControl,
  run: number,
): Promise<ConsolidateResult> {
  // A point that is named is made a full where it is; else the newest one of the place in use.
  const plan = at === undefined ? asked : planAt(deps, asked, resolvePoint(deps, asked, at));
  const { state, catalogue } = deps;
  const began = performance.now();
  const tally = new Tally(control.onProgress);
  tally.enter('preparing');
  const vault = openPlanVault(deps, plan);
  vault.demandOpen();
  vault.demandWritable();
  const sets: PlanSets = { vault, folder: { machine: plan.machine, plan: plan.definition.id }, catalogue };
  cleanUp(sets, deps);
  demandOnlyWriter(deps, plan);
  const point = resolvePoint(deps, plan, at ?? 'latest', plan.vaultId);
  if (point.seal.kind === 'full') throw new EngineError('already-full', { subject: point.seal.set });
  demandChain(sets, point);

  const { level } = plan.definition;
  const setId = randomId();
  state.runs.nameSet(run, 'full', setId);
  clearStaging(deps.home, sets.folder.plan);
  const folder = vault.createSet(sets.folder, setId, stagingOf(deps.home, sets.folder.plan, setId));
  const limits = limitsOf(deps);
  const pool = poolFor({ vault }, control, limits.priority === 'background');
  const writer = new SetWriter(pool, folder, level, { signal: control.signal });
  let manifest: ManifestWriter | undefined;
  const count = new RunCount();
  try {
    manifest = await ManifestWriter.begin(folder, level, new Map());
    tally.enter('consolidating');
    Object.assign(tally.value.files, { expected: point.seal.files });
    Object.assign(tally.value.bytes, { expected: point.seal.bytes });
    const carry = new CarryTree({
      pointId: point.seal.set,
      setId,
      level,
      pool,
      writer,
      manifest,
      tally,
      halt: control,
      pace: new Pace(limits, vault.path),
      ...volumesOf(sets),
    });
    await carryOver(deps, { plan, point, carry }, counted(count, treeOf(sets, point.seal.set).entries()));

    await waitIfPaused(control);
    tally.enter('checking');
    const definition = catalogue.definitionAt(point.seal.set) ?? plan.definition;
    const notKept = catalogue.notKept(point.seal.set);
    const about = { set: setId, machine: writerOf(state), plan: definition, ...neighbours(sets, state), notKept };
    const { volumes, listing } = await finishFiles({ pool, signal: control.signal }, { writer, manifest }, about);

    await waitIfPaused(control);
    tally.enter('sealing');
    const seal = sealOf(standsAlone(point, 1 + lastSeq(sets, state)), { count, volumes, listing, folder });
    const durable = sealSet(sets, state, folder, seal);
    sets.catalogue.looks.note(manifest.looks);
    const storedBytes = volumes.storedBytes + listing.storedBytes;
    return resultOf(seal, { point, count, carry, durable, storedBytes, began });
  } catch (error) {
    await writer.abandon();
    await pool.close();
    manifest?.abandon();
    discardUnsealed(folder);
    if (!control.signal?.aborted || folder.hasAnySeal()) throw error;
    return cancelledResult(point, began);
  } finally {
    await pool.close();
  }
}

/** All sets of the chain, each the very one that the next was made on, down to a full. Throws `set-damaged`. */
function demandChain(sets: PlanSets, point: CataloguedSet): void {
  const links = sets.catalogue
    .sets(sets.folder.plan, sets.vault.id)
    .map((set) => ({ id: set.seal.set, parent: set.seal.parent?.set ?? null, set }));
  const own = links.find(({ id }) => id === point.seal.set) as (typeof links)[number];
  const chain = chainOf(own, links);
  const lost = (subject: string): EngineError => new EngineError('set-damaged', { subject, detail: 'chain' });
  if (chain[0]?.set.seal.kind !== 'full') throw lost(point.seal.set);
  for (const [i, { id, set }] of chain.entries()) {
    if (sets.vault.set(sets.folder, id).readSeal()?.sealSha256 !== set.sealSha256) throw lost(id);
    const child = chain[i + 1];
    if (child && child.set.seal.parent?.seal !== set.sealSha256) throw lost(id);
  }
}

/** Damage that is found is noted, as a verification would: the next run then makes a full of the source. */
async function carryOver(
  { state, keys }: BackupDeps,
  { plan, point, carry }: { plan: KnownPlan; point: CataloguedSet; carry: CarryTree },
  entries: Iterable<Entry>,
): Promise<void> {
  try {
    await carry.run(entries);
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'set-damaged') throw error;
    // A place that has gone away is no damage of what rests there.
    Vault.open(plan.vaultPlace, keys, plan.vaultId);
    const paths = carry.damagedPath === undefined ? [] : [carry.damagedPath];
    state.recordDamage(point.seal.set, [
      paths.length > 0 ? { code: 'file-damaged', paths, pathCount: paths.length } : { code: 'manifest-damaged' },
    ]);
    throw error;
  }
}

function* counted(count: RunCount, entries: Iterable<Entry>): Generator<Entry> {
  for (const entry of entries) {
    if (entry.type === 'gap') count.gap(entry);
    else count.put(entry, undefined);
    if (entry.type === 'file' && entry.changedWhileRead)
      count.listGap({ path: entry.path, code: 'changed-while-read' });
    yield entry;
  }
}

/** The point's own words: later runs compare with what the source was when it was read. */
function standsAlone(from: CataloguedSet, seq: number): SealedPoint {
  const { vault, machine, plan, set, startedAt, at } = from.seal;
  const consolidated = { set, seq: placeOf(from.seal), madeAt: now().toISOString() };
  return { vault, machine, plan, seq, kind: 'full', base: null, parent: null, startedAt, at, consolidated };
}

interface ResultFacts {
  readonly point: CataloguedSet;
  readonly count: RunCount;
  readonly carry: CarryTree;
  readonly durable: boolean;
  readonly storedBytes: number;
  readonly began: number;
}

function resultOf(seal: Seal, { point, count, carry, durable, storedBytes, began }: ResultFacts): ConsolidateResult {
  return {
    outcome: seal.outcome,
    setId: seal.set,
    madeFrom: point.seal.set,
    at: seal.at,
    files: seal.files,
    bytes: { total: seal.bytes, read: carry.bytesRead, copied: carry.bytesCopied, stored: storedBytes },
    seconds: elapsedSeconds(began),
    gaps: count.gaps,
    gapCount: seal.gaps,
    readBack: seal.readBack,
    durability: durable ? seal.durability : 'unconfirmed',
    ...(seal.sent && { sent: seal.sent }),
  };
}

function cancelledResult({ seal }: CataloguedSet, began: number): ConsolidateResult {
  return {
    outcome: 'cancelled',
    setId: null,
    madeFrom: seal.set,
    at: seal.at,
    files: 0,
    bytes: { total: 0, read: 0, copied: 0, stored: 0 },
    seconds: elapsedSeconds(began),
    gaps: [],
    gapCount: 0,
    readBack: 'cached',
    durability: 'unconfirmed',
  };
}

import { existsSync } from 'node:fs';
import type { BackupResult, SetKind } from '../../contract/index.ts';
import { APP_VERSION } from '../../contract/index.ts';
import { type Entry, FORMAT_VERSION, printSeal, type Root, type Seal, type SegmentRef } from '../archive/index.ts';
import { elapsedSeconds, EngineError, now, randomId, type RawPath, Tally } from '../base/index.ts';
import { type Catalogue, Lease, type PointTree, type State, type StoredPlan } from '../catalogue/index.ts';
import { chainOf, decideKind, type KindDecision } from '../plan/index.ts';
import { Pool } from '../pool/index.ts';
import { compare, excludeRule, type PreviousGroup } from '../scan/index.ts';
import { walkSources } from '../source/index.ts';
import { type SetFolder, Vault, writing } from '../vault/index.ts';
import { ChunkStore } from './chunk-store.ts';
import type { JobControl } from './job-control.ts';
import { chainSets, discover, indexContent, type PlanSets, register, treeOf } from './known-sets.ts';
import { ManifestWriter, type WrittenManifest } from './manifest-writer.ts';
import { RunCount } from './run-count.ts';
import { SaveTree } from './save-tree.ts';
import { SetWriter, type WrittenVolumes } from './set-writer.ts';

export interface BackupDeps {
  readonly home: string;
  readonly state: State;
  readonly catalogue: Catalogue;
}

export interface BackupInput {
  readonly plan: StoredPlan;
  readonly kind?: SetKind | undefined;
  readonly rehash: boolean;
}

/** A file touched within this time before the previous run may have changed again without its time showing it (FAT: 2 s). */
const CLOCK_TICK_NS = 2_000_000_000n;

/** One run of a plan: from its sources to a sealed set, or to nothing. Throws EngineError; a wish to stop is an outcome. */
export async function backup(deps: BackupDeps, input: BackupInput, control: JobControl): Promise<BackupResult> {
  const { state, home } = deps;
  const planId = input.plan.definition.id;
  const lease = Lease.take(home, planId);
  const run = state.startRun(planId, now().toISOString());
  try {
    const result = await runBackup(deps, input, control, run);
    state.endRun(run, { outcome: result.outcome, result });
    return result;
  } catch (error) {
    const { code, subject, detail } =
      error instanceof EngineError ? error : new EngineError('internal', { detail: String(error) });
    state.endRun(run, {
      outcome: code === 'cancelled' ? 'cancelled' : 'failed',
      failure: { code, ...(subject && { subject }), ...(detail && { detail }) },
    });
    throw error;
  } finally {
    lease.release();
  }
}

async function runBackup(
  deps: BackupDeps,
  input: BackupInput,
  control: JobControl,
  run: number,
): Promise<BackupResult> {
  const { home, state, catalogue } = deps;
  const { definition, vaultId, vaultPlace } = input.plan;
  const began = performance.now();
  const startedAt = now().toISOString();
  const tally = new Tally(control.onProgress);
  tally.enter('preparing');

  if (!definition.sources.some((source) => existsSync(source.path))) {
    throw new EngineError('sources-unavailable', {
      subject: definition.sources.map((source) => source.path).join(', '),
    });
  }
  const vault = Vault.open(vaultPlace, vaultId);
  const sets: PlanSets = { vault, folder: { machine: state.machine.id, plan: definition.id }, catalogue };
  cleanUp(sets, state);
  const decision = decideKind(definition.scheme, input.kind, chainSets(sets, state));
  const previous = new Previous(sets, decision);

  const setId = randomId();
  state.nameRunSet(run, decision.kind, setId);
  const folder = vault.createSet(sets.folder, setId);
  const pool = new Pool();
  const writer = new SetWriter(pool, folder, definition.level);
  const manifest = new ManifestWriter(folder, definition.level, previous.heldSegments());
  try {
    tally.enter('scanning');
    Object.assign(tally.value.files, { expected: previous.files });
    Object.assign(tally.value.bytes, { expected: decision.kind === 'full' ? previous.bytes : undefined });
    const store = new ChunkStore(setId, definition.level, previous.contentFinder());
    const count = new RunCount();
    const scanned = walkSources(definition.sources, excludeRule(definition.exclude), [vault.path, home]);
    const steps = compare(scanned, previous.groups(), {
      rehash: decision.kind === 'full' || input.rehash,
      trustedBefore: previous.startedAtNs - CLOCK_TICK_NS,
    });
    const save = new SaveTree({
      pool,
      writer,
      store,
      manifest,
      count,
      tally,
      signal: control.signal,
      lastGood: previous.lastGood,
    });
    await save.run(steps);
    const at = now().toISOString();

    tally.enter('checking');
    const volumes = await writer.finish();
    const listing = await manifest.finish(pool, rootOf(input.plan, setId, state.machine));

    control.signal?.throwIfAborted();
    tally.enter('sealing');
    const seal = sealOf({
      vault,
      folder,
      decision,
      previous,
      startedAt,
      at,
      count,
      volumes,
      listing,
      definition,
      machine: state.machine.id,
    });
    // From here on the set is real, whatever happens to us.
    const sealed = writing(folder.path, () => folder.writeSeal(printSeal(seal)));
    register(sets, folder, {
      seal,
      sealSha256: (folder.readSeal() as NonNullable<ReturnType<SetFolder['readSeal']>>).sealSha256,
    });
    return {
      outcome: seal.outcome,
      kind: decision.kind,
      kindReason: decision.reason,
      setId,
      files: count.files,
      special: count.special,
      bytes: { scanned: count.bytesScanned, read: count.bytesRead, stored: volumes.storedBytes + listing.storedBytes },
      seconds: elapsedSeconds(began),
      gaps: count.gaps,
      readBack: seal.readBack,
      durability: sealed ? seal.durability : 'unconfirmed',
    };
  } catch (error) {
    await writer.abandon();
    manifest.close();
    await pool.close();
    discardUnsealed(folder);
    if (!control.signal?.aborted) throw error;
    return cancelled(decision, began);
  } finally {
    await pool.close();
  }
}

/** Reads in what an earlier run sealed but did not live to note, completes its second seal, and removes what was never sealed. */
function cleanUp(sets: PlanSets, state: State): void {
  const { folder, catalogue, vault } = sets;
  state.closeBrokenRuns(folder.plan);
  const begun = state.begunSets(folder.plan);
  const { unsealed } = discover(sets);
  for (const set of unsealed) if (begun.has(set.id)) set.discard();
  const last = catalogue.sets(folder.plan).at(-1);
  if (last) vault.set(folder, last.seal.set).completeSealCopy();
}

function discardUnsealed(folder: SetFolder): void {
  try {
    if (!folder.hasAnySeal()) folder.discard();
  } catch {
    // The place is gone or full: the next run of this plan removes what is left.
  }
}

/** The point that a run compares with, and what it may refer to. */
class Previous {
  readonly #sets: PlanSets;
  readonly #decision: KindDecision;
  readonly #chain: readonly string[];
  readonly #newest: string | undefined;
  readonly #tree: PointTree | undefined;
  #newestTree: PointTree | undefined;

  constructor(sets: PlanSets, decision: KindDecision) {
    this.#sets = sets;
    this.#decision = decision;
    const known = sets.catalogue
      .sets(sets.folder.plan)
      .map((set) => ({ id: set.seal.set, parent: set.seal.parent?.set ?? null }));
    this.#newest = known.at(-1)?.id;
    const parent = known.find((set) => set.id === decision.parent);
    this.#chain = parent ? chainOf(parent, known).map((set) => set.id) : [];
    const comparedWith = decision.parent ?? this.#newest;
    this.#tree = comparedWith === undefined ? undefined : this.#readable(comparedWith);
  }

  get base(): string | null {
    return this.#chain[0] ?? null;
  }

  get parent(): Seal['parent'] {
    const id = this.#decision.parent;
    const sealSha256 = id === null ? undefined : this.#sets.catalogue.set(id)?.sealSha256;
    return id !== null && sealSha256 ? { set: id, seal: sealSha256 } : null;
  }

  get nextSeq(): number {
    return 1 + Math.max(0, ...this.#sets.catalogue.sets(this.#sets.folder.plan).map((set) => set.seal.seq));
  }

  get startedAtNs(): bigint {
    const id = this.#decision.parent ?? this.#newest;
    const startedAt = id === undefined ? undefined : this.#sets.catalogue.set(id)?.seal.startedAt;
    return startedAt === undefined ? 0n : BigInt(Date.parse(startedAt)) * 1_000_000n;
  }

  get files(): number | undefined {
    return this.#newest === undefined
      ? undefined
      : this.#tree?.segments.reduce((sum, segment) => sum + segment.entries, 0);
  }

  get bytes(): number | undefined {
    return this.#newest === undefined ? undefined : this.#sets.catalogue.set(this.#newest)?.seal.bytes;
  }

  /** Segments that may be named: those of the chain. A full names none. */
  heldSegments(): Map<string, SegmentRef> {
    return new Map(
      this.#decision.parent === null ? [] : this.#tree?.segments.map((segment) => [segment.sha256, segment]),
    );
  }

  /** Undefined for a full. The index is made only once something has to be looked up. */
  contentFinder(): ((sha256: string) => ReturnType<ReturnType<Catalogue['contentFinder']>>) | undefined {
    if (this.#decision.parent === null) return undefined;
    let find: ReturnType<Catalogue['contentFinder']> | undefined;
    return (sha256) => {
      if (!find) {
        indexContent(this.#sets, this.#chain);
        find = this.#sets.catalogue.contentFinder(this.#chain);
      }
      return find(sha256);
    };
  }

  *groups(): Generator<PreviousGroup> {
    if (this.#tree) yield* this.#tree.groups();
  }

  readonly lastGood = (path: RawPath, previous: Entry | undefined): string | undefined => {
    if (this.#newest === undefined) return undefined;
    const isNewest = (this.#decision.parent ?? this.#newest) === this.#newest;
    if (!isNewest) this.#newestTree ??= this.#readable(this.#newest);
    const there = isNewest ? previous : (this.#newestTree?.entry(path) ?? previous);
    if (!there) return undefined;
    if (there.type === 'gap') return there.lastGoodSet;
    return isNewest || there !== previous ? this.#newest : (this.#decision.parent ?? undefined);
  };

  /** A damaged newest point must not stop the full that is to replace it. */
  #readable(setId: string): PointTree | undefined {
    const tree = treeOf(this.#sets, setId);
    if (this.#decision.parent === setId) return tree;
    try {
      for (const segment of tree.segments) tree.lines(segment);
      return tree;
    } catch (error) {
      if (error instanceof EngineError) return undefined;
      throw error;
    }
  }
}

function rootOf(
  { definition }: StoredPlan,
  set: string,
  machine: { id: string; name: string },
): Omit<Root, 'segments'> {
  return { set, machine: { ...machine, system: process.platform === 'win32' ? 'windows' : 'posix' }, plan: definition };
}

interface SealFacts {
  readonly vault: Vault;
  readonly folder: SetFolder;
  readonly decision: KindDecision;
  readonly previous: Previous;
  readonly startedAt: string;
  readonly at: string;
  readonly count: RunCount;
  readonly volumes: WrittenVolumes;
  readonly listing: WrittenManifest;
  readonly definition: StoredPlan['definition'];
  readonly machine: string;
}

function sealOf({
  vault,
  folder,
  decision,
  previous,
  startedAt,
  at,
  count,
  volumes,
  listing,
  definition,
  machine,
}: SealFacts): Seal {
  return {
    strongroom: 'seal',
    format: FORMAT_VERSION,
    requires: [],
    vault: vault.id,
    machine,
    plan: definition.id,
    set: folder.id,
    seq: previous.nextSeq,
    kind: decision.kind,
    base: previous.base,
    parent: previous.parent,
    startedAt,
    at,
    outcome: count.files.gaps === 0 ? 'complete' : 'incomplete',
    files: count.pointFiles,
    bytes: count.pointBytes,
    gaps: count.files.gaps,
    volumes: [...volumes.volumes],
    manifest: listing.manifest,
    readBack: volumes.direct && listing.direct ? 'direct' : 'cached',
    durability: volumes.durable && listing.durable ? 'confirmed' : 'unconfirmed',
    tool: `strongroom ${APP_VERSION}`,
  };
}

function cancelled(decision: KindDecision, began: number): BackupResult {
  return {
    outcome: 'cancelled',
    kind: decision.kind,
    kindReason: decision.reason,
    setId: null,
    files: { scanned: 0, new: 0, changed: 0, moved: 0, unchanged: 0, deleted: 0, gaps: 0 },
    special: 0,
    bytes: { scanned: 0, read: 0, stored: 0 },
    seconds: elapsedSeconds(began),
    gaps: [],
    readBack: 'cached',
    durability: 'unconfirmed',
  };
}

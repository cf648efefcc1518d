import { type BackupResult, type Limits, NOT_KEPT, type SetKind } from '../../contract/index.ts';
import type { Seal } from '../archive/index.ts';
import { elapsedSeconds, EngineError, now, Tally, waitIfPaused } from '../base/index.ts';
import { Lease, type StoredPlan } from '../catalogue/index.ts';
import { decideKind, type KindDecision } from '../plan/index.ts';
import { Pool, WalkAhead } from '../pool/index.ts';
import { type ShadowMaker, sourceTrouble } from '../source/index.ts';
import { lockOfSet, type Vault } from '../vault/index.ts';
import { type JobControl, limitsOf, Pace, recorded } from '../run/index.ts';
import { chainSets, lastSeq, neighbours, type PlanSets, rolledBack } from '../sets/index.ts';
import {
  changedWatchFile,
  demandOnlyWriter,
  demandRoom,
  lowRoom,
  noteDisks,
  noteSpace,
  openPlanVault,
  type PlanDeps,
  withRoom,
  writerOf,
} from '../ledger/index.ts';
import { readUnconfirmed } from '../verify/index.ts';
import { beginSet, keepsPart } from './begun-set.ts';
import { CHECKPOINT_RULES, type CheckpointRules, Checkpoints } from './checkpoints.ts';
import { cleanUp, discardUnsealed } from './leftovers.ts';
import { ManifestWriter } from './manifest-writer.ts';
import { PreviousPoint } from './previous-point.ts';
import { judgeRun } from './brake.ts';
import { RunCount } from './run-count.ts';
import { saveSources, ShadowLost } from './save-sources.ts';
import { finishFiles, sealOf, sealSet } from './sealing.ts';
import { SetWriter } from './set-writer.ts';

export interface BackupDeps extends PlanDeps {
  readonly home: string;
  readonly checkpoints?: CheckpointRules | undefined;
  /** Left out: as the system can. */
  readonly shadows?: ShadowMaker | undefined;
}

export interface BackupInput {
  readonly plan: StoredPlan;
  readonly kind?: SetKind | undefined;
  readonly rehash: boolean;
  /** Begin anew even where an interrupted run could be gone on with. */
  readonly fresh: boolean;
  /** Name of the failover place that this run goes to. */
  readonly failover?: string | undefined;
}

const NOT_KEPT_HERE = process.platform === 'win32' ? { notKept: [...NOT_KEPT] } : {};

/** One run of a plan: from its sources to a sealed set, or to nothing. Throws EngineError; a wish to stop is an outcome. */
export async function backup(deps: BackupDeps, input: BackupInput, control: JobControl): Promise<BackupResult> {
  const { state, home } = deps;
  const planId = input.plan.definition.id;
  const lease = Lease.take(home, planId, { verb: 'backup', plan: input.plan.definition.name, by: control.by });
  try {
    state.runs.closeBrokenBackups(planId);
    return await recorded(state, { plan: input.plan, verb: 'backup' }, async (run) => {
      const limits = limitsOf(deps);
      const attempt = async (isLive: boolean): Promise<BackupResult> => {
        // Its start takes as long as all that comes before the walk.
        const before = deps.catalogue.lastWritten(planId)?.seal.files;
        const walk = new WalkAhead(limits.priority === 'background', before);
        try {
          return await runBackup(deps, input, control, { run, limits, walk, isLive });
        } finally {
          await walk.close();
        }
      };
      const result = await attempt(false).catch((error: unknown) => {
        if (!(error instanceof ShadowLost)) throw error;
        return attempt(true);
      });
      return input.failover === undefined ? result : { ...result, failover: input.failover };
    });
  } finally {
    lease.release();
  }
}

async function runBackup(
  deps: BackupDeps,
  input: BackupInput,
  control: JobControl,
  { run, limits, walk, isLive }: { run: number; limits: Limits; walk: WalkAhead; isLive: boolean },
): Promise<BackupResult> {
  const { home, state, catalogue } = deps;
  const { definition } = input.plan;
  const began = performance.now();
  const startedAt = now().toISOString();
  const tally = new Tally(control.onProgress);
  tally.enter('preparing');
  const watched = changedWatchFile(state, definition);

  if (definition.sources.every((source) => sourceTrouble(source.path) !== undefined)) {
    throw new EngineError('sources-unavailable', { subject: definition.sources.map((each) => each.path).join(', ') });
  }
  const vault = openPlanVault(deps, input.plan);
  vault.demandWritable();
  // Its sets here are encrypted: whatever its marker says now, none is written in the clear.
  if (!vault.isEncrypted && catalogue.sets(definition.id).some(({ seal }) => seal.encryption === 'age'))
    throw new EngineError('vault-marker-damaged', { subject: vault.path, detail: 'encryption: none' });
  noteDisks(state, definition, vault.path);
  const machine = input.plan.adopted?.machine ?? state.machine.id;
  const sets: PlanSets = { vault, folder: { machine, plan: definition.id }, catalogue };
  const { interrupted, lockedSeq } = cleanUp(sets, { home, state });
  demandOnlyWriter(deps, input.plan);
  const readAgain = await readUnconfirmed(deps, sets, control);
  const lost = rolledBack(sets, state);
  const decision = decideKind(definition.scheme, input.kind, chainSets(sets, state), {
    isLocked: lockedSeq > 0,
    isRolledBack: lost !== undefined,
  });
  const storedBefore = interrupted?.kept.volumes.reduce((sum, { size }) => sum + size, 0) ?? 0;
  const room = await demandRoom(deps, { home, vault, plan: definition, decision, storedBefore });
  const previous = new PreviousPoint(sets, decision, Math.max(lockedSeq, lastSeq(sets, state)));
  const begun = beginSet(sets, {
    home,
    interrupted,
    fresh: input.fresh,
    facts: { vault: vault.id, kind: decision.kind, parent: previous.parent?.seal ?? null, definition },
    startedAt,
    note: (setId) => state.runs.nameSet(run, decision.kind, setId),
  });
  const { folder } = begun;
  const pool = new Pool(control, { isBackground: limits.priority === 'background' });
  if (decision.kind === 'full') pool.warm();
  const writer = new SetWriter(pool, folder, definition.level, { kept: begun.before?.kept, signal: control.signal });
  const segments: Buffer[] = [];
  let manifest: ManifestWriter | undefined;
  let checkpoints: Checkpoints | undefined;
  try {
    manifest = await ManifestWriter.begin(folder, definition.level, previous.heldSegments(), (frame) =>
      segments.push(frame),
    );
    const written = { writer, manifest, segments };
    checkpoints = new Checkpoints(begun.journal, written, deps.checkpoints ?? CHECKPOINT_RULES);
    begun.readAgain(pool, writer);
    const pace = new Pace(limits, vault.path);
    const parts = { pool, writer, manifest, tally, previous, decision, begun, checkpoints, pace, walk, isLive };
    const { count, changes, at, shadowCopies } = await saveSources(deps, input, control, parts);

    await waitIfPaused(control);
    tally.enter('checking');
    const about = {
      set: folder.id,
      machine: writerOf(state),
      plan: definition,
      ...neighbours(sets, state),
      ...NOT_KEPT_HERE,
    };
    const { volumes, listing } = await finishFiles({ pool, signal: control.signal }, { writer, manifest }, about);

    await waitIfPaused(control);
    tally.enter('sealing');
    const place = { vault: vault.origin, machine, plan: definition.id };
    const chain = { seq: previous.nextSeq, kind: decision.kind, base: previous.base, parent: previous.parent };
    const seal = sealOf({ ...place, ...chain, startedAt, at }, { count, volumes, listing, folder });
    const hold = judgeRun(state, definition.id, {
      setId: folder.id,
      parent: previous.compared?.set ?? null,
      before: previous.compared?.files ?? 0,
      files: count.pointFiles,
      changes,
      watched,
      sets: catalogue.sets(definition.id),
    });
    const durable = sealSet(sets, state, folder, seal);
    catalogue.looks.note(new Map([...previous.learnt, ...manifest.looks]));
    completeVault(vault);
    begun.forget();
    const storedBytes = volumes.storedBytes + listing.storedBytes;
    const low = lowRoom(room, noteSpace(deps, vault), storedBytes);
    const lock = lockOfSet(folder, seal);
    return {
      ...resultOf(seal, { decision, count, durable, storedBytes, began }),
      ...((hold?.again ?? hold)?.setId === folder.id && { hold }),
      ...(shadowCopies && { shadowCopies }),
      ...(readAgain && { readAgain }),
      ...(lock && { lock }),
      ...(low && { lowRoom: low }),
    };
  } catch (error) {
    await writer.abandon();
    await pool.close();
    manifest?.abandon();
    const isPartKept =
      (begun.before !== undefined || (checkpoints?.noted ?? 0) > 0) && keepsPart(error, control.signal);
    if (!isPartKept) {
      discardUnsealed(folder);
      begun.forget();
    }
    if (!control.signal?.aborted || folder.hasAnySeal()) throw withRoom(error, room, vault);
    return { ...cancelledResult(decision, { began, isPartKept }), ...(readAgain && { readAgain }) };
  } finally {
    begun.journal.close();
    await pool.close();
  }
}

/** For vaults that were made before there was this script, and for those that had to give up their reserve. */
function completeVault(vault: Vault): void {
  try {
    vault.addRescueScript();
    vault.keepReserve();
  } catch {
    // The backup is whole without it, and the next run tries again.
  }
}

interface ResultFacts {
  readonly decision: KindDecision;
  readonly count: RunCount;
  readonly durable: boolean;
  readonly storedBytes: number;
  readonly began: number;
}

function resultOf(seal: Seal, { decision, count, durable, storedBytes, began }: ResultFacts): BackupResult {
  return {
    outcome: seal.outcome,
    kind: decision.kind,
    kindReason: decision.reason,
    setId: seal.set,
    files: count.files,
    special: count.special,
    bytes: { scanned: count.bytesScanned, read: count.bytesRead, stored: storedBytes },
    seconds: elapsedSeconds(began),
    gaps: count.gaps,
    ...(count.resumed.files > 0 && { resumed: count.resumed }),
    readBack: seal.readBack,
    durability: durable ? seal.durability : 'unconfirmed',
    ...(seal.sent && { sent: seal.sent }),
    ...NOT_KEPT_HERE,
  };
}

function cancelledResult(
  decision: KindDecision,
  { began, isPartKept }: { began: number; isPartKept: boolean },
): BackupResult {
  const nothing = new RunCount();
  return {
    outcome: 'cancelled',
    ...(isPartKept && { resumable: true as const }),
    kind: decision.kind,
    kindReason: decision.reason,
    setId: null,
    files: nothing.files,
    special: 0,
    bytes: { scanned: 0, read: 0, stored: 0 },
    seconds: elapsedSeconds(began),
    gaps: [],
    readBack: 'cached',
    durability: 'unconfirmed',
  };
}

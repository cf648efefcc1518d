import type { BackupResult, SetKind } from '../../contract/index.ts';
import { EngineError, now } from '../base/index.ts';
import { isPlaceGone } from '../place/index.ts';
import { nextTimes } from '../plan/index.ts';
import { Vault } from '../vault/index.ts';
import type { BackupDeps } from '../backup/index.ts';
import { copyPlan } from '../copy/index.ts';
import { awaySets } from '../sets/index.ts';
import { copiesOf, type KnownPlan, scheduleOf } from '../ledger/index.ts';
import type { JobControl } from '../run/index.ts';
import { makeRoom, pruneAfterBackup } from '../prune/index.ts';
import { runPlan } from './run-plan.ts';

export interface RunOrder {
  readonly plan: KnownPlan;
  readonly kind?: SetKind | undefined;
  readonly rehash?: boolean | undefined;
  readonly fresh?: boolean | undefined;
}

/** Copies are brought up to date for at least so long, even where the next run is due. */
const COPY_LEAST_MS = 60_000;

/**
 * A backup with all that belongs to it: where the plan's own place is away it goes to the failover place; what waits there comes home
 * before one that does not; afterwards what the plan no longer keeps goes, and its copies are brought up to date. Throws what `runPlan` throws;
 * what comes after the backup is told by the history.
 */
export async function runOrder(
  deps: BackupDeps,
  { plan, kind, rehash = false, fresh = false }: RunOrder,
  control: JobControl,
): Promise<BackupResult> {
  const copies = copiesOf(deps, plan.definition.id);
  const { place, failover, isLost } = placeOfRun(deps, plan);
  if (!isLost && failover === undefined && copies.some(({ role }) => role === 'failover') && isHomeBehind(deps, plan))
    await quietly(() => copyPlan(deps, { plan, only: [] }, control));
  const run = { plan: place, kind, rehash, fresh, failover };
  const result = await runPlan(deps, run, control).catch(async (error: unknown) => {
    const isFull = error instanceof EngineError && error.code === 'vault-full';
    if (isFull && (await makeRoom(deps, plan.definition.id, control))) return runPlan(deps, run, control);
    throw error;
  });
  await pruneAfterBackup(deps, { plan: plan.definition.id, result }, control);
  if (copies.length > 0 && result.setId !== null && !control.signal?.aborted)
    await quietly(() => copyPlan(deps, { plan }, { ...control, signal: untilNextRun(plan, control) }));
  return result;
}

interface PlaceOfRun {
  readonly place: KnownPlan;
  readonly failover: string | undefined;
  /** The plan's own cannot be opened, and none stands in: the run meets that itself, so that the history knows of it. */
  readonly isLost?: true;
}

function placeOfRun({ state, keys }: BackupDeps, plan: KnownPlan): PlaceOfRun {
  const standIns = copiesOf({ state }, plan.definition.id).filter(({ role }) => role === 'failover');
  if (standIns.length === 0) return { place: plan, failover: undefined };
  try {
    Vault.open(plan.vaultPlace, keys, plan.vaultId);
    return { place: plan, failover: undefined };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    for (const { vaultId, place: vaultPlace, name } of isAway(error) ? standIns : []) {
      try {
        Vault.open(vaultPlace, keys, vaultId);
        return { place: { ...plan, vaultId, vaultPlace }, failover: name };
      } catch (other) {
        if (!(other instanceof EngineError)) throw other;
      }
    }
    return { place: plan, failover: undefined, isLost: true };
  }
}

/** A folder where a share or a disk belongs, with nothing in it, is a place that is away. */
function isAway(error: EngineError): boolean {
  return isPlaceGone(error) || error.code === 'vault-marker-missing' || error.code === 'vault-foreign';
}

function isHomeBehind({ catalogue, state }: BackupDeps, plan: KnownPlan): boolean {
  const { id } = plan.definition;
  const here = catalogue.idsIn(plan.vaultId);
  const waiting = new Set(awaySets(state, id));
  const origin = state.originOf(plan.vaultId);
  return copiesOf({ state }, id).some(
    ({ role, vaultId }) =>
      role === 'failover' &&
      catalogue
        .sets(id, vaultId)
        .some(({ seal }) => seal.vault === origin && waiting.has(seal.set) && !here.has(seal.set)),
  );
}

/** A first copy over a slow line takes days: it goes on after each backup, and holds up none. */
function untilNextRun(plan: KnownPlan, { signal }: JobControl): AbortSignal {
  const [next] = nextTimes(scheduleOf(plan), now(), 1);
  const wished = signal ? [signal] : [];
  if (!next) return AbortSignal.any(wished);
  return AbortSignal.any([
    ...wished,
    AbortSignal.timeout(Math.min(2 ** 31 - 1, Math.max(COPY_LEAST_MS, next.at.getTime() - now().getTime()))),
  ]);
}

async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
}

import { APP_VERSION } from '../../contract/index.ts';
import { FORMAT_VERSION, type Root, type Seal } from '../archive/index.ts';
import { EngineError } from '../base/index.ts';
import type { State } from '../catalogue/index.ts';
import type { Pool } from '../pool/index.ts';
import { type PlanSets, register, rememberHead } from '../sets/index.ts';
import { type SetFolder, writing } from '../vault/index.ts';
import type { ManifestWriter, WrittenManifest } from './manifest-writer.ts';
import type { RunCount } from './run-count.ts';
import type { SetWriter, WrittenVolumes } from './set-writer.ts';

/** Which point it is, and where it stands in its chain. */
export type SealedPoint = Pick<
  Seal,
  'vault' | 'machine' | 'plan' | 'seq' | 'kind' | 'base' | 'parent' | 'startedAt' | 'at' | 'consolidated'
>;

/** What was written for it, all of it read back. */
export interface WrittenSet {
  readonly count: RunCount;
  readonly volumes: WrittenVolumes;
  readonly listing: WrittenManifest;
  readonly folder: SetFolder;
}

/** Ends the volumes and the manifests of a set beside each other, and answers when all of it has been read back. Throws what fails, once nothing is on its way any more. */
export async function finishFiles(
  { pool, signal }: { pool: Pool; signal: AbortSignal | undefined },
  { writer, manifest }: { writer: SetWriter; manifest: ManifestWriter },
  about: Omit<Root, 'segments'>,
): Promise<Pick<WrittenSet, 'volumes' | 'listing'>> {
  const ending = writer.finish();
  const [volumes, listing] = await Promise.allSettled([ending, manifest.finish({ pool, signal }, about, ending)]);
  if (volumes.status === 'rejected') throw volumes.reason;
  if (listing.status === 'rejected') throw listing.reason;
  return { volumes: volumes.value, listing: listing.value };
}

export function sealOf(point: SealedPoint, { count, volumes, listing, folder }: WrittenSet): Seal {
  return {
    strongroom: 'seal',
    format: FORMAT_VERSION,
    requires: [],
    vault: point.vault,
    machine: point.machine,
    plan: point.plan,
    set: folder.id,
    seq: point.seq,
    kind: point.kind,
    base: point.base,
    parent: point.parent,
    startedAt: point.startedAt,
    at: point.at,
    outcome: count.files.gaps === 0 ? 'complete' : 'incomplete',
    files: count.pointFiles,
    bytes: count.pointBytes,
    gaps: count.files.gaps,
    volumes: [...volumes.volumes],
    manifest: listing.manifest,
    readBack: volumes.direct && listing.direct ? 'direct' : 'cached',
    durability: volumes.durable && listing.durable ? 'confirmed' : 'unconfirmed',
    tool: `strongroom ${APP_VERSION}`,
    ...(folder.isEncrypted && { encryption: 'age' as const }),
    ...(listing.proof && { sent: listing.proof }),
    ...(point.consolidated && { consolidated: point.consolidated }),
  };
}

/**
 * What was written becomes a set: from here on it is real, whatever happens to us. True where the place confirms that the seal will stay. Throws
 * EngineError `read-back-differs`, and what writing to a place throws.
 */
export function sealSet(sets: PlanSets, state: State, folder: SetFolder, seal: Seal): boolean {
  const durable = writing(folder.path, () => folder.writeSeal(seal));
  const reading = folder.readSeal();
  if (!reading) throw new EngineError('read-back-differs', { subject: folder.path, detail: 'seal' });
  register(sets, folder, reading);
  folder.unstage();
  rememberHead(state, sets, reading, durable);
  return durable;
}

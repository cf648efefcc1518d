import type { Damage, Mended, VerifyLevel } from '../../contract/index.ts';
import { SEAL_NAMES, type Seal } from '../archive/index.ts';
import { EngineError, throwIfCancelled } from '../base/index.ts';
import type { Pool } from '../pool/index.ts';
import { isPlaceGone } from '../place/index.ts';
import { rawSource } from '../source/index.ts';
import type { SealReading, SetFolder } from '../vault/index.ts';
import type { Pace } from '../run/index.ts';

/** What a look at one set's stored files found. */
export interface SetCheck {
  readonly reading: SealReading | undefined;
  /** Written by a newer program: nothing is claimed about it. */
  readonly newer: boolean;
  /** What a good copy beside it makes up for is not in it, but in `mended`. */
  readonly damage: readonly Damage[];
  readonly mended: readonly Mended[];
  readonly manifestLost: boolean;
  /** Numbers of the volumes that are not as they were sealed. */
  readonly badVolumes: ReadonlySet<number>;
  readonly bytesRead: number;
  readonly bytesNotRead: number;
}

export interface CheckMeans {
  readonly pool: Pool;
  readonly pace: Pace;
  readonly signal: AbortSignal | undefined;
}

/** Stored bytes that are read before a check looks up, to wait or to stop. */
const STRETCH_BYTES = 8 * 1024 * 1024;

/**
 * Checks seals, manifests and volumes of one set; `read` and `deep` hash every stored byte. Writes nothing. `sealed`: what its seal says,
 * where it has none any more and another place has. Throws EngineError
 * `cancelled` where that was wished, `vault-unavailable` where the place goes: nothing is claimed of what was not read.
 */
export async function checkSet(
  set: SetFolder,
  level: VerifyLevel,
  means: CheckMeans,
  sealed?: SealReading,
): Promise<SetCheck> {
  const damage: Damage[] = [];
  const mended: Mended[] = [];
  const report = (code: Damage['code'], file: string): void => void damage.push({ code, setId: set.id, file });
  /** Unless a good copy beside it makes up for it. */
  const reportUnless = async (
    isGood: (name: string) => boolean | Promise<boolean>,
    code: Damage['code'],
    file: string,
  ): Promise<boolean> => {
    for (const by of set.goodCopies(file)) {
      if (!(await isGood(by))) continue;
      mended.push({ setId: set.id, file, by });
      return true;
    }
    report(code, file);
    return false;
  };
  let reading: SealReading | undefined;
  try {
    reading = set.readSeal();
    for (const [i, name] of SEAL_NAMES.entries()) {
      const state = set.sealState(name);
      if (typeof state === 'object') continue;
      const isGood = (by: string): boolean => isSame(set.sealState(by), reading);
      await reportUnless(isGood, `seal-${i > 0 ? 'copy-' : ''}${state}`, name);
    }
  } catch (error) {
    if (!(error instanceof EngineError) || isPlaceGone(error)) throw error;
    return {
      ...NOTHING,
      newer: true,
      damage: [{ code: 'set-newer', setId: set.id, ...(error.detail && { detail: error.detail }) }],
    };
  }
  reading ??= sealed;
  if (!reading) return { ...NOTHING, damage };

  const { seal } = reading;
  const manifests: boolean[] = [];
  for (const [i, name] of set.manifestNames.entries()) {
    const state = set.manifestState(name, seal);
    const isGood = (by: string): boolean => set.manifestState(by, seal) === 'good';
    manifests.push(state === 'good' || (await reportUnless(isGood, `manifest-${i > 0 ? 'copy-' : ''}${state}`, name)));
  }
  const badVolumes = new Set<number>();
  let bytesNotRead = 0;
  const check = async (volume: Seal['volumes'][number], i: number): Promise<void> => {
    const stateOf = async (name: string): Promise<ReturnType<SetFolder['volumeState']>> => {
      const state = set.volumeState({ ...volume, name }, false);
      if (state !== 'good' || level === 'quick') return state;
      return (await hashesAs(set, { ...volume, name }, means)) ? 'good' : 'damaged';
    };
    const state = await stateOf(volume.name);
    const isGood = async (by: string): Promise<boolean> => (await stateOf(by)) === 'good';
    const isWhole = state === 'good' || (await reportUnless(isGood, `volume-${state}`, volume.name));
    if (!isWhole) badVolumes.add(i + 1);
    else if (level === 'quick') bytesNotRead += volume.size;
  };
  // Handed out as threads come free, so that a check which is paused or cancelled has little left to finish.
  const volumes = seal.volumes.entries();
  const inTurn = async (): Promise<void> => {
    for (const [i, volume] of volumes) await check(volume, i);
  };
  await Promise.all(Array.from({ length: 2 * means.pool.size }, inTurn));
  const manifestBytes = 2 * seal.manifest.size;
  const bytesRead = manifestBytes + seal.volumes.reduce((sum, volume) => sum + volume.size, 0) - bytesNotRead;
  return {
    reading,
    newer: false,
    damage,
    mended,
    manifestLost: !manifests.includes(true),
    badVolumes,
    bytesRead,
    bytesNotRead,
  };
}

const NOTHING: SetCheck = {
  reading: undefined,
  newer: false,
  damage: [],
  mended: [],
  manifestLost: true,
  badVolumes: new Set(),
  bytesRead: 0,
  bytesNotRead: 0,
};

function isSame(state: ReturnType<SetFolder['sealState']>, reading: SealReading | undefined): boolean {
  return typeof state === 'object' && state.sealSha256 === reading?.sealSha256;
}

async function hashesAs(
  set: SetFolder,
  volume: Seal['volumes'][number],
  { pool, pace, signal }: CheckMeans,
): Promise<boolean> {
  const path = rawSource(set.file(volume.name));
  const lane = pool.pick();
  for (let from = 0; ; from += STRETCH_BYTES) {
    throwIfCancelled(signal);
    const stretch = await pool
      .run('hashStretch', { path, from, length: STRETCH_BYTES }, { lane })
      .catch((error: unknown) => {
        if (error instanceof EngineError && isPlaceGone(error)) throw error;
        return undefined;
      });
    if (!stretch) return false;
    await pace.keep(stretch.bytes, 0, signal);
    if (stretch.sha256 !== undefined) return stretch.sha256 === volume.sha256;
  }
}

import type { SetKind } from '../contract/index.ts';
import type { BatteryReader } from './base/index.ts';
import type { CheckpointRules } from './backup/index.ts';
import type { Volumes } from './disk/index.ts';
import type { LetterWriter } from './notify/index.ts';
import type { ShadowMaker } from './source/index.ts';

export interface EngineOptions {
  /** The data folder: `state.db` (precious), `catalogue.db`, `folders.db` and `search.db` (caches), leases, checkpoints. */
  readonly home: string;
  /** Text that a new vault carries, for whoever finds it without this program. */
  readonly vaultReadme?: string;
  /** What a file says, as RTF, that is laid in sources to be watched. */
  readonly watchFile?: string;
  /** How often a backup notes how far it has come; left out: every 256 MiB or 30 s. */
  readonly checkpoints?: CheckpointRules;
  /** What it costs to guess a passphrase or a PIN, as a power of two; left out: about a second and a tenth of one. Only tests can do with less. */
  readonly passphraseLogN?: number;
  /** Puts what people are told by mail or webhook into words. */
  readonly writeLetter?: LetterWriter;
  /** Left out: `alone`. */
  readonly role?: EngineRole;
  /** Left out: what the system says. */
  readonly battery?: BatteryReader;
  /** Makes shadow copies of what is backed up. Left out: as the system can. */
  readonly shadows?: ShadowMaker;
  /** The disks that are connected. Left out: those of this computer. */
  readonly volumes?: Volumes;
}

/**
 * `alone` does everything by itself. `front` and `place` share the work: `front` never waits for a disk or a server, and whoever
 * runs it has its places worked with by engines of the role `place`, in processes of their own. Neither looks after by itself
 * what was left behind, or reads a lost catalogue again: see `Apart`.
 */
export type EngineRole = 'alone' | 'front' | 'place';

export interface BackupOrder {
  readonly plan: string;
  readonly kind?: SetKind;
  readonly rehash?: boolean;
  /** Begin anew where an interrupted run could be gone on with. */
  readonly fresh?: boolean;
}

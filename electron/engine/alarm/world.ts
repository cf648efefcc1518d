import type { Failure, FleetReason, Hold } from '../../contract/index.ts';
import type { Schedule } from '../plan/index.ts';

/** How a plan of this computer stands, as far as alarms follow from it. Times are ISO. */
export interface WatchedPlan {
  readonly id: string;
  readonly name: string;
  readonly vaultId: string;
  /** As people know it. */
  readonly place: string;
  readonly schedule: Schedule;
  readonly createdAt: string;
  readonly pausedSince?: string | undefined;
  /** The newest point in which nothing is missing but what a person has accepted, and in which no damage was found. */
  readonly goodAt?: string | undefined;
  /** The same, and every byte of it was read back. */
  readonly verifiedAt?: string | undefined;
  /** The newest point, whole or not. */
  readonly newestAt?: string | undefined;
  /** The last backup that was tried and had an end. */
  readonly lastRun?:
    | {
        readonly run: number;
        readonly outcome: string;
        readonly endedAt: string;
        readonly failure?: Failure | undefined;
      }
    | undefined;
  /** Changes that nobody has answered for: points from then on are not good. */
  readonly hold?: Hold | undefined;
  readonly damagedSets: number;
  /** The newest set that this computer has written is none of the vault's any more. */
  readonly isRolledBack: boolean;
  /** Since when what should be in its own place is only in one that stands in. */
  readonly awaySince?: string | undefined;
  /** Of the newest point, without what was accepted; `since`: the first point in a row that misses some. */
  readonly gaps?:
    | { readonly set: string; readonly since: string; readonly counts: Readonly<Record<string, number>> }
    | undefined;
  readonly copies: readonly WatchedCopy[];
}

export interface WatchedCopy {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  /** Of the oldest point that is newer than all that it has; absent where it has the newest. */
  readonly behindSince?: string | undefined;
  /** Of those that it has. */
  readonly damagedSets: number;
}

export interface WatchedSpace {
  readonly vaultId: string;
  readonly place: string;
  readonly freeBytes: number;
  readonly fullAt?: string | undefined;
  readonly isRough?: boolean | undefined;
}

/** Another computer of the same vault that cannot speak for itself. */
export interface WatchedNeighbour {
  readonly vaultId: string;
  readonly machine: string;
  readonly name: string;
  readonly place: string;
  readonly why: FleetReason;
  readonly heardAt?: string | undefined;
  readonly lastGoodAt?: string | undefined;
}

export interface World {
  readonly now: Date;
  readonly plans: readonly WatchedPlan[];
  readonly spaces: readonly WatchedSpace[];
  readonly neighbours: readonly WatchedNeighbour[];
  readonly machine: { readonly id: string; readonly name: string };
  /** The latest time that this computer has noted before. */
  readonly seenAt?: string | undefined;
  /** Since when somebody looks after the schedules; what is late from before then has an hour to be caught up with. */
  readonly aliveSince?: Date | undefined;
}

import type {
  AcceptedGap,
  AcceptGap,
  Alarm,
  AlarmAcknowledge,
  AlarmBoard,
  AlarmCause,
  AlarmRaised,
  Fleet,
  Telling,
  Watcher,
} from '../contract/index.ts';
import { acceptedGaps, acceptGap, refuseGap } from './ledger/index.ts';
import {
  acknowledgeAlarm,
  alarmBoard,
  claimTelling,
  closeAlarm,
  closedAlarms,
  lookForAlarms,
  raiseAlarm,
  tellingFailed,
  tellingTold,
  unwatchedVaults,
  watchNeighbours,
} from './watch/index.ts';
import type { DataFolder } from './data-folder.ts';

/** The alarms of this computer. Nothing of it touches a place. */
export interface AlarmDoor {
  /** Open ones, worst first, and when somebody last looked. */
  board(): Promise<AlarmBoard>;
  /** Those that are over, newest first. */
  closed(limit?: number): Promise<Alarm[]>;
  /** For what the watchdog cannot know by itself. Raising it again changes its count where `mark` is another, and never makes a second one. */
  raise(input: AlarmRaised): Promise<Alarm>;
  /** Nothing where none of it is open. `by`: the person who has said that it is over. */
  close(which: { cause: AlarmCause; subject: string; by?: string }): Promise<void>;
  /** Throws `alarm-unknown`. */
  acknowledge(input: AlarmAcknowledge): Promise<Alarm>;
  /**
   * The watchdog's look: opens, closes and reminds by how things stand, and notes that it was there. `aliveSince`: since when the caller
   * looks after the schedules, if it does.
   */
  look(by: Watcher, aliveSince?: Date): Promise<AlarmBoard>;
  /** Ids of vaults with other computers, whom nobody has looked at for six hours. */
  unwatched(): Promise<string[]>;
  /** The look at one of them; undefined where it could not be reached. */
  watched(vaultId: string, fleet: Fleet | undefined): Promise<void>;
  /** Files whose gaps a person has accepted; what has run out is not among them. */
  acceptedGaps(plan: string): Promise<AcceptedGap[]>;
  acceptGap(input: AcceptGap): Promise<AcceptedGap>;
  /** `gap`: its id or pattern. Throws `path-unknown`. */
  refuseGap(input: { plan: string; gap: string }): Promise<void>;
  /**
   * What a channel is to tell next; undefined where there is nothing now. Nobody else gets it for ten minutes, so that a channel tells twice
   * only where it was killed between telling and `told`; the telling's id is then the same. `since`: when the channel was set up.
   */
  claim(input: { channel: string; since: Date }): Promise<Telling | undefined>;
  told(input: { telling: string; channel: string }): Promise<void>;
  /** Answers how often this channel has tried it by now. */
  notTold(input: { telling: string; channel: string; retryAt: Date }): Promise<{ tries: number }>;
}

export function alarmDoor(data: DataFolder): AlarmDoor {
  return {
    board: () => data.with(alarmBoard),
    closed: (limit = 200) => data.with((deps) => closedAlarms(deps, limit)),
    raise: (input) => data.with((deps) => raiseAlarm(deps, input)),
    close: (which) => data.with((deps) => closeAlarm(deps, which)),
    acknowledge: (input) => data.with((deps) => acknowledgeAlarm(deps, input)),
    look: (by, aliveSince) => data.with((deps) => lookForAlarms(deps, by, aliveSince)),
    unwatched: () => data.with(unwatchedVaults),
    watched: (vaultId, fleet) => data.with((deps) => watchNeighbours(deps, vaultId, fleet)),
    acceptedGaps: (plan) => data.with((deps) => acceptedGaps(deps, plan)),
    acceptGap: (input) => data.with((deps) => acceptGap(deps, input)),
    refuseGap: (input) => data.with((deps) => refuseGap(deps, input)),
    claim: (input) => data.with((deps) => claimTelling(deps, input)),
    told: (input) => data.with((deps) => tellingTold(deps, input)),
    notTold: (input) => data.with((deps) => tellingFailed(deps, input)),
  };
}

import type { FleetReason, FleetState } from '../contract/index.ts';

type Each<K extends string, V> = { readonly [key in K]: V };

export interface FleetWords {
  readonly state: Each<FleetState, string>;
  /** What is wrong with a computer or one of its plans, or why nobody can tell. */
  readonly why: Each<FleetReason, string>;
}

export const fleetEn = {
  state: {
    failing: 'Failing',
    overdue: 'Overdue',
    never: 'Not backed up yet',
    unknown: 'Not known',
    incomplete: 'Incomplete',
    'same-disk': 'Same disk only',
    paused: 'Paused',
    written: 'Not yet read back',
    protected: 'Protected',
  },
  why: {
    'run-failed': 'Its last backup failed',
    damaged: 'Damage was found in its newest backup, or backups are missing',
    'points-missing': 'Its last good backup is no longer there',
    silent: 'Has not been heard of for too long',
    late: 'Has made no good backup for too long',
    never: 'Has never been backed up',
    'clock-ahead': 'Its clock is ahead of this one’s: one of the two is wrong',
    'heartbeat-old': 'Makes backups, but no longer says how it is',
    'heartbeat-damaged': 'What it says of itself cannot be read',
    'heartbeat-newer': 'Uses a newer version of Strongroom',
    'no-heartbeat': 'Says nothing of itself: perhaps an older version of Strongroom',
    locked: 'What it says of itself is encrypted',
    gaps: 'Files are missing from its newest backup',
    'same-disk': 'Its backups are on the disk that its files are on',
    paused: 'Is paused there',
    unread: 'Its newest backup was not yet read back',
    'no-plans': 'No longer backs up anything here',
  },
} as const satisfies FleetWords;

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
    never: 'No backup yet',
    unknown: 'Not known',
    incomplete: 'Incomplete',
    'same-disk': 'Same disk only',
    paused: 'Paused',
    written: 'Not yet read back',
    protected: 'Protected',
  },
  why: {
    'run-failed': 'Its last backup failed',
    damaged: 'Damage was found in its backups',
    'points-missing': 'Its last good backup is gone',
    silent: 'No word for too long',
    late: 'No good backup for too long',
    never: 'Has never been backed up',
    'clock-ahead': 'Its clock or this one is wrong',
    'heartbeat-old': 'Backs up, but says nothing new',
    'heartbeat-damaged': 'What it says cannot be read',
    'heartbeat-newer': 'Uses a newer Strongroom',
    'no-heartbeat': 'Says nothing of itself',
    locked: 'What it says is encrypted',
    gaps: 'Files are missing from its backup',
    'same-disk': 'Backups are on the disk of the files',
    paused: 'Is paused there',
    unread: 'Written, but not yet read back',
    'no-plans': 'Backs up nothing here any more',
  },
} as const satisfies FleetWords;

import type { Run, SKIP_REASONS } from '../contract/index.ts';

type Each<K extends string> = { readonly [key in K]: string };

export interface HistoryWords {
  readonly verb: Each<Run['verb']>;
  readonly skip: Each<(typeof SKIP_REASONS)[number]>;
  readonly column: Each<RunColumn>;
  readonly running: string;
}

/** The columns of the exported table, in their order. */
export const RUN_COLUMNS = [
  'started',
  'ended',
  'plan',
  'verb',
  'outcome',
  'reason',
  'code',
  'kind',
  'seconds',
  'files',
  'bytes',
  'stored',
  'troubles',
  'point',
  'to',
] as const;
export type RunColumn = (typeof RUN_COLUMNS)[number];

/** The history of runs, on the command line and as a table for a spreadsheet. */
export const historyEn = {
  verb: {
    backup: 'Backup',
    restore: 'Restore',
    verify: 'Check',
    undo: 'Restore taken back',
    consolidate: 'New full from the backups',
    copy: 'Copying to other places',
    prune: 'Clean-up',
    repair: 'Repair',
  },
  skip: {
    paused: 'the plan was paused',
    busy: 'the plan was busy with something else',
    'vault-unavailable': 'the place of the backups was not connected',
    'sources-unavailable': 'none of the folders to be backed up could be read',
    'battery-low': 'the computer ran on battery and too little was left',
    mains: 'the computer was running on battery until the next run came',
    network: 'there was no network until the next run came',
    unmetered: 'the connection was one that costs by amount until the next run came',
    idle: 'somebody was working at the computer until the next run came',
    'not-running': 'the computer was off or asleep, or Strongroom was not running',
    'suspicious-change': 'far more files had changed than usual, so nothing was thrown away',
    damage: 'damage was found, so nothing was thrown away',
    'last-run-failed': 'the last backup did not succeed, so nothing was thrown away',
    'clock-behind': 'the clock of the computer went back, so nothing was thrown away',
    'clock-ahead': 'there was no backup for very long, or the clock jumped, so nothing was thrown away',
    'point-ahead': 'a backup is dated in the future, so nothing was thrown away',
    alarm: 'an alarm was open, so nothing was thrown away',
  },
  column: {
    started: 'Started',
    ended: 'Ended',
    plan: 'Plan',
    verb: 'What',
    outcome: 'Result',
    reason: 'Why',
    code: 'Code',
    kind: 'Kind',
    seconds: 'Seconds',
    files: 'Files',
    bytes: 'Bytes',
    stored: 'Bytes stored',
    troubles: 'Problems',
    point: 'Recovery point',
    to: 'Restored to',
  },
  running: 'under way',
} as const satisfies HistoryWords;

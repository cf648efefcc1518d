import type { AlarmCause, AlarmState } from '../contract/index.ts';

type Each<K extends string, V> = { readonly [key in K]: V };

/** What is wrong, for who sits before this computer, and what to do. */
export const alarmEn = {
  what: {
    'suspicious-change': 'Unusually many files of “{{name}}” have changed',
    damage: 'Backups of “{{name}}” are damaged',
    'points-missing': 'Backups of “{{name}}” are gone from their place',
    'no-good-point': 'There has been no good backup of “{{name}}” for too long',
    'run-failed': 'The last backup of “{{name}}” did not succeed',
    'place-lost': 'The place of the backups “{{name}}” cannot be used',
    space: 'The place of the backups “{{name}}” will soon be full',
    clock: 'The clock of this computer is wrong, or was',
    'channel-failed': 'Alarms do not arrive by “{{name}}”',
    'copy-damaged': 'Backups in the second copy “{{name}}” are damaged',
    'copy-behind': 'The second copy “{{name}}” is behind',
    'check-late': 'New backups of “{{name}}” have not been read back for two weeks',
    gaps: 'Files are missing from the newest backup of “{{name}}”',
    neighbour: 'The computer “{{name}}” has not backed up for too long',
    'paused-long': '“{{name}}” has been paused for two weeks',
  },
  next: {
    'suspicious-change':
      'Did somebody change these files on purpose? If not, unplug the network cable and call IT. No old backup is thrown away until somebody has answered.',
    damage:
      'Make a new full backup now, and have the disk checked. Restore offers what is whole. Nothing is thrown away meanwhile.',
    'points-missing': 'Find out who has removed them, then make a new full backup. Nothing is thrown away meanwhile.',
    'no-good-point': 'Back up now, and see how it ends. Leave the computer on when the next backup is due.',
    'run-failed': 'The history says why. Then back up again.',
    'place-lost': 'Check the disk, the cable or the network, then back up again.',
    space: 'Clean up old backups, keep fewer of them, or have a larger disk put in.',
    clock: 'Set date and time right. Nothing is thrown away while they are in doubt.',
    'channel-failed': 'Check what is set up for it in the settings, and send a test.',
    'copy-damaged':
      'Start the copy in the plan: what is damaged is mended from the other places. Then have the disk of the copy checked.',
    'copy-behind': 'Connect its place and start the copy in the plan.',
    'check-late': 'Check the backups in the plan: then it is certain that they can be read.',
    gaps: 'The list says why each file is missing. Close what has it open, or accept it for some days.',
    neighbour:
      'Go to that computer, or call somebody there: see whether it is on and reaches the place of the backups.',
    'paused-long': 'Let the plan go on, or remove it if nobody needs it any more.',
  },
  state: {
    open: 'New',
    told: 'Open',
    acknowledged: 'Somebody looks after it',
    closed: 'Over',
  },
  plans: 'Plans: {{names}}',
  since: 'Since {{at}}',
  'since-and-count': 'Since {{at}}, {{count}} times',
  'last-good': 'Last good backup: {{at}}',
  'no-good': 'Last good backup: none',
  'full-at': 'Full around {{at}}',
  'heard-at': 'Last heard: {{at}}',
  acknowledged: '{{by}} looks after it, until {{until}}',
  'acknowledged-note': '{{by}} looks after it, until {{until}}: {{note}}',
  'over-at': 'Over since {{at}}',
  'over-by': 'Over since {{at}}, closed by {{by}}',
  'calm-since': 'Seems to be over since {{at}}',
} as const satisfies {
  readonly what: Each<AlarmCause, string>;
  readonly next: Each<AlarmCause, string>;
  readonly state: Each<AlarmState, string>;
} & Record<string, unknown>;

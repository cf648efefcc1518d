import type { AlarmCause } from '../contract/index.ts';

/** What is wrong in one line, and what to do, for those who are told from far away. */
export const letterAlarmEn = {
  'suspicious-change': {
    what: 'unusually many changes in “{{name}}”',
    next: 'Nothing older is deleted until somebody has looked. Find out at that computer whether the files were changed on purpose; if not, disconnect it from the network.',
  },
  damage: {
    what: 'damage in the backups of “{{name}}”',
    next: 'Make a new full backup, and have the disk or share checked that the backups are on.',
  },
  'points-missing': {
    what: 'good backups of “{{name}}” are gone',
    next: 'Find out who or what has deleted them from their place, and make a new backup.',
  },
  'no-good-point': {
    what: 'no good backup of “{{name}}” for too long',
    next: 'Start a backup at that computer and see how it ends.',
  },
  'run-failed': {
    what: 'backups of “{{name}}” fail',
    next: 'Open Strongroom at that computer; its history says what to do.',
  },
  'place-lost': {
    what: 'the place “{{name}}” of the backups cannot be reached',
    next: 'Check the cable, the disk or the network, and whether the server is on.',
  },
  space: {
    what: 'the place “{{name}}” of the backups is getting full',
    next: 'Make room, keep fewer old backups, or choose a larger disk.',
  },
  clock: {
    what: 'the clock of “{{name}}” is wrong',
    next: 'Set the time and the time zone of that computer right.',
  },
  'channel-failed': {
    what: 'messages by way of “{{name}}” do not arrive',
    next: 'Check under Settings, “Who is told”, and send a test from there.',
  },
  'copy-behind': {
    what: 'a copy is behind: “{{name}}”',
    next: 'Check that the place of the copy is connected, and start the copy by hand once.',
  },
  'check-late': {
    what: 'backups of “{{name}}” were not checked for too long',
    next: 'Start a check at that computer.',
  },
  gaps: {
    what: 'files are missing from the backups of “{{name}}”',
    next: 'Open the last run at that computer: it names the files and why they could not be saved.',
  },
  neighbour: {
    what: 'the computer “{{name}}” needs a look',
    next: 'Go to that computer, or call somebody who is there.',
  },
  'paused-long': {
    what: '“{{name}}” has been paused for long',
    next: 'Let the plan go on, or remove it if it is not needed any more.',
  },
} as const satisfies Record<AlarmCause, { what: string; next: string }>;

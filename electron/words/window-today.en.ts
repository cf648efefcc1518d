/** What Home says about the state of the whole computer. */
export const windowTodayEn = {
  'lose-since': 'If this computer died now, you would lose your work since {{at}} ({{age}}).',
  'lose-all_one': 'If this computer died now, everything in {{count, number}} plan would be lost.',
  'lose-all_other': 'If this computer died now, everything in {{count, number}} plans would be lost.',
  'lose-unread_one':
    'If this computer died now, everything in {{count, number}} plan would depend on backups that nobody has read yet.',
  'lose-unread_other':
    'If this computer died now, everything in {{count, number}} plans would depend on backups that nobody has read yet.',
  next: 'Next backup: {{at}} ({{name}})',
  'next-none': 'No next backup is planned. Backups are only made when somebody starts them.',
  'start-why': 'Planned backups only run once somebody opens Strongroom.',
  start: {
    off: 'Strongroom does not start with the computer',
    why: 'After the computer was off, no planned backup runs until somebody opens Strongroom.',
    on: 'Start with the computer',
    barred: 'The system has been told not to start Strongroom when you log on',
    'barred-why':
      'Planned backups only run while Strongroom is open. Switch it on again here, or in the Task Manager of Windows under “Startup apps”, or in the list of startup programs of your desktop.',
    refused: 'This computer did not allow it. Tell your IT person; until then, open Strongroom after each start.',
  },
  'same-disk': {
    title: 'The backups lie on the same disk as the files',
    why: 'The backups lie on the same disk as the files; if it fails, everything is lost.',
    next: 'If it fails, everything is lost. Make another plan like this one with a place on another disk, a USB disk or a network drive.',
    do: 'Make a plan with another place',
    choose: 'If it fails, everything is lost. Choose a folder on another disk, a USB disk or a network drive.',
  },
  cause: {
    damaged: 'The newest backup is damaged; older ones may be good.',
    written:
      'The newest backup ({{age}}) was written, and the place says that it has it. It counts as good once it has been read there: check it now.',
    gaps_one: '{{count, number}} file is missing in the newest backup.',
    gaps_other: '{{count, number}} files are missing in the newest backup.',
    'overdue-hand': 'You start this plan yourself; the last time was {{age}}.',
    overdue: 'No planned backup has come to a good end since then.',
  },
  space: {
    full: 'The place of its backups will be full in about {{days}}. Make room there, or keep fewer backups.',
    rough: 'The place of its backups may be full in {{days}}; it has not been seen for long.',
    free: '{{free}} of {{total}} free',
  },
  'damaged-next':
    'Back up now: everything that the damaged one held is saved anew. Files can be restored from older backups. Tell your IT person the code.',
  'back-up-again': 'Back up again',
  step: {
    'back-up': 'Back up now',
    'back-up-all': 'Back up all now',
    check: 'Check “{{name}}” now',
    'check-this': 'Check it now',
    look: 'See what is wrong',
    resume: 'Let “{{name}}” go on',
    continue: 'Go on with the backup',
    prove: 'Restore one file to prove it',
    restore: 'Restore files',
    'first-plan': 'Make a plan for this computer',
  },
} as const;

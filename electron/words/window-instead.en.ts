/**
 * What the window says instead of the sentence of the same name, which may speak of commands, or in words that only
 * those who set it up know. Details of an error stand in its small print there, so these leave them out.
 */
export const windowInsteadEn = {
  error: {
    usage: {
      sentence: 'This cannot be done in the way it was asked for.',
      next: 'Go back one step and choose it again.',
    },
    'not-yet': { next: 'Leave it out for now.' },
    'plan-unknown': { next: 'Go back to Home to see the plans of this computer.' },
    'plan-ambiguous': { next: 'Go back to Home and open the plan from the list.' },
    'plan-elsewhere': {
      sentence:
        'The plan “{{subject}}” is not one of this computer: it was found among the backups of another one and can only be read here.',
    },
    'point-unknown': { next: 'Go back to the plan and choose one of its recovery points.' },
    'path-unknown': { next: 'Use “Find a file” to look through all recovery points.' },
    'source-is-vault': {
      sentence: '“{{subject}}” lies inside the place of the backups itself, so it cannot be backed up there.',
      next: 'Choose another folder to back up, or another place for the backups.',
    },
    'schedule-invalid': {
      next: 'Choose one of the times offered, or write the rule like “daily 18:30” or “weekly sun 02:00”.',
    },
    'place-unsupported': { sentence: '“{{subject}}” is a kind of place in which this version cannot keep backups.' },
    'vault-unavailable': { sentence: 'The place of the backups, “{{subject}}”, cannot be reached.' },
    'vault-marker-missing': {
      sentence: '“{{subject}}” does not carry the mark of a place of backups, so nothing was written to it.',
    },
    'vault-marker-damaged': {
      sentence: 'The mark of the place of the backups, “{{subject}}”, is damaged, so nothing was written to it.',
    },
    'vault-foreign': { sentence: 'At “{{subject}}” there are other backups, not those of this plan.' },
    'vault-newer': { sentence: 'The backups at “{{subject}}” were made by a newer version of Strongroom.' },
    'vault-unwritable': { sentence: 'Nothing can be written to the place of the backups, “{{subject}}”.' },
    'vault-full': {
      sentence: 'The place of the backups, “{{subject}}”, is full, so the backup was not finished ({{detail}}).',
    },
    'read-back-differs': {
      sentence:
        'What was written did not read back as it was written (“{{subject}}”), so this backup was not accepted.',
    },
    'key-needed': {
      sentence: 'These backups are encrypted, and they are locked now.',
      next: 'Type the passphrase, or the recovery key from the recovery kit.',
    },
    'key-wrong': { sentence: 'This passphrase or recovery key does not open the backups at “{{subject}}”.' },
    'keys-damaged': {
      sentence: 'The key files beside the backups at “{{subject}}” are missing or damaged.',
    },
    'vault-not-encrypted': {
      sentence: 'The backups at “{{subject}}” are not encrypted, and that cannot be changed afterwards.',
      next: 'Choose a new or empty folder for encrypted backups, or leave encryption out.',
    },
    'set-damaged': {
      sentence: 'The recovery point “{{subject}}” is damaged.',
      next: 'Use another recovery point, back up again soon, and tell your IT person the code.',
    },
    'no-good-copy': {
      sentence: 'A backup is damaged, and no place that can be reached now has all of it whole.',
      next: 'Connect the places that are away and repair again. If all are there, back up again now.',
    },
    'target-in-vault': {
      sentence: '“{{subject}}” lies inside the place of the backups, and nothing is ever restored into it.',
      next: 'Choose a folder outside of it.',
    },
    'home-unusable': { next: 'Check that the folder exists and that you may write to it, then try again.' },
    'state-damaged': { next: 'The backups are safe. Tell your IT person the code.' },
    'pin-needed': { next: 'Type the PIN, or ask whoever knows it. Backing up and restoring go on without it.' },
    'pin-wrong': { next: 'Try again, or ask whoever knows it.' },
    'config-invalid': { next: 'Choose a file that “Save plans to a file …” has written.' },
  },
  restoreFailure: {
    'not-in-point': { next: 'Look for it in another recovery point.' },
    damaged: { next: 'Restore it from another recovery point, and tell your IT person.' },
    'set-missing': {
      sentence: 'A part of the backups that it needs is missing',
      next: 'Restore it from another recovery point, and check that the whole disk or folder with the backups is connected.',
    },
  },
  damage: {
    'marker-missing': 'the mark of the place of the backups is missing',
    'marker-damaged': 'the mark of the place of the backups is damaged',
  },
  kindReason: {
    'parent-missing': 'because the earlier backup that it would have built on is no longer there',
  },
  phase: { sealing: 'Finishing' },
  holding: { by: { 'command-line': ', started outside of this window by {{who}}' } },
  keep: {
    frozen: {
      'suspicious-change': { next: 'Look at the files, and say on the page of the plan whether it was you.' },
      'clock-behind': { next: 'Set the clock right. If it is right now, your IT person can say so to Strongroom.' },
      'clock-ahead': { next: 'Check the clock. Cleaning up goes on by itself after a week of backups.' },
      'point-ahead': { next: 'Set the clock right. If it is right now, your IT person can say so to Strongroom.' },
    },
  },
} as const;

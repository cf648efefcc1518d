/** The PIN for deleting and changing: in the settings, and where it is asked for. */
export const windowPinEn = {
  title: 'PIN for deleting and changing',
  why: 'With a PIN, everybody here can still back up, check and restore. Removing a plan, changing what is backed up, how long it is kept or who is told, and everything with passphrases and recovery kits asks for it.',
  slips:
    'It protects against slips, not against somebody with access to the files. If it is forgotten, your IT person can remove it.',
  set: 'Set a PIN …',
  change: 'Change the PIN …',
  remove: 'Remove the PIN',
  'set-title': 'Set a PIN',
  'change-title': 'Change the PIN',
  new: 'New PIN',
  again: 'The PIN again',
  hint: '4 to 12 digits or letters.',
  save: 'Save the PIN',
  'done-set': 'The PIN is set. Tell it to whoever may delete and change.',
  'done-removed': 'No PIN is set any more.',
  pin: 'PIN',
  ask: {
    title: 'This needs the PIN',
    text: 'Deleting and changing is guarded by a PIN here, so that nothing is lost by a slip. Backing up and restoring go on without it.',
    wrong: 'This is not the PIN. Nothing was done.',
    wait: 'After several wrong ones there is a pause: try again in {{seconds}} seconds.',
    confirm: 'Go on',
  },
} as const;

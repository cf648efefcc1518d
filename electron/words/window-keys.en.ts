/** Encrypted backups in the window: opening them, the passphrase, the recovery kit. */
export const windowKeysEn = {
  mark: {
    locked: 'Encrypted, locked',
    open: 'Encrypted, open',
    'locked-why': 'Backups run by themselves. Looking into them and restoring asks for the passphrase.',
    'open-why': 'Files can be looked at and restored until Strongroom is closed or you lock them again.',
  },
  open: 'Open with the passphrase …',
  lock: 'Lock again',
  ask: {
    title: 'These backups are encrypted',
    text: 'To look into “{{name}}”, type its passphrase. Whatever you type, nothing in the backups changes.',
    confirm: 'Open',
    opening: 'Opening …',
    wrong:
      'This passphrase does not open the backups. Look at capital letters and the keyboard language, and try again as often as you like.',
    'wrong-key':
      'This is a recovery key, but that of other backups. Look at the place named on the recovery kit, or use the passphrase.',
  },
  secret: {
    passphrase: 'Passphrase',
    show: 'Show what is typed',
    hide: 'Hide what is typed',
    'only-key': 'I only have the recovery key',
    'has-passphrase': 'I have the passphrase',
    key: 'Recovery key',
    'key-text':
      'Type the 15 groups from the recovery kit, or paste the whole key. Small letters are fine. What stands before group 1 is left out.',
    group: 'Group {{number}}',
    strange: 'Look at group {{groups}} again: no key holds B, I, O or 1 in it.',
    short: 'Group {{groups}} is too short or too long.',
    mistyped: 'Group {{groups}} is not as on the recovery kit.',
    somewhere: 'Something is not as on the recovery kit. Compare all groups, one after the other.',
    whole: 'All 15 groups are right.',
  },
} as const;

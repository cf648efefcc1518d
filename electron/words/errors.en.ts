import type { ErrorCode } from '../contract/index.ts';
import { channelErrorsEn } from './channel-errors.en.ts';

/** `sentence` says what happened, `next` what to do. The subject stands in “ ” and the detail in ( ), which vanish with it. */
export interface Sentence {
  readonly sentence: string;
  readonly next: string;
}

export const errorsEn = {
  usage: {
    sentence: 'This command was not understood ({{detail}}).',
    next: 'Add --help to the command to see how it is written.',
  },
  'not-yet': {
    sentence: '“{{subject}}” is planned but not part of this version yet.',
    next: 'Leave it out for now; “strongroom --help” lists what this version can do.',
  },
  'plan-name-taken': {
    sentence: 'There is already a plan called “{{subject}}”.',
    next: 'Choose another name, or use the plan that exists.',
  },
  'plan-name-invalid': {
    sentence: '“{{subject}}” cannot be the name of a plan ({{detail}}).',
    next: 'Choose a name of 1 to 200 ordinary characters on one line.',
  },
  'plan-unknown': {
    sentence: 'There is no plan called “{{subject}}” on this computer.',
    next: 'Run “strongroom plan list” to see the plans and their names.',
  },
  'plan-ambiguous': {
    sentence: 'More than one plan is called “{{subject}}”.',
    next: 'Name the plan by its id; “strongroom plan list” shows the ids.',
  },
  'plan-elsewhere': {
    sentence: 'The plan “{{subject}}” is not one of this computer: it was found in a vault and can only be read here.',
    next: 'Its files can be restored and checked here. To back up this computer, create a plan of its own.',
  },
  'plan-taken-over': {
    sentence: 'The plan “{{subject}}” is now backed up by another computer ({{detail}}), so nothing was written here.',
    next: 'If this computer is to go on with it, take the plan over again here; two computers must not write into one plan.',
  },
  'point-unknown': {
    sentence: 'There is no recovery point “{{subject}}” in this plan ({{detail}}).',
    next: 'Run “strongroom points” with the plan to see what there is. A point is named by its id, “latest”, or a time.',
  },
  'no-points': {
    sentence: 'The plan “{{subject}}” has no recovery point yet.',
    next: 'Back it up once first.',
  },
  'already-full': {
    sentence: 'The backup “{{subject}}” is a full one already and depends on no other, so nothing was done.',
    next: 'A new full backup is worth making once smaller backups stand on this one.',
  },
  'not-held': {
    sentence: 'Nothing has to be answered for the plan “{{subject}}”.',
    next: 'Perhaps somebody else has answered already; look at the plan.',
  },
  'copy-unknown': {
    sentence: 'The plan has no other place called “{{subject}}”.',
    next: 'Look at the plan for the places that its backups are copied to.',
  },
  'path-unknown': {
    sentence: '“{{subject}}” is not in this recovery point.',
    next: 'Check the spelling, or search all recovery points with “strongroom find”.',
  },
  'source-missing': {
    sentence: 'The folder or file “{{subject}}” to be backed up does not exist or cannot be read ({{detail}}).',
    next: 'Check the path and that you may read it, then try again.',
  },
  'source-is-vault': {
    sentence: '“{{subject}}” is itself inside the vault, so it cannot be backed up into it.',
    next: 'Choose another folder to back up, or another place for the vault.',
  },
  'sources-unavailable': {
    sentence: 'None of the folders of this plan could be read, so nothing was backed up (“{{subject}}”).',
    next: 'Check that the disk or network folder is connected, then back up again. Earlier recovery points are untouched.',
  },
  'exclude-invalid': {
    sentence: 'The exclude rule “{{subject}}” cannot be understood ({{detail}}).',
    next: 'Correct the rule: * stands for any characters in a name, ** for any folders.',
  },
  'holiday-invalid': {
    sentence: '“{{subject}}” is not a day or a range of days.',
    next: 'Write 2026-12-24, 2026-12-24..2027-01-06, or 12-25 for every year.',
  },
  'schedule-invalid': {
    sentence: 'The schedule “{{subject}}” cannot be understood ({{detail}}).',
    next: 'Write it like “daily 18:30” or “weekly sun 02:00”; several are joined by a semicolon.',
  },
  'keep-invalid': {
    sentence: 'How long to keep backups, “{{subject}}”, cannot be understood ({{detail}}).',
    next: 'Write it like “last 10”, “days 30” or “daily 7 weekly 5 monthly 12 yearly 3”, each word once with a number from 1 to 10000; “min 3” says how many good ones stay in any case.',
  },
  'place-unsupported': {
    sentence: '“{{subject}}” is a kind of place that this version cannot use as a vault ({{detail}}).',
    next: 'Choose a folder on a disk or on a connected network drive.',
  },
  'place-unlockable': {
    sentence: 'The address “{{subject}}” asks for a lock, and the bucket was not made to lock anything.',
    next: 'Use a bucket that was made with object lock, or take “lock” out of the address.',
  },
  'place-holds-secret': {
    sentence: 'The place “{{subject}}” was given with a password in it, and would have been remembered like that.',
    next: 'Leave the password out of it and give it in a credentials file.',
  },
  'credentials-needed': {
    sentence: 'The place “{{subject}}” asks who you are ({{detail}}).',
    next: 'Give a credentials file: JSON with “username” and “password” or “privateKeyFile”, or with “accessKeyId” and “secretAccessKey”.',
  },
  'credentials-unreadable': {
    sentence: 'The credentials file “{{subject}}” cannot be used ({{detail}}).',
    next: 'Check that it is there and that it is JSON with the fields the place asks for.',
  },
  'credentials-wrong': {
    sentence: 'The place “{{subject}}” does not accept the name and password, or the key, that it was given.',
    next: 'Check them with whoever looks after the place, and correct the credentials file.',
  },
  'host-key-changed': {
    sentence:
      'The computer that answers at “{{subject}}” is not known to be the one that was there before ({{detail}}), so nothing was sent to it.',
    next: 'Ask whoever looks after it whether it has been replaced. Do not go on before you know.',
  },
  'share-unknown': {
    sentence: 'The server of “{{subject}}” answers, but it has no share of that name ({{detail}}).',
    next: 'Check the name of the share with whoever looks after the server.',
  },
  'share-not-allowed': {
    sentence: 'The server of “{{subject}}” knows this user but does not let it in ({{detail}}).',
    next: 'Ask whoever looks after the server: the password may have run out, the account may be locked, or it may not have a right to this share.',
  },
  'share-other-user': {
    sentence:
      'Windows is already connected to the server of “{{subject}}” under another name, which does not open this share ({{detail}}).',
    next: 'Disconnect network drives and windows that use this server, or use the same user everywhere, then try again.',
  },
  'share-too-many': {
    sentence: 'The server of “{{subject}}” takes no more connections at the moment ({{detail}}).',
    next: 'Try again later, or ask for a server that allows more computers at a time.',
  },
  'place-silent': {
    sentence: 'The place “{{subject}}” no longer answers.',
    next: 'Check the network and that the server or the share is running, then try again. Nothing that was backed up earlier is lost.',
  },
  'vault-unavailable': {
    sentence: 'The vault “{{subject}}” cannot be reached ({{detail}}).',
    next: 'Connect the disk or the network drive, check that it opens in the file manager, then try again.',
  },
  'vault-marker-missing': {
    sentence: '“{{subject}}” does not carry the mark of a vault, so nothing was written to it.',
    next: 'Check that the right disk or folder is connected. If it is the right one, its file strongroom-vault.json was lost: ask your IT person.',
  },
  'vault-marker-damaged': {
    sentence: 'The mark of the vault “{{subject}}” is damaged, so nothing was written to it ({{detail}}).',
    next: 'Do not delete anything there. Ask your IT person; the backups inside may well be intact.',
  },
  'vault-foreign': {
    sentence: 'At “{{subject}}” there is a different vault from the one this plan uses.',
    next: 'Connect the right disk or network folder. Nothing was written.',
  },
  'disk-absent': {
    sentence: 'None of the disks for these backups is connected. Expected: “{{subject}}”.',
    next: 'Plug in the disk, wait until it opens in the file manager, then try again.',
  },
  'disk-wrong': {
    sentence: 'The disk that is connected is not the right one ({{detail}}). Expected: “{{subject}}”.',
    next: 'Plug in the right disk. Nothing was written to the other one.',
  },
  'disk-unknown': {
    sentence: 'This plan has no disk called “{{subject}}”.',
    next: 'Name one of the disks that the plan has.',
  },
  'disk-name-taken': {
    sentence: '“{{subject}}” is already a disk of this plan.',
    next: 'Choose another name, or another disk.',
  },
  'disk-last': {
    sentence: '“{{subject}}” is the only disk of this plan, so it stays.',
    next: 'Add another disk first.',
  },
  'disk-busy': {
    sentence: 'The disk “{{subject}}” is still in use ({{detail}}). Do not unplug it yet.',
    next: 'Wait until no backup, check or restore is at work and close files and folders that are open on it, then try again.',
  },
  'eject-refused': {
    sentence:
      'This computer did not let go of the disk “{{subject}}” ({{detail}}). Strongroom itself does not use it any more.',
    next: 'Eject it with the file manager of this computer before you unplug it.',
  },
  'vault-newer': {
    sentence: 'The vault “{{subject}}” was made by a newer version of Strongroom ({{detail}}).',
    next: 'Update Strongroom on this computer, then try again. Nothing was changed.',
  },
  'vault-unwritable': {
    sentence: 'Nothing can be written to the vault “{{subject}}” ({{detail}}).',
    next: 'Check that the disk is not write-protected and that you may write to this folder.',
  },
  'vault-full': {
    sentence: 'The vault “{{subject}}” is full, so the backup was not finished ({{detail}}).',
    next: 'Make room on the disk or choose a larger one, then back up again. Earlier recovery points are untouched.',
  },
  'write-failed': {
    sentence: 'Writing to “{{subject}}” failed ({{detail}}).',
    next: 'Check the disk or the network connection, then try again. Earlier recovery points are untouched.',
  },
  'read-back-differs': {
    sentence:
      'What was written to the vault did not read back as it was written (“{{subject}}”), so this backup was not accepted.',
    next: 'Try again. If it happens twice, do not trust this disk or connection any more and tell your IT person.',
  },
  'set-newer': {
    sentence:
      'The recovery point “{{subject}}” was made by a newer version of Strongroom and cannot be read by this one.',
    next: 'Update Strongroom on this computer, then try again.',
  },
  'set-damaged': {
    sentence: 'The recovery point “{{subject}}” is damaged in the vault ({{detail}}).',
    next: 'Run “strongroom verify” with the plan to see what is affected, and back up again soon.',
  },
  'no-good-copy': {
    sentence:
      'The recovery point “{{subject}}” is damaged, and no place that can be reached has good bytes of all of it.',
    next: 'Connect the places that are away and run “strongroom repair” again. If all are there, make a full backup soon.',
  },
  'key-needed': {
    sentence: 'The backups in “{{subject}}” are encrypted, and nobody has opened them here.',
    next: 'Give the passphrase or the recovery key: --passphrase-file or --recovery-key-file.',
  },
  'key-wrong': {
    sentence: 'This passphrase or recovery key does not open the backups in “{{subject}}”.',
    next: 'Look at upper and lower case and the keyboard language, and try again. The recovery key on the recovery kit opens them as well. Nothing was changed.',
  },
  'key-unreadable': {
    sentence: 'This is not a recovery key ({{detail}}).',
    next: 'Compare it with the recovery kit, group by group.',
  },
  'keys-damaged': {
    sentence: 'The key files of the vault “{{subject}}” are missing or damaged ({{detail}}).',
    next: 'Do not delete anything there. Bring the folder “keys” back from a copy of these backups; until then the recovery key alone opens the backups, by the steps on the recovery kit.',
  },
  'passphrase-weak': {
    sentence: 'The passphrase is too easy to guess ({{detail}}).',
    next: 'It needs at least 12 characters, and not the same ones again and again. Four or five words that have nothing to do with each other are good.',
  },
  'vault-not-encrypted': {
    sentence: 'The vault “{{subject}}” is not encrypted, and that cannot be changed afterwards.',
    next: 'Choose a new or empty folder for an encrypted vault, or leave the passphrase out.',
  },
  'target-invalid': {
    sentence: '“{{subject}}” cannot be used as the place to restore to ({{detail}}).',
    next: 'Choose another folder.',
  },
  'target-in-vault': {
    sentence: '“{{subject}}” lies inside the vault, and nothing is ever restored into a vault.',
    next: 'Choose a folder outside the vault.',
  },
  'target-exists': {
    sentence: '“{{subject}}” already exists and was left as it is.',
    next: 'Choose another name.',
  },
  'target-unwritable': {
    sentence: 'Nothing can be written to “{{subject}}” ({{detail}}).',
    next: 'Check that you may write there, or choose another folder.',
  },
  'target-full': {
    sentence: 'There is not enough room at “{{subject}}” to restore to.',
    next: 'Make room or choose another disk, then restore again.',
  },
  'alarm-unknown': {
    sentence: 'There is no open alarm “{{subject}}”, or more than one begins so.',
    next: 'The list of alarms shows the open ones with their numbers.',
  },
  ...channelErrorsEn,
  'restore-unknown': {
    sentence: 'There is no restore “{{subject}}” that could be taken back.',
    next: 'Replaced files are kept for 7 days. The history shows which restores can still be taken back.',
  },
  'home-unusable': {
    sentence: 'The folder “{{subject}}” in which Strongroom keeps its plans and history cannot be used ({{detail}}).',
    next: 'Check that it exists and that you may write to it, or name another one with --home.',
  },
  'home-newer': {
    sentence: 'The plans and history in “{{subject}}” were written by a newer version of Strongroom.',
    next: 'Update Strongroom on this computer. Nothing was changed.',
  },
  'state-damaged': {
    sentence: 'The file “{{subject}}” with the plans of this computer is damaged ({{detail}}).',
    next: 'The backups themselves are safe. Put the file aside and read the vault again with “strongroom vault open”.',
  },
  'config-invalid': {
    sentence: 'The file is no Strongroom configuration ({{detail}}).',
    next: 'Choose a file that “config export” has written.',
  },
  'engine-unfit': {
    sentence:
      'A self-test failed (“{{subject}}”), so Strongroom cannot work reliably on this computer and did not start ({{detail}}).',
    next: 'Install Strongroom again, and tell your IT person the code.',
  },
  'version-mismatch': {
    sentence: 'Two parts of Strongroom are of different versions ({{detail}}).',
    next: 'Close Strongroom completely and start it again.',
  },
  'pin-needed': {
    sentence: 'This asks for the PIN for deleting and changing, and nothing was done.',
    next: 'Name the file with the PIN: --pin-file. Backing up, restoring and checking go on without it.',
  },
  'pin-wrong': {
    sentence: 'This is not the PIN for deleting and changing, and nothing was done.',
    next: 'Try again. After five wrong ones there is a pause; “strongroom pin” says how long it is.',
  },
  'pin-wait': {
    sentence: 'There were several wrong PINs, so for a while none is looked at ({{detail}}). Nothing was done.',
    next: 'Wait so long, then try again.',
  },
  'battery-low': {
    sentence:
      'The computer runs on battery and too little is left ({{detail}}), so the backup was not made or was stopped.',
    next: 'Plug the computer in. What was stored is kept, and the next backup goes on from there.',
  },
  busy: {
    sentence: 'Another run of Strongroom is using “{{subject}}” at the moment ({{detail}}).',
    next: 'Wait until it has finished, then try again.',
  },
  cancelled: {
    sentence: 'The work was cancelled.',
    next: 'Nothing more needs to be done. Start it again when it suits you.',
  },
  interrupted: {
    sentence: 'The computer was switched off, or Strongroom was ended, before this was finished.',
    next: 'What was done until then is kept. Start it again; a backup goes on from there.',
  },
  internal: {
    sentence: 'Something went wrong inside Strongroom that should not have ({{detail}}).',
    next: 'Try again. If it happens again, tell your IT person the code and what you were doing.',
  },
} as const satisfies Record<ErrorCode, Sentence>;

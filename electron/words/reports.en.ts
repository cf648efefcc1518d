import type {
  DamageCode,
  GapCode,
  KIND_REASONS,
  PHASES,
  PlanState,
  RestoreFailureCode,
  RestorePreview,
  RestoreResult,
  RunOutcome,
  Scheme,
  SetKind,
  VerifyLevel,
} from '../contract/index.ts';
import type { Sentence } from './errors.en.ts';

type Each<K extends string, V> = { readonly [key in K]: V };

type ExcludeReason =
  | 'own-leftover'
  | 'trash'
  | 'cache'
  | 'system-memory'
  | 'system-index'
  | 'thumbnail'
  | 'lock'
  | 'temporary'
  | 'pseudo';

/** Everything a result may hold, in words. Typed by the contract's lists, so that a new code without a sentence does not compile. */
export interface ReportWords {
  readonly gap: Each<GapCode, Sentence>;
  readonly restoreFailure: Each<RestoreFailureCode, Sentence>;
  readonly damage: Each<DamageCode, string>;
  readonly kind: Each<SetKind, string>;
  readonly scheme: Each<Scheme, string>;
  readonly kindReason: Each<(typeof KIND_REASONS)[number], string>;
  readonly outcome: Each<RunOutcome, string>;
  readonly phase: Each<(typeof PHASES)[number], string>;
  readonly notice: Each<RestoreResult['notices'][number], string>;
  readonly notKept: string;
  readonly room: string;
  readonly state: Each<PlanState, string>;
  readonly action: Each<RestorePreview['notable'][number]['action'], string>;
  readonly level: Each<VerifyLevel, string>;
  /** Why something is left out of every backup; the engine's list is compared with it by a test. */
  readonly exclude: Each<ExcludeReason, string>;
}

export const reportsEn = {
  gap: {
    permission: {
      sentence: 'You are not allowed to read it',
      next: 'Ask for the right to read it, or leave it out of the plan.',
    },
    locked: {
      sentence: 'Another program was using it',
      next: 'Close that program and back up again.',
    },
    vanished: {
      sentence: 'It was deleted or moved while the backup was running',
      next: 'Usually nothing needs to be done; the next backup sees what is there then.',
    },
    'changed-while-read': {
      sentence: 'It kept changing while it was read, so the saved copy may not fit together',
      next: 'Close the program that writes to it and back up again.',
    },
    'read-error': {
      sentence: 'The system could not read it',
      next: 'Back up again. If it stays, try to open the file yourself and tell your IT person what you see.',
    },
    'damaged-disk': {
      sentence: 'The disk could not read it and may be damaged',
      next: 'Copy what is important elsewhere while the disk still works, and have it checked soon. Strongroom may still hold an earlier copy of this file.',
    },
    'cloud-only': {
      sentence: 'It is kept in the cloud only, and Strongroom does not download such files',
      next: 'In Explorer, right-click the folder, choose “Always keep on this device”, wait until it is there, and back up again.',
    },
    'path-too-long': {
      sentence: 'Its name with all its folders is too long',
      next: 'Shorten the names of the folders it lies in.',
    },
    'name-unreadable': {
      sentence: 'Its name holds characters that cannot be read on this system',
      next: 'Rename it and back up again.',
    },
    sparse: {
      sentence: 'It is a very large file that is almost empty, and was not saved',
      next: 'Ask your IT person; such files often belong to virtual machines.',
    },
    'source-missing': {
      sentence: 'This folder of the plan was not there',
      next: 'Connect the disk or network folder, or take the folder out of the plan. What was saved of it earlier is kept.',
    },
  },
  restoreFailure: {
    gap: {
      sentence: 'It could not be saved in this backup',
      next: 'Restore it from an earlier recovery point.',
    },
    'not-in-point': {
      sentence: 'There is nothing of this name in this recovery point',
      next: 'Look for it in another recovery point: strongroom find.',
    },
    damaged: {
      sentence: 'What is stored of it is damaged',
      next: 'Restore it from another recovery point, and run “strongroom verify”.',
    },
    'set-missing': {
      sentence: 'A part of the vault that it needs is missing',
      next: 'Restore it from another recovery point, and check that the whole vault is connected.',
    },
    'unsafe-path': {
      sentence: 'Its name would have led outside the chosen folder, so it was refused',
      next: 'Tell your IT person: an ordinary backup holds no such names.',
    },
    'name-collision': {
      sentence: 'Its name means the same as another one on this disk',
      next: 'Restore it alone into an empty folder.',
    },
    permission: {
      sentence: 'You are not allowed to write there',
      next: 'Choose a folder in which you may write.',
    },
    'target-full': {
      sentence: 'The disk is full',
      next: 'Make room or choose another disk, then restore again.',
    },
    'write-error': {
      sentence: 'The disk refused to write it',
      next: 'Try again, or choose another disk.',
    },
    'blocked-by-link': {
      sentence: 'A link stands where its folder should be, so it was not written through it',
      next: 'Restore into an empty folder.',
    },
  },
  damage: {
    'marker-missing': 'the mark of the vault is missing',
    'marker-damaged': 'the mark of the vault is damaged',
    'seal-missing': 'the seal is missing',
    'seal-damaged': 'the seal is damaged',
    'seal-copy-missing': 'the second copy of the seal is missing',
    'seal-copy-damaged': 'the second copy of the seal is damaged',
    'manifest-missing': 'the list of files is missing',
    'manifest-damaged': 'the list of files is damaged',
    'manifest-copy-missing': 'the second copy of the list of files is missing',
    'manifest-copy-damaged': 'the second copy of the list of files is damaged',
    'volume-missing': 'a stored file is missing',
    'volume-size': 'a stored file has the wrong size',
    'volume-damaged': 'a stored file is damaged',
    'file-damaged': 'a saved file is damaged',
    'parent-missing': 'an earlier backup that this one builds on is missing',
    'parent-damaged': 'an earlier backup that this one builds on is damaged',
    'parent-changed': 'an earlier backup that this one builds on was exchanged',
    'seal-forged': 'it was not made by a computer that holds the keys: somebody may have tampered with it',
    'seal-copy-forged':
      'its second signature is not of a computer that holds the keys: somebody may have tampered with it',
    'rolled-back':
      'newer recovery points that were here are gone, though nobody threw them away: somebody may have put back an older state',
    'set-newer': 'it was made by a newer version of Strongroom',
  },
  kind: { full: 'full', incremental: 'incremental', differential: 'differential' },
  scheme: { automatic: 'automatic', full: 'full', incremental: 'incremental', differential: 'differential' },
  kindReason: {
    first: 'because it is the first',
    asked: 'as asked',
    scheme: 'as planned',
    locked: 'because what this computer knew of the earlier ones was lost, and they are encrypted',
    'chain-long': 'because the last full backup is a long way back',
    'parent-missing': 'because the earlier backup that it would have built on is missing from the vault',
    'parent-damaged': 'because the earlier backup that it would have built on is damaged',
    'no-full': 'because there was no full backup to build on',
  },
  outcome: {
    complete: 'complete',
    incomplete: 'incomplete',
    cancelled: 'cancelled',
    failed: 'failed',
    skipped: 'skipped',
  },
  phase: {
    preparing: 'Getting ready',
    scanning: 'Looking for changes',
    saving: 'Saving',
    consolidating: 'Copying from the backups',
    copying: 'Copying to other places',
    checking: 'Reading back',
    sealing: 'Sealing',
    restoring: 'Restoring',
    verifying: 'Checking',
    finishing: 'Finishing',
  },
  notice: {
    'owner-not-set': 'Some files could not be given back to their owner and now belong to you.',
    'special-bits-dropped': 'Some special permissions were left out for safety.',
    'times-clamped': 'Some dates cannot be stored on this disk and were moved to the nearest one that can.',
    'changed-while-read': 'Some of these files were changing while they were backed up and may not fit together.',
    'links-not-made': 'Some links could not be made on this disk.',
    'attributes-not-set':
      'Some files are back, but not everything that Windows notes beside them, such as “hidden” or the day they were created.',
  },
  room: 'it needs about {{need}}, and {{have}} are free',
  notKept:
    'Kept were the files with their dates and marks such as “hidden”. Not kept is who may open them in Windows, nor what programs attach to a file out of sight.',
  state: {
    paused: 'paused',
    never: 'never backed up',
    failing: 'failing',
    overdue: 'overdue',
    incomplete: 'incomplete',
    written: 'written, not yet read back',
    protected: 'protected',
  },
  action: {
    replace: 'would be replaced',
    'keep-both': 'both would be kept',
    skip: 'would be left as it is',
    'keep-newer': 'is newer here and would be kept',
    unavailable: 'cannot be given back',
  },
  level: {
    quick: 'the seals, the sizes and the lists of files',
    read: 'every stored byte',
    deep: 'the content of every file',
  },
  exclude: {
    'own-leftover': 'left by a restore: an unfinished file, or what it replaced',
    trash: 'the wastebasket',
    cache: 'a cache, which programs fill again by themselves',
    'system-memory': 'memory of the system, of no use on a disk that is restored',
    'system-index': 'an index that the system makes again',
    thumbnail: 'how a folder is shown, made again when it is opened',
    lock: 'a mark of an open document, not the document',
    temporary: 'temporary files of programs',
    pseudo: 'shown by the system and not on any disk',
  },
} as const satisfies ReportWords;

import type { CallInput, CallName, CallOutput, Reply, TopicName, TopicValue } from './calls.ts';

/** What the window may ask of the shell, by name. Types only: the preload that implements it carries no validators. */
export interface ShellApi {
  ask<N extends CallName>(call: N, input: CallInput<N>): Promise<Reply<CallOutput<N>>>;
  /** Calls `seen` with the present value, if there is one, and with each later one. Returns the end of the watch. */
  watch<N extends TopicName>(topic: N, seen: (value: TopicValue<N>, revision: number) => void): () => void;
  /** Native dialogs; what they answer is what `ask` accepts as a path. Nothing chosen: an empty list or `null`. */
  pickFolders(language: Language): Promise<string[]>;
  pickFolder(purpose: FolderPurpose, language: Language): Promise<string | null>;
  /** Folders that most people want to keep, as far as they exist; good as sources without a dialog. */
  offeredFolders(): Promise<OfferedFolder[]>;
  /** Disks besides the system's own that are there now; good as places for backups without a dialog. */
  offeredPlaces(): Promise<OfferedPlace[]>;
  /** Shows a folder that was chosen as a restore target in the system's file browser. False: refused, or not there. */
  openFolder(path: string): Promise<boolean>;
}

export type Language = 'en' | 'zh-CN';

export interface OfferedFolder {
  readonly kind: 'documents' | 'desktop' | 'pictures';
  readonly path: string;
}
export interface OfferedPlace {
  readonly path: string;
  readonly freeBytes: number;
}

/** Why a folder is asked for; a folder granted for one purpose is not granted for another. */
export type FolderPurpose = 'vault' | 'opened-vault' | 'target';

/** The channels between preload and main. A type, so that the preload needs nothing of the contract at run time. */
export type ShellChannel =
  | 'strongroom:ask'
  | 'strongroom:watch'
  | 'strongroom:topic'
  | 'strongroom:pick-folders'
  | 'strongroom:pick-folder'
  | 'strongroom:offered-folders'
  | 'strongroom:offered-places'
  | 'strongroom:open-folder';

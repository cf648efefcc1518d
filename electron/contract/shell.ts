import type { CallInput, CallName, CallOutput, Reply, TopicName, TopicValue } from './calls.ts';

/** What the window may ask of the shell, by name. Types only: the preload that implements it carries no validators. */
export interface ShellApi {
  ask<N extends CallName>(call: N, input: CallInput<N>): Promise<Reply<CallOutput<N>>>;
  /** Calls `seen` with the present value, if there is one, and with each later one. Returns the end of the watch. */
  watch<N extends TopicName>(topic: N, seen: (value: TopicValue<N>, revision: number) => void): () => void;
  /** Native dialogs; what they answer is what `ask` accepts as a path. Nothing chosen: an empty list or `null`. */
  pickFolders(language: Language): Promise<string[]>;
  pickFolder(purpose: FolderPurpose, language: Language): Promise<string | null>;
  /** The file with what a place asks for; from then on the place itself may be named too. `address`: `sftp://` or `s3://`. */
  pickCredentials(address: string, language: Language): Promise<string | null>;
  /** Folders that most people want to keep, as far as they exist; good as sources without a dialog. */
  offeredFolders(): Promise<OfferedFolder[]>;
  /** Disks besides the system's own that are there now; good as places for backups without a dialog. */
  offeredPlaces(): Promise<OfferedPlace[]>;
  /** A new ZIP file to restore into, or to write a diagnostic bundle to: chosen, not yet there. */
  pickZip(language: Language): Promise<string | null>;
  /**
   * Shows where something was restored to in the system's file browser: a chosen target, a ZIP, a plan's own folder, what
   * a run reported. False: refused, or not there.
   */
  openFolder(path: string): Promise<boolean>;
  /** The person's own folder on this computer: what an old profile may be mapped to without a dialog. */
  homeFolder(): Promise<string>;
  /** Asks where, then writes; the path, or `null` where nothing was written: put away, or failed, which has then been told. */
  saveText(input: { suggestedName: string; text: string; language: Language }): Promise<string | null>;
  /** Asks where, then writes the recovery kit of a plan there as a PDF; the window never holds it. `null` as above. */
  saveKit(input: { plan: string; language: Language }): Promise<Reply<string | null>>;
  /** A text of at most 10 MB that a person picked; `null` as above. */
  readTextFile(purpose: TextPurpose, language: Language): Promise<{ path: string; text: string } | null>;
  /** Vaults, by id, whose passphrase this computer remembers; `null` where the system has no key store to keep one in. */
  rememberedKeys(): Promise<string[] | null>;
  /** `vault.unlock`; what opened it is then remembered. */
  unlockAndRemember(input: CallInput<'vault.unlock'>): Promise<Reply<object>>;
  forgetKey(vaultId: string): Promise<void>;
  settings(): Promise<ShellSettings>;
  /** Gives what is in force afterwards: what the system or the disk refused is as it was. */
  setSettings(change: Partial<Omit<ShellSettings, 'isStartBarred'>>): Promise<ShellSettings>;
  /** Calls `seen` with each change, wherever it was made. Returns the end of the watch. */
  onSettings(seen: (settings: ShellSettings) => void): () => void;
  about(): Promise<About>;
  licences(): Promise<Licence[]>;
  /** The user guide, in a window of its own. False: it is not there. */
  openGuide(language: Language): Promise<boolean>;
  /** What the menu, the tray or a second start want to be shown; also what they wanted before this was asked. */
  onCommand(seen: (command: ShellCommand) => void): () => void;
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

export type TextPurpose = 'config';

export type ThemeChoice = 'system' | 'light' | 'dark' | 'contrast';

/** How the program behaves on this computer for this person; the plans are the engine's. */
export interface ShellSettings {
  /** `null`: the system's. */
  readonly language: Language | null;
  readonly theme: ThemeChoice;
  /** As the system has it, read anew each time. */
  readonly startAtLogin: boolean;
  /** It is to start so, and the system has been told not to do it. */
  readonly isStartBarred: boolean;
  readonly notifyOn: 'trouble' | 'always' | 'never';
  /** What closing the window does. */
  readonly closeTo: 'tray' | 'quit';
  /** When somebody is next asked to check the recovery kit of a vault, by its id; ISO times. */
  readonly kitDue: Readonly<Record<string, string>>;
}

export interface About {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** The Node that the engine runs in; empty where it does not run. */
  readonly engineNode: string;
  readonly os: string;
}

export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

export type ShellScreen = 'home' | 'alarms' | 'plans' | 'history' | 'restore' | 'settings' | 'about';
export type ShellCommand = { readonly go: ShellScreen } | { readonly newPlan: true };

/** The channels between preload and main. A type, so that the preload needs nothing of the contract at run time. */
export type ShellChannel = ShellQuestion | ShellNews;
/** From the window, answered. */
export type ShellQuestion =
  | 'strongroom:ask'
  | 'strongroom:watch'
  | 'strongroom:pick-folders'
  | 'strongroom:pick-folder'
  | 'strongroom:pick-credentials'
  | 'strongroom:offered-folders'
  | 'strongroom:offered-places'
  | 'strongroom:pick-zip'
  | 'strongroom:open-folder'
  | 'strongroom:home-folder'
  | 'strongroom:save-text'
  | 'strongroom:save-kit'
  | 'strongroom:read-text-file'
  | 'strongroom:remembered-keys'
  | 'strongroom:unlock-and-remember'
  | 'strongroom:forget-key'
  | 'strongroom:settings'
  | 'strongroom:set-settings'
  | 'strongroom:about'
  | 'strongroom:licences'
  | 'strongroom:open-guide'
  | 'strongroom:commands';
/** To the window, unasked. */
export type ShellNews = 'strongroom:topic' | 'strongroom:settings-changed' | 'strongroom:command';

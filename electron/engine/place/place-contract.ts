import type { PlaceLock } from '../../contract/index.ts';

/**
 * How sure it is that what was put into a place stays there: `flushed`, the system says it is on the disk; `checksum`, the
 * place has compared the bytes it received with a checksum that was sent along; `unconfirmed`, the place says neither.
 */
export type Durability = 'flushed' | 'checksum' | 'unconfirmed';

export interface PlaceEntry {
  /** The last component of its name. */
  readonly name: string;
  readonly isFolder: boolean;
  /** Bytes; 0 for a folder. */
  readonly size: number;
}

export interface PlaceSpace {
  /** Bytes that can still be put there. */
  readonly free: number;
  readonly total: number;
}

/**
 * Where a vault rests: files in folders, each put there once and never changed. Names are relative, components of `[a-z0-9._-]`
 * (the text for people apart) with `/` between them; `''` is the place itself. Every method waits until it is done. They throw
 * errors that carry the system's `code`, those of other computers too: see `PLACE_FAULTS`.
 */
export interface Place {
  /** As it is remembered and shown: a folder's path, or an address without secrets. */
  readonly address: string;
  readonly kind: 'folder' | 'sftp' | 's3';
  /** Whether `moveFolder` is one step for the place. */
  readonly canMoveFolders: boolean;

  /** Whether there is anything at the place: a share that is not mounted may be a folder, so this says little. */
  exists(): boolean;
  /** What can be opened in this computer's own file system; undefined where it is only reached through here. */
  localPath(name: string): string | undefined;

  /** Empty where there is no such folder. */
  list(folder: string): PlaceEntry[];
  /** Undefined where there is no such file. */
  size(name: string): number | undefined;
  /** Fewer bytes only where the file ends. They own their memory. Throws ENOENT. */
  read(name: string, offset: number, length: number): Buffer<ArrayBuffer>;

  /** Those above it too; `''` makes the place itself, which nothing else does. */
  makeFolder(name: string): void;
  /** A new small file, whole or not at all; folders above it are made. Throws EEXIST rather than replace one. */
  put(name: string, bytes: Uint8Array): Durability;
  /** The same for a file of this computer, however large. Nothing of it is left behind under that name where it fails or `signal` stops it. */
  send(name: string, file: SentFile, signal?: AbortSignal): Promise<Durability>;
  /** For good once it answers. Not there is as good as removed. */
  remove(name: string): void;
  /** With all that is in it. */
  removeFolder(name: string): void;
  /** Throws EEXIST where `to` is there. */
  moveFolder(from: string, to: string): void;
  /**
   * Asks for the files of a folder to be kept as they are; where `last`, one of them, is, all are. Removing and moving them works as
   * before. What a place cannot do it leaves undone, and throws nothing.
   */
  protect(folder: string, last: string): void;

  /** Undefined where the place cannot say. */
  space(): PlaceSpace | undefined;
  /**
   * Until when the place says that it keeps a file, read back from it: some take the wish, and delete the file when asked to. Without a time where it
   * does not say so, or says nothing at all. Undefined where its address asks for no lock.
   */
  lockOf(name: string): PlaceLock | undefined;
}

export interface SentFile {
  readonly path: string;
  readonly size: number;
  /** Of its bytes, in hexadecimal digits: what arrives is compared with it, as far as the place can. */
  readonly sha256: string;
  /** Told how many of its bytes have arrived. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

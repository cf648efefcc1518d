import type { Durability, PlaceEntry, PlaceSpace, SentFile } from './place-contract.ts';

/**
 * A place on another computer, as its own thread works with it: `Place` without waiting. Names and errors are those of `Place`. A
 * driver connects at first need and again after the connection was lost; each call either comes to its end or fails within
 * `SILENCE_MS` after the last sign of the other side. What is half done when it fails leaves nothing under the final name.
 */
export interface RemoteDriver {
  readonly canMoveFolders: boolean;
  exists(): Promise<boolean>;
  list(folder: string): Promise<PlaceEntry[]>;
  size(name: string): Promise<number | undefined>;
  /** The bytes own their memory, so that they can be transferred. */
  read(name: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  makeFolder(name: string): Promise<void>;
  put(name: string, bytes: Uint8Array): Promise<Durability>;
  send(name: string, file: PacedFile, signal: AbortSignal): Promise<Durability>;
  remove(name: string): Promise<void>;
  removeFolder(name: string): Promise<void>;
  moveFolder(from: string, to: string): Promise<void>;
  space(): Promise<PlaceSpace | undefined>;
  lockedUntil(name: string): Promise<Date | undefined>;
  close(): Promise<void>;
}

export interface PacedFile extends SentFile {
  /** Asked before bytes are sent; answers when they may be, or once `signal` stops it all. */
  readonly pace?: ((bytes: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/** A place that has not said anything for so long is taken for gone. */
export const SILENCE_MS = 20_000;

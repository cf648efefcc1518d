import type { MessagePort } from 'node:worker_threads';
import type { RemoteAddress } from './address.ts';
import type { Credentials } from './credentials.ts';
import type { Durability, PlaceEntry, PlaceSpace } from './place-contract.ts';

/** What can be asked of the place thread about one place, and what it answers. */
export interface PlaceCalls {
  exists: { input: []; output: boolean };
  list: { input: [folder: string]; output: PlaceEntry[] };
  size: { input: [name: string]; output: number | undefined };
  read: { input: [name: string, offset: number, length: number]; output: Uint8Array<ArrayBuffer> };
  makeFolder: { input: [name: string]; output: void };
  put: { input: [name: string, bytes: Uint8Array]; output: Durability };
  send: { input: [name: string, file: { path: string; size: number; sha256: string }]; output: Durability };
  remove: { input: [name: string]; output: void };
  removeFolder: { input: [name: string]; output: void };
  moveFolder: { input: [from: string, to: string]; output: void };
  space: { input: []; output: PlaceSpace | undefined };
  lockedUntil: { input: [name: string]; output: Date | undefined };
}

export type PlaceCallName = keyof PlaceCalls;

export interface PlaceAsk {
  readonly id: number;
  /** Its address. */
  readonly place: string;
  readonly call: PlaceCallName;
  readonly input: readonly unknown[];
}

/** A call of this channel is no longer wanted. */
export interface PlaceStop {
  readonly stop: number;
}

export type PlaceReply =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly failure: { readonly code: string; readonly message: string } }
  | { readonly id: number; readonly progress: number };

/**
 * One asker's line to the place thread, for those who wait without an event loop, too: the first number of `signal` counts the
 * replies, the second is 1 once the thread has ended.
 */
export interface PlaceChannel {
  readonly port: MessagePort;
  readonly signal: SharedArrayBuffer;
}

/** What the engine's thread tells the place thread itself. */
export type PlaceOrder = { readonly channel: PlaceChannel } | { readonly open: { readonly place: string } & OpenFacts };

export interface OpenFacts {
  readonly address: RemoteAddress;
  readonly credentials: Credentials;
  /** File with the keys of hosts that have been met. */
  readonly knownHosts: string;
  /** Whether vaults were opened on that computer before: then its key must be known, unless somebody let it be forgotten. */
  readonly wasMet: boolean;
  /** Undefined: as fast as it goes. */
  readonly rate: SendRate | undefined;
}

/** How fast files may go to a place. */
export interface SendRate {
  readonly bytesPerSecond: number;
  /** The hours in which that holds, as limits have them; `null`: always. */
  readonly during: string | null;
}

import { isOnWindows } from './system.ts';

/** A place while it is being chosen: a folder from the system's dialog, or an address with the file that opens it. */
export interface PickedPlace {
  readonly way: 'folder' | 'address';
  readonly folder: string | undefined;
  readonly address: string;
  /** Of this very address: another one is asked for anew. */
  readonly credentials: string | undefined;
}

export const NO_PLACE: PickedPlace = { way: 'folder', folder: undefined, address: '', credentials: undefined };

/** As calls take it. */
export interface NamedPlace {
  readonly place: string;
  readonly credentials?: string;
}

/** Undefined while something is missing. */
export function namedPlace({ way, folder, address, credentials }: PickedPlace): NamedPlace | undefined {
  if (way === 'folder') return folder === undefined ? undefined : { place: folder };
  if (credentials === undefined || addressTrouble(address) !== undefined) return undefined;
  return { place: address.trim(), credentials };
}

/** What is still missing, once somebody has tried to go on. */
export function placeTrouble(picked: PickedPlace): 'needs-place' | 'needs-credentials' | undefined {
  if (namedPlace(picked)) return undefined;
  return picked.way === 'address' && addressTrouble(picked.address) === undefined ? 'needs-credentials' : 'needs-place';
}

/** `\\\\server\\share\\folder`, and nothing that Windows reads as a device or as a folder of this very computer. */
const SHARE = /^\\\\[^\\/:*?"<>|\s.][^\\/:*?"<>|\s]*\\[^\\/:*?"<>|\p{Cc}\p{Cf}]+(?:\\[^\\/:*?"<>|\p{Cc}\p{Cf}]+)*\\?$/u;

/** Whether it can be an address at all; the engine knows the rest. A share is one on Windows, elsewhere the system connects it. */
export function addressTrouble(address: string, onWindows = isOnWindows()): 'wrong' | 'secret' | undefined {
  const trimmed = address.trim();
  if (onWindows && SHARE.test(trimmed)) return undefined;
  if (!/^(?:sftp|s3):\/\/[^\p{Cc}\p{Cf}\s]+$/iu.test(trimmed)) return 'wrong';
  // What stands between the first colon and the @ would be a password.
  return /^\w+:\/\/[^/@]*:[^/@]*@/.test(trimmed) ? 'secret' : undefined;
}

import { resolve } from 'node:path';

/** Addresses and network shares are handed on as they are; a folder is one of the folder the command was typed in. */
export function resolvePlace(cwd: string, place: string): string {
  const isAddress = /^[a-z][a-z0-9+.-]+:\/\//i.test(place) || place.startsWith('\\\\');
  return isAddress ? place : resolve(cwd, place);
}

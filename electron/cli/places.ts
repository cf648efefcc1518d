import { resolve } from 'node:path';
import type { Options } from './options.ts';
import type { Session } from './session.ts';

/** Addresses and network shares are handed on as they are; a folder is one of the folder the command was typed in. */
export function resolvePlace(cwd: string, place: string): string {
  const isAddress = /^[a-z][a-z0-9+.-]+:\/\//i.test(place) || place.startsWith('\\\\');
  return isAddress ? place : resolve(cwd, place);
}

/** The file that a place is opened with; it is remembered by its path, so from anywhere. */
export function credentialsOf({ cwd }: Pick<Session, 'cwd'>, options: Options): { credentials?: string } {
  const file = options.text('credentials-file');
  return file === undefined ? {} : { credentials: resolve(cwd, file) };
}

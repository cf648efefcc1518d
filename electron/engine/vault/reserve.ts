import { randomBytes } from 'node:crypto';
import type { Place } from '../place/index.ts';
import { removeBegun } from './place-files.ts';

/** At the root of a vault; nothing reads it. */
export const RESERVE_NAME = 'reserve.bin';
/** Room for the notes of some hundred sets. Of bytes that no file system can make smaller. */
const RESERVE_BYTES = 1024 * 1024;
/** Where there is less, the backups need it more. */
const KEPT_FREE_BYTES = 16 * RESERVE_BYTES;

/**
 * A file that is given up where a clean-up finds no room for its own notes: on a full disk nothing could be thrown away else. Object
 * stores are never full in this way.
 */
export function keepReserve(place: Place): void {
  if (place.kind === 's3') return;
  if (place.size(RESERVE_NAME) !== undefined) {
    // Of a run that was killed while it made one; whoever makes one now comes too late.
    removeBegun(place, '', (name) => name === RESERVE_NAME);
    return;
  }
  if ((place.space()?.free ?? 0) < KEPT_FREE_BYTES) return;
  place.put(RESERVE_NAME, randomBytes(RESERVE_BYTES));
}

/** False: there was none. */
export function giveUpReserve(place: Place): boolean {
  if (place.size(RESERVE_NAME) === undefined) return false;
  place.remove(RESERVE_NAME);
  return true;
}

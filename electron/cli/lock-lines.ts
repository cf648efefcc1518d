import type { PlaceLock } from '../contract/index.ts';
import type { Session } from './session.ts';

/** What became of the lock that the address of an object store asks for; nothing where it asks for none. */
export function lockLine({ words, formats }: Session, lock: PlaceLock | undefined): string[] {
  if (!lock) return [];
  return [
    lock.until === undefined ? words('place.not-locked') : words('place.locked', { until: formats.time(lock.until) }),
  ];
}

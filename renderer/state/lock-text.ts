import type { PlaceLock } from '../../electron/contract/index.ts';
import type { Speech } from './language.ts';

/** What became of the lock that the address of an object store asks for. */
export function lockText({ words, formats }: Pick<Speech, 'words' | 'formats'>, { until }: PlaceLock): string {
  return until === undefined ? words('place.not-locked') : words('place.locked', { until: formats.time(until) });
}

import type { PlaceLock } from '../contract/index.ts';
import type { Words } from './create-words.ts';
import type { Formats } from './formats.ts';

/** What became of the lock that the address of an object store asks for. */
export function lockText(words: Words, { until }: PlaceLock, formats: Pick<Formats, 'time'>): string {
  return until === undefined ? words('place.not-locked') : words('place.locked', { until: formats.time(until) });
}

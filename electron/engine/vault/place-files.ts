import { errnoOf, readSmallFile } from '../base/index.ts';
import { type Place, unreachable } from '../place/index.ts';

/** Bytes of a whole small file. Throws ENOENT, EFBIG, EngineError `vault-unavailable`, and what `Place` throws. */
export function readWhole(place: Place, name: string, maxBytes: number): Buffer {
  try {
    const path = place.localPath(name);
    if (path !== undefined) return readSmallFile(path, maxBytes);
    const bytes = place.read(name, 0, maxBytes + 1);
    if (bytes.length > maxBytes) throw Object.assign(new Error('file too large'), { code: 'EFBIG' });
    return bytes;
  } catch (error) {
    throw unreachable(error, place.address) ?? error;
  }
}

export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(errnoOf(error));
}

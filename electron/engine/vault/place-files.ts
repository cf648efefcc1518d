import { EngineError, errnoOf, readSmallFile } from '../base/index.ts';
import { sha256Stream } from '../chunk/index.ts';
import { openStored, type Place, readServed, unreachable } from '../place/index.ts';

const BLOCK_BYTES = 1024 * 1024;

/** Bytes of a whole small file. Throws ENOENT, EFBIG, EngineError `vault-unavailable`, and what `Place` throws. */
export function readWhole(place: Place, name: string, maxBytes: number): Buffer {
  try {
    const path = place.localPath(name);
    if (path !== undefined) return readServed(path, () => readSmallFile(path, maxBytes));
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

/** Names of files while they are put or sent: places give them their own only once they are whole. */
const BEGUN = /^(.+)\.[a-z0-9]{1,32}\.part$/;

/** Takes away what a blow has left of files of a folder that were begun. For whoever is the only one to write files of these names there. */
export function removeBegun(place: Place, folder: string, isOurs: (name: string) => boolean): void {
  for (const { name, isFolder } of place.list(folder)) {
    const [, whole] = (!isFolder && BEGUN.exec(name)) || [];
    if (whole !== undefined && isOurs(whole)) place.remove(folder === '' ? name : `${folder}/${name}`);
  }
}

/** Whether a file is there with these bytes; `path` as `openStored` takes it. Throws what unreachable places throw. */
export function fileState(path: string, size: number, sha256: string): 'good' | 'missing' | 'damaged' {
  try {
    const file = openStored(path);
    try {
      if (file.size !== size) return 'damaged';
      const hash = sha256Stream();
      const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, size || 1));
      for (let at = 0; at < size; ) {
        const read = file.read(block.subarray(0, Math.min(block.length, size - at)), at);
        if (read === 0) return 'damaged';
        hash.update(block.subarray(0, read));
        at += read;
      }
      return hash.digest() === sha256 ? 'good' : 'damaged';
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof EngineError) throw error;
    return isMissing(error) ? 'missing' : 'damaged';
  }
}

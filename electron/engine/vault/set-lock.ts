import type { PlaceLock } from '../../contract/index.ts';
import { SEAL_NAMES, type Seal } from '../archive/index.ts';
import type { SetFolder } from './set-folder.ts';

/** Of the files of a set that was just written the first whose lock ends; without a time where one has none. Undefined where the address asks for no lock. */
export function lockOfSet(folder: SetFolder, { volumes }: Pick<Seal, 'volumes'>): PlaceLock | undefined {
  // One that may have gone in parts, one that went at once, and the last.
  const names = [...volumes.slice(0, 1).map(({ name }) => name), folder.manifestNames[0], SEAL_NAMES[1]];
  const locks = names.map((name) => folder.lockOf(name)).filter((lock) => lock !== undefined);
  return locks.sort((a, b) => ((a.until ?? '') < (b.until ?? '') ? -1 : 1))[0];
}

import type { Place } from './place-contract.ts';
import { placeError } from './place-fault.ts';

/** The same place for whoever only reads: every change throws EROFS, and nothing of it reaches the place. */
export function readOnly(place: Place): Place {
  const refuse = (): never => {
    throw placeError('EROFS', place.address);
  };
  return {
    address: place.address,
    kind: place.kind,
    canMoveFolders: place.canMoveFolders,
    exists: () => place.exists(),
    localPath: (name) => place.localPath(name),
    list: (folder) => place.list(folder),
    size: (name) => place.size(name),
    read: (name, offset, length) => place.read(name, offset, length),
    makeFolder: refuse,
    put: refuse,
    send: async () => refuse(),
    remove: refuse,
    removeFolder: refuse,
    moveFolder: refuse,
    protect: () => undefined,
    space: () => place.space(),
    lockOf: (name) => place.lockOf(name),
  };
}

/**
 * Where vaults rest. One contract, `Place`, for folders (of a disk, or of a share that the system or `ShareConnections` has connected), SFTP servers and
 * object stores; what is remote is worked with by a thread of its own, and whoever asks waits.
 */
export { type Address, addressBelow, isRemote, parseAddress, printAddress } from './address.ts';
export { type Credentials, readCredentials } from './credentials.ts';
export { FolderPlace } from './folder-place.ts';
export { PlaceBook } from './place-book.ts';
export type { PlaceChannel, SendRate } from './place-calls.ts';
export type { Durability, Place, PlaceEntry, PlaceSpace, SentFile } from './place-contract.ts';
export { placeError } from './place-fault.ts';
export { closeRemotes, joinPlaceThread, newPlaceChannel } from './place-thread.ts';
export { readServed } from './served-folder.ts';
export { systemShares } from './system-shares.ts';
export { goodCopiesAmong, goodCopyNames, originalName } from './good-copy.ts';
export { goodCopiesBeside, mirroredPaths, openStored, type StoredFile, storedPath } from './stored-file.ts';
export { isPlaceGone, unreachable } from './unreachable.ts';

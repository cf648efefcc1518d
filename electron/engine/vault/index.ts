/**
 * Where sets rest: a folder with a marker. Gives listings, seals, manifests and byte ranges; makes new sets.
 * Refuses to write where there is no marker, never opens a sealed file for writing, never replaces a file, and deletes a
 * sealed set only out of the trash.
 */
export { KeyRing, type VaultAccess } from './key-ring.ts';
export { type Heard, Heartbeats } from './heartbeats.ts';
export { KeyStore, type WriteKeys } from './key-store.ts';
export { type SealReading, SetFolder } from './set-folder.ts';
export { markerStates, type NewKeys, type PlanFolder, Vault, type VaultBirth } from './folder-vault.ts';
export { lockOfSet } from './set-lock.ts';
export { RESCUE_NAME, RESCUE_VERSION, rescueScript } from './rescue-script.ts';
export type { TrashedFolder } from './trash.ts';
export { writeFailure, writing } from './writing.ts';

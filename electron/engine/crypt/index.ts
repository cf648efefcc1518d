/**
 * age v1 files (age-encryption.org/v1) and the keys of vaults. Headers are made by the age library; chunks are sealed and
 * opened by `node:crypto`, so that any range of a file can be read alone and at the speed of a disk.
 */
export { CHUNK_BYTES, chunkCount, chunkNonce, openChunk, SEALED_CHUNK_BYTES } from './age-chunks.ts';
export { AgeFormatError, HEADER_MAX, type Identity, identityOf, openHeader, parseHeader } from './age-header.ts';
export { type AgeHead, newAgeHead, sealSlab, type Slab, SlabCutter } from './age-writer.ts';
export { type FileKey, isAgeName, type Keys, RangeFile, readRange } from './range-file.ts';
export { passphraseIdentity } from './passphrase-key.ts';
export { scryptHash } from './scrypt-hash.ts';
export { openSmall, sealSmall } from './small-file.ts';
export { isMacOf, machineMacKey, macOf } from './seal-mac.ts';
export {
  cleanPassphrase,
  KEY_FILE_MAX,
  newVaultKeys,
  recipientsOf,
  type Secret,
  unwrap,
  type VaultKeys,
  wrapForPassphrase,
  wrapForRecovery,
} from './vault-keys.ts';

/**
 * Content-defined chunking and hashing. Pure: bytes in, lengths and digests out; reads no file.
 * Invariant: the same bytes give the same chunks and hashes for as long as the format lives.
 */
export { extensionOf, type Look, lookOf } from './content-look.ts';
export { CHUNK_AVERAGE, CHUNK_MAX, CHUNK_MIN, cutLength } from './cutter.ts';
export { type EarlierChunks, EarlierCuts } from './earlier-cuts.ts';
export { GEAR } from './gear.ts';
export { EMPTY_SHA256, SHA256_PATTERN, type Sha256, sha256, sha256Stream } from './sha256.ts';

import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

/** The payload of an age v1 file: chunks of 64 KiB, each sealed by itself with its number as the nonce. */

export const CHUNK_BYTES = 64 * 1024;
export const TAG_BYTES = 16;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;
export const NONCE_BYTES = 16;

const CIPHER = 'chacha20-poly1305';
const COUNTER_BYTES = 11;

export function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
}

export function chunkNonce(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(COUNTER_BYTES + 1);
  nonce.writeUIntBE(number, COUNTER_BYTES - 6, 6);
  nonce[COUNTER_BYTES] = isLast ? 1 : 0;
  return nonce;
}

/** Chunks that so many bytes are sealed in: at least one, for an empty payload is one empty chunk. */
export function chunkCount(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / CHUNK_BYTES));
}

/** Bytes behind header and nonce. */
export function sealedSize(bytes: number): number {
  return bytes + chunkCount(bytes) * TAG_BYTES;
}

/** How many bytes a payload of this stored size holds; undefined where no payload has that size. */
export function openedSize(sealed: number): number | undefined {
  const chunks = Math.ceil(sealed / SEALED_CHUNK_BYTES);
  const bytes = sealed - chunks * TAG_BYTES;
  return bytes >= 0 && sealedSize(bytes) === sealed ? bytes : undefined;
}

/** Seals one chunk, given in pieces, to where `target` begins. Answers how many bytes it wrote. */
export function sealChunk(key: Uint8Array, nonce: Uint8Array, pieces: readonly Uint8Array[], target: Buffer): number {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  let at = 0;
  for (const piece of pieces) at += cipher.update(piece).copy(target, at);
  at += cipher.final().copy(target, at);
  return at + cipher.getAuthTag().copy(target, at);
}

/** Undefined where a byte is not as it was sealed, or the key is another. */
export function openChunk(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  const length = sealed.length - TAG_BYTES;
  if (length < 0) return undefined;
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(length));
  const opened = decipher.update(sealed.subarray(0, length));
  try {
    decipher.final();
    return opened;
  } catch {
    return undefined;
  }
}

import {
  chunkCount,
  chunkNonce,
  NONCE_BYTES,
  openChunk,
  openedSize,
  payloadKey,
  SEALED_CHUNK_BYTES,
} from './age-chunks.ts';
import { AgeFormatError, type Identity, openHeader, parseHeader } from './age-header.ts';
import { newAgeHead, sealSlab } from './age-writer.ts';

/** A small text as one age file for these recipients (`age1...`). */
export async function sealSmall(recipients: readonly string[], bytes: Uint8Array): Promise<Buffer> {
  const head = await newAgeHead(recipients);
  return Buffer.concat([head.bytes, sealSlab(head.key, { pieces: [bytes], first: 0, isLast: true })]);
}

/** What is in an age file that is wholly here; undefined where none of the identities opens it. Throws `AgeFormatError` for one that is not whole. */
export function openSmall(file: Buffer, identities: readonly Identity[]): Buffer | undefined {
  const header = parseHeader(file);
  const fileKey = openHeader(header, identities);
  if (!fileKey) return undefined;
  const start = header.length + NONCE_BYTES;
  const size = openedSize(file.length - start);
  if (size === undefined) throw new AgeFormatError('size of the payload');
  const key = payloadKey(fileKey, file.subarray(header.length, start));
  const chunks = Array.from({ length: chunkCount(size) }, (_, number) => {
    const at = start + number * SEALED_CHUNK_BYTES;
    const isLast = number === chunkCount(size) - 1;
    const chunk = openChunk(key, chunkNonce(number, isLast), file.subarray(at, at + SEALED_CHUNK_BYTES));
    if (!chunk) throw new AgeFormatError('chunk');
    return chunk;
  });
  return Buffer.concat(chunks);
}

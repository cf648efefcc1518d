import { cutLength, sha256 } from '../../electron/engine/chunk/index.ts';

export interface FoundChunk {
  readonly length: number;
  readonly sha256: string;
}

/** All chunks of a file that is wholly in memory. */
export function cutAll(bytes: Uint8Array): FoundChunk[] {
  const chunks: FoundChunk[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = cutLength(bytes, at, bytes.length);
    chunks.push({ length, sha256: sha256(bytes.subarray(at, at + length)) });
    at += length;
  }
  return chunks;
}

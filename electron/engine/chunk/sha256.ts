import { createHash, hash } from 'node:crypto';

/** Lower-case hexadecimal SHA-256. */
export type Sha256 = string;

export function sha256(bytes: Uint8Array | string): Sha256 {
  return hash('sha256', bytes, 'hex');
}

export function sha256Stream(): { update(bytes: Uint8Array): void; digest(): Sha256 } {
  const state = createHash('sha256');
  return { update: (bytes) => void state.update(bytes), digest: () => state.digest('hex') };
}

export const EMPTY_SHA256: Sha256 = sha256('');
export const SHA256_PATTERN = /^[0-9a-f]{64}$/;

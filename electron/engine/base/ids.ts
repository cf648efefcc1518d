import { randomBytes } from 'node:crypto';

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A short random id, safe as a folder name on every system: 32 characters in the alphabet, 5 bits each. */
export function randomId(length = 12): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET[byte & 31]).join('');
}

export const ID_PATTERN = /^[a-z0-9]{6,32}$/;

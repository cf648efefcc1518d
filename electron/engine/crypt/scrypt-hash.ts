import { scrypt } from 'node:crypto';

const HASH_BYTES = 32;

/** RFC 7914 with N = 2^logN, r = 8, p = 1, on a thread of its own: 128 * 8 * 2^logN bytes of memory for each guess. */
export function scryptHash(secret: string, salt: Uint8Array, logN: number): Promise<Buffer> {
  const [N, r, p] = [2 ** logN, 8, 1];
  return new Promise((resolve, reject) => {
    // Twice what it needs: OpenSSL counts its own on top.
    scrypt(secret, salt, HASH_BYTES, { N, r, p, maxmem: 2 * 128 * N * r }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const MAC_KEY_BYTES = 32;

/** A computer's own key for the seals that it writes: it can be derived from the root, and the root not from it. */
export function machineMacKey(macRoot: Uint8Array, vault: string, machine: string): Buffer {
  return Buffer.from(hkdfSync('sha256', macRoot, vault, `strongroom seal v1 ${machine}`, MAC_KEY_BYTES));
}

/** Hexadecimal HMAC-SHA-256 over the exact bytes of a seal's line. */
export function macOf(key: Uint8Array, line: string): string {
  return createHmac('sha256', key).update(line, 'utf8').digest('hex');
}

export function isMacOf(key: Uint8Array, line: string, mac: string): boolean {
  const [expected, given] = [Buffer.from(macOf(key, line)), Buffer.from(mac)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

import { resetScan, scanGear } from './gear-scan.ts';

/** Sizes in bytes. Two levels of normalisation (one bit stricter before the average, one laxer after it). */
export const CHUNK_MIN = 128 * 1024;
export const CHUNK_AVERAGE = 512 * 1024;
export const CHUNK_MAX = 4 * 1024 * 1024;

const STRICT_SHIFT = 32 - 20;
const LAX_SHIFT = 32 - 18;

/**
 * FastCDC: the length of the first chunk in `bytes[start, end)`.
 * Give at least CHUNK_MAX bytes unless the file ends there: a chunk never depends on anything behind CHUNK_MAX.
 * The hash has 32 bits and so a window of 32 bytes; its highest bits, which depend on all of them, decide.
 */
export function cutLength(bytes: Uint8Array, start: number, end: number): number {
  const length = Math.min(end - start, CHUNK_MAX);
  if (length <= CHUNK_MIN) return length;
  const normal = start + Math.min(length, CHUNK_AVERAGE);
  resetScan();
  const early = scanGear(bytes, start + CHUNK_MIN, normal, STRICT_SHIFT);
  const last = early >= 0 ? early : scanGear(bytes, normal, start + length, LAX_SHIFT);
  return last >= 0 ? last + 1 - start : length;
}

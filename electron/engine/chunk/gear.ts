import { createHash } from 'node:crypto';

/**
 * The 256 numbers of the rolling hash: the first four bytes, big-endian, of SHA-256("strongroom gear <n>").
 * Part of the format: other numbers would cut other chunks and store everything again. Frozen by a test vector.
 */
export const GEAR: Int32Array = Int32Array.from({ length: 256 }, (_, n) =>
  createHash('sha256').update(`strongroom gear ${n}`).digest().readInt32BE(0),
);

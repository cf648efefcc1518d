import { describe, expect, it } from 'vitest';
import {
  CHUNK_AVERAGE,
  CHUNK_MAX,
  CHUNK_MIN,
  cutLength,
  EMPTY_SHA256,
  GEAR,
  sha256,
} from '../../electron/engine/chunk/index.ts';
import { cutAll } from './cut-all.ts';
import { randomBytes } from './random-bytes.ts';

const MIB = 1024 * 1024;

function lengthsOf(bytes: Uint8Array): number[] {
  return cutAll(bytes).map((chunk) => chunk.length);
}

describe('gear table (FORMAT 7.2)', () => {
  it('is the one that every vault was cut with', () => {
    const bytes = Buffer.alloc(1024);
    GEAR.forEach((number, n) => bytes.writeInt32BE(number, 4 * n));

    expect([GEAR.length, ...GEAR.subarray(0, 4), GEAR[255], sha256(bytes)]).toEqual([
      256,
      -1807873425,
      -1524015485,
      -1745963506,
      898890910,
      -688326301,
      '7d557200109ca2e0059acc4ffb91b90c024785dae9a875b74e85c3beb05dc7ad',
    ]);
  });
});

describe('cut points (FORMAT 7.2)', () => {
  it('fall where they always fell in bytes that look random', () => {
    const chunks = cutAll(randomBytes(1, 6 * MIB));

    expect(chunks.map((chunk) => `${chunk.length} ${chunk.sha256.slice(0, 16)}`)).toEqual([
      '876116 4a09aa5b19ad1569',
      '250215 4594fd888c3938bb',
      '583710 abd62ac46c3d43ec',
      '242801 2e24ce82063b49aa',
      '661539 78c9d1a74696afe6',
      '166720 74ce1fedd0750603',
      '312452 22318c268c50372c',
      '1151079 bcff81bdb99df80a',
      '187912 9044681cfeb18952',
      '290294 f72726df87a4e58b',
      '162735 7ac63c289549f97a',
      '266813 517c44941ea68aec',
      '209640 303d979afcb8a3a8',
      '541842 6c0daf1e47e62a58',
      '387588 35a02ec41cd7bc6a',
    ]);
  });

  it('are those of the rule as it is written down, wherever in the bytes they fall', () => {
    const plain = (bytes: Uint8Array): number => {
      let hash = 0;
      for (let i = CHUNK_MIN; i < Math.min(bytes.length, CHUNK_MAX); i++) {
        hash = ((hash << 1) + (GEAR[bytes[i] as number] as number)) | 0;
        if (hash >>> (i < CHUNK_AVERAGE ? 12 : 14) === 0) return i + 1;
      }
      return Math.min(bytes.length, CHUNK_MAX);
    };
    const inputs = Array.from({ length: 40 }, (_, seed) => randomBytes(seed + 100, 2 * MIB + seed));

    expect(inputs.map((bytes) => cutLength(bytes, 0, bytes.length))).toEqual(inputs.map(plain));
  });

  it('fall at the largest size where nothing invites a cut', () => {
    expect([lengthsOf(Buffer.alloc(9 * MIB)), lengthsOf(Buffer.from('strongroom '.repeat(200_000)))]).toEqual([
      [CHUNK_MAX, CHUNK_MAX, MIB],
      [2_200_000],
    ]);
  });

  it('never leave a chunk outside the limits, except a short last one', () => {
    const chunks = [1, 2, 3, 4, 5].map((seed) => lengthsOf(randomBytes(seed, 5 * MIB + seed)));

    const wrong = chunks.flatMap((lengths) =>
      lengths.filter((length, i) => length > CHUNK_MAX || (length <= CHUNK_MIN && i < lengths.length - 1)),
    );

    expect([wrong, chunks.map((lengths) => lengths.reduce((sum, length) => sum + length))]).toEqual([
      [],
      [1, 2, 3, 4, 5].map((seed) => 5 * MIB + seed),
    ]);
  });

  it('leave what is at most the smallest size whole', () => {
    const bytes = randomBytes(9, CHUNK_MIN + 1);
    const sizes = [0, 1, 2, CHUNK_MIN - 1, CHUNK_MIN, CHUNK_MIN + 1];

    expect(sizes.map((size) => cutLength(bytes, 0, size))).toEqual(sizes);
  });

  it('do not depend on anything behind the largest size, nor on what stands before the start', () => {
    const bytes = randomBytes(11, CHUNK_MAX + 3 * MIB);
    const alone = Buffer.from(bytes.subarray(MIB, MIB + CHUNK_MAX));

    expect(cutLength(bytes, MIB, bytes.length)).toBe(cutLength(alone, 0, alone.length));
  });

  it('depend on no byte before the 32 that the hash can see', () => {
    const bytes = randomBytes(1, 2 * MIB);
    const cut = cutLength(bytes, 0, bytes.length);
    const changed = Buffer.from(bytes);
    changed.fill(0xaa, 0, CHUNK_MIN);

    expect(cutLength(changed, 0, changed.length)).toBe(cut);
  });

  it('come back soon after a megabyte was put in front', () => {
    const before = randomBytes(21, 12 * MIB);
    const after = Buffer.concat([randomBytes(22, MIB), before]);
    const known = new Set(cutAll(before).map((chunk) => chunk.sha256));

    const stored = cutAll(after).filter((chunk) => !known.has(chunk.sha256));

    expect(stored.reduce((sum, chunk) => sum + chunk.length, 0)).toBeLessThan(MIB + 3 * CHUNK_AVERAGE);
  });

  it('move only near an edit in the middle', () => {
    const before = randomBytes(23, 12 * MIB);
    const after = Buffer.from(before);
    after[6 * MIB] = (after[6 * MIB] as number) ^ 0xff;
    const known = new Set(cutAll(before).map((chunk) => chunk.sha256));

    expect(cutAll(after).filter((chunk) => !known.has(chunk.sha256)).length).toBeLessThanOrEqual(2);
  });
});

describe('hashes', () => {
  it('are SHA-256 in lower-case hexadecimal', () => {
    expect([EMPTY_SHA256, sha256('abc'), sha256(Buffer.from('abc'))]).toEqual([
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ]);
  });
});

import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTimeRepresentable, restoreTime } from '../../../../electron/engine/pool/index.ts';
import { randomNumbers } from '../../../format/random-bytes.ts';

let folder: string;
let path: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
  path = join(folder, 'file');
  writeFileSync(path, '');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The time that the file system says after a restore to `ns`. */
function given(ns: bigint): bigint {
  const time = restoreTime(String(ns));
  utimesSync(path, time, time);
  return statSync(path, { bigint: true }).mtimeNs;
}

function microsecond(ns: bigint): bigint {
  const rest = ((ns % 1000n) + 1000n) % 1000n;
  return ns - rest;
}

/** Times of which the file does not get its microsecond back. */
function wrong(times: readonly bigint[]): string[] {
  return times.filter((ns) => microsecond(given(ns)) !== microsecond(ns)).map((ns) => `${ns} -> ${given(ns)}`);
}

function timesBetween(from: number, to: number, count: number): bigint[] {
  const next = randomNumbers(from);
  return Array.from({ length: count }, () => {
    const second = BigInt(Math.floor(from + ((to - from) * next()) / 2 ** 32));
    return second * 1_000_000_000n + BigInt(next() % 1_000_000_000);
  });
}

describe('time of a restored file', () => {
  it('is exact to the microsecond today', () => {
    const edges = [
      0n,
      1n,
      999n,
      1000n,
      1001n,
      999_999n,
      999_999_999n,
      1_700_000_000_000_000_000n,
      1_700_000_000_999_999_999n,
    ];

    expect(wrong([...edges, ...timesBetween(0, 2_147_483_648, 3000)])).toEqual([]);
  });

  it('is exact to the microsecond before 1970', () => {
    const edges = [
      -1n,
      -999n,
      -1000n,
      -1001n,
      -500_000_000n,
      -999_999_999n,
      -1_000_000_000n,
      -1_500_000_000n,
      -157_766_400_000_000_000n,
    ];

    expect(wrong([...edges, ...timesBetween(-2_147_483_648, 0, 3000)])).toEqual([]);
  });

  it('is exact to the microsecond until 2106', () => {
    expect(wrong(timesBetween(2_147_483_648, 4_294_967_295, 3000))).toEqual([]);
  });

  it('is at most two microseconds off until 2446', () => {
    const far = timesBetween(4_294_967_296, 15_032_385_534, 3000);

    const off = far
      .map((ns) => given(ns) - microsecond(ns))
      .filter((difference) => difference < -2000n || difference > 2000n);

    expect(off).toEqual([]);
  });

  it('is the nearest that common file systems can hold where it lies outside of them', () => {
    const outside = [10n ** 30n, -(10n ** 30n), 253_402_300_800_000_000_000n, -62_135_596_800_000_000_000n];

    expect([
      outside.map((ns) => isTimeRepresentable(String(ns))),
      [0n, -1n, 1_700_000_000_000_000_000n].map((ns) => isTimeRepresentable(String(ns))),
      outside.map((ns) => given(ns) / 1_000_000_000n),
    ]).toEqual([
      [false, false, false, false],
      [true, true, true],
      [15_032_385_535n, -2_147_483_648n, 15_032_385_535n, -2_147_483_648n],
    ]);
  });
});

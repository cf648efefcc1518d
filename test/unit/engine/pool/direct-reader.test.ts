import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DirectReader } from '../../../../electron/engine/pool/direct-reader.ts';
import { randomBytes } from '../../../format/random-bytes.ts';

const MIB = 1024 * 1024;
const SIZES = [0, 1, 511, 512, 4095, 4096, 4097, 8192, 100_000, 4 * MIB - 1, 4 * MIB, 4 * MIB + 1, 9 * MIB + 123];
const STRETCHES = [[1], [7, 4096], [4095, 1, 4097], [65_536], [MIB + 1, 3], [5 * MIB, 17], [16 * MIB]];

let folder: string;
const contents = randomBytes(1, 10 * MIB);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(size: number): string {
  const path = join(folder, String(size));
  writeFileSync(path, contents.subarray(0, size));
  return path;
}

/** Reads a file to its end in stretches of these lengths, over and over. */
function readAll(path: string, stretches: readonly number[]): Buffer {
  const reader = new DirectReader(path);
  try {
    const parts: Buffer[] = [];
    for (let i = 0; ; i++) {
      const wanted = stretches[i % stretches.length] as number;
      const part = reader.next(wanted);
      parts.push(Buffer.from(part));
      if (part.length < wanted) break;
    }
    expect(reader.next(1).length).toBe(0);
    return Buffer.concat(parts);
  } finally {
    reader.close();
  }
}

describe('reader past the page cache', () => {
  it('gives the bytes of a plain read, whatever the sizes of file and stretches', () => {
    const wrong = SIZES.flatMap((size) => {
      const path = fileOf(size);
      // A byte at a time only where that ends soon.
      return STRETCHES.filter((stretches) => stretches[0] !== 1 || size <= 100_000)
        .filter((stretches) => !readAll(path, stretches).equals(contents.subarray(0, size)))
        .map((stretches) => `${size} by ${stretches.join()}`);
    });

    expect(wrong).toEqual([]);
  });

  it('still says at the end of a file of odd size how it has read it', () => {
    const before = SIZES.map((size) => {
      const reader = new DirectReader(fileOf(size));
      const began = reader.direct;
      reader.next(size + 1);
      const ended = reader.direct;
      reader.close();
      return [began, ended];
    });

    expect(before.filter(([began, ended]) => ended && !began)).toEqual([]);
  });

  it('reads one file after the other, each from its start', () => {
    const [a, b] = [fileOf(100_000), fileOf(4097)];

    expect([readAll(a, [65_536]).length, readAll(b, [65_536]).length, readAll(a, [65_536]).length]).toEqual([
      100_000, 4097, 100_000,
    ]);
  });

  it('fails as opening does where there is no file', () => {
    expect(() => new DirectReader(join(folder, 'nothing'))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawFromText } from '../../../../electron/engine/base/index.ts';
import { type EarlierChunks, sha256 } from '../../../../electron/engine/chunk/index.ts';
import { cut } from '../../../../electron/engine/pool/cut-task.ts';
import { Prng } from '../../../support/prng.ts';

const MIB = 1024 * 1024;

let folder: string;
let nextId = 1;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Found = { readonly length: number; readonly sha256: string };

/** All chunks of a file with these bytes, cut slice by slice as a run does it, with a memory that is used again. */
function chunksOf(bytes: Buffer, earlier?: EarlierChunks): Found[] {
  const at = rawFromText(join(folder, 'file'));
  writeFileSync(join(folder, 'file'), bytes);
  const id = nextId++;
  const stat = { size: bytes.length, mode: 0o600, uid: 0, gid: 0, mtime: '0', ctime: '0', inode: '0' };
  const found: Found[] = [];
  const into = new SharedArrayBuffer(8 * 1024 * 1024);
  for (let first = true; ; first = false) {
    const part = cut({ id, ...(first && { file: { path: at, at, stat }, earlier }), into });
    if ('gap' in part) throw new Error(part.gap);
    for (const chunk of part.chunks) {
      expect(chunk.sha256).toBe(sha256(new Uint8Array(part.slice, chunk.at, chunk.length)));
      found.push({ length: chunk.length, sha256: chunk.sha256 });
    }
    if (part.end) return found;
  }
}

function asEarlier(chunks: readonly Found[]): EarlierChunks {
  return {
    lengths: Uint32Array.from(chunks, ({ length }) => length),
    hashes: chunks.map((chunk) => chunk.sha256).join(''),
  };
}

/** One of the ways in which large files change. */
function changed(bytes: Buffer, prng: Prng): Buffer {
  const at = prng.int(0, bytes.length);
  const some = prng.bytes(prng.int(1, 300_000));
  const rest = Buffer.from(bytes.subarray(at));
  switch (prng.int(0, 4)) {
    case 0:
      some.copy(rest);
      return Buffer.concat([bytes.subarray(0, at), rest]);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), some, rest]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), rest.subarray(some.length)]);
    case 3:
      return Buffer.concat([bytes, some]);
    default:
      return Buffer.concat([rest, bytes.subarray(0, at)]);
  }
}

describe('a large file that was cut before', () => {
  it('is cut as if nobody knew of it, however it has changed', () => {
    const prng = new Prng(20);
    let bytes: Buffer = Buffer.concat([prng.bytes(9 * MIB), Buffer.alloc(9 * MIB), prng.bytes(5 * MIB)]);
    let chunks = chunksOf(bytes);
    for (let i = 0; i < 12; i++) {
      bytes = changed(bytes, prng);
      const afresh = chunksOf(bytes);
      expect(chunksOf(bytes, asEarlier(chunks))).toEqual(afresh);
      chunks = afresh;
    }
  });

  it('is cut all the same where what is said of it cannot be', () => {
    const bytes = new Prng(21).bytes(20 * MIB);
    const afresh = chunksOf(bytes);
    const hashes = afresh.map((chunk) => chunk.sha256).join('');
    for (const length of [0, 1, 9 * MIB, 2 ** 32 - 1])
      expect(chunksOf(bytes, { lengths: new Uint32Array(afresh.length).fill(length), hashes })).toEqual(afresh);
  });

  it('is not cut where it ended before', () => {
    const bytes = new Prng(22).bytes(10 * MIB);
    const before = chunksOf(bytes.subarray(0, 10 * MIB - 400_000));
    expect(chunksOf(bytes, asEarlier(before))).toEqual(chunksOf(bytes));
  });
});

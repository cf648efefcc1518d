import { constants, createZstdCompress, zstdCompressSync } from 'node:zlib';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { compressFrame, compressToWrite, decodeFrame } from '../../electron/engine/archive/index.ts';
import { EngineError } from '../../electron/engine/base/index.ts';
import { randomBytes } from './random-bytes.ts';

const RAW = Buffer.from('a frame that is small enough to be tried at every byte; '.repeat(9));
const SIZES = [0, 1, 5, 255, 256, 257, 65_791, 65_792, 65_793, 300_000, 2_100_000];

/** The code of the refusal, or what came out instead. */
function outcome(frame: Uint8Array, maxRaw = 1024 * 1024): string {
  try {
    return `decoded ${decodeFrame(frame, maxRaw).length} bytes`;
  } catch (error) {
    return error instanceof EngineError ? error.code : `crashed: ${String(error)}`;
  }
}

function compressed(raw: Uint8Array, params: Record<number, number>): Buffer {
  return zstdCompressSync(raw, {
    pledgedSrcSize: raw.length,
    params: { [constants.ZSTD_c_checksumFlag]: 1, ...params },
  });
}

/** A stream does not know the size it will have. */
async function withoutContentSize(raw: Buffer): Promise<Buffer> {
  const stream = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  stream.write(raw.subarray(0, 10));
  stream.end(raw.subarray(10));
  return buffer(stream);
}

function skippable(bytes: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x184d2a50);
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, bytes]);
}

describe('frame (FORMAT 4)', () => {
  it('wastes no time at a high level on what is compressed already, and makes the rest smaller', () => {
    const noise = Buffer.from(randomBytes(3, 200_000));
    const text = Buffer.from(Array.from({ length: 9000 }, (_, i) => `${i * 7919} invoice ${i % 13}\n`).join(''));

    expect(compressFrame(noise, 19)).toEqual(compressFrame(noise, 1));
    expect(compressFrame(text, 19).length).toBeLessThan(compressFrame(text, 1).length * 0.9);
  });

  it('gives back what went in, at every level a plan can ask for', () => {
    const levels = Array.from({ length: 19 }, (_, i) => i + 1);
    const raw = Buffer.concat([randomBytes(3, 50_000), RAW]);

    expect(levels.filter((level) => !decodeFrame(compressFrame(raw, level), raw.length).equals(raw))).toEqual([]);
  });

  it('are made for writing in memory of their own that is little longer than they are, whatever they hold', () => {
    const raws = [Buffer.alloc(0), Buffer.from('short'), RAW, Buffer.alloc(8 * 1024 ** 2), randomBytes(4, 2_100_000)];
    const frames = raws.map((raw) => compressToWrite(raw, 1));

    expect(frames.map((frame, i) => decodeFrame(frame, 2 ** 24).equals(raws[i] as Buffer))).not.toContain(false);
    expect(
      frames.filter(({ byteOffset, length, buffer }) => byteOffset > 0 || buffer.byteLength > 1.34 * length),
    ).toEqual([]);
  });

  it('gives back every size at which its header has another shape', () => {
    const wrong = SIZES.filter((size) => {
      const raw = randomBytes(size + 1, size);
      return !decodeFrame(compressFrame(raw, 1), size).equals(raw);
    });

    expect(wrong).toEqual([]);
  });

  it('is decoded again when compressed at the highest level from the most it may hold', () => {
    const raw = Buffer.concat([randomBytes(4, 1024 * 1024), Buffer.alloc(7 * 1024 * 1024)]);

    expect(outcome(compressFrame(raw, 19), raw.length)).toBe(`decoded ${raw.length} bytes`);
  });

  it('carries its content size and a checksum for the stock tool to see', () => {
    const folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
    try {
      const paths = SIZES.slice(1).map((size) => {
        const path = join(folder, `${size}.zst`);
        writeFileSync(path, compressFrame(randomBytes(size, size), 3));
        return path;
      });

      const listed = execFileSync('zstd', ['-lv', ...paths], { encoding: 'utf8' });
      const found = [...listed.matchAll(/Decompressed Size: .*\((\d+) B\)|Check: (\w+)/g)].map((m) => m[1] ?? m[2]);

      expect([found, spawnSync('zstd', ['-tq', ...paths]).status]).toEqual([
        SIZES.slice(1).flatMap((size) => [String(size), 'XXH64']),
        0,
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('owns its memory from the start, so that it can be handed to another thread', () => {
    const frames = SIZES.map((size) => compressFrame(randomBytes(size, size), 1));

    expect(
      frames.map((frame) => [
        frame.byteOffset,
        structuredClone(frame.buffer, { transfer: [frame.buffer] }).byteLength > 0,
      ]),
    ).toEqual(SIZES.map(() => [0, true]));
  });
});

describe('frame that is not exactly one of ours (FORMAT 4)', () => {
  const frame = compressFrame(RAW, 1);

  it('is refused when cut off at any byte', () => {
    const accepted = Array.from({ length: frame.length }, (_, length) => frame.subarray(0, length)).filter(
      (part) => outcome(part) !== 'set-damaged',
    );

    expect(accepted).toEqual([]);
  });

  it('never gives wrong bytes, whichever bit is flipped', () => {
    const wrong: string[] = [];
    let refused = 0;
    for (let bit = 0; bit < 8 * frame.length; bit++) {
      const flipped = Buffer.from(frame);
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      try {
        if (!decodeFrame(flipped, 1024 * 1024).equals(RAW)) wrong.push(`bit ${bit}`);
      } catch (error) {
        if (error instanceof EngineError && error.code === 'set-damaged') refused++;
        else wrong.push(`bit ${bit}: ${String(error)}`);
      }
    }

    expect([wrong, refused > 7.9 * frame.length]).toEqual([[], true]);
  });

  it('is refused when anything stands behind it or before it', () => {
    expect(
      [
        Buffer.concat([frame, Buffer.from([0])]),
        Buffer.concat([frame, frame]),
        Buffer.concat([frame, compressFrame(Buffer.alloc(0), 1)]),
        Buffer.concat([frame, skippable(Buffer.from('x'))]),
        Buffer.concat([skippable(Buffer.from('x')), frame]),
        skippable(Buffer.from('nothing but this, which decodes to no bytes')),
        skippable(Buffer.alloc(0)),
      ].map((bytes) => outcome(bytes)),
    ).toEqual(Array(7).fill('set-damaged'));
  });

  it('is refused when it is no frame at all', () => {
    const notFrames = [
      Buffer.alloc(0),
      Buffer.alloc(1),
      Buffer.alloc(100),
      randomBytes(5, 100),
      Buffer.from('{"strongroom":"seal"}'),
      Buffer.from('28b52ffd', 'hex'),
    ];

    expect(notFrames.map((bytes) => outcome(bytes))).toEqual(notFrames.map(() => 'set-damaged'));
  });

  it('is refused without checksum, without content size, with a dictionary id or a window beyond the limit', async () => {
    const withDictionary = Buffer.from(frame);
    withDictionary[4] = (withDictionary[4] as number) | 1;
    const large = Buffer.alloc(300_000, 'window ');

    expect([
      outcome(compressed(RAW, { [constants.ZSTD_c_checksumFlag]: 0 })),
      outcome(compressed(RAW, { [constants.ZSTD_c_contentSizeFlag]: 0 })),
      outcome(await withoutContentSize(RAW)),
      outcome(withDictionary),
      outcome(withWindowLog(compressed(large, { [constants.ZSTD_c_windowLog]: 17 }), 24)),
      outcome(withWindowLog(compressed(large, { [constants.ZSTD_c_windowLog]: 17 }), 25)),
      outcome(withWindowLog(compressed(large, { [constants.ZSTD_c_windowLog]: 17 }), 41)),
    ]).toEqual([
      'set-damaged',
      'set-damaged',
      'set-damaged',
      'set-damaged',
      'decoded 300000 bytes',
      'set-damaged',
      'set-damaged',
    ]);
  });

  it('is refused before it is decoded when it declares more than is asked for', () => {
    const bomb = compressFrame(Buffer.alloc(64 * 1024 * 1024), 19);

    expect([
      bomb.length < 10_000,
      outcome(bomb, 8 * 1024 * 1024),
      outcome(compressFrame(RAW, 1), RAW.length - 1),
    ]).toEqual([true, 'set-damaged', 'set-damaged']);
  });

  it('is refused when it yields more or less than it declares', () => {
    const bomb = compressFrame(Buffer.alloc(300_000), 3);
    const lie = (declared: number): Buffer => {
      const bytes = Buffer.from(bomb);
      // Four bytes of content size stand behind magic, descriptor and window byte, or behind the descriptor alone.
      bytes.writeUInt32LE(declared, (bytes[4] as number) & 32 ? 5 : 6);
      return bytes;
    };

    expect([lie(300_000), lie(299_999), lie(300_001), lie(0), lie(0xffff_ffff)].map((bytes) => outcome(bytes))).toEqual(
      ['decoded 300000 bytes', 'set-damaged', 'set-damaged', 'set-damaged', 'set-damaged'],
    );
  });
});

/** Writes another window size into the header of a frame that has one. */
function withWindowLog(bytes: Buffer, log: number): Buffer {
  const changed = Buffer.from(bytes);
  if ((changed[4] as number) & 32) throw new Error('this frame declares no window');
  changed[5] = (log - 10) << 3;
  return changed;
}

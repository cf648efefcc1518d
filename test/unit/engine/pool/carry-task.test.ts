import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compressFrame, decodeFrame } from '../../../../electron/engine/archive/index.ts';
import { sha256 } from '../../../../electron/engine/chunk/index.ts';
import { Pool, type StoredChunk } from '../../../../electron/engine/pool/index.ts';
import { randomBytes } from '../../../format/random-bytes.ts';

let folder: string;
let pool: Pool;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
  pool = new Pool({}, { size: 2 });
});
afterEach(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const HEADER = Buffer.alloc(512, 7);
const CONTENT = Buffer.from('some content');
const ENTRY = Buffer.concat([HEADER, CONTENT, Buffer.alloc(500)]);

/** A volume of one frame; answers the frame and the place of a content in it. */
function volume(
  name: string,
  raw: Buffer,
  level = 19,
): { stored: Buffer; chunk: (at: number, length: number) => StoredChunk } {
  const stored = compressFrame(raw, level);
  const volumePath = join(folder, name);
  writeFileSync(volumePath, Buffer.concat([Buffer.alloc(100), stored]));
  return {
    stored,
    chunk: (at, length) => ({
      volumePath,
      volume: 1,
      frame: 100,
      frameLength: stored.length,
      at,
      length,
      sha256: sha256(raw.subarray(at, at + length)),
    }),
  };
}

const bytesOf = ({ buffer, length }: { buffer: ArrayBuffer; length: number }): Buffer => Buffer.from(buffer, 0, length);

describe('carrying small files over', () => {
  it('gives the stored frame itself where it holds just these entries', async () => {
    const { stored, chunk } = volume('one', ENTRY);
    const content = chunk(512, 12);

    const result = await pool.run('carrySmall', {
      headers: HEADER,
      items: [{ headerBytes: 512, content }],
      whole: content,
      level: 1,
    });

    expect(result).toMatchObject({ at: [512], copiedBytes: 1024, bytesRead: stored.length });
    expect('frame' in result && bytesOf(result.frame)).toEqual(stored);
  });

  it('makes a new frame where a header is another, however much it looks the same', async () => {
    const { chunk } = volume('one', ENTRY);
    const content = chunk(512, 12);
    const other = Buffer.alloc(512, 8);

    const result = await pool.run('carrySmall', {
      headers: other,
      items: [{ headerBytes: 512, content }],
      whole: content,
      level: 1,
    });

    expect(result).toMatchObject({ at: [512], copiedBytes: 0 });
    expect('frame' in result && decodeFrame(bytesOf(result.frame), 4096)).toEqual(
      Buffer.concat([other, CONTENT, Buffer.alloc(500)]),
    );
  });

  it('puts entries of several volumes, and bare headers, one behind the other', async () => {
    const [one, two] = [volume('one', ENTRY), volume('two', Buffer.concat([Buffer.alloc(9), CONTENT]))];

    const result = await pool.run('carrySmall', {
      headers: Buffer.concat([HEADER, HEADER, HEADER]),
      items: [
        { headerBytes: 512, content: two.chunk(9, 12) },
        { headerBytes: 512 },
        { headerBytes: 512, content: one.chunk(512, 12) },
      ],
      level: 1,
    });

    expect(result).toMatchObject({ at: [512, 1536, 2048], copiedBytes: 0 });
    expect('frame' in result && decodeFrame(bytesOf(result.frame), 4096)).toEqual(
      Buffer.concat([ENTRY, HEADER, ENTRY]),
    );
  });

  it.each<[string, (chunk: StoredChunk) => StoredChunk]>([
    ['another content', (chunk) => ({ ...chunk, sha256: sha256('else') })],
    ['a place behind the end', (chunk) => ({ ...chunk, at: 1020 })],
    ['a frame cut short', (chunk) => ({ ...chunk, frameLength: chunk.frameLength - 1 })],
    ['a volume that ends too early', (chunk) => ({ ...chunk, frameLength: chunk.frameLength + 1 })],
    ['a volume that is gone', (chunk) => ({ ...chunk, volumePath: join(folder, 'gone') })],
  ])('tells which entry is damaged: %s', async (_, damage) => {
    const { chunk } = volume('one', ENTRY);
    const [good, bad] = [volume('two', ENTRY).chunk(512, 12), damage(chunk(512, 12))];
    const items = [{ headerBytes: 512, content: good }, { headerBytes: 512 }, { headerBytes: 512, content: bad }];

    for (const whole of [{}, { whole: bad }])
      expect(
        await pool.run('carrySmall', { headers: Buffer.concat([HEADER, HEADER, HEADER]), items, level: 1, ...whole }),
      ).toEqual({ damaged: 2, detail: expect.stringMatching(/./) });
  });
});

describe('carrying a large file over', () => {
  const parts = [randomBytes(1, 200_000), randomBytes(2, 300_000)] as const;
  const whole = Buffer.concat(parts);
  const end = { size: whole.length, sha256: sha256(whole) };

  it('gives each chunk a frame of its own, the stored one where it is alone there', async () => {
    const alone = volume('alone', parts[0]);
    const among = volume('among', Buffer.concat([HEADER, parts[1], HEADER]));

    const first = await pool.run('carryLarge', { id: 1, chunks: [alone.chunk(0, 200_000)], level: 1 }, { lane: 1 });
    const second = await pool.run(
      'carryLarge',
      { id: 1, chunks: [among.chunk(512, 300_000)], end, level: 1 },
      { lane: 1 },
    );

    expect([first, second]).toMatchObject([{ copiedBytes: 200_000 }, { copiedBytes: 0 }]);
    const frames = [first, second].flatMap((result) => ('frames' in result ? result.frames.map(bytesOf) : []));
    expect(frames[0]).toEqual(alone.stored);
    expect(decodeFrame(frames[1] as Buffer, 1_000_000)).toEqual(parts[1]);
  });

  it('compares the whole file as well', async () => {
    const alone = volume('alone', parts[0]);
    const chunks = [alone.chunk(0, 200_000)];

    expect(await pool.run('carryLarge', { id: 2, chunks, end, level: 1 })).toEqual({ damaged: 0, detail: 'file size' });
    expect(
      await pool.run('carryLarge', { id: 3, chunks, end: { size: 200_000, sha256: end.sha256 }, level: 1 }),
    ).toEqual({ damaged: 0, detail: 'file hash' });
  });
});

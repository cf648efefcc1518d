import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Threads from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compressFrame, decodeFrame } from '../../../../electron/engine/archive/index.ts';
import { rawFromText } from '../../../../electron/engine/base/index.ts';
import { sha256 } from '../../../../electron/engine/chunk/index.ts';
import { Pool } from '../../../../electron/engine/pool/index.ts';
import { randomBytes } from '../../../format/random-bytes.ts';

let folder: string;
let pool: Pool;
const workers = vi.hoisted((): Threads.Worker[] => []);

// The pool shows its threads to nobody, and one of them has to die.
vi.mock('node:worker_threads', async (original) => {
  const real = await original<typeof Threads>();
  return {
    ...real,
    Worker: class extends real.Worker {
      constructor(...how: ConstructorParameters<typeof real.Worker>) {
        super(...how);
        workers.push(this);
      }
    },
  };
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
  workers.length = 0;
  pool = new Pool({}, { size: 2 });
});
afterEach(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const settled = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => String(error.code),
  );

describe('pool of workers', () => {
  it('answers each task with its own result, in whatever order they end', async () => {
    const paths = Array.from({ length: 20 }, (_, i) => file(`${i}`, randomBytes(i + 1, (20 - i) * 50_000)));

    const found = await Promise.all(paths.map((path) => pool.run('hashFile', { path: rawFromText(path) })));

    expect(found.map((each) => each.sha256)).toEqual(paths.map((path) => sha256(readFileSync(path))));
  });

  it("passes the system's code on, and goes on working", async () => {
    const missing = pool.run('hashFile', { path: rawFromText(join(folder, 'missing')) });
    const there = pool.run('hashFile', { path: rawFromText(file('there', Buffer.alloc(1))) });

    expect([await settled(missing), await settled(there)]).toEqual(['ENOENT', 'done']);
  });

  it('rejects what a worker still owed when it dies, and everything after', async () => {
    const path = rawFromText(file('large', Buffer.alloc(4 * 1024 * 1024)));
    const owed = Array.from({ length: 12 }, () => pool.run('hashFile', { path }, { lane: 0 }));
    const other = pool.run('hashFile', { path }, { lane: 1 });

    await workers[0]?.terminate();

    const outcomes = await Promise.all(owed.map(settled));
    expect([
      new Set(outcomes.filter((outcome) => outcome !== 'done')),
      await settled(other),
      await settled(pool.run('hashFile', { path }, { lane: 0 })),
    ]).toEqual([new Set(['internal']), 'done', 'internal']);
  });

  it('keeps a volume as it was appended, and never makes one over another', async () => {
    const path = join(folder, 'volume');
    const frames = [1, 2, 3].map((seed) => compressFrame(randomBytes(seed, 100_000), 1));
    const bytes = Buffer.concat(frames);
    await pool.runOnVolume('volumeOpen', { path });
    for (const frame of frames) {
      await pool.runOnVolume('append', { frames: [{ buffer: frame.buffer, length: frame.length }] }, [frame.buffer]);
    }
    const ended = await pool.runOnVolume('volumeEnd', null);

    expect([
      { size: ended.size, sha256: ended.sha256 },
      readFileSync(path).equals(bytes),
      await settled(pool.runOnVolume('volumeOpen', { path })),
    ]).toEqual([{ size: bytes.length, sha256: sha256(bytes) }, true, 'EEXIST']);
  });
});

describe('read-back of a volume', () => {
  const raws = [randomBytes(1, 300_000), Buffer.alloc(50_000, 'text '), randomBytes(2, 10)];
  const frames = raws.map((raw) => compressFrame(raw, 1));
  const bytes = Buffer.concat(frames);
  const checks = frames.map((frame, i) => ({
    offset: frames.slice(0, i).reduce((sum, each) => sum + each.length, 0),
    length: frame.length,
    contents: [{ at: 2, length: 5, sha256: sha256((raws[i] as Buffer).subarray(2, 7)) }],
  }));

  const check = (content: Buffer, change: { frames?: typeof checks; end?: object } = {}): Promise<string> =>
    settled(
      pool.check({
        path: file('volume', content),
        frames: change.frames ?? checks,
        end: { size: bytes.length, sha256: sha256(bytes), ...change.end },
      }),
    );

  it('is content with what was written', async () => {
    expect(await check(bytes)).toBe('done');
  });

  it('sees a changed, a missing and an added byte, and frames that are not where they were put', async () => {
    const flipped = Buffer.from(bytes);
    flipped[1000] = (flipped[1000] as number) ^ 1;
    const [a, b, c] = frames as [Buffer, Buffer, Buffer];

    expect([
      await check(flipped),
      await check(bytes.subarray(0, -1)),
      await check(Buffer.alloc(0)),
      await check(Buffer.concat([bytes, Buffer.from([0])])),
      await check(Buffer.concat([b, a, c])),
      await check(Buffer.alloc(bytes.length)),
      await check(bytes, { end: { sha256: sha256('other') } }),
      await check(bytes, { end: { size: bytes.length + 1 } }),
      await check(bytes, { frames: checks.slice(1) }),
      await check(bytes, { frames: checks.slice(0, 2) }),
    ]).toEqual(Array(10).fill('read-back-differs'));
  });

  it('may be done in parts while the volume grows, and the last of them sees the whole', async () => {
    const path = file('volume', bytes);
    const parts = async (end: { size: number; sha256: string }): Promise<string> => {
      await pool.check({ path, frames: checks.slice(0, 1) });
      await pool.check({ path, frames: checks.slice(1, 2) });
      return settled(pool.check({ path, frames: checks.slice(2), end }));
    };

    expect([
      await parts({ size: bytes.length, sha256: sha256(bytes) }),
      await parts({ size: bytes.length, sha256: sha256('other') }),
      await settled(pool.check({ path, frames: checks.slice(1, 2) })),
    ]).toEqual(['done', 'read-back-differs', 'read-back-differs']);
  });

  it('sees a content that is not the one that was read', async () => {
    const [first, ...rest] = checks as [(typeof checks)[number]];
    const wrong = [
      { ...first, contents: [{ at: 3, length: 5, sha256: sha256((raws[0] as Buffer).subarray(2, 7)) }] },
      ...rest,
    ];

    expect(await check(bytes, { frames: wrong })).toBe('read-back-differs');
  });

  it('takes a root of a large tree, which may be longer than any frame of files', async () => {
    const raw = Buffer.alloc(20 * 1024 * 1024, 'row ');
    const frame = compressFrame(raw, 1);
    const path = file('manifest', frame);

    expect(decodeFrame(frame, raw.length).length).toBe(raw.length);
    expect(
      await settled(
        pool.check({
          path,
          end: { size: frame.length, sha256: sha256(frame) },
          frames: [{ offset: 0, length: frame.length, contents: [{ at: 0, length: raw.length, sha256: sha256(raw) }] }],
        }),
      ),
    ).toBe('done');
  });
});

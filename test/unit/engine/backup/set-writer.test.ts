import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compressFrame, decodeFrame, TAR_END } from '../../../../electron/engine/archive/index.ts';
import { sha256 } from '../../../../electron/engine/chunk/index.ts';
import { type Piece, type PlacedFrame, SetWriter, type Slot } from '../../../../electron/engine/backup/set-writer.ts';
import { Pool } from '../../../../electron/engine/pool/index.ts';
import { FolderPlace } from '../../../../electron/engine/place/index.ts';
import { SetFolder } from '../../../../electron/engine/vault/index.ts';

let folder: string;
let pool: Pool;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
  pool = new Pool({}, { size: 2 });
});
afterEach(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

function frame(text: string, hash = sha256(text)): Piece {
  const { buffer, length } = compressFrame(Buffer.from(text), 1);
  return { frame: { buffer, length }, contents: [{ at: 0, length: Buffer.byteLength(text), sha256: hash }] };
}

const writerInto = (path: string): SetWriter =>
  new SetWriter(pool, new SetFolder({ place: new FolderPlace(path), folder: '' }, 'set222222222'), 1);
function put(slot: Slot, ...pieces: Piece[]): Promise<PlacedFrame[]> {
  return slot.place(pieces);
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

describe('writer of a set', () => {
  it('puts frames in the order of their slots, whenever they are ready', async () => {
    const writer = writerInto(folder);
    const slots = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, slot: writer.reserve(10) }));
    const placed = slots
      .toReversed()
      .map(({ name, slot }) => put(slot, { glue: Buffer.from(name.toUpperCase()) }, frame(name)));
    for (const each of placed) writer.track(each);

    const written = await writer.finish();

    const bytes = readFileSync(join(folder, 'data-000001.tar.zst'));
    const places = (await Promise.all(placed)).map(([place]) => place).toReversed();
    expect([
      written.volumes,
      places.map((place) =>
        decodeFrame(bytes.subarray(place?.frame, (place?.frame ?? 0) + (place?.frameLength ?? 0)), 100).toString(),
      ),
      places.map((place) => place?.frame).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
      streamOf(bytes),
    ]).toEqual([
      [{ name: 'data-000001.tar.zst', size: bytes.length, sha256: sha256(bytes) }],
      ['a', 'b', 'c', 'd', 'e'],
      places.map((place) => place?.frame),
      Buffer.concat([Buffer.from('AaBbCcDdEe'), TAR_END]),
    ]);
  });

  it('makes no volume where there is nothing to store', async () => {
    const writer = writerInto(folder);
    writer.track(put(writer.reserve(0)));

    expect([(await writer.finish()).volumes, readdirSync(folder)]).toEqual([[], []]);
  });

  it('fails, and does not wait for ever, when a slot is never filled because its work failed', async () => {
    const writer = writerInto(folder);
    writer.reserve(10);
    const later = put(writer.reserve(10), frame('later'));
    writer.track(later);
    writer.track(Promise.reject(Object.assign(new Error('no memory'), { code: 'internal' })));

    expect([await codeOf(writer.finish()), await codeOf(later), await codeOf(put(writer.reserve(1)))]).toEqual([
      'internal',
      'internal',
      'internal',
    ]);
  });

  it('lets nobody wait for room after a failure', async () => {
    const writer = writerInto(folder);
    writer.reserve(2 ** 40);
    const waiting = writer.room();
    writer.track(Promise.reject(Object.assign(new Error('gone'), { code: 'internal' })));

    expect([await codeOf(waiting), await codeOf(writer.room())]).toEqual(['internal', 'internal']);
  });

  it('fails where the place cannot be written', async () => {
    const writer = writerInto(join(folder, 'missing'));
    writer.track(put(writer.reserve(10), frame('a')));

    expect(await codeOf(writer.finish())).toBe('vault-unavailable');
  });

  it('fails where what was read back is not what was read', async () => {
    const writer = writerInto(folder);
    writer.track(put(writer.reserve(10), frame('a', sha256('something else'))));

    expect(await codeOf(writer.finish())).toBe('read-back-differs');
  });

  it('writes over nothing that is there', async () => {
    mkdirSync(join(folder, 'data-000001.tar.zst'));
    const writer = writerInto(folder);
    writer.track(put(writer.reserve(10), frame('a')));

    expect(await codeOf(writer.finish())).toBe('write-failed');
  });

  it('can be abandoned at any moment', async () => {
    const writer = writerInto(folder);
    writer.reserve(10);
    const filled = put(writer.reserve(10), frame('a'));
    const ended = codeOf(filled);

    await writer.abandon();

    expect([await ended, await codeOf(writer.finish())]).toEqual(['abandoned', 'abandoned']);
  });
});

/** The decoded stream of a volume whose frames follow each other without gaps. */
function streamOf(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  const starts = [...bytes.keys()].filter((at) => at + 4 <= bytes.length && bytes.readUInt32LE(at) === 0xfd2fb528);
  starts.forEach((at, i) => parts.push(decodeFrame(bytes.subarray(at, starts[i + 1] ?? bytes.length), 4096)));
  return Buffer.concat(parts);
}

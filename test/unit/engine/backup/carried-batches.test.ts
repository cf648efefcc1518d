import { describe, expect, it } from 'vitest';
import { BATCH_BYTES, type ChunkRef, tarPadding } from '../../../../electron/engine/archive/index.ts';
import { sha256 } from '../../../../electron/engine/chunk/index.ts';
import { type Carried, type CarriedBatch, CarriedBatches } from '../../../../electron/engine/backup/carried-batches.ts';
import { Prng } from '../../../support/prng.ts';

interface Named extends Carried {
  readonly name: string;
}

const SET = 'full22222222';
const HEADER_BYTES = 512;

const header = (name: string): Named => ({ name, header: Buffer.alloc(HEADER_BYTES) });
const paddedBytes = ({ header: { length }, chunk }: Carried): number =>
  length + (chunk ? chunk.length + tarPadding(chunk.length) : 0);

/** Files and bare headers as one stored frame holds them, one behind the other. */
function frameOf(frame: number, parts: readonly { name: string; bytes?: number }[], set = SET): Named[] {
  let at = 0;
  return parts.map(({ name, bytes }) => {
    const own = header(name);
    const chunk: ChunkRef | undefined =
      bytes === undefined
        ? undefined
        : { set, volume: 1, frame, frameLength: 9, at: at + HEADER_BYTES, length: bytes, sha256: sha256(name) };
    const item = chunk ? { ...own, chunk } : own;
    at += paddedBytes(item);
    return item;
  });
}

/** What comes of the items, as text, where frames decode to the sum of what was put into them. */
function batchesOf(items: readonly Named[], stored: readonly (readonly Named[])[]): CarriedBatch<Named>[] {
  const sizes = new Map(
    stored.map((frame) => [
      frame.find(({ chunk }) => chunk)?.chunk?.frame,
      frame.reduce((n, i) => n + paddedBytes(i), 0),
    ]),
  );
  const batches = new CarriedBatches<Named>((chunk) => sizes.get(chunk.frame));
  return [...items.flatMap((item) => [...batches.add(item)]), ...batches.flush()];
}

const shown = (batches: readonly CarriedBatch<Named>[]): string[] =>
  batches.map(
    ({ items, whole }) => `${whole ? `frame ${whole.frame}: ` : ''}${items.map(({ name }) => name).join(' ')}`,
  );

const files = (name: string, count: number, bytes = 300_000): { name: string; bytes: number }[] =>
  Array.from({ length: count }, (_, i) => ({ name: `${name}${i + 1}`, bytes }));

describe('division of a tree into frames', () => {
  it('finds the frames of a full again, with the headers around their files', () => {
    const one = frameOf(1, [{ name: 'dir' }, { name: 'link' }, ...files('a', 3), { name: 'dir2' }]);
    const two = frameOf(2, [{ name: 'dir3' }, ...files('b', 3)]);

    const batches = batchesOf([...one, ...two, header('last')], [one, two]);

    expect(shown(batches)).toEqual(['frame 1: dir link a1 a2 a3 dir2', 'frame 2: dir3 b1 b2 b3', 'last']);
  });

  it('puts together what is left of frames that lost or got something', () => {
    const one = frameOf(1, files('a', 4));
    const two = frameOf(2, files('b', 4));
    const three = frameOf(3, files('c', 4));
    const new1 = frameOf(4, files('n', 1));

    const batches = batchesOf(
      [...one.slice(0, 2), ...one.slice(3), ...two.slice(0, 2), ...new1, ...two.slice(2), ...three],
      [one, two, three, new1],
    );

    expect(shown(batches)).toEqual(['a1 a2 a4 b1 b2 n1 b3 b4', 'frame 3: c1 c2 c3 c4']);
  });

  it('does not keep a small frame small', () => {
    const small = [1, 2, 3].map((frame) => frameOf(frame, files(`s${frame}-`, 1, 1000)));

    expect(shown(batchesOf(small.flat(), small))).toEqual(['s1-1 s2-1 s3-1']);
  });

  it('takes no frame over whose place, size or lead does not fit', () => {
    const frame = frameOf(1, [{ name: 'dir' }, ...files('a', 3)]);
    const longer = [...frame, ...frameOf(9, files('not there', 1, 1))];

    expect(shown(batchesOf(frame.slice(1), [frame]))).toEqual(['a1 a2 a3']);
    expect(shown(batchesOf(frame, [longer]))).toEqual(['dir a1 a2 a3']);
    expect(shown(batchesOf(frame, []))).toEqual(['dir a1 a2 a3']);
  });

  it.each([1, 2, 3, 4, 5])('keeps every entry, in order, in frames of a bearable size (seed %i)', (seed) => {
    const prng = new Prng(seed);
    const stored = Array.from({ length: 30 }, (_, frame) =>
      frameOf(
        frame,
        Array.from({ length: prng.int(1, 40) }, (_each, n) => ({
          name: `${frame}-${n}`,
          ...(prng.chance(0.8) && { bytes: prng.int(1, 120_000) }),
        })),
      ),
    ).filter((frame) => frame.some(({ chunk }) => chunk));
    const items = stored.flatMap((frame) => (prng.chance(0.5) ? frame : frame.filter(() => prng.chance(0.9))));

    const batches = batchesOf(items, stored);

    expect(batches.flatMap((batch) => batch.items)).toEqual(items);
    expect(batches.filter(({ whole }) => whole).length).toBeGreaterThan(3);
    for (const batch of batches) {
      expect(batch.bytes).toBe(batch.items.reduce((sum, item) => sum + paddedBytes(item), 0));
      if (!batch.whole) expect(batch.bytes).toBeLessThan(1.25 * BATCH_BYTES + 130_000);
    }
  });
});

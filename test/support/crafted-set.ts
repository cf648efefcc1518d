import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compressFrame,
  decodeFrame,
  type Entry,
  parseRoot,
  parseSeal,
  printRoot,
  printSeal,
  type Root,
  type Segment,
  SegmentCutter,
  type SegmentRef,
} from '../../electron/engine/archive/index.ts';
import { readFileSync } from 'node:fs';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A set that no honest program writes: the entries of anyone's choice, under seals and hashes that are all in order. */
export function craftSet(honest: string, setId: string, entries: readonly Entry[], more: Partial<Root> = {}): void {
  const { seal } = parseSeal(readFileSync(join(honest, 'set.json')));
  const manifest = readFileSync(join(honest, 'manifest.zst'));
  const { root, rootSize } = seal.manifest;
  const about = parseRoot(decodeFrame(manifest.subarray(root, root + rootSize), 1 << 24));

  const frames: Buffer[] = [];
  let size = 0;
  const put = (raw: Buffer): { offset: number; length: number } => {
    const frame = compressFrame(raw, 1);
    frames.push(frame);
    size += frame.length;
    return { offset: size - frame.length, length: frame.length };
  };
  const segments: SegmentRef[] = [];
  const cutter = new SegmentCutter(({ raw, ...segment }: Segment) => {
    segments.push({ ...segment, set: setId, ...put(raw) });
  });
  for (const entry of entries) cutter.add(entry);
  cutter.finish();
  const placed = put(printRoot({ ...about, ...more, set: setId, segments }));
  const bytes = Buffer.concat(frames);

  const folder = join(honest, '..', setId);
  mkdirSync(folder);
  for (const name of ['manifest.zst', 'manifest.copy.zst']) writeFileSync(join(folder, name), bytes);
  const crafted = printSeal({
    ...seal,
    set: setId,
    seq: seal.seq + 1,
    volumes: [],
    manifest: { size: bytes.length, sha256: sha256(bytes), root: placed.offset, rootSize: placed.length },
  });
  for (const name of ['set.json', 'set.copy.json']) writeFileSync(join(folder, name), crafted);
}

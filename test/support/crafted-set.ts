import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compressFrame,
  decodeFrame,
  type Entry,
  entriesOf,
  parseRoot,
  parseSeal,
  parseSegment,
  printRoot,
  printSeal,
  type Root,
  type Segment,
  SegmentCutter,
  type SegmentRef,
} from '../../electron/engine/archive/index.ts';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** What a set that stores its whole listing itself says of its point. */
export function listingOf(set: string): Entry[] {
  const { seal } = parseSeal(readFileSync(join(set, 'set.json')));
  const manifest = readFileSync(join(set, 'manifest.zst'));
  const decoded = (at: number, length: number): Buffer => decodeFrame(manifest.subarray(at, at + length), 1 << 24);
  const { segments } = parseRoot(decoded(seal.manifest.root, seal.manifest.rootSize));
  return [...entriesOf(segments.map(({ offset, length }) => parseSegment(decoded(offset, length))))];
}

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

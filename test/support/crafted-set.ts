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
  type Seal,
  type Segment,
  SegmentCutter,
  type SegmentRef,
  volumeName,
} from '../../electron/engine/archive/index.ts';
import { rawFromText } from '../../electron/engine/base/index.ts';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** What a set that stores its whole listing itself says of its point. */
export function listingOf(set: string): Entry[] {
  const { seal } = parseSeal(readFileSync(join(set, 'set.json')));
  const manifest = readFileSync(join(set, 'manifest.zst'));
  const decoded = (at: number, length: number): Buffer => decodeFrame(manifest.subarray(at, at + length), 1 << 24);
  const { segments } = parseRoot(decoded(seal.manifest.root, seal.manifest.rootSize));
  return [...entriesOf(segments.map(({ offset, length }) => parseSegment(decoded(offset, length))))];
}

/** What a crafted set has that no honest program would write. */
export interface Crafted {
  readonly root?: Partial<Root>;
  /** In place of segments cut from the entries, as they are decoded. */
  readonly segments?: readonly Buffer[];
  /** What a segment, or the root, is stored as. */
  readonly segmentFrame?: (raw: Buffer) => Buffer;
  readonly rootFrame?: (raw: Buffer) => Buffer;
  readonly volumes?: readonly Buffer[];
  readonly seal?: Partial<Seal>;
  /** In place of the seal's own line. */
  readonly sealLine?: (line: string) => string;
}

const packed = (raw: Buffer): Buffer => compressFrame(raw, 1);

/** A set that no honest program writes: the entries of anyone's choice, under seals and hashes that are all in order. */
export function craftSet(honest: string, setId: string, entries: readonly Entry[], crafted: Crafted = {}): void {
  const { seal } = parseSeal(readFileSync(join(honest, 'set.json')));
  const manifest = readFileSync(join(honest, 'manifest.zst'));
  const { root, rootSize } = seal.manifest;
  const about = parseRoot(decodeFrame(manifest.subarray(root, root + rootSize), 1 << 24));

  const frames: Buffer[] = [];
  let size = 0;
  const put = (frame: Buffer): { offset: number; length: number } => {
    frames.push(frame);
    size += frame.length;
    return { offset: size - frame.length, length: frame.length };
  };
  const segments: SegmentRef[] = [];
  const { segmentFrame = packed, rootFrame = packed, volumes = [] } = crafted;
  const take = ({ raw, ...segment }: Segment): void => {
    segments.push({ ...segment, set: setId, ...put(segmentFrame(raw)) });
  };
  if (crafted.segments) for (const raw of crafted.segments) take(asSegment(raw));
  else cut(entries, take);
  const placed = put(rootFrame(printRoot({ ...about, ...crafted.root, set: setId, segments })));
  const bytes = Buffer.concat(frames);

  const folder = join(honest, '..', setId);
  mkdirSync(folder);
  for (const name of ['manifest.zst', 'manifest.copy.zst']) writeFileSync(join(folder, name), bytes);
  volumes.forEach((volume, i) => writeFileSync(join(folder, volumeName(i + 1, false)), volume));
  const printed = printSeal({
    ...seal,
    set: setId,
    seq: seal.seq + 1,
    volumes: volumes.map((volume, i) => ({
      name: volumeName(i + 1, false),
      size: volume.length,
      sha256: sha256(volume),
    })),
    manifest: { size: bytes.length, sha256: sha256(bytes), root: placed.offset, rootSize: placed.length },
    ...crafted.seal,
  });
  const own = printed.toString('utf8').split('\n', 1)[0] as string;
  const line = crafted.sealLine?.(own) ?? own;
  for (const name of ['set.json', 'set.copy.json'])
    writeFileSync(join(folder, name), `${line}\n${sha256(Buffer.from(line))}\n`);
}

function cut(entries: readonly Entry[], take: (segment: Segment) => void): void {
  const cutter = new SegmentCutter(take);
  for (const entry of entries) cutter.add(entry);
  cutter.finish();
}

function asSegment(raw: Buffer): Segment {
  return { raw, sha256: sha256(raw), entries: 1, firstPath: rawFromText('source'), continues: false };
}

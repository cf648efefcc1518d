import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RestoreResult } from '../../electron/contract/index.ts';
import {
  type ChunkRef,
  compressFrame,
  type Entry,
  FRAME_RAW_MAX,
  ROOT_RAW_MAX,
  ROOT_STORED_MAX,
  SEAL_MAX,
  SEGMENT_RAW_MAX,
  volumeName,
} from '../../electron/engine/archive/index.ts';
import { sha256 } from '../../electron/engine/chunk/index.ts';
import type { Bombed } from '../support/bombed-engine.ts';
import { file, folder } from '../support/crafted-entries.ts';
import { type Crafted, craftSet } from '../support/crafted-set.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { rescue } from '../support/rescue.ts';
import { setFolder } from '../support/vault-files.ts';

const MIB = 1024 * 1024;

let place: EnginePlace;
let honest: string;
let found: Bombed;
const named = new Map<string, string>();

/** A set that is found under `what`. */
function bomb(what: string, entries: readonly Entry[], crafted: Crafted = {}): void {
  const setId = idOf(named.size);
  named.set(what, setId);
  craftSet(honest, setId, entries, crafted);
}
const idOf = (n: number): string => `bomb22${String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26))}`;

/** The frame with another size in its header, which must have one of four bytes. */
function lying(frame: Buffer, declared: number): Buffer {
  const lie = Buffer.from(frame);
  const descriptor = lie.readUInt8(4);
  if (descriptor >>> 6 !== 2) throw new Error('not a size of four bytes');
  lie.writeUInt32LE(declared, (descriptor & 32) === 0 ? 6 : 5);
  return lie;
}

const HUGE = compressFrame(Buffer.alloc(256 * MIB), 1);
const lines = (...each: string[]): Buffer => Buffer.from(each.map((line) => `${line}\n`).join(''));
const HEAD = '{"segment":0,"sets":[]}';
const DIR = '{"path":"source","type":"dir","mtime":"0","mode":493,"uid":0,"gid":0}';
const deep = (depth: number): string => `{"path":${'['.repeat(depth)}${']'.repeat(depth)}}`;
const listing = (...each: string[]): Crafted => ({ segments: [lines(HEAD, DIR, ...each)] });

function fileLine(more: string): string {
  return `{"path":"source/a","type":"file","mtime":"0","mode":420,"uid":0,"gid":0,"ctime":"0","inode":"1","sha256":"${sha256('')}",${more}}`;
}

function craftListings(): void {
  const fine = [folder('source'), file('source/a')];
  bomb('a root that says it is huge', fine, { rootFrame: () => lying(HUGE, 0xffff_fff0) });
  bomb('a root that is huge', fine, { rootFrame: () => HUGE });
  bomb('a root that is larger than it says', fine, { rootFrame: () => lying(HUGE, MIB) });
  bomb('a root that is stored larger than it may be', fine, {
    rootFrame: (raw) => Buffer.concat([compressFrame(raw, 1), Buffer.alloc(ROOT_STORED_MAX)]),
  });
  bomb('a root of nothing but zeros', fine, { rootFrame: () => compressFrame(Buffer.alloc(ROOT_RAW_MAX), 1) });
  bomb('a root without end of depth', fine, { rootFrame: () => compressFrame(lines(deep(MIB)), 1) });
  bomb('two roots', fine, { rootFrame: (raw) => Buffer.concat([compressFrame(raw, 1), compressFrame(raw, 1)]) });
  bomb('a segment that says it is huge', [folder('b')], { segmentFrame: () => lying(HUGE, SEGMENT_RAW_MAX + 1) });
  bomb('a segment that is larger than it says', [folder('c')], { segmentFrame: () => lying(HUGE, MIB) });
  bomb('a segment of one line', [], { segments: [Buffer.alloc(SEGMENT_RAW_MAX, 'x')] });
  bomb('lines of depth 10,000', [], listing(...Array.from({ length: 100 }, () => deep(10_000))));
  bomb('a line of endless depth', [], listing(deep(2 * MIB)));
  bomb('a size that is no number', [], listing(fileLine('"size":NaN')));
  bomb('a size of 2^53+1', [], listing(fileLine('"size":"9007199254740993"')));
  bomb('a negative size', [], listing(fileLine('"size":"-1"')));
  bomb('a negative offset', [], listing(fileLine('"size":"1","chunks":[[0,1,-1,9,0,1]]')));
  bomb('an offset of 2^53+1', [], listing(fileLine('"size":"1","chunks":[[0,1,9007199254740993,9,0,1]]')));
  bomb('a key that comes twice, of another kind', [], listing(fileLine('"size":"0","size":0')));
  bomb('a set that is none', [], listing(fileLine('"size":"1","chunks":[[7,1,0,9,0,1]]')));
  bomb('a list of chunks that never ends', [], listing(fileLine('"size":"0","continued":true')));
  for (const at of [0, ROOT_RAW_MAX, 2 ** 52])
    bomb(`a segment at ${at} that is not there`, fine, {
      root: {},
      rootFrame: (raw) => compressFrame(Buffer.from(raw.toString('utf8').replace(/"at":\[0,0,/, `"at":[0,${at},1`)), 1),
    });
}

/** Files of one volume; of each what the listing says of it, and what really is there. */
function craftContents(): void {
  const noise = new Prng(9);
  const frames: Buffer[] = [];
  let end = 0;
  const entries: Entry[] = [];
  const set = idOf(named.size);
  const add = (name: string, frame: Buffer, content: Buffer, more: Partial<ChunkRef> = {}): void => {
    const chunk = { set, volume: 1, frame: end, frameLength: frame.length, at: 0, length: content.length };
    const digest = sha256(content);
    frames.push(frame);
    end += frame.length;
    entries.push(
      file(`source/${name}`, { size: content.length, sha256: digest, chunks: [{ ...chunk, sha256: digest, ...more }] }),
    );
  };
  const small = noise.bytes(5000);
  const good = compressFrame(small, 1);
  const params = { [constants.ZSTD_c_checksumFlag]: 1 };
  add('a-good', good, small);
  add('b-says-much', HUGE, noise.bytes(FRAME_RAW_MAX));
  add('c-gives-much', lying(HUGE, MIB), noise.bytes(MIB));
  add('d-gives-little', lying(compressFrame(noise.bytes(MIB), 1), 2 * MIB), noise.bytes(2 * MIB));
  const wide = zstdCompressSync(Buffer.alloc(300_000, 'window '), {
    pledgedSrcSize: 300_000,
    params: { ...params, [constants.ZSTD_c_windowLog]: 17 },
  });
  wide.writeUInt8((31 - 10) << 3, 5);
  add('e-looks-far-back', wide, Buffer.alloc(300_000, 'window '));
  const dictionary = Buffer.from(good);
  dictionary.writeUInt8(dictionary.readUInt8(4) | 1, 4);
  add('f-needs-a-dictionary', dictionary, small);
  add('g-skipped', Buffer.concat([Buffer.from('502a4d1804000000', 'hex'), Buffer.from('abcd')]), small);
  add('h-two-frames', Buffer.concat([good, good]), small);
  add('i-no-check-sum', zstdCompressSync(small, { pledgedSrcSize: small.length }), small);
  add('j-cut-short', good.subarray(0, -1), small);
  add('k-nothing', Buffer.alloc(0), small);
  add('l-behind-the-frame', good, small, { at: 1 });
  add('m-far-behind-the-frame', good, small, { at: FRAME_RAW_MAX });
  add('n-longer-than-the-frame', good, small, { length: small.length + 1 });
  add('o-overlapping', good, small, { frame: 10 });
  add('p-behind-the-volume', good, small, { frame: 1024 * MIB });
  add('q-no-such-volume', good, small, { volume: 999_999 });
  // As a writer has it that finds the same content twice: ranges may be the same, and then they are whole.
  add('r-shared', Buffer.alloc(0), small, { frame: 0, frameLength: good.length });
  const piece = { set, volume: 1, frame: 0, frameLength: good.length, at: 0, length: 5000, sha256: sha256(small) };
  entries.push(
    file('source/s-more-than-its-size', {
      size: 5000,
      sha256: sha256(small),
      chunks: Array.from({ length: 60_000 }, () => piece),
    }),
    file('source/t-less-than-its-size', { size: 5001, sha256: sha256(small), chunks: [piece] }),
    file('source/u-last'),
  );
  NAMES.push(...entries.map(({ path }) => path.slice('source/'.length)));
  bomb('contents', [folder('source'), ...entries], { volumes: [Buffer.concat(frames)] });
}

function craftSeals(): void {
  const seal = [folder('source')];
  const depth = 3 * MIB;
  bomb('a seal without end of depth', seal, {
    sealLine: (line) => `{"deep":${'['.repeat(depth)}${']'.repeat(depth)},${line.slice(1)}`,
  });
  bomb('a seal that is too large', seal, { seal: { tool: 'x'.repeat(SEAL_MAX) } });
}

/** What an engine of its own makes of some of the sets. */
function read(sets: readonly string[], how: 'verify' | 'look' = 'look'): Bombed {
  const child = fileURLToPath(new URL('../support/bombed-engine.ts', import.meta.url));
  const home = place.path(`home-${++reads}`);
  const { stdout, stderr } = spawnSync(process.execPath, [child, home, place.vault, place.path('to'), how, ...sets], {
    encoding: 'utf8',
    maxBuffer: 64 * MIB,
  });
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout) as Bombed;
}
let reads = 0;

beforeAll(async () => {
  place = new EnginePlace('bombs');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'a'), 'a');
  const engine = await place.withPlan();
  honest = setFolder(place.vault, await backUp(engine));
  craftListings();
  craftSeals();
  found = read([...named.values()], 'verify');
});
afterAll(() => place.remove());

/** Of the files in `contents`. */
const NAMES: string[] = [];
const GOOD = ['a-good', 'r-shared', 'u-last'];

describe('a vault in which something was made to burst', () => {
  it('makes the engine that reads it grow by less than 300 MiB', () => {
    expect(found.grownBytes / MIB).toBeLessThan(300);
  });

  it('gives nothing of a listing that cannot be read, and says so', () => {
    const unreadable = new Set(found.opened.unreadable.map(({ setId }) => setId));
    const wrong = [...named].filter(
      ([, setId]) => (unreadable.has(setId) ? 'point-unknown' : 'set-damaged') !== found.restored[setId],
    );

    expect(wrong.map(([what, setId]) => [what, found.restored[setId]])).toEqual([]);
    expect([...named].filter(([, setId]) => existsSync(place.path('to', setId))).map(([what]) => what)).toEqual([]);
  });

  it('is found to be damaged by verification, point by point', () => {
    const state = new Map((found.verified?.points ?? []).map((point) => [point.setId, point.state]));

    expect([...named].filter(([, setId]) => state.get(setId) !== 'damaged').map(([what]) => what)).toEqual([]);
    expect([...state.values()].filter((each) => each === 'good')).toHaveLength(1);
  });

  it('gives back what is whole, and names the rest as damaged', () => {
    craftContents();
    const setId = named.get('contents') ?? '';
    const { restored, grownBytes } = read([setId]);
    const result = restored[setId] as RestoreResult;

    expect(grownBytes / MIB).toBeLessThan(300);
    expect(readdirSync(place.path('to', setId, 'source')).sort()).toEqual(GOOD);
    expect(result).toMatchObject({
      outcome: 'incomplete',
      damaged: true,
      files: { restored: GOOD.length, failed: 18 },
    });
    expect(new Set(result.failures.map(({ code }) => code))).toEqual(new Set(['damaged']));
  });

  it.each([
    'a root that is huge',
    'a segment that says it is huge',
    'a line of endless depth',
    'a seal without end of depth',
    'contents',
  ])('is refused by the rescue script too: %s', (what) => {
    const setId = named.get(what) ?? '';
    // A frame that gives more than it says makes the script wait, which has a test of its own.
    const paths = what === 'contents' ? NAMES.filter((name) => name !== 'c-gives-much') : [];
    const only = paths.flatMap((name) => ['--path', `source/${name}`]);
    const { status, stderr } = rescue(place.vault, '--at', setId, '--to', place.path('rescued', setId), ...only);
    const given = place.path('rescued', setId, 'source');

    expect({ status, isCaught: !stderr.includes('Traceback') }).toEqual({ status: 6, isCaught: true });
    expect(existsSync(given) ? readdirSync(given).sort() : []).toEqual(what === 'contents' ? GOOD : []);
  });
});

describe('a seal as large as it may be', () => {
  it('is read, and makes the engine grow by less than 300 MiB', () => {
    const volume = (_: unknown, i: number) => ({ name: volumeName(i + 1, false), size: 1, sha256: 'ab'.repeat(32) });
    const volumes = Array.from({ length: Math.floor(SEAL_MAX / 125) }, volume);
    bomb('many volumes', [folder('source')], { seal: { volumes } });
    const setId = named.get('many volumes') ?? '';
    const { restored, grownBytes } = read([setId]);

    expect(restored[setId]).toMatchObject({ outcome: 'complete' });
    expect(grownBytes / MIB).toBeLessThan(300);
  });
});

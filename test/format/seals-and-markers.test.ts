import { describe, expect, it } from 'vitest';
import {
  type Marker,
  newMarker,
  parseMarker,
  parseSeal,
  printMarker,
  printSeal,
  type Seal,
  volumeName,
} from '../../electron/engine/archive/index.ts';
import { sha256 } from '../../electron/engine/chunk/index.ts';
import { refusalOf } from './refusal.ts';
import { SET_A, SET_B } from './sample-entries.ts';

const DIGEST = 'ab'.repeat(32);
const SEAL: Seal = {
  strongroom: 'seal',
  format: 0,
  requires: [],
  vault: 'vault2222222',
  machine: 'machine22222',
  plan: 'plan22222222',
  set: SET_B,
  seq: 2,
  kind: 'incremental',
  base: SET_A,
  parent: { set: SET_A, seal: DIGEST },
  startedAt: '2026-11-21T06:00:00.000Z',
  at: '2026-11-21T06:01:00.000Z',
  outcome: 'complete',
  files: 3,
  bytes: 42,
  gaps: 0,
  volumes: [
    { name: volumeName(1, false), size: 100, sha256: DIGEST },
    { name: volumeName(2, false), size: 50, sha256: DIGEST },
  ],
  manifest: { size: 1000, sha256: DIGEST, root: 700, rootSize: 300 },
  readBack: 'direct',
  durability: 'confirmed',
  tool: 'strongroom 0.1.0',
};
const MARKER: Marker = newMarker({
  vault: 'vault2222222',
  createdAt: '2026-11-21T06:00:00.000Z',
  encryption: 'none',
});

function printed(value: unknown): Buffer {
  const line = JSON.stringify(value);
  return Buffer.from(`${line}\n${sha256(line)}\n`);
}

const seal = (change: object = {}): string => refusalOf(() => parseSeal(printed({ ...SEAL, ...change })).seal.seq);
const marker = (change: object = {}): string => refusalOf(() => parseMarker(printed({ ...MARKER, ...change })).vault);

function refusals(parse: (change: object) => string, changes: readonly object[]): string[] {
  return [...new Set(changes.map(parse))];
}

/** Every way to break one byte or to lose the end. */
function* broken(bytes: Buffer): Generator<Buffer> {
  for (let length = 0; length < bytes.length; length++) yield bytes.subarray(0, length);
  for (let at = 0; at < bytes.length; at++) {
    for (const bit of [0, 3, 5, 7]) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] as number) ^ (1 << bit);
      yield flipped;
    }
  }
  yield Buffer.concat([bytes, Buffer.from('\n')]);
  yield Buffer.concat([bytes, bytes]);
  yield Buffer.concat([Buffer.from(' '), bytes]);
  yield Buffer.from(bytes.toString('utf8').replaceAll('\n', '\r\n'));
  yield Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
  yield Buffer.alloc(bytes.length);
}

describe('seal (FORMAT 11)', () => {
  it('gives back just what was written, and the hash of its line', () => {
    expect(parseSeal(printSeal(SEAL))).toMatchObject({ seal: SEAL, sha256: sha256(JSON.stringify(SEAL)) });
  });

  it('is refused with any byte changed, lost or added', () => {
    const accepted = [...broken(printSeal(SEAL))].filter(
      (bytes) => refusalOf(() => parseSeal(bytes)) !== 'set-damaged',
    );

    expect(accepted).toEqual([]);
  });

  it('says that it is encrypted in every place or in none', () => {
    const sealed = {
      encryption: 'age',
      volumes: SEAL.volumes.map((volume) => ({ ...volume, name: `${volume.name}.age` })),
      manifest: { ...SEAL.manifest, root: 500 },
    } as const;
    const prove = (line: string): { machine: string; mac: string } => ({ machine: 'machine22222', mac: sha256(line) });
    const proven = (change: object): string =>
      refusalOf(() => parseSeal(printSeal({ ...SEAL, ...change }, prove)).seal.seq);

    expect(proven(sealed)).toBe('accepted: 2');
    expect(proven({})).toBe('set-damaged');
    expect(seal(sealed)).toBe('set-damaged');
    expect([proven({ ...sealed, volumes: SEAL.volumes }), proven({ ...sealed, manifest: SEAL.manifest })]).toEqual([
      'set-damaged',
      'set-damaged',
    ]);
  });

  it('is refused where a broken UTF-8 sequence would decode to the character that was there', () => {
    const bytes = printSeal({ ...SEAL, tool: 'strongroom \ufffd' });
    const at = bytes.indexOf(Buffer.from('\ufffd'));
    const forgiven = Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 3)]);

    expect(refusalOf(() => parseSeal(forgiven))).toBe('set-damaged');
  });

  it('is refused without one of its fields', () => {
    const keys = Object.keys(SEAL).filter((key) => !['format', 'requires'].includes(key));

    expect(
      refusals(seal, [...keys.map((key) => ({ [key]: undefined })), { format: undefined }, { requires: undefined }]),
    ).toEqual(['set-damaged']);
  });

  it('is refused with an id that could be a path', () => {
    const ids = ['', 'short', '../../../etc', 'UPPER2222222', 'a'.repeat(33), 5, null];
    const changes = ['vault', 'machine', 'plan', 'set', 'base'].flatMap((key) =>
      ids.filter((id) => key !== 'base' || id !== null).map((id) => ({ [key]: id })),
    );

    expect(refusals(seal, [...changes, ...ids.map((id) => ({ parent: { set: id, seal: DIGEST } }))])).toEqual([
      'set-damaged',
    ]);
  });

  it('is refused with a number that is negative, fractional or too large', () => {
    const numbers = [-1, 0.5, 2 ** 53, '1', null];
    const { manifest } = SEAL;

    expect(
      refusals(seal, [
        ...['seq', 'files', 'bytes', 'gaps'].flatMap((key) => numbers.map((number) => ({ [key]: number }))),
        { seq: 0 },
        ...numbers.flatMap((number) => [
          { manifest: { ...manifest, size: number } },
          { manifest: { ...manifest, root: number } },
          { manifest: { ...manifest, rootSize: number } },
          { volumes: [{ ...SEAL.volumes[0], size: number }] },
        ]),
      ]),
    ).toEqual(['set-damaged']);
  });

  it('is refused with volumes that are not numbered one after the other', () => {
    const named = (...names: string[]): object => ({
      volumes: names.map((name) => ({ name, size: 1, sha256: DIGEST })),
    });

    expect([
      seal({ volumes: [] }),
      ...refusals(seal, [
        named('data-000002.tar.zst'),
        named('data-000001.tar.zst', 'data-000001.tar.zst'),
        named('data-000002.tar.zst', 'data-000001.tar.zst'),
        named('data-000001.tar.zst', 'data-000003.tar.zst'),
        named('../data-000001.tar.zst'),
        named('data-1.tar.zst'),
      ]),
    ]).toEqual(['accepted: 2', 'set-damaged']);
  });

  it('is refused where the root is not the end of the manifest', () => {
    const { manifest } = SEAL;

    expect(
      refusals(seal, [
        { manifest: { ...manifest, root: 699 } },
        { manifest: { ...manifest, root: 701 } },
        { manifest: { ...manifest, rootSize: 2 ** 40 } },
        { manifest: { ...manifest, root: 1000, rootSize: 0 } },
      ]),
    ).toEqual(['set-damaged']);
  });

  it('is refused with a kind, outcome, time or hash that is not known', () => {
    expect(
      refusals(seal, [
        { kind: 'synthetic' },
        { outcome: 'failed' },
        { at: 'yesterday' },
        { startedAt: 0 },
        { readBack: 'maybe' },
        { durability: true },
        { parent: { set: SET_A, seal: 'x' } },
        { manifest: { ...SEAL.manifest, sha256: DIGEST.toUpperCase() } },
        { strongroom: 'vault' },
      ]),
    ).toEqual(['set-damaged']);
  });

  it('is another, not a damaged one, when a newer program wrote it', () => {
    const newer = [
      { format: 2 },
      { format: 99, volumes: 'elsewhere' },
      { requires: ['parity'] },
      { requires: ['a'], kind: 'x' },
    ];

    expect(refusals(seal, newer)).toEqual(['set-newer']);
  });

  it('may carry fields of later minor versions, which are left out', () => {
    expect(seal({ parity: { volumes: 2 } })).toBe('accepted: 2');
  });

  it('is refused when it is no object, or nested without end', () => {
    const deep = `{"strongroom":"seal","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;

    expect([
      ...[null, 1, [], 'seal'].map((value) => refusalOf(() => parseSeal(printed(value)))),
      refusalOf(() => parseSeal(Buffer.from(`${deep}\n${sha256(deep)}\n`))),
      refusalOf(() => parseSeal(Buffer.from(`{\n${sha256('{')}\n`))),
    ]).toEqual(Array(6).fill('set-damaged'));
  });
});

describe('vault marker (FORMAT 2)', () => {
  it('gives back just what was written', () => {
    expect(parseMarker(printMarker(MARKER))).toEqual(MARKER);
  });

  it('is refused with any byte changed, lost or added', () => {
    const accepted = [...broken(printMarker(MARKER))].filter(
      (bytes) => refusalOf(() => parseMarker(bytes)) !== 'vault-marker-damaged',
    );

    expect(accepted).toEqual([]);
  });

  it('is refused with a field missing or mistyped', () => {
    expect(
      refusals(marker, [
        ...Object.keys(MARKER).map((key) => ({ [key]: undefined })),
        { strongroom: 'seal' },
        { vault: '../x' },
        { format: -1 },
        { requires: 'nothing' },
        { createdAt: 'now' },
      ]),
    ).toEqual(['vault-marker-damaged']);
  });

  it('is another, not a damaged one, when a newer program wrote it', () => {
    expect(refusals(marker, [{ format: 2 }, { format: 2, vault: 5 }, { requires: ['x'] }])).toEqual(['vault-newer']);
  });

  it('is not taken for that of a vault we can write when it speaks of another encryption', () => {
    expect(refusals(marker, [{ encryption: 'other' }, { encryption: 'age2' }])).toEqual(['vault-newer']);
    expect(marker({ encryption: 'age' })).toBe('accepted: "vault2222222"');
  });
});

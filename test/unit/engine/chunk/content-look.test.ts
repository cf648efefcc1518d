import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { extensionOf, lookOf } from '../../../../electron/engine/chunk/index.ts';
import { contentOf, proseOf, zipOf } from '../../../support/office-tree.ts';
import { Prng } from '../../../support/prng.ts';

const prng = new Prng(7);
const noise = prng.bytes(20_000);
const prose = proseOf(prng, 4000);

describe('a look at a content', () => {
  it.each([
    'txt',
    'csv',
    'docx',
    'xlsx',
    'pdf',
    'jpg',
    'png',
    'doc',
    'dbf',
    'html',
    'dll',
    'cr2',
    'raf',
    'ts',
    'sqlite',
  ])('finds nothing odd about a %s', (kind) => expect(lookOf(contentOf(kind, prng), kind)).toBeUndefined());

  it('finds nothing odd about texts in any encoding, packed streams, and what says too little', () => {
    const gbk = Buffer.from(
      Array.from({ length: 5000 }, (_, i) => (i % 2 ? 0xa1 + prng.int(0, 60) : 0xb0 + prng.int(0, 20))),
    );
    expect(lookOf(Buffer.from(prose, 'utf16le'), 'txt')).toBeUndefined();
    expect(lookOf(gbk, 'txt')).toBeUndefined();
    expect(lookOf(Buffer.from(noise.toString('base64')), 'pem')).toBeUndefined();
    expect(lookOf(deflateSync(Buffer.from(prose)), '')).toBeUndefined();
    expect(lookOf(noise.subarray(0, 47), 'txt')).toBeUndefined();
    expect(lookOf(new Uint8Array(0), 'docx')).toBeUndefined();
  });

  it('knows noise, wiped files and locked archives, and what a name promises', () => {
    expect(lookOf(noise, 'docx')).toBe('strange');
    expect(lookOf(noise.subarray(0, 100), 'txt')).toBe('strange');
    expect(lookOf(noise, 'lockt')).toBe('opaque');
    expect(lookOf(noise, '')).toBe('opaque');
    expect(lookOf(new Uint8Array(5000), 'xlsx')).toBe('strange');
    expect(lookOf(new Uint8Array(5000), 'dat')).toBeUndefined();
    expect(lookOf(zipOf('all', Buffer.from(prose), true), 'zip')).toBe('locked');
  });

  it('looks at the middle of a long text', () => {
    const half = Buffer.concat([Buffer.from(prose).subarray(0, 9000), noise]);
    expect(lookOf(half, 'csv')).toBe('strange');
    expect(lookOf(half, 'dat')).toBeUndefined();
  });

  it('takes the last part of a name, and not that of a folder or of a hidden file', () => {
    expect(['a/b.C/d.DocX', 'a/b.c/d', '.git', 'a.tar.gz', 'a.'].map(extensionOf)).toEqual(['docx', '', '', 'gz', '']);
  });
});

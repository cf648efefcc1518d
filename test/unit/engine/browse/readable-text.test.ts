import { describe, expect, it } from 'vitest';
import { readableText } from '../../../../electron/engine/browse/readable-text.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('text that is recognised by its bytes', () => {
  it.each([
    ['UTF-8', Buffer.from('日结 18:25\r\n€ 12'), '日结 18:25\r\n€ 12'],
    ['UTF-8 with a mark', Buffer.from('\ufeff中文'), '中文'],
    ['UTF-16 with a mark', Buffer.from('\ufeff中文 a', 'utf16le'), '中文 a'],
    ['UTF-16, big end first', Buffer.from('\ufeff中文 a', 'utf16le').swap16(), '中文 a'],
    ['UTF-16 without a mark', Buffer.from('Till 3\r\n中文', 'utf16le'), 'Till 3\r\n中文'],
    ['GB18030', Buffer.from('d6d0cec4b1b8b7dd', 'hex'), '中文备份'],
  ])('%s', (_, given, text) => {
    expect(readableText(given, false)).toBe(text);
  });

  it.each([
    ['a program', bytes(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
    ['a ZIP', bytes(0x50, 0x4b, 3, 4, 0x14, 0, 8, 8, 8, 0, 0x5b, 0x6a, 0x71, 0x59)],
    ['a broken character', bytes(0x61, 0xff, 0xff, 0x61)],
  ])('not %s', (_, given) => {
    expect(readableText(given, false)).toBeUndefined();
  });

  it.each([
    ['UTF-8', Buffer.from('ab中').subarray(0, 4)],
    ['UTF-16', Buffer.from('\ufeffab中', 'utf16le').subarray(0, 7)],
    ['GB18030', Buffer.from('6162d6d0ce', 'hex')],
  ])('%s that was cut in the middle of a character', (encoding, given) => {
    expect(readableText(given, true)).toBe(encoding === 'GB18030' ? 'ab中' : 'ab');
  });
});

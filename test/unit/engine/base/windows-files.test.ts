import { describe, expect, it } from 'vitest';
import { windowsFiles } from '../../../../electron/engine/base/index.ts';
import { bitsOf, fileTimeOf, lettersOf } from '../../../../electron/engine/base/windows-files.ts';

describe('what Windows notes of a file', () => {
  it.each([
    ['', 0],
    ['r', 0x1],
    ['h', 0x2],
    ['hs', 0x6],
    ['a', 0x20],
    ['i', 0x2000],
    ['rhsai', 0x2027],
  ])('is the letters "%s" for the bits %d, and back', (letters, bits) => {
    expect([lettersOf(bits), bitsOf(letters)]).toEqual([letters, bits]);
  });

  it('leaves out bits that cannot be given back, and letters of a later version', () => {
    expect(lettersOf(0x10 | 0x800 | 0x2)).toBe('h');
    expect(bitsOf('hz')).toBe(0x2);
  });

  it('counts time from 1601, to 100 ns, and never as the zero that means "leave it"', () => {
    expect(fileTimeOf('0')).toBe(116_444_736_000_000_000n);
    expect(fileTimeOf('981173106123456700')).toBe(126_256_467_061_234_567n);
    expect(fileTimeOf('-11644473600000000000')).toBe(1n);
    expect(fileTimeOf('-99999999999999999999999')).toBe(1n);
    expect(fileTimeOf('99999999999999999999999')).toBe(0x7fff_ffff_ffff_ffffn);
  });

  it('is nothing on other systems', () => {
    expect(windowsFiles() === undefined).toBe(process.platform !== 'win32');
  });
});

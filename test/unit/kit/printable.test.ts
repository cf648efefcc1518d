import { describe, expect, it } from 'vitest';
import { fitted, printable } from '../../../electron/kit/printable.ts';

const room = (width: number, lines: number) => ({
  width,
  lines,
  measure: (piece: string) => piece.length,
  leftOut: (count: number) => `[${count}]`,
});
const shows = (character: string): boolean => /[ -~\u4e00-\u9fff\u200b]/.test(character);

describe('what is printable', () => {
  it.each([
    ['张伟 2026', '张伟 2026'],
    ['\u202eabc\u202c', '[U+202E]abc[U+202C]'],
    ['a\u200bb\u00a0c\td', 'a[U+200B]b[U+00A0]c[U+0009]d'],
    ['💰', '[U+1F4B0]'],
  ])('of %j is %j', (name, printed) => {
    expect(printable(name, shows).join('')).toBe(printed);
  });
});

describe('a name that has to fit', () => {
  it.each([
    ['is one line where there is room', 'abcdef', 6, 1, ['abcdef']],
    ['goes on in a second line', 'abcdefgh', 6, 2, ['abcdef', 'gh']],
    ['is shortened in its middle', 'abcdefghijklmno', 8, 1, ['ab[11]no']],
    ['is shortened over two lines', 'abcdefghijklmno', 6, 2, ['abcde[', '6]lmno']],
    ['is empty where it is', '', 6, 1, ['']],
    ['says only how long it is where there is room for no more', 'abcdefghijkl', 4, 1, ['[12]']],
  ])('%s', (_how, name, width, lines, expected) => {
    expect(fitted(Array.from(name), room(width, lines))).toEqual(expected);
  });

  it('keeps the number of a strange character whole', () => {
    expect(fitted(printable('\u05d0'.repeat(9), shows), room(20, 1))).toEqual(['[U+05D0][7][U+05D0]']);
  });
});

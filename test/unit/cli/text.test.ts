import { describe, expect, it } from 'vitest';
import { nearest } from '../../../electron/cli/nearest.ts';
import { cutToWidth, displayWidth } from '../../../electron/cli/text/display-width.ts';
import { safeJson, safeText } from '../../../electron/cli/text/safe-text.ts';
import { labelled, table } from '../../../electron/cli/text/table.ts';

describe('safe text', () => {
  it.each([
    ['report\u001b[2J.txt', 'report\\u{1B}[2J.txt'],
    ['two\nlines\r', 'two\\u{A}lines\\u{D}'],
    ['invoice\u202Efdp.exe', 'invoice\\u{202E}fdp.exe'],
    ['a\u2066b\u2069', 'a\\u{2066}b\\u{2069}'],
    ['no\u200Bspace\uFEFF', 'no\\u{200B}space\\u{FEFF}'],
    ['\u009b31m', '\\u{9B}31m'],
    ['tag\u{E0041}', 'tag\\u{E0041}'],
    ['half\uD800', 'half\uFFFD'],
    ['年度报告 👨‍👩‍👧 é', '年度报告 👨‍👩‍👧 é'],
  ])('shows %j as %j', (text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  it('writes JSON that a terminal cannot be fooled by and a parser reads unchanged', () => {
    const document = { path: 'a\u202E\u009b\u{E0041}\n中' };

    const json = safeJson(document);

    expect(json).toBe('{"path":"a\\u202e\\u009b\\udb40\\udc41\\n中"}');
    expect(JSON.parse(json)).toEqual(document);
  });
});

describe('display width', () => {
  it.each([
    ['abc', 3],
    ['年报', 4],
    ['ｶﾅ', 2],
    ['e\u0301', 1],
    ['Привет', 6],
    ['👍', 2],
    ['（）', 4],
    ['', 0],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('never cuts a wide character in half', () => {
    expect([cutToWidth('年报', 3), cutToWidth('年报', 4), cutToWidth('abc', 2)]).toEqual(['年', '年报', 'ab']);
  });
});

describe('a table', () => {
  it('aligns columns of Chinese and English text', () => {
    const lines = table(
      [{ head: 'Name' }, { head: 'Size', align: 'right' }, { head: 'Where' }],
      [
        ['年度报告', '1 KB', '甲'],
        ['a', '1,024 KB', 'b\n'],
      ],
    );

    expect(lines).toEqual(['Name          Size  Where', '年度报告      1 KB  甲', 'a         1,024 KB  b\\u{A}']);
  });

  it('leaves out labels that have no value', () => {
    expect(
      labelled([
        ['New', '3'],
        ['Moved', undefined],
        ['Unchanged', '1'],
      ]),
    ).toEqual(['  New        3', '  Unchanged  1']);
  });
});

describe('a guess', () => {
  it('is made for a slip and not for another word', () => {
    const commands = ['backup', 'restore', 'find', 'files'];

    expect([
      nearest('bakup', commands),
      nearest('resotre', commands),
      nearest('frobnicate', commands),
      nearest('', commands),
    ]).toEqual(['backup', 'restore', undefined, undefined]);
  });
});

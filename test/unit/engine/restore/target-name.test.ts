import { describe, expect, it } from 'vitest';
import { rawFromText, type RawPath } from '../../../../electron/engine/base/index.ts';
import { targetName, zipName } from '../../../../electron/engine/restore/target-name.ts';
import { ESCAPE_NAMES } from '../../../support/escape-names.ts';

const windows = (path: string): string | undefined => targetName(rawFromText(path), 'win32');
const linux = (path: string): string | undefined => targetName(rawFromText(path), 'linux');

const NEVER = [
  '',
  '.',
  '..',
  '/',
  '/etc/passwd',
  'a//b',
  'a/',
  './a',
  'a/./b',
  '../x',
  'a/../../x',
  'a/..',
  'a\0b',
  '\0',
  'L/\0',
];

describe('name of a restored file', () => {
  it('is none for a path that could leave the target, on any system', () => {
    expect([NEVER.map(linux), NEVER.map(windows)]).toEqual([NEVER.map(() => undefined), NEVER.map(() => undefined)]);
  });

  it('is the very same on systems that hold any byte', () => {
    const names = [
      'con',
      'a:b',
      'x.',
      'x ',
      '..\\x',
      'C:\\x',
      '...',
      '.. ',
      'a\nb',
      '\u4f60',
      'caf\xe9',
      '-rf',
      '~',
      '$(x)',
    ];

    expect(names.map((name) => targetName(name as RawPath, 'linux'))).toEqual(names);
  });

  it('is the very same on Windows where Windows can hold it', () => {
    const names = [
      'a',
      'A.TXT',
      '.profile',
      '100%',
      'a%20b.doc',
      'con1',
      'icon',
      'com',
      'lpt10',
      'auxiliary.txt',
      'a~1',
      "it's",
      'a b',
      '\u4f60',
    ];

    expect(names.map(windows)).toEqual(names.map((name) => rawFromText(name)));
  });

  it('is the very same on Windows for every character beyond ASCII', () => {
    const characters = Array.from({ length: 0x20000 - 0x80 }, (_, i) => 0x80 + i)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => `a${String.fromCodePoint(code)}.txt`);

    expect(characters.filter((name) => windows(name) !== rawFromText(name))).toEqual([]);
  });

  it('never leaves the folder on Windows, whatever separators it holds', () => {
    expect(
      ['..\\x', 'a\\..\\..\\x', '\\\\srv\\share\\x', 'C:\\x', 'C:x', 'C:', '\\\\?\\C:\\x', 'a/b\\c'].map(windows),
    ).toEqual([
      '..%5cx',
      'a%5c..%5c..%5cx',
      '%5c%5csrv%5cshare%5cx',
      'C%3a%5cx',
      'C%3ax',
      'C%3a',
      '%5c%5c%3f%5cC%3a%5cx',
      'a/b%5cc',
    ]);
  });

  it('opens no device and no hidden stream on Windows', () => {
    const devices = [
      'con',
      'CON',
      'nul.txt',
      'aux.tar.gz',
      'prn',
      'com1',
      'COM9.log',
      'lpt1',
      'com0',
      'conin$',
      'CONOUT$',
    ];

    expect([
      devices.map(windows),
      ['con .txt', 'COM\u00b9', 'lpt\u00b2.txt', 'com\u00b3 .x'].map((name) => windows(name)?.startsWith('%')),
      ['nul  ', 'aux.'].map(windows),
      ['a:b', 'a::$DATA', 'a.txt:hidden'].map(windows),
    ]).toEqual([
      devices.map((name) => `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`),
      [true, true, true, true],
      ['nul %20', 'aux%2e'],
      ['a%3ab', 'a%3a%3a$DATA', 'a.txt%3ahidden'],
    ]);
  });

  it('keeps what Windows would silently drop or forbid', () => {
    expect(['x.', 'x ', 'x..', 'x. ', '...', '"*<>?|', 'a\u0001b', 'L./x'].map(windows)).toEqual([
      'x%2e',
      'x%20',
      'x.%2e',
      'x.%20',
      '..%2e',
      '%22%2a%3c%3e%3f%7c',
      'a%01b',
      'L%2e/x',
    ]);
  });

  it('spells bytes out on Windows where they are no text', () => {
    expect([targetName('caf\xe9' as RawPath, 'win32'), targetName('\xff\xfe' as RawPath, 'win32')]).toEqual([
      'caf%e9',
      '%ff%fe',
    ]);
  });

  it('of all that archives have tried on Windows is none, or one that can only be in its folder', () => {
    const { leaving, odd } = ESCAPE_NAMES;
    const given = odd.map((name) => targetName(name, 'win32') ?? '');
    const components = given.flatMap((name) => name.split('/'));

    expect(leaving.filter((name) => targetName(name, 'win32') !== undefined)).toEqual([]);
    expect(
      components.filter((name) => !/^[^"*:<>?\\|]+$/.test(name) || /[. ]$/.test(name) || /[^ -\xff]/.test(name)),
    ).toEqual([]);
    // Whatever stands before the first dot, spaces left out, opens a device.
    const devices = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9]|(com|lpt)\u00c2[\u00b9\u00b2\u00b3])$/i;
    expect(components.filter((name) => devices.test((name.split('.')[0] ?? '').replace(/ +$/, '')))).toEqual([]);
    expect(new Set(given).size).toBe(odd.length);
  });
});

describe('name in a ZIP', () => {
  it('is the very same where a ZIP can hold it, and else says what it was', () => {
    const names = ['L/caf\u00e9', 'L/a:b', 'L/12:30.png', 'L/..\\x', 'C:/x', 'note:/x', 'L/a%5cb', 'L/a\nb\x7f'].map(
      rawFromText,
    );

    expect([...names, 'L/\xff\xe9/\xc3\xa9' as RawPath].map(zipName)).toEqual([
      'L/caf\u00e9',
      'L/a:b',
      'L/12:30.png',
      'L/..%5cx',
      'C%3a/x',
      'note%3a/x',
      'L/a%5cb',
      'L/a%0ab%7f',
      'L/%ff%e9/\u00e9',
    ]);
  });
});

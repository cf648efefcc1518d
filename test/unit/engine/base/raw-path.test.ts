import { array, assert, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  baseName,
  comparePaths,
  fsPath,
  isWithin,
  joinRaw,
  type RawPath,
  rawBytes,
  rawFromBytes,
  rawFromText,
  shownPath,
  textOf,
} from '../../../../electron/engine/base/index.ts';

const bytes = uint8Array({ maxLength: 40 });
const raw = (text: string): RawPath => rawFromText(text);

describe('raw path', () => {
  it('holds any bytes', () => {
    assert(property(bytes, (given) => rawBytes(rawFromBytes(given)).equals(Buffer.from(given))));
  });

  it('holds any Unicode text, and gives it back', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        const path = rawFromText(text);
        return textOf(path) === text && rawBytes(path).equals(Buffer.from(text, 'utf8'));
      }),
    );
  });

  it('has a text exactly where its bytes are valid UTF-8', () => {
    assert(
      property(bytes, (given) => {
        const text = textOf(rawFromBytes(given));
        const isValid = Buffer.from(Buffer.from(given).toString('utf8'), 'utf8').equals(Buffer.from(given));
        return (text !== undefined) === isValid;
      }),
    );
  });

  it('is shown with its exact bytes beside it where the text would not tell them', () => {
    expect(['plain', '\u4f60', '\ufeffbom'].map((text) => shownPath(raw(text)))).toEqual([
      { path: 'plain' },
      { path: '\u4f60' },
      { path: '\ufeffbom' },
    ]);
    expect(shownPath('caf\xe9' as RawPath)).toEqual({ path: 'caf\ufffd', pathBase64: 'Y2Fm6Q==' });
  });

  it.skipIf(process.platform === 'win32')('goes to the system as text only where that is exact', () => {
    expect([fsPath(raw('plain')), fsPath(raw('\u00fc')), fsPath('\xff' as RawPath)]).toEqual([
      'plain',
      Buffer.from('\u00fc'),
      Buffer.from([0xff]),
    ]);
  });

  it('joins, and knows its last name', () => {
    expect([
      joinRaw('' as RawPath, raw('a')),
      joinRaw(raw('/'), raw('a')),
      joinRaw(raw('a'), raw('b')),
      baseName(raw('a/b')),
      baseName(raw('a')),
    ]).toEqual(['a', '/a', 'a/b', 'b', 'a']);
  });
});

describe('order of paths', () => {
  it('goes component by component, so that a folder stands before what only begins with its name', () => {
    const sorted = [
      'a',
      'a/\x01',
      'a/b',
      'a/b/c',
      'a/b!',
      'a/z',
      'a\x01',
      'a b',
      'a!',
      'a-',
      'a.txt',
      'a0',
      'aa',
      'b',
      '\xff',
    ];

    expect(sorted.toReversed().toSorted(comparePaths)).toEqual(sorted);
  });

  it('is that of lists of components, byte by byte', () => {
    const component = uint8Array({ minLength: 1, maxLength: 4 }).map((each) =>
      Buffer.from(each.map((byte) => (byte === 0x2f || byte === 0 ? 0x61 : byte))).toString('latin1'),
    );
    const path = array(component, { minLength: 1, maxLength: 4 });
    const compareLists = (a: string[], b: string[]): number => {
      for (let i = 0; i < Math.min(a.length, b.length); i++) {
        if (a[i] !== b[i]) return (a[i] as string) < (b[i] as string) ? -1 : 1;
      }
      return a.length - b.length;
    };

    assert(
      property(
        path,
        path,
        (a, b) => Math.sign(comparePaths(a.join('/'), b.join('/'))) === Math.sign(compareLists(a, b)),
      ),
    );
  });

  it('keeps everything below a folder together', () => {
    expect(
      [
        ['a/b', 'a'],
        ['a/b', 'a/'],
        ['ab', 'a'],
        ['a', 'a'],
        ['a', ''],
        ['/x', '/'],
        ['a.txt', 'a'],
      ].map(([path, folder]) => isWithin(path as string, folder as string)),
    ).toEqual([true, true, false, false, true, true, false]);
  });
});

import { describe, expect, it } from 'vitest';
import { type RawPath, rawFromText } from '../../../../electron/engine/base/index.ts';
import { builtinExcludes, excludeRule } from '../../../../electron/engine/scan/index.ts';

const SYSTEMS = ['linux', 'win32', 'darwin'] as const;

/** Which of these paths below the source are left out. The source is `/home/a` or `C:/Users/a`. */
function leftOut(
  paths: readonly string[],
  patterns: readonly string[] = [],
  system: NodeJS.Platform = 'linux',
): string[] {
  const rule = excludeRule(patterns, system);
  const source = system === 'win32' ? 'C:/Users/a' : '/home/a';
  return paths.filter((path) => rule(rawFromText(path), rawFromText(`${source}/${path}`)));
}

describe('built-in excludes', () => {
  it('never hide documents, programs or projects', () => {
    const kept = [
      'Documents/letter.docx',
      'report.xlsx',
      'temp/notes.txt',
      'Temp.txt',
      'tmp/important.pdf',
      'cache/accounts.csv',
      'Cache/accounts.csv',
      'my.cache',
      'proc/plan.txt',
      'dev/main.c',
      'sys',
      'run/start.sh',
      'project/node_modules',
      'project/node_modules/left-pad/index.js',
      'project/.git/config',
      'trash/receipt.pdf',
      'Trash',
      'Recycle/me.txt',
      'backup.bak',
      'a~',
      '~lock.odt',
      'Thumbs.dbx',
      'AppData/Roaming/app/settings.json',
      'AppData/Local/app/data.db',
      '.config/app',
      '.ssh/id_ed25519',
      '\u4f60\u597d.txt',
    ];

    expect(SYSTEMS.map((system) => leftOut(kept, [], system))).toEqual([[], [], []]);
  });

  it('leave out what each system makes again by itself', () => {
    expect([
      leftOut([
        '.cache',
        'x/.cache',
        'lost+found',
        '.Trash-1000',
        '.local/share/Trash',
        '.gvfs',
        '.strongroom-part-0a',
      ]),
      leftOut(
        [
          'pagefile.sys',
          'HIBERFIL.SYS',
          '$Recycle.Bin',
          'x/$RECYCLE.BIN',
          'System Volume Information',
          'pictures/thumbs.db',
          'Documents/~$letter.docx',
          'Documents/~$SUMS.XLSX',
          'AppData/Local/Temp',
          'a/appdata/local/temp',
          'AppData/Local/Google/Chrome/User Data/Default/Code Cache',
        ],
        [],
        'win32',
      ),
      leftOut(['.DS_Store', 'x/.Trashes', 'Library/Caches', '.Spotlight-V100'], [], 'darwin'),
    ]).toEqual([
      ['.cache', 'x/.cache', 'lost+found', '.Trash-1000', '.local/share/Trash', '.gvfs', '.strongroom-part-0a'],
      [
        'pagefile.sys',
        'HIBERFIL.SYS',
        '$Recycle.Bin',
        'x/$RECYCLE.BIN',
        'System Volume Information',
        'pictures/thumbs.db',
        'Documents/~$letter.docx',
        'Documents/~$SUMS.XLSX',
        'AppData/Local/Temp',
        'a/appdata/local/temp',
        'AppData/Local/Google/Chrome/User Data/Default/Code Cache',
      ],
      ['.DS_Store', 'x/.Trashes', 'Library/Caches', '.Spotlight-V100'],
    ]);
  });

  it('do not reach into a source that was chosen inside such a place', () => {
    const rule = excludeRule([], 'linux');
    const inside = [
      '/run/media/usb/photo.jpg',
      '/dev/shm/x',
      '/proc/notes',
      '/home/a/.cache/project/file',
      '/lost+found/x',
    ];

    expect(inside.filter((at) => rule(at.slice(at.lastIndexOf('/') + 1) as RawPath, at as RawPath))).toEqual([]);
  });

  it('do reach system folders below the root of the disk', () => {
    const rule = excludeRule([], 'linux');

    expect(
      ['proc', 'sys', 'dev', 'run', 'tmp', 'home'].filter((name) => rule(name as RawPath, `/${name}` as RawPath)),
    ).toEqual(['proc', 'sys', 'dev', 'run']);
  });

  it('each say why', () => {
    expect(SYSTEMS.flatMap((system) => builtinExcludes(system).filter((row) => !row.why || !row.pattern))).toEqual([]);
  });
});

describe('exclude pattern of a plan', () => {
  it('without a slash fits a name at any depth', () => {
    expect(leftOut(['a.tmp', 'x/y/a.tmp', 'a.tmp/inside', 'a.tmpx', '.hidden.tmp', 'A.TMP'], ['*.tmp'])).toEqual([
      'a.tmp',
      'x/y/a.tmp',
      '.hidden.tmp',
    ]);
  });

  it('with a slash fits a path below the source', () => {
    expect(leftOut(['x/a', 'y/x/a', 'x/a/b', 'x/b'], ['x/a'])).toEqual(['x/a']);
    expect(leftOut(['x/a', 'y/x/a', 'x/b'], ['**/x/a'])).toEqual(['x/a', 'y/x/a']);
  });

  it('that ends with a slash, or is written with the other one, means the same', () => {
    expect([leftOut(['build', 'x/build'], ['build/']), leftOut(['x/a'], ['x\\a'], 'win32')]).toEqual([
      ['build', 'x/build'],
      ['x/a'],
    ]);
  });

  it('that is absolute fits a place on this computer', () => {
    expect([
      leftOut(['x/a', 'y/a'], ['/home/a/x/a']),
      leftOut(['x/a', 'y/a'], ['c:\\users\\A\\x\\*'], 'win32'),
      leftOut(['x/a'], ['/home/b/x/a']),
    ]).toEqual([['x/a'], ['x/a'], []]);
  });

  it('knows large from small letters only where the system does', () => {
    const paths = ['A.TXT', 'a.txt', '\u00c4.TXT', '\u00e4.txt'];

    expect([
      leftOut(paths, ['a.txt', '\u00e4.txt']),
      leftOut(paths, ['a.txt', '\u00e4.txt'], 'win32'),
      leftOut(paths, ['a.txt', '\u00e4.txt'], 'darwin'),
    ]).toEqual([['a.txt', '\u00e4.txt'], paths, paths]);
  });

  it('takes signs that mean something elsewhere as they are', () => {
    expect(leftOut(['a.b', 'axb', 'a+b', 'a$b', '~$x', 'a|b'], ['a.b', 'a+b', 'a$b', '~$x'])).toEqual([
      'a.b',
      'a+b',
      'a$b',
      '~$x',
    ]);
  });

  it.each([[''], [' '], ['a\0b'], ['[abc'], ['{a,b'], ['(a'], ['!keep.txt'], ['!docs/**']])(
    'is refused: %j',
    (pattern) => {
      expect(() => excludeRule([pattern])).toThrow(
        expect.objectContaining({ code: 'exclude-invalid', subject: pattern }),
      );
    },
  );

  it('does not widen the others: one pattern is one pattern', () => {
    expect(leftOut(['a', 'b', 'ab', 'xa', 'bx'], ['a', 'b'])).toEqual(['a', 'b']);
  });
});

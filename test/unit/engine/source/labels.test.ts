import { describe, expect, it } from 'vitest';
import { labelSources } from '../../../../electron/engine/source/index.ts';

function labels(paths: readonly string[], system: NodeJS.Platform = 'linux'): string[] {
  return labelSources(paths, [], system).map(({ path, label }) => `${label} <- ${path}`);
}

describe('labels of sources', () => {
  it('are the last component, numbered where it comes again', () => {
    expect(labels(['/a/Documents', '/b/Documents', '/c/Documents', '/d/Pictures'])).toEqual([
      'Documents <- /a/Documents',
      'Documents-2 <- /b/Documents',
      'Documents-3 <- /c/Documents',
      'Pictures <- /d/Pictures',
    ]);
  });

  it('differ by more than large and small letters', () => {
    expect(labels(['/a/Docs', '/b/docs', '/c/DOCS'])).toEqual([
      'DOCS-3 <- /c/DOCS',
      'Docs <- /a/Docs',
      'docs-2 <- /b/docs',
    ]);
  });

  it('step aside for a source that really has the numbered name', () => {
    expect(labels(['/x/docs-2', '/a/docs', '/b/docs'])).toEqual([
      'docs <- /a/docs',
      'docs-2 <- /x/docs-2',
      'docs-3 <- /b/docs',
    ]);
  });

  it('name roots of drives, of shares and of the disk', () => {
    expect([labels(['C:\\', 'd:\\', 'C:\\Users\\a', '\\\\server\\share\\'], 'win32'), labels(['/'])]).toEqual([
      ['C <- C:\\', 'D <- d:\\', 'a <- C:\\Users\\a', 'share <- \\\\server\\share\\'],
      ['root <- /'],
    ]);
  });

  it('take a path that is given twice once', () => {
    expect(labels(['/a/x', '/a/x'])).toEqual(['x <- /a/x']);
  });

  it('stay with the path they were given to, also when it comes back, and go to no other', () => {
    const known = [
      { path: '/old/Docs', label: 'Docs' },
      { path: '/b/Docs', label: 'Docs-2' },
    ];

    expect(labelSources(['/new/docs', '/b/Docs', '/c/Docs-2'], known, 'linux')).toEqual([
      { path: '/b/Docs', label: 'Docs-2' },
      { path: '/c/Docs-2', label: 'Docs-2-2' },
      { path: '/new/docs', label: 'docs-3' },
    ]);
  });

  it('stand in the order of the tree', () => {
    expect(labels(['/1/b', '/2/a b', '/3/a', '/4/a.x', '/5/\u00e9', '/6/z'])).toEqual([
      'a <- /3/a',
      'a b <- /2/a b',
      'a.x <- /4/a.x',
      'b <- /1/b',
      'z <- /6/z',
      '\u00e9 <- /5/\u00e9',
    ]);
  });
});

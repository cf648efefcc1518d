import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mapPath } from '../../../../electron/engine/restore/path-map.ts';

const MAP = [
  { from: 'C:\\Users\\anna', to: '/home/anna' },
  { from: 'C:\\Users\\anna\\Documents\\Books', to: '/srv/books' },
  { from: '\\\\nas\\share', to: '/mnt/share' },
  { from: '/home/bob/', to: '/home/robert' },
];

describe('a path on another computer', () => {
  it.each([
    ['C:\\Users\\anna', '/home/anna'],
    ['c:\\users\\ANNA\\Documents', '/home/anna/Documents'],
    ['C:/Users/anna/账单', '/home/anna/账单'],
    ['C:\\Users\\anna\\Documents\\Books\\2026', '/srv/books/2026'],
    ['\\\\NAS\\share\\x', '/mnt/share/x'],
    ['/home/bob', '/home/robert'],
    ['/home/bob/a b', '/home/robert/a b'],
  ])('%s is %s', (path, here) => {
    expect(mapPath(path, MAP)).toBe(join(here));
  });

  it('is unknown where only a part of a name fits, another system is meant, or the case differs outside Windows', () => {
    const paths = ['C:\\Users\\anna2', 'C:\\Users', 'D:\\Users\\anna', '/Users/anna', '/home/Bob', '/home/bobby', ''];

    expect(paths.map((path) => mapPath(path, MAP))).toEqual(paths.map(() => undefined));
  });
});

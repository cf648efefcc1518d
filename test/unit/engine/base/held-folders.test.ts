import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errnoOf, fsPath, HeldFolders, type RawPath, rawFromText } from '../../../../electron/engine/base/index.ts';

let work: string;
let folders: HeldFolders;

beforeEach(() => {
  work = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-')));
  mkdirSync(join(work, 'root', 'a', 'b'), { recursive: true });
  mkdirSync(join(work, 'outside', 'b'), { recursive: true });
  folders = new HeldFolders();
});
afterEach(() => {
  folders.close();
  rmSync(work, { recursive: true });
});

const raw = (...parts: string[]): RawPath => rawFromText(join(work, ...parts));
const way = (...parts: string[]): RawPath => folders.way(raw(...parts), raw('root'));

function refusalOf(...parts: string[]): string {
  try {
    return `a way: ${way(...parts)}`;
  } catch (error) {
    return errnoOf(error);
  }
}

describe('way into a folder', () => {
  it('leads where the path leads', () => {
    for (const parts of [['x'], ['a', 'x'], ['a', 'b', 'x'], ['a', 'b', '\u4f60']]) {
      writeFileSync(fsPath(way('root', ...parts)), parts.join());
      expect(readFileSync(join(work, 'root', ...parts), 'utf8')).toBe(parts.join());
    }
  });

  it('is none through a link, a file, or what is not there', () => {
    symlinkSync(join(work, 'outside'), join(work, 'root', 'link'));
    symlinkSync('b', join(work, 'root', 'a', 'link'));
    writeFileSync(join(work, 'root', 'file'), '');

    expect([
      refusalOf('root', 'link', 'x'),
      refusalOf('root', 'link', 'b', 'x'),
      refusalOf('root', 'a', 'link', 'x'),
    ]).toEqual(['ELOOP', 'ELOOP', 'ELOOP']);
    expect([refusalOf('root', 'file', 'x'), refusalOf('root', 'none', 'x')]).toEqual(['ENOTDIR', 'ENOENT']);
  });

  it('is that of a place which is the chosen one itself', () => {
    writeFileSync(fsPath(folders.way(raw('root', 'a'), raw('root', 'a'))).toString() + '-beside', 'x');

    expect(readdirSync(join(work, 'root'))).toEqual(['a', 'a-beside']);
  });

  it('is good for many more than are held at a time', () => {
    const names = Array.from({ length: 300 }, (_, i) => `folder-${i}`);
    for (const name of names) mkdirSync(join(work, 'root', name, 'deep', 'er'), { recursive: true });
    const open = (): number => readdirSync('/proc/self/fd').length;
    const before = open();
    for (const name of names) writeFileSync(fsPath(way('root', name, 'deep', 'er', 'x')), name);
    const held = open() - before;
    folders.close();

    expect(names.filter((name) => readFileSync(join(work, 'root', name, 'deep', 'er', 'x'), 'utf8') !== name)).toEqual(
      [],
    );
    expect([held > 0, held < 80]).toEqual([true, true]);
  });

  it.runIf(process.platform === 'linux')('stays in the folder that was entered, whatever is put in its place', () => {
    const [file, deeper] = [way('root', 'a', 'x'), way('root', 'a', 'b', 'x')];
    renameSync(join(work, 'root', 'a'), join(work, 'root', 'moved'));
    symlinkSync(join(work, 'outside'), join(work, 'root', 'a'));
    for (const each of [file, deeper]) writeFileSync(fsPath(each), 'x');

    expect(readdirSync(join(work, 'outside'), { recursive: true })).toEqual(['b']);
    expect(readdirSync(join(work, 'root', 'moved'), { recursive: true, encoding: 'utf8' }).toSorted()).toEqual([
      'b',
      'b/x',
      'x',
    ]);
  });
});

import {
  chmodSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { lookAtTree, onDisk } from './look-at-tree.ts';

/** The source of the golden vault, in three states; names are latin1 for their bytes. */
export function makeFirst(root: string): void {
  for (const folder of ['empty', 'deep', 'deep/a', 'deep/a.b', 'deep/a b', 'mode']) mkdirSync(onDisk(root, folder));
  const write = writer(root);
  write('nothing', '');
  write('one byte', 'x');
  write('deep/a/file', 'inside');
  write('deep/a.b/file', 'beside, after');
  write('deep/a b/file', 'beside, before');
  write(utf8('deep/\u4f60\u597d.txt'), 'Chinese name');
  write('deep/caf\xe9', 'a name that is not UTF-8');
  write('deep/\xff\xfe', 'another');
  write('deep/line\nend', 'a name of two lines');
  write(`deep/${'n'.repeat(255)}`, 'a name of 255 bytes');
  write('group 1', 'one file, three names');
  linkSync(onDisk(root, 'group 1'), onDisk(root, 'group 2'));
  linkSync(onDisk(root, 'group 1'), onDisk(root, 'deep/group 3'));
  symlinkSync('deep/a/file', onDisk(root, 'link to file'));
  symlinkSync('../nowhere', onDisk(root, 'deep/link to nowhere'));
  symlinkSync(Buffer.from('odd \xfftarget', 'latin1'), onDisk(root, 'odd link'));
  write('twin 1', 'the same content twice');
  write('twin 2', 'the same content twice');
  write('sparse', 'head');
  truncateSync(onDisk(root, 'sparse'), 700_000);
  write('large', largeContent(0));
  write('large sparse', largeContent(1).subarray(0, 200_000));
  truncateSync(onDisk(root, 'large sparse'), 5_000_000);
  write('mode/private', 'for one', 0o600);
  write('mode/run', '#!/bin/sh\n', 0o755);
  settle(root);
}

/** Edits, a move, a deletion, a file that becomes a folder and the reverse. */
export function makeSecond(root: string): void {
  const write = writer(root);
  write('one byte', 'y');
  write('new', 'new in the second');
  write('large', Buffer.concat([Buffer.from('in front of it all\n'), largeContent(0)]));
  renameSync(onDisk(root, 'twin 2'), onDisk(root, 'deep/moved twin'));
  rmSync(onDisk(root, 'nothing'));
  mkdirSync(onDisk(root, 'nothing'));
  write('nothing/now a folder', 'within');
  rmSync(onDisk(root, 'empty'), { recursive: true });
  write('empty', 'now a file');
  rmSync(onDisk(root, 'deep/link to nowhere'));
  settle(root);
}

export function makeThird(root: string): void {
  const write = writer(root);
  write('new', 'new in the third');
  write('large', Buffer.concat([largeContent(0), Buffer.from('behind it all\n')]));
  rmSync(onDisk(root, 'deep/a.b'), { recursive: true });
  chmodSync(onDisk(root, 'mode/private'), 0o640);
  settle(root);
}

/** Large enough to be cut in several chunks, and yet small in the vault. */
function largeContent(seed: number): Buffer {
  const lines = Array.from({ length: 50_000 }, (_, i) => `line ${i + seed} of a file that is large enough to be cut`);
  return Buffer.from(lines.join('\n'));
}

function writer(root: string): (path: string, content: string | Buffer, mode?: number) => void {
  return (path, content, mode = 0o644) => {
    rmSync(onDisk(root, path), { force: true });
    writeFileSync(onDisk(root, path), content);
    chmodSync(onDisk(root, path), mode);
  };
}

function utf8(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** Fixed times for everything, some of them odd; folders last, deepest first. */
function settle(root: string): void {
  lookAtTree(root)
    .toReversed()
    .forEach((entry, i, { length }) => {
      const path = entry.path.startsWith('base64:')
        ? Buffer.from(entry.path.slice(7), 'base64').toString('latin1')
        : entry.path;
      const time = timeOf(length - i);
      if (entry.type === 'symlink') lutimesSync(onDisk(root, path), time, time);
      else utimesSync(onDisk(root, path), time, time);
      if (entry.type === 'dir') chmodSync(onDisk(root, path), path === 'mode' ? 0o700 : 0o755);
    });
}

function timeOf(n: number): number | Date {
  if (n % 7 === 0) return new Date(-86_400_000 * n);
  return 1_700_000_000 + n * 1000 + (n * 1234.5) / 1e6;
}

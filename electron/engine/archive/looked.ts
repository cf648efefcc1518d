import { isUtf8 } from 'node:buffer';
import { type RawPath, rawFromText, type WindowsFacts } from '../base/index.ts';
import type { DirEntry, FileEntry, SymlinkEntry } from './entry.ts';
import { parsePath, printPath } from './entry-line.ts';

/** What a look at something tells, without its content: what a listing says of it in the same words if nothing changed. */
export type Looked = DirEntry | SymlinkEntry | Omit<FileEntry, 'sha256' | 'chunks' | 'changedWhileRead'>;

/** A look in the words of a listing, one character a byte: what stands in front of a file's hash, and what behind it; of others all is in front. */
export interface LookedText {
  readonly front: string;
  readonly behind: string;
}

// What JSON writes differently.
const ESCAPED = /[^\u0020-\u00ff]|["\\]/;
const NOT_ASCII = /[\x80-\xff]/;

/** As `printEntry` writes it. */
export function printLooked(now: Looked): LookedText {
  const { mtime, mode, uid, gid } = now;
  const size = now.type === 'file' ? `"size":"${now.size}",` : '';
  const win = now.type === 'symlink' || !now.win ? '' : `,"win":${JSON.stringify(now.win)}`;
  const common = `{${quoted('path', now.path)},"type":"${now.type}",${size}"mtime":"${mtime}","mode":${mode},"uid":${uid},"gid":${gid}${win}`;
  switch (now.type) {
    case 'dir':
      return { front: `${common}}`, behind: '' };
    case 'symlink':
      return { front: `${common},${quoted('target', now.target)}}`, behind: '' };
    case 'file': {
      const link = now.hardLink === undefined ? '' : `,"link":${JSON.stringify(now.hardLink)}`;
      return {
        front: `${common},"ctime":"${now.ctime}","inode":"${now.inode}","sha256":"`,
        behind: `"${link}${now.sparse ? ',"sparse":true' : ''}`,
      };
    }
  }
}

interface LookedLine {
  readonly type: Looked['type'];
  readonly size: string;
  readonly mtime: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly win?: WindowsFacts;
  readonly ctime: string;
  readonly inode: string;
  readonly link?: string;
  readonly sparse?: boolean;
}

/** Both parts of a printed one, joined. */
export function parseLooked(text: string): Looked {
  const json = NOT_ASCII.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
  const line = JSON.parse(json.endsWith('}') ? json : `${json}}`) as LookedLine & Record<string, unknown>;
  const { type, mtime, mode, uid, gid, win } = line;
  const attributes = { path: parsePath('path', line), mtime, mode, uid, gid };
  if (type === 'symlink') return { type, ...attributes, target: parsePath('target', line) };
  if (type === 'dir') return { type, ...attributes, win };
  const { size, ctime, inode, link, sparse } = line;
  return { type, ...attributes, size: Number(size), win, ctime, inode, hardLink: link, sparse };
}

function quoted(key: string, path: RawPath): string {
  const asItIs = !ESCAPED.test(path) && (!NOT_ASCII.test(path) || isUtf8(Buffer.from(path, 'latin1')));
  return asItIs ? `"${key}":"${path}"` : rawFromText(JSON.stringify(printPath(key, path)).slice(1, -1));
}

import { rawFromText, type WindowsFacts } from '../base/index.ts';
import type { Looked } from './entry.ts';
import type { TextBytes } from './text-bytes.ts';

type LookedFile = Extract<Looked, { type: 'file' }>;

const TYPES = { dir: ',"type":"dir",', file: ',"type":"file",', symlink: ',"type":"symlink",' } as const;
/** Most things have the same as what stood before them. */
let last = { mode: -1, uid: -1, gid: -1, text: '' };

/** What a look says in the line of a listing: what stands before a file's hash; of others all of it. */
export function writeFront(out: TextBytes, now: Looked): void {
  out.add('{');
  out.addPath('path', now.path);
  out.add(TYPES[now.type]);
  if (now.type === 'file') {
    out.add('"size":"');
    out.add(String(now.size));
    out.add('",');
  }
  out.add('"mtime":"');
  out.add(now.mtime);
  out.add(rights(now));
  if (now.type === 'symlink') {
    out.add(',');
    out.addPath('target', now.target);
  } else if (now.win) out.add(optional('win', winOf(now.win)));
  if (now.type === 'file') {
    out.add(',"ctime":"');
    out.add(now.ctime);
    out.add('","inode":"');
    out.add(now.inode);
    out.add('","sha256":"');
  } else out.add('}');
}

/** What it says behind a file's hash. */
export function writeBehind(out: TextBytes, now: LookedFile): void {
  out.add('"');
  if (now.hardLink !== undefined) out.add(optional('link', now.hardLink));
  if (now.sparse) out.add(',"sparse":true');
}

/** Text may come out of a listing that others have written. */
export function optional(key: string, value: unknown): string {
  return value === undefined ? '' : rawFromText(`,"${key}":${JSON.stringify(value)}`);
}

function rights({ mode, uid, gid }: Looked): string {
  if (mode !== last.mode || uid !== last.uid || gid !== last.gid)
    last = { mode, uid, gid, text: `","mode":${mode},"uid":${uid},"gid":${gid}` };
  return last.text;
}

/** In this order and without anything else: an unchanged line is known by its bytes. */
function winOf({ attributes, created }: WindowsFacts): WindowsFacts {
  return { attributes, created };
}

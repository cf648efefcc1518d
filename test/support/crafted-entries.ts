import type { Entry, FileEntry } from '../../electron/engine/archive/index.ts';
import type { RawPath } from '../../electron/engine/base/index.ts';

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const ATTRIBUTES = { mtime: '0', mode: 0o755, uid: 0, gid: 0 };

/** An empty file, unless `more` says otherwise. */
export function file(path: string, more: Partial<FileEntry> = {}): FileEntry {
  return {
    type: 'file',
    path: path as RawPath,
    ...ATTRIBUTES,
    size: 0,
    ctime: '0',
    inode: '1',
    sha256: EMPTY,
    chunks: [],
    ...more,
  };
}

export function folder(path: string, mode = ATTRIBUTES.mode): Entry {
  return { type: 'dir', path: path as RawPath, ...ATTRIBUTES, mode };
}

export function link(path: string, target: string): Entry {
  return { type: 'symlink', path: path as RawPath, ...ATTRIBUTES, target: target as RawPath };
}

import { readFileSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileSystemOf } from './believed-flush.ts';
import { fsPath, type RawPath } from './raw-path.ts';

const BY_NETWORK = /^(nfs4?|cifs|smb3?|smbfs|9p|ceph|afs|glusterfs|lustre|fuse)$|^fuse\./;

/**
 * Whether a place is on a disk of this computer, so that a reading that failed speaks of that disk: a share fails in the same way
 * when its line breaks. Of Windows only the name is looked at, for its shares fail by other codes.
 */
export function isOwnDisk(at: RawPath): boolean {
  if (process.platform === 'win32') return !/^[\\/]{2}(?![?.][\\/])/.test(at);
  if (process.platform !== 'linux') return true;
  try {
    return isDiskKind(fileSystemOf(whole(String(fsPath(at))), readFileSync('/proc/self/mounts', 'utf8')));
  } catch {
    return false;
  }
}

export function isDiskKind(kind: string | undefined): boolean {
  return kind !== undefined && !BY_NETWORK.test(kind);
}

/** The file itself may be what cannot be looked at. */
function whole(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return realpathSync(dirname(path));
  }
}

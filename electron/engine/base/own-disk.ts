import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileSystemOf, fileSystemsBelow, mountsNow } from './mounts.ts';
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
    const [path, mounts] = [String(fsPath(at)), mountsNow()];
    // A share may stand still: where the path tells it, it is not asked where it leads to.
    return isDiskKind(fileSystemOf(path, mounts)) && isDiskKind(fileSystemOf(whole(path), mounts));
  } catch {
    return false;
  }
}

/** Whether that holds for all that is in a folder too, links aside. */
export function isAllOwnDisk(folder: RawPath): boolean {
  if (!isOwnDisk(folder)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return fileSystemsBelow(whole(String(fsPath(folder))), mountsNow()).every(isDiskKind);
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

import { realpathSync, statfsSync } from 'node:fs';
import { fileSystemOf, mountsNow } from './mounts.ts';

const FUSE = 0x65735546;

/**
 * Whether a flush in this folder that succeeded means anything: a program that shows a share or a cloud as a folder may answer that
 * all is written when it has only been sent. One for a disk of this computer (`fuseblk`) passes it on.
 */
export function isFlushBelieved(path: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    if (statfsSync(path).type !== FUSE) return true;
    return fileSystemOf(realpathSync(path), mountsNow()) === 'fuseblk';
  } catch {
    return false;
  }
}

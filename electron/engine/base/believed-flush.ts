import { readFileSync, realpathSync, statfsSync } from 'node:fs';
import { sep } from 'node:path';

const FUSE = 0x65735546;

/**
 * Whether a flush in this folder that succeeded means anything: a program that shows a share or a cloud as a folder may answer that
 * all is written when it has only been sent. One for a disk of this computer (`fuseblk`) passes it on.
 */
export function isFlushBelieved(path: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    if (statfsSync(path).type !== FUSE) return true;
    return fileSystemOf(realpathSync(path), readFileSync('/proc/self/mounts', 'utf8')) === 'fuseblk';
  } catch {
    return false;
  }
}

/** By the mount that is nearest above it; of several at one place the last counts. */
export function fileSystemOf(path: string, mounts: string): string | undefined {
  let [found, length]: [string | undefined, number] = [undefined, -1];
  for (const line of mounts.split('\n')) {
    const [, point, type] = line.split(' ');
    if (point === undefined || type === undefined) continue;
    const at = point.replace(/\\([0-7]{3})/g, (_all, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 8)),
    );
    const isAbove = path === at || path.startsWith(at.endsWith(sep) ? at : `${at}${sep}`);
    if (isAbove && at.length >= length) [found, length] = [type, at.length];
  }
  return found;
}

import { chmodSync, lstatSync, readdirSync, rmSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../base/index.ts';

/** Of the owner, the group and all others. Node shows and sets the read-only attribute of Windows by them. */
const WRITE_BITS = 0o222;

/**
 * Takes the right to write from the files of a folder, `last` at the end: where that one has none, nothing is left to do. It guards against
 * slips and simple malware and nothing relies on it: what a file system does not know (FAT, some shares) is left after the first try.
 */
export function protectFolder(folder: string, last: string): void {
  if (!mayBeWritten(fileAt(join(folder, last)))) return;
  let isTaken = false;
  for (const name of [...namesIn(folder).filter((each) => each !== last), last]) {
    const path = join(folder, name);
    const before = fileAt(path);
    if (!before || !mayBeWritten(before)) continue;
    if (withMode(path, before.mode & ~WRITE_BITS)) isTaken = true;
    else if (!isTaken) return;
  }
}

/** Removes a file, or a folder with all that is in it, protected or not. Of a link only itself goes. Throws what `rm` throws. */
export function removeProtected(path: string, how: { readonly recursive: boolean }): void {
  try {
    rmSync(path, { ...how, force: true });
  } catch (error) {
    // Windows, and a server with its ways, remove no file that may only be read.
    if (!['EPERM', 'EACCES'].includes(errnoOf(error))) throw error;
    unprotect(path, how.recursive);
    rmSync(path, { ...how, force: true });
  }
}

function unprotect(path: string, isDeep: boolean): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory() && isDeep) for (const each of readdirSync(path)) unprotect(join(path, each), true);
  else if (stats?.isFile()) withMode(path, stats.mode | 0o200);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Undefined for a link too: what it leads to is not ours. */
function fileAt(path: string): Stats | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? stats : undefined;
  } catch {
    return undefined;
  }
}

function mayBeWritten(stats: Stats | undefined): boolean {
  return stats !== undefined && (stats.mode & WRITE_BITS) !== 0;
}

/** Whether the file system took it. */
function withMode(path: string, mode: number): boolean {
  try {
    chmodSync(path, mode & 0o7777);
    return (lstatSync(path).mode & WRITE_BITS) === (mode & WRITE_BITS);
  } catch {
    return false;
  }
}

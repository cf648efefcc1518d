import type { BigIntStats } from 'node:fs';
import type { GapCode } from '../../contract/index.ts';
import { errnoOf, isOwnDisk, type RawPath } from '../base/index.ts';
import type { Stat } from './scanned.ts';

export function toStat(stats: BigIntStats): Stat {
  return {
    size: Number(stats.size),
    mode: Number(stats.mode) & 0o7777,
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    mtime: timeOf(stats.mtimeNs),
    ctime: timeOf(stats.ctimeNs),
    inode: String(stats.ino),
  };
}

export function isSameStat(a: Stat, b: Stat): boolean {
  return (
    a.size === b.size &&
    a.mtime === b.mtime &&
    a.ctime === b.ctime &&
    a.inode === b.inode &&
    a.mode === b.mode &&
    a.uid === b.uid &&
    a.gid === b.gid
  );
}

const WRAP_NS = 2n ** 32n * 1_000_000_000n;

/**
 * On Windows libuv keeps seconds in 32 bits and Node reads them as unsigned: 1965 comes as 2101. A file from before 1970 is
 * likelier than one from after 2038, so the upper half is taken as what it was before it was wrapped.
 */
export function timeOf(ns: bigint): string {
  return String(process.platform === 'win32' && ns >= WRAP_NS / 2n ? ns - WRAP_NS : ns);
}

/** Node names what libuv does not know by its number: Linux has found a file system damaged (EUCLEAN). */
const NEEDS_CLEANING = 'Unknown system error -117';

/** Why the system would not let us read what is `at` that place, in the words of the contract. */
export function gapCodeOf(error: unknown, at: RawPath): GapCode {
  switch (errnoOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'permission';
    case 'EBUSY':
    case 'ETXTBSY':
      return 'locked';
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
      return 'vanished';
    case 'ENAMETOOLONG':
      return 'path-too-long';
    case 'EIO':
    case 'EBADMSG':
    case NEEDS_CLEANING:
      return isOwnDisk(at) ? 'damaged-disk' : 'read-error';
    default:
      return 'read-error';
  }
}

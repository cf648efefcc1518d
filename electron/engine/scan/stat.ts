import type { BigIntStats } from 'node:fs';
import type { GapCode } from '../../contract/index.ts';
import { errnoOf } from '../base/index.ts';
import type { Stat } from './scanned.ts';

export function toStat(stats: BigIntStats): Stat {
  return {
    size: Number(stats.size),
    mode: Number(stats.mode) & 0o7777,
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    mtime: String(stats.mtimeNs),
    ctime: String(stats.ctimeNs),
    inode: String(stats.ino),
  };
}

export function sameStat(a: Stat, b: Stat): boolean {
  return a.size === b.size && a.mtime === b.mtime && a.ctime === b.ctime && a.inode === b.inode;
}

/** Why the system would not let us read, in the words of the contract. */
export function gapCodeOf(error: unknown): GapCode {
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
    default:
      return 'read-error';
  }
}

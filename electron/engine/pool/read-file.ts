import { type BigIntStats, closeSync, constants, fstatSync, openSync } from 'node:fs';
import type { GapCode } from '../../contract/index.ts';
import { errnoOf, fsPath, type RawPath } from '../base/index.ts';
import { gapCodeOf, type Stat, toStat } from '../scan/index.ts';

// No link is followed (it may have been put there since the walk), a pipe does not block, and reading leaves no trace where the system allows that.
const SAFE = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const TRACELESS = SAFE | (constants.O_NOATIME ?? 0);

export interface OpenFile {
  readonly fd: number;
  readonly stat: Stat;
  /** The same as the system said it: cheaper to compare than the strings of `stat`. */
  readonly seen: BigIntStats;
}

export class Unreadable extends Error {
  readonly code: GapCode;
  constructor(code: GapCode) {
    super(code);
    this.code = code;
  }
}

/** Opens a regular file for reading. Throws `Unreadable`. */
export function openToRead(at: RawPath): OpenFile {
  const fd = open(at);
  try {
    const stats = fstatSync(fd, { bigint: true });
    if ((stats.mode & 0o170000n) !== 0o100000n) throw new Unreadable('vanished');
    return { fd, stat: toStat(stats), seen: stats };
  } catch (error) {
    closeSync(fd);
    throw unreadable(error, at);
  }
}

/** True while the file is as it was when it was opened. */
export function heldStill({ fd, seen }: OpenFile): boolean {
  const now = fstatSync(fd, { bigint: true });
  return now.size === seen.size && now.mtimeNs === seen.mtimeNs && now.ctimeNs === seen.ctimeNs;
}

export function unreadable(error: unknown, at: RawPath): Unreadable {
  return error instanceof Unreadable ? error : new Unreadable(gapCodeOf(error, at));
}

function open(at: RawPath): number {
  const path = fsPath(at);
  try {
    return openSync(path, TRACELESS);
  } catch (error) {
    // O_NOATIME is for the owner and root only.
    if (errnoOf(error) !== 'EPERM' || TRACELESS === SAFE) throw unreadable(error, at);
  }
  try {
    return openSync(path, SAFE);
  } catch (error) {
    throw unreadable(error, at);
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { EngineError, errnoOf } from '../base/index.ts';
import { shareOf } from './share-port.ts';

/** Types of mounts behind which there is a server; `fuseblk` is a disk. */
const SERVED = /^(cifs|smb3|nfs4?|ceph|9p|fuse|fuse\..+)$/;
/** Of a server that is started again, or a connection that is made anew. */
const PAUSES_MS = [300, 700, 1500, 2500];

/** What Node makes of the network errors of Windows; UNKNOWN of those it has no name for, 53 and 59 among them. */
const BROKEN_ON_WINDOWS = new Set([
  'EIO',
  'UNKNOWN',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENOTCONN',
]);

/**
 * Whether an error says that the way to a folder's server broke, and nothing about what lies there: to a mounted share every break is
 * EIO, which of a disk means that it is bad. Asks the system's table of mounts alone.
 */
export function isBrokenWay(error: unknown, path: string, platform: NodeJS.Platform = process.platform): boolean {
  const code = errnoOf(error);
  const isBreak = platform === 'win32' ? BROKEN_ON_WINDOWS.has(code) : code === 'EIO';
  return isBreak && isServed(path, platform);
}

/**
 * Does a piece of reading in a folder; where the way to its server broke, again as long as the folder answers: of the connections that a
 * mount keeps some may be broken still. Throws EngineError `vault-unavailable` where it does not answer, and what the system throws:
 * EIO for what the server itself cannot read.
 */
export function readServed<T>(path: string, work: () => T): T {
  for (const pauseMs of PAUSES_MS) {
    try {
      return work();
    } catch (error) {
      if (!isBrokenWay(error, path)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
      if (!answers(dirname(path)))
        throw new EngineError('vault-unavailable', { subject: path, detail: errnoOf(error), cause: error });
    }
  }
  return work();
}

/** The place itself is not asked: it may not answer. */
function isServed(path: string, platform: NodeJS.Platform): boolean {
  if (platform !== 'linux') return shareOf(path) !== undefined;
  return SERVED.test(mountType(path) ?? '');
}

function mountType(path: string): string | undefined {
  // A space and the like stand there as an octal number.
  const plain = (text: string) =>
    text.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)));
  const rows = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((row) => row.split(' ').map(plain))
    .filter(([, at = '?']) => path === at || path.startsWith(at.endsWith('/') ? at : `${at}/`));
  return rows.toSorted(([, a = ''], [, b = '']) => a.length - b.length).at(-1)?.[2];
}

function answers(folder: string): boolean {
  try {
    readdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

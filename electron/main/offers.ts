import { readdir, stat, statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { OfferedFolder, OfferedPlace } from '../contract/index.ts';
import type { Grants } from './grants.ts';

/** What the first plan may be made of without a dialog. What is offered is granted. */
export interface Offers {
  folders(): Promise<OfferedFolder[]>;
  places(): Promise<OfferedPlace[]>;
}

/** Roots of the disks that are there now, the system's own left out. */
export type Disks = () => Promise<string[]>;

const KINDS = ['documents', 'desktop', 'pictures'] as const satisfies readonly OfferedFolder['kind'][];
/** A network drive whose server has gone keeps the system waiting; the offer does not wait with it. */
const PATIENCE_MS = 1500;
/** A disc or an empty card reader. */
const LEAST_BYTES = 100 * 2 ** 20;

export function createOffers(deps: {
  pathOf: (kind: OfferedFolder['kind']) => string;
  disks: Disks;
  grants: Grants;
  home?: string;
}): Offers {
  const home = resolve(deps.home ?? homedir());
  return {
    async folders() {
      const found = await Promise.all(KINDS.map((kind) => folderOf(kind, deps.pathOf, home)));
      const folders = found.filter((folder) => folder !== undefined);
      for (const { path } of folders) deps.grants.grant('source', path);
      return folders;
    },
    async places() {
      const found = await Promise.all((await deps.disks()).map((path) => inTime(placeAt(path))));
      const places = found.filter((place) => place !== undefined);
      for (const { path } of places) deps.grants.grant('vault', path);
      return places;
    },
  };
}

async function folderOf(
  kind: OfferedFolder['kind'],
  pathOf: (kind: OfferedFolder['kind']) => string,
  home: string,
): Promise<OfferedFolder | undefined> {
  try {
    const path = resolve(pathOf(kind));
    // A system without such a folder names the home folder itself, which is far more than was meant.
    return path !== home && (await isFolder(path)) ? { kind, path } : undefined;
  } catch {
    return undefined;
  }
}

async function placeAt(path: string): Promise<OfferedPlace | undefined> {
  try {
    const { bavail, bsize } = await statfs(path);
    const freeBytes = bavail * bsize;
    return freeBytes >= LEAST_BYTES ? { path, freeBytes } : undefined;
  } catch {
    return undefined;
  }
}

/** The disks of this system: drive letters on Windows, what is mounted for the person elsewhere. */
export function systemDisks({ platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>): Disks {
  if (platform === 'win32') {
    const own = (env['SystemDrive'] ?? 'C:').toUpperCase();
    const drives = 'CDEFGHIJKLMNOPQRSTUVWXYZ'.split('').filter((letter) => `${letter}:` !== own);
    return () => Promise.resolve(drives.map((letter) => `${letter}:\\`));
  }
  const user = env['USER'] ?? '';
  const parents = platform === 'darwin' ? ['/Volumes'] : [`/media/${user}`, `/run/media/${user}`, '/mnt'];
  return async () => (await Promise.all(parents.map(mountedIn))).flat();
}

async function mountedIn(parent: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => []);
  const found = await Promise.all(names.map((name) => inTime(mountAt(join(parent, name)))));
  return found.filter((path) => path !== undefined);
}

/** Its own path if another disk than its parent's begins there; an empty mount point is a folder of the system disk. */
async function mountAt(path: string): Promise<string | undefined> {
  try {
    const [here, above] = await Promise.all([stat(path), stat(dirname(path))]);
    return here.isDirectory() && here.dev !== above.dev ? path : undefined;
  } catch {
    return undefined;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path)).isDirectory();
}

function inTime<T>(work: Promise<T | undefined>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

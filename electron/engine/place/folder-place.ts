import {
  closeSync,
  type Dirent,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { errnoOf, flushFolder, randomId, readFully, writeNewFile } from '../base/index.ts';
import { copyDurably } from './copy-durably.ts';
import type { Durability, Place, PlaceEntry, PlaceSpace, SentFile } from './place-contract.ts';
import { placeError } from './place-fault.ts';
import { protectFolder, removeProtected } from './write-protection.ts';

/** A folder of this computer's file system: on a disk, or on a share that the system has connected. */
export class FolderPlace implements Place {
  readonly kind = 'folder';
  readonly canMoveFolders = true;
  readonly address: string;

  constructor(path: string) {
    this.address = resolve(path);
  }

  exists(): boolean {
    return statSync(this.address, { throwIfNoEntry: false })?.isDirectory() ?? false;
  }

  localPath(name: string): string {
    return join(this.address, name);
  }

  list(folder: string): PlaceEntry[] {
    const path = this.localPath(folder);
    try {
      return readdirSync(path, { withFileTypes: true }).flatMap((each) => entryOf(path, each) ?? []);
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  size(name: string): number | undefined {
    const stats = statSync(this.localPath(name), { throwIfNoEntry: false });
    return stats?.isFile() ? stats.size : undefined;
  }

  read(name: string, offset: number, length: number): Buffer<ArrayBuffer> {
    const fd = openSync(this.localPath(name), 'r');
    try {
      const bytes = Buffer.allocUnsafeSlow(length);
      return bytes.subarray(0, readFully(fd, bytes, 0, length, offset));
    } finally {
      closeSync(fd);
    }
  }

  makeFolder(name: string): void {
    if (name !== '') return this.#makeBelow(this.localPath(name));
    mkdirSync(dirname(this.address), { recursive: true });
    if (!existsSync(this.address)) mkdirSync(this.address);
    flushFolder(dirname(this.address));
  }

  put(name: string, bytes: Uint8Array): Durability {
    const path = this.localPath(name);
    this.#makeBelow(dirname(path));
    // Others may write a file of that name into the same place.
    const flushed = writeNewFile(path, bytes, `${basename(path)}.${randomId()}.part`);
    return durability(flushFolder(dirname(path)) && flushed);
  }

  async send(name: string, file: SentFile, signal?: AbortSignal): Promise<Durability> {
    const path = this.localPath(name);
    this.#makeBelow(dirname(path));
    const flushed = await copyDurably(file, path, signal);
    return durability(flushFolder(dirname(path)) && flushed);
  }

  remove(name: string): void {
    const path = this.localPath(name);
    if (!isThere(path)) return;
    removeProtected(path, { recursive: false });
    flushFolder(dirname(path));
  }

  removeFolder(name: string): void {
    const path = this.localPath(name);
    if (!isThere(path)) return;
    // What a link leads to is not ours.
    if (!lstatSync(path).isDirectory()) return this.remove(name);
    for (const each of readdirSync(path)) removeProtected(join(path, each), { recursive: true });
    removeProtected(path, { recursive: true });
    flushFolder(dirname(path));
  }

  moveFolder(from: string, to: string): void {
    const [source, target] = [this.localPath(from), this.localPath(to)];
    if (isThere(target)) throw placeError('EEXIST', to);
    this.#makeBelow(dirname(target));
    renameSync(source, target);
    // The new name first: after a blow something may be seen twice, but must not be seen nowhere.
    flushFolder(dirname(target));
    flushFolder(dirname(source));
  }

  protect(folder: string, last: string): void {
    protectFolder(this.localPath(folder), last);
  }

  lockOf(): undefined {
    return undefined;
  }

  space(): PlaceSpace | undefined {
    try {
      const { bavail, blocks, bsize } = statfsSync(this.address);
      return blocks === 0 ? undefined : { free: bavail * bsize, total: blocks * bsize };
    } catch {
      return undefined;
    }
  }

  /** Never the place itself: where a share is not connected nothing is made in its stead. A name is durable once its folder is flushed. */
  #makeBelow(path: string): void {
    if (existsSync(path)) return;
    if (path === this.address) throw placeError('ENOENT', path);
    const parent = dirname(path);
    this.#makeBelow(parent);
    mkdirSync(path);
    flushFolder(parent);
  }
}

/** A link is what it leads to. Undefined for what is neither file nor folder. */
function entryOf(folder: string, entry: Dirent): PlaceEntry | undefined {
  const { name } = entry;
  if (entry.isDirectory()) return { name, isFolder: true, size: 0 };
  const stats = statSync(join(folder, name), { throwIfNoEntry: false });
  if (stats?.isDirectory()) return { name, isFolder: true, size: 0 };
  return stats?.isFile() ? { name, isFolder: false, size: stats.size } : undefined;
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function durability(flushed: boolean): Durability {
  return flushed ? 'flushed' : 'unconfirmed';
}

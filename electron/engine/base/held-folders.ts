import { closeSync, constants, existsSync, lstatSync, openSync } from 'node:fs';
import { errnoOf } from './engine-error.ts';
import { fsPath, isWithin, PATH_BYTES_MAX, type RawPath } from './raw-path.ts';

/** Open folders have a name of their own here, which is good for whatever can be done with a path. */
const HELD = '/proc/self/fd';
const CAN_HOLD = process.platform === 'linux' && existsSync(HELD);
/** Linux's `O_PATH`, which Node does not name: needs no right to read the folder. */
const ONLY_TO_PASS = 0o10000000;
const HELD_MAX = 64;

/**
 * Ways into folders below a chosen one that lead through no link. A folder is entered step by step and then held: what is done
 * by its way is done in the folder that was entered, whatever somebody puts in its place meanwhile. Where a system cannot hold
 * folders, a way is the path itself, every step of which has just been looked at.
 */
export class HeldFolders {
  /** The last used at the end. */
  readonly #held = new Map<RawPath, number>();
  readonly #seen = new Set<RawPath>();

  /**
   * The way to a name in a folder that is `root` or below it; a place that is not below `root` is taken as it is. Good until many
   * others have been asked for. Throws the system's error, `ELOOP` where a link is in the way.
   */
  way(place: RawPath, root: RawPath): RawPath {
    if (CAN_HOLD && place.length > PATH_BYTES_MAX) throw tooLong();
    return `${this.folder(parentOf(place), root)}${place.slice(place.lastIndexOf('/'))}` as RawPath;
  }

  /** The way to a folder itself. Throws as `way` does. */
  folder(folder: RawPath, root: RawPath): RawPath {
    const begin = isWithin(folder, root) ? root : folder;
    if (!CAN_HOLD) {
      this.#look(folder, begin);
      return folder;
    }
    // By steps more could be reached than by its path, and nobody could open it then.
    if (folder.length > PATH_BYTES_MAX) throw tooLong();
    return wayOf(this.#hold(folder, begin));
  }

  close(): void {
    for (const fd of this.#held.values()) closeSync(fd);
    this.#held.clear();
    this.#seen.clear();
  }

  /** From the nearest folder above that is held. This one and the one it is in stay held: neighbours are next. */
  #hold(folder: RawPath, begin: RawPath): number {
    const held = this.#held.get(folder);
    if (held !== undefined) return this.#keep(folder, held);
    if (folder === begin) return this.#keep(folder, enter(folder));
    const parent = parentOf(folder);
    const above = this.#held.has(parent) ? this.#hold(parent, begin) : this.#keep(parent, this.#walk(parent, begin));
    return this.#keep(folder, enter(`${wayOf(above)}/${folder.slice(folder.lastIndexOf('/') + 1)}` as RawPath));
  }

  #walk(folder: RawPath, begin: RawPath): number {
    let fd = enter(begin);
    for (const name of folder.slice(begin.length).split('/')) {
      if (name === '') continue;
      try {
        const next = enter(`${wayOf(fd)}/${name}` as RawPath);
        closeSync(fd);
        fd = next;
      } catch (error) {
        closeSync(fd);
        throw error;
      }
    }
    return fd;
  }

  #keep(folder: RawPath, fd: number): number {
    this.#held.delete(folder);
    this.#held.set(folder, fd);
    if (this.#held.size > HELD_MAX) {
      const [oldest, oldFd] = this.#held.entries().next().value as [RawPath, number];
      this.#held.delete(oldest);
      closeSync(oldFd);
    }
    return fd;
  }

  #look(folder: RawPath, begin: RawPath): void {
    for (let end = begin.length; end < folder.length; ) {
      const slash = folder.indexOf('/', end + 1);
      end = slash < 0 ? folder.length : slash;
      const step = folder.slice(0, end) as RawPath;
      if (this.#seen.has(step)) continue;
      if (lstatSync(fsPath(step)).isSymbolicLink()) throw linkInTheWay();
      this.#seen.add(step);
    }
  }
}

function parentOf(place: RawPath): RawPath {
  return (place.slice(0, place.lastIndexOf('/')) || '/') as RawPath;
}

function wayOf(fd: number): RawPath {
  return `${HELD}/${fd}` as RawPath;
}

function enter(folder: RawPath): number {
  try {
    return openSync(fsPath(folder), ONLY_TO_PASS | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  } catch (error) {
    const isLink = errnoOf(error) === 'ENOTDIR' && lstatSync(fsPath(folder)).isSymbolicLink();
    throw isLink ? linkInTheWay() : error;
  }
}

function tooLong(): Error {
  return Object.assign(new Error('path too long'), { code: 'ENAMETOOLONG' });
}

function linkInTheWay(): Error {
  return Object.assign(new Error('a link is in the way'), { code: 'ELOOP' });
}

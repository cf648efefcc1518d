import { closeSync, fstatSync, openSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errnoOf, readFully } from '../base/index.ts';
import { isRemote } from './address.ts';
import { goodCopiesAmong } from './good-copy.ts';
import type { Place } from './place-contract.ts';
import type { PlaceCallName, PlaceCalls } from './place-calls.ts';
import { placeError } from './place-fault.ts';
import { ask } from './place-thread.ts';
import { readServed } from './served-folder.ts';
import { unreachable } from './unreachable.ts';

/** A file of a place, open for reading in any thread. */
export interface StoredFile {
  readonly size: number;
  /** Fills the target from this position of the file; answers how much of it, less only where the file ends. */
  read(target: Uint8Array, position: number): number;
  close(): void;
}

/** What names a file of a place in all threads: its path, where the system has one for it. */
export function storedPath(place: Place, name: string): string {
  return place.localPath(name) ?? `${place.address}#${name}`;
}

/** The same file in other places that hold the same: `roots` are their `storedPath` of `''`, the one the path is in among them. */
export function mirroredPaths(path: string, roots: readonly string[]): string[] {
  const root = roots.find((each) => path.startsWith(each));
  if (root === undefined) return [];
  const name = path
    .slice(root.length)
    .replace(/^[\\/]/, '')
    .replaceAll('\\', '/');
  return roots.filter((each) => each !== root).map((each) => (each.endsWith('#') ? each + name : join(each, name)));
}

/** Good copies that lie beside a file, as `openStored` takes them. Throws EngineError `vault-unavailable` and the like where the place is gone. */
export function goodCopiesBeside(path: string): string[] {
  if (isRemote(path)) {
    const [place, name] = partsOf(path);
    const at = name.lastIndexOf('/');
    const names = reach(place, 'list', name.slice(0, at)).map((each) => each.name);
    return goodCopiesAmong(names, name.slice(at + 1)).map((each) => `${place}#${name.slice(0, at + 1)}${each}`);
  }
  const folder = dirname(path);
  try {
    return goodCopiesAmong(
      readServed(path, () => readdirSync(folder)),
      basename(path),
    ).map((each) => join(folder, each));
  } catch (error) {
    if (errnoOf(error) === '') throw error;
    return [];
  }
}

/** Throws what `Place` throws, ENOENT among it; it and its reads throw EngineError `vault-unavailable` and the like where the place is gone. */
export function openStored(path: string | Buffer): StoredFile {
  return typeof path === 'string' && isRemote(path) ? openAtPlace(path) : openHere(path);
}

function openHere(path: string | Buffer): StoredFile {
  const at = path.toString();
  let fd = readServed(at, () => openSync(path, 'r'));
  let isStale = false;
  try {
    return {
      size: readServed(at, () => fstatSync(fd).size),
      read: (target, position) =>
        readServed(at, () => {
          if (isStale) {
            const broken = fd;
            fd = openSync(path, 'r');
            closeSync(broken);
          }
          isStale = true;
          const read = readFully(fd, target, 0, target.length, position);
          isStale = false;
          return read;
        }),
      close: () => closeSync(fd),
    };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function openAtPlace(path: string): StoredFile {
  const [place, name] = partsOf(path);
  const size = reach(place, 'size', name);
  if (size === undefined) throw placeError('ENOENT', path);
  return {
    size,
    read: (target, position) => {
      const bytes = reach(place, 'read', name, position, target.length);
      target.set(bytes);
      return bytes.length;
    },
    close: () => undefined,
  };
}

function partsOf(path: string): [place: string, name: string] {
  const mark = path.lastIndexOf('#');
  return [path.slice(0, mark), path.slice(mark + 1)];
}

function reach<N extends PlaceCallName>(
  place: string,
  call: N,
  ...input: PlaceCalls[N]['input']
): PlaceCalls[N]['output'] {
  try {
    return ask(place, call, ...input);
  } catch (error) {
    throw unreachable(error, place) ?? error;
  }
}

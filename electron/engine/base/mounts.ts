import { readFileSync } from 'node:fs';
import { sep } from 'node:path';

/** What is mounted where, in the lines that Linux tells. */
export function mountsNow(): string {
  return readFileSync('/proc/self/mounts', 'utf8');
}

/** By the mount that is nearest above it; of several at one place the last counts. */
export function fileSystemOf(path: string, mounts: string): string | undefined {
  let [found, length]: [string | undefined, number] = [undefined, -1];
  for (const { at, kind } of mountsIn(mounts))
    if (at.length >= length && isAtOrBelow(path, at)) [found, length] = [kind, at.length];
  return found;
}

/** Kinds of all that is mounted in a folder, itself not included. */
export function fileSystemsBelow(folder: string, mounts: string): string[] {
  return mountsIn(mounts).flatMap(({ at, kind }) => (at !== folder && isAtOrBelow(at, folder) ? [kind] : []));
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

function mountsIn(mounts: string): { at: string; kind: string }[] {
  return mounts.split('\n').flatMap((line) => {
    const [, point, kind] = line.split(' ');
    if (point === undefined || kind === undefined) return [];
    const octal = (_all: string, digits: string): string => String.fromCharCode(Number.parseInt(digits, 8));
    return [{ at: point.replace(/\\([0-7]{3})/g, octal), kind }];
  });
}

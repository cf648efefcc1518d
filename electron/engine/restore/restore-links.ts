import { linkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import type { SymlinkEntry } from '../archive/index.ts';
import { fsPath, type RawPath } from '../base/index.ts';
import { type Keep, replaceKeeping } from '../pool/index.ts';
import { lookAt, Refused, type RestoreTarget, temporaryFor } from './restore-target.ts';

/** A second name for a file that was given back. Throws what the system throws, also where it knows no hard links. */
export function linkInPlace(target: RestoreTarget, first: RawPath, place: RawPath, keep: Keep | undefined): void {
  const given = fsPath(target.way(first));
  const final = fsPath(target.way(place));
  if (!keep) return linkSync(given, final);
  const temporary = fsPath(target.way(temporaryFor(place)));
  rmSync(temporary, { force: true });
  linkSync(given, temporary);
  try {
    replaceKeeping(temporary, final, keep);
  } finally {
    rmSync(temporary, { force: true });
  }
}

interface Link {
  readonly entry: SymlinkEntry;
  readonly place: RawPath;
  /** Something is there that is replaced and kept. */
  readonly keep: boolean;
}

/** `dress` gives it its attributes, `put` does what puts it in its place. Throws `Refused`, and what the system throws. */
export function symlinkInPlace(
  target: RestoreTarget,
  { entry, place, keep: replaces }: Link,
  how: { dress(path: string | Buffer): void; put(work: (keep: Keep | undefined) => void): void },
): void {
  const way = target.way(place);
  const final = fsPath(way);
  const temporary = fsPath(target.way(temporaryFor(place)));
  rmSync(temporary, { force: true });
  try {
    symlinkSync(fsPath(entry.target), temporary);
    how.dress(temporary);
    // Also in a folder that this restore made: a listing that nobody honest wrote may name something twice.
    if (!replaces && lookAt(way)) throw new Refused('name-collision');
    how.put((keep) => (keep ? replaceKeeping(temporary, final, keep) : renameSync(temporary, final)));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

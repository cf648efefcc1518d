import { linkSync, rmSync } from 'node:fs';
import { fsPath, type RawPath } from '../base/index.ts';
import { type Keep, replaceKeeping } from '../pool/index.ts';
import { temporaryFor } from './restore-target.ts';

/** A second name for a file that was given back. Throws what the system throws, also where it knows no hard links. */
export function linkInPlace(first: RawPath, place: RawPath, keep: Keep | undefined): void {
  if (!keep) return linkSync(fsPath(first), fsPath(place));
  const temporary = fsPath(temporaryFor(place));
  rmSync(temporary, { force: true });
  linkSync(fsPath(first), temporary);
  try {
    replaceKeeping(temporary, place, keep);
  } finally {
    rmSync(temporary, { force: true });
  }
}

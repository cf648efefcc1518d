import { linkSync, lstatSync, mkdirSync, renameSync, unlinkSync } from 'node:fs';
import { errnoOf, fsPath, type RawPath } from '../base/index.ts';

/** Where what is replaced is kept: `at`, or where that turns out to be another file system, `beside` it. */
export interface Keep {
  readonly at: RawPath;
  readonly beside: RawPath;
}

const IS_WINDOWS = process.platform === 'win32';

interface Kept {
  readonly path: string | Buffer;
  readonly moved: boolean;
}

/**
 * Puts `temporary` in the place of what is at `final`, which is kept. Where the file system has links the place is never
 * empty, not even for a moment; elsewhere what was there is moved away first, and back again if it cannot be replaced.
 */
export function replaceKeeping(temporary: string | Buffer, final: string | Buffer, keep: Keep): void {
  const kept = keepAside(final, keep);
  try {
    renameSync(temporary, final);
  } catch (error) {
    if (kept?.moved) renameSync(kept.path, final);
    else if (kept) unlinkSync(kept.path);
    throw error;
  }
}

/** Undefined where there is nothing to keep. */
function keepAside(final: string | Buffer, keep: Keep): Kept | undefined {
  const there = lstatSync(final, { throwIfNoEntry: false });
  if (!there) return undefined;
  // Windows replaces no file that may only be read, so it has to go away first.
  const links = there.isFile() && !(IS_WINDOWS && (there.mode & 0o200) === 0);
  if (there.isDirectory()) throw Object.assign(new Error('a folder is in the way'), { code: 'EEXIST' });
  try {
    return keepAs(final, fsPath(keep.at), links);
  } catch (error) {
    // Mounted folders may be of the same device and still refuse it.
    if (errnoOf(error) !== 'EXDEV' || keep.beside === keep.at) throw error;
    mkdirSync(fsPath(keep.beside.slice(0, keep.beside.lastIndexOf('/')) as RawPath), { recursive: true, mode: 0o700 });
    return keepAs(final, fsPath(keep.beside), links);
  }
}

/** A link to a link would be one to what it leads to on some systems, so only files are linked. */
function keepAs(final: string | Buffer, path: string | Buffer, links: boolean): Kept {
  if (links) {
    try {
      linkSync(final, path);
      return { path, moved: false };
    } catch (error) {
      if (errnoOf(error) === 'EXDEV' || errnoOf(error) === 'EEXIST') throw error;
    }
  }
  renameSync(final, path);
  return { path, moved: true };
}

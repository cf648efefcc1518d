import type { BigIntStats } from 'node:fs';
import { readlinkSync } from 'node:fs';
import type { Conflict } from '../../contract/index.ts';
import type { FileEntry, SymlinkEntry } from '../archive/index.ts';
import { fsPath, type RawPath } from '../base/index.ts';

export type Decision = 'create' | 'replace' | 'keep-both' | 'skip' | 'keep-newer' | 'same';

/** What happens to one file, by what is in its place now. `isSame` is asked only where size and kind agree. */
export async function decide(
  entry: FileEntry | SymlinkEntry,
  there: BigIntStats | undefined,
  rule: Conflict,
  isSame: () => Promise<boolean>,
): Promise<Decision> {
  if (!there) return 'create';
  if (couldBeSame(entry, there) && (await isSame())) return 'same';
  if (rule === 'skip') return 'skip';
  // A folder in a file's place is never removed to make room.
  if (rule === 'keep-both' || there.isDirectory()) return 'keep-both';
  if (rule === 'newer' && BigInt(entry.mtime) <= there.mtimeNs) return 'keep-newer';
  return 'replace';
}

function couldBeSame(entry: FileEntry | SymlinkEntry, there: BigIntStats): boolean {
  return entry.type === 'symlink' ? there.isSymbolicLink() : there.isFile() && there.size === BigInt(entry.size);
}

export function sameLink(entry: SymlinkEntry, place: RawPath): boolean {
  return readlinkSync(fsPath(place), 'latin1') === entry.target;
}

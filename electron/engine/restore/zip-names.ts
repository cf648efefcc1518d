import type { DirEntry, FileEntry, SymlinkEntry } from '../archive/index.ts';
import { Refused } from './restore-target.ts';
import { targetName, zipName } from './target-name.ts';

/**
 * The names of one ZIP. Whatever unpacks it finds no way out of the folder that it unpacks into, nothing twice, and nothing
 * below a link.
 */
export class ZipNames {
  /** Everything that is in it, and what must be a folder because something below it is. */
  readonly #taken = new Map<string, 'file' | 'dir' | 'symlink'>();

  /** What an entry is called in the ZIP. Throws `Refused`. */
  take({ path, type }: DirEntry | FileEntry | SymlinkEntry): string {
    if (targetName(path) === undefined) throw new Refused('unsafe-path');
    const name = zipName(path);
    for (let slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      const parent = name.slice(0, slash);
      const there = this.#taken.get(parent) ?? 'dir';
      if (there !== 'dir') throw new Refused(there === 'symlink' ? 'blocked-by-link' : 'name-collision');
      this.#taken.set(parent, 'dir');
    }
    const there = this.#taken.get(name);
    if (there !== undefined && !(there === 'dir' && type === 'dir')) throw new Refused('name-collision');
    this.#taken.set(name, type);
    return name;
  }
}

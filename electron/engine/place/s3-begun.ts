import { errnoOf } from '../base/index.ts';
import type { S3Line } from './s3-line.ts';
import { openUploads } from './s3-listing.ts';

/**
 * Uploads that were begun and have not ended. Nothing of them can be seen, but they are paid for: a folder in which there is one counts
 * as being there, so that whoever tidies up finds it. Asked for once; those of this computer are known from then on.
 */
export class BegunUploads {
  readonly #line: S3Line;
  #keys: Promise<Set<string>> | undefined;

  constructor(line: S3Line) {
    this.#line = line;
  }

  /** The names of folders right below a prefix. */
  async foldersBelow(prefix: string): Promise<Set<string>> {
    const folders = new Set<string>();
    for (const key of await this.#known()) {
      const below = key.startsWith(prefix) ? key.slice(prefix.length) : '';
      if (below.includes('/')) folders.add(below.slice(0, below.indexOf('/')));
    }
    return folders;
  }

  async begin(key: string): Promise<void> {
    (await this.#known()).add(key);
  }

  /** This one, or all below a prefix. */
  async end(prefix: string): Promise<void> {
    const keys = await this.#known();
    for (const key of keys) if (key.startsWith(prefix)) keys.delete(key);
  }

  #known(): Promise<Set<string>> {
    this.#keys ??= this.#ask();
    return this.#keys;
  }

  async #ask(): Promise<Set<string>> {
    try {
      const uploads = await openUploads(this.#line, this.#line.folderKey(''));
      return new Set(uploads.map(({ key }) => key));
    } catch (error) {
      this.#keys = undefined;
      // One may not ask, or there is no such question there.
      if (['EACCES', 'EPROTO'].includes(errnoOf(error))) return new Set();
      throw error;
    }
  }
}

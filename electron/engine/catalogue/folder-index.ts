import { crc32 } from 'node:zlib';
import type { Entry } from '../archive/index.ts';
import type { RawPath } from '../base/index.ts';
import { type Db, openDatabase } from './database.ts';
import type { FolderPart } from './folder-part.ts';

const MIGRATIONS = [
  `CREATE TABLE parts (segment TEXT NOT NULL, folder TEXT NOT NULL, folders INTEGER NOT NULL, others INTEGER NOT NULL, entries TEXT,
     crc INTEGER NOT NULL, PRIMARY KEY (segment, folder)) STRICT, WITHOUT ROWID;`,
];

type PartRow = { folders: number; others: number; entries: string | null; crc: number };

/**
 * What each segment of a listing holds of the folders that reach beyond it, by the segment's digest: points that share a
 * segment share this. A cache of its own, like the search index; a row that fails its check is treated as not there.
 */
export class FolderIndex {
  readonly #db: Db;

  private constructor(db: Db) {
    this.#db = db;
  }

  static open(path: string): FolderIndex {
    const db = openDatabase(path, { applicationId: 0x5354_464f, migrations: MIGRATIONS });
    // What a power cut takes is counted again.
    db.pragma('synchronous = NORMAL');
    return new FolderIndex(db);
  }

  /** Undefined where the segment has not been counted yet. */
  part(segment: string, folder: RawPath): FolderPart | undefined {
    const found = this.#read(segment, folder);
    if (found !== undefined || folder === '') return found;
    // The top of the tree reaches beyond every segment: its row tells that all others have been written too.
    return this.#read(segment, '' as RawPath) && { folder, folders: 0, others: 0 };
  }

  put(counted: Iterable<readonly [segment: string, parts: readonly FolderPart[]]>): void {
    const add = this.#db.prepare('INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?)');
    this.#db
      .transaction(() => {
        for (const [segment, parts] of counted) {
          for (const { folder, folders, others, entries } of parts) {
            const text = entries === undefined ? null : JSON.stringify(entries);
            add.run(segment, folder, folders, others, text, check(segment, folder, folders, others, text));
          }
        }
      })
      .immediate();
  }

  close(): void {
    this.#db.close();
  }

  #read(segment: string, folder: RawPath): FolderPart | undefined {
    const row = this.#db
      .prepare('SELECT folders, others, entries, crc FROM parts WHERE segment = ? AND folder = ?')
      .get(segment, folder) as PartRow | undefined;
    if (row === undefined) return undefined;
    const { folders, others, entries, crc } = row;
    if (crc !== check(segment, folder, folders, others, entries)) return undefined;
    if (entries === null) return { folder, folders, others };
    return {
      folder,
      folders,
      others,
      get entries() {
        return JSON.parse(entries) as Entry[];
      },
    };
  }
}

function check(segment: string, folder: RawPath, folders: number, others: number, entries: string | null): number {
  return crc32(JSON.stringify([segment, folder, folders, others, entries]));
}

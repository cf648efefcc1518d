import type { Db } from './database.ts';

/** What looks at all entries of a segment came to (`segmentLook`), by the hash of the segment. */
export class SegmentLooks {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Of those segments of a point of which it is known. */
  of(setId: string): ReadonlyMap<string, string> {
    const rows = this.#db
      .prepare(
        `SELECT segment, looks.sha256 AS look FROM looks JOIN set_segments ON set_segments.sha256 = segment
         WHERE set_row = (SELECT row FROM sets WHERE id = ?)`,
      )
      .all(setId) as { segment: string; look: string }[];
    return new Map(rows.map(({ segment, look }) => [segment, look]));
  }

  /** Where that fails, as on a full disk, it costs the next run time and this one nothing: its set is sealed. */
  note(looks: ReadonlyMap<string, string>): void {
    if (looks.size === 0) return;
    try {
      this.#db
        .transaction(() => {
          const add = this.#db.prepare('INSERT OR REPLACE INTO looks VALUES (?, ?)');
          for (const [segment, look] of looks) add.run(segment, look);
        })
        .immediate();
    } catch {
      // Can be made from the listing at any time.
    }
  }

  /** Of segments that no point has any more. */
  dropUnused(): void {
    this.#db.prepare('DELETE FROM looks WHERE segment NOT IN (SELECT sha256 FROM set_segments)').run();
  }
}

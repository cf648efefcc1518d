import type { AcceptedGap } from '../../contract/index.ts';
import { randomId } from '../base/index.ts';
import type { Db } from './database.ts';

interface Row {
  readonly id: string;
  readonly pattern: string;
  readonly by: string;
  readonly reason: string | null;
  readonly acceptedAt: string;
  readonly until: string;
}

/** Files of a plan that a person lets be missing for some days. It runs out by itself; what has run out stays for whoever asks later. */
export class AcceptedGaps {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The same pattern again stands instead of the one before. */
  add(plan: string, { pattern, by, reason, acceptedAt, until }: Omit<AcceptedGap, 'id'>): AcceptedGap {
    return this.#db
      .transaction(() => {
        this.#db.prepare('DELETE FROM accepted_gaps WHERE plan = ? AND pattern = ?').run(plan, pattern);
        const id = randomId(8);
        this.#db
          .prepare('INSERT INTO accepted_gaps VALUES (?, ?, ?, ?, ?, ?, ?)')
          .run(id, plan, pattern, by, reason ?? null, acceptedAt, until);
        return { id, pattern, by, ...(reason !== undefined && { reason }), acceptedAt, until };
      })
      .immediate();
  }

  /** False: there is none of this id or pattern. */
  remove(plan: string, idOrPattern: string): boolean {
    const { changes } = this.#db
      .prepare('DELETE FROM accepted_gaps WHERE plan = @plan AND (id = @which OR pattern = @which)')
      .run({ plan, which: idOrPattern });
    return changes > 0;
  }

  /** Those that hold at that moment, oldest first. A moment before they were accepted is that of a clock that was set back. */
  of(plan: string, at: Date): AcceptedGap[] {
    const rows = this.#db
      .prepare(
        `SELECT id, pattern, accepted_by AS "by", reason, accepted_at AS acceptedAt, until FROM accepted_gaps
         WHERE plan = ? AND until > ? ORDER BY accepted_at, id`,
      )
      .all(plan, at.toISOString()) as Row[];
    return rows.map(({ reason, ...row }) => ({ ...row, ...(reason !== null && { reason }) }));
  }
}

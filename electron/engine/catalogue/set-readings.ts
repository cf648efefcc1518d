import { now } from '../base/index.ts';
import type { Db } from './database.ts';

/** A set, by the very seal that it had. */
export interface SealedSet {
  readonly set: string;
  /** SHA-256 of its seal's line. */
  readonly seal: string;
}

/** Of which sets every stored byte was read again since they were sealed, and which must still be. */
export class SetReadings {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** All of it was as it was sealed. */
  note({ set, seal }: SealedSet): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO set_readings (set_id, seal, read_at) VALUES (?, ?, ?)')
      .run(set, seal, now().toISOString());
  }

  /** The place did not confirm that it will stay. */
  owe({ set, seal }: SealedSet): void {
    this.#db.prepare('INSERT OR REPLACE INTO set_readings (set_id, seal) VALUES (?, ?)').run(set, seal);
  }

  /** Nothing is to be said of it any more: damage was found in it. */
  settle(set: string): void {
    this.#db.prepare('DELETE FROM set_readings WHERE set_id = ?').run(set);
  }

  /** By their ids, each with the seal that it had. */
  read(): Map<string, string> {
    return this.#seals('IS NOT NULL');
  }

  owed(): Map<string, string> {
    return this.#seals('IS NULL');
  }

  #seals(readAt: 'IS NULL' | 'IS NOT NULL'): Map<string, string> {
    const rows = this.#db.prepare(`SELECT set_id, seal FROM set_readings WHERE read_at ${readAt}`).raw().all();
    return new Map(rows as [string, string][]);
  }
}

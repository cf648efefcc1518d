import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { EngineError, errnoOf } from '../base/index.ts';
import { isDamage } from './database.ts';

/**
 * The right to run a plan, held by one process at a time. It is an exclusive transaction on a file of its own: the system
 * lets go of it when the process ends in whatever way, so a crash leaves nothing to clean up and no clock is involved.
 */
export class Lease {
  readonly #db: Database.Database;

  private constructor(db: Database.Database) {
    this.#db = db;
  }

  /** Throws EngineError `busy`; its detail tells who holds it, where that is known. */
  static take(home: string, plan: string): Lease {
    const folder = join(home, 'leases');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      return Lease.#take(folder, plan);
    } catch (error) {
      if (!isDamage(error)) throw error;
      // The file holds nothing, and who can see that it is no database can see that nobody has locked it.
      truncateSync(join(folder, `${plan}.db`));
      return Lease.#take(folder, plan);
    }
  }

  static #take(folder: string, plan: string): Lease {
    const holder = join(folder, `${plan}.txt`);
    const db = new Database(join(folder, `${plan}.db`), { timeout: 0 });
    try {
      db.pragma('journal_mode = DELETE');
      db.exec('BEGIN EXCLUSIVE');
      writeFileSync(holder, `pid ${process.pid}`);
      return new Lease(db);
    } catch (cause) {
      db.close();
      if (!errnoOf(cause).startsWith('SQLITE_BUSY')) throw cause;
      throw new EngineError('busy', { subject: plan, detail: readHolder(holder), cause });
    }
  }

  release(): void {
    this.#db.close();
  }
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

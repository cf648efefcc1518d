import { mkdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { EngineError, errnoOf } from '../base/index.ts';
import { isDamage } from './database.ts';
import { noteHolder, readHolder, type Task } from './holder.ts';

/**
 * The right to run a plan, held by one process at a time. It is an exclusive transaction on a file of its own: the system
 * lets go of it when the process ends in whatever way, so a crash leaves nothing to clean up and no clock is involved.
 */
export class Lease {
  readonly #db: Database.Database;
  readonly #files: readonly string[];

  private constructor(db: Database.Database, files: readonly string[]) {
    this.#db = db;
    this.#files = files;
  }

  /** `task`: what for. Throws EngineError `busy`, which tells who holds it and what for, where that is known. */
  static take(home: string, plan: string, task?: Task): Lease {
    const folder = join(home, 'leases');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      return Lease.#take(folder, plan, task);
    } catch (error) {
      if (!isDamage(error)) throw error;
      // The file holds nothing, and who can see that it is no database can see that nobody has locked it.
      truncateSync(join(folder, `${plan}.db`));
      return Lease.#take(folder, plan, task);
    }
  }

  static #take(folder: string, plan: string, task: Task | undefined): Lease {
    const holder = join(folder, `${plan}.txt`);
    const db = new Database(join(folder, `${plan}.db`), { timeout: 0 });
    try {
      db.pragma('journal_mode = DELETE');
      db.exec('BEGIN EXCLUSIVE');
      noteHolder(holder, task);
      return new Lease(db, [db.name, holder]);
    } catch (cause) {
      db.close();
      if (!errnoOf(cause).startsWith('SQLITE_BUSY')) throw cause;
      throw new EngineError('busy', { subject: task?.plan ?? plan, ...readHolder(holder), cause });
    }
  }

  release(): void {
    this.#db.close();
  }

  /** For a name that nobody will ever take again. */
  remove(): void {
    this.#db.close();
    for (const file of this.#files) rmSync(file, { force: true });
  }
}

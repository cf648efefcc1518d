import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { EngineError, errnoOf, now } from '../base/index.ts';

export type Db = Database.Database;

export interface Schema {
  readonly applicationId: number;
  /** One step per version, each run once, in order, inside a transaction. Never edited after a release: only appended to. */
  readonly migrations: readonly string[];
}

const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens a database and brings it up to date. Throws EngineError `home-newer` for one of a later program,
 * `state-damaged` for one that is not ours or cannot be read.
 */
export function openDatabase(path: string, schema: Schema): Db {
  let db: Db | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    // A crafted or damaged file must not run code of its own or answer from a cell that was never checked.
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('journal_mode = WAL');
    // better-sqlite3's default in WAL is NORMAL, which may lose the last commits in a power cut.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    migrate(db, schema);
    demandOwnTables(db, schema);
    return db;
  } catch (cause) {
    db?.close();
    if (cause instanceof EngineError) throw cause;
    if (isBusy(cause)) throw new EngineError('busy', { subject: path, cause });
    if (isDamage(cause)) throw new EngineError('state-damaged', { subject: path, cause });
    throw new EngineError('home-unusable', { subject: path, detail: errnoOf(cause), cause });
  }
}

/** Of the library that runs here, not of the file. */
export function sqliteVersion(): string {
  const db = new Database(':memory:');
  try {
    return db.prepare('SELECT sqlite_version()').pluck().get() as string;
  } finally {
    db.close();
  }
}

function migrate(db: Db, schema: Schema): void {
  const version = (): number => db.pragma('user_version', { simple: true }) as number;
  const applicationId = db.pragma('application_id', { simple: true }) as number;
  if (version() === 0 && applicationId === 0 && tableCount(db) === 0)
    db.pragma(`application_id = ${schema.applicationId}`);
  else if (applicationId !== schema.applicationId)
    throw new EngineError('state-damaged', { subject: db.name, detail: 'not a database of this program' });
  if (version() > schema.migrations.length) throw new EngineError('home-newer', { subject: db.name });
  if (version() === schema.migrations.length) return;
  db.transaction(() => {
    for (let next = version(); next < schema.migrations.length; next++) {
      db.exec(schema.migrations[next] as string);
      db.pragma(`user_version = ${next + 1}`);
    }
  }).immediate();
}

/** A table that is missing or changed, a trigger or a view: the file was crafted or damaged, and nothing in it can be trusted. */
function demandOwnTables(db: Db, schema: Schema): void {
  const own = new Database(':memory:');
  try {
    for (const step of schema.migrations) own.exec(step);
    if (tablesOf(own) !== tablesOf(db)) throw new EngineError('state-damaged', { subject: db.name, detail: 'tables' });
  } finally {
    own.close();
  }
}

function tablesOf(db: Db): string {
  return JSON.stringify(
    db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').raw().all(),
  );
}

function tableCount(db: Db): number {
  return db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
}

/** Moves a damaged database with its companions out of the way; it is kept for whoever wants to look into it. */
export function setAside(path: string): void {
  const suffix = `.damaged-${now().toISOString().replace(/[:.]/g, '-')}`;
  for (const end of ['', '-wal', '-shm']) if (existsSync(path + end)) renameSync(path + end, path + suffix + end);
}

export function isDamage(error: unknown): boolean {
  const code = errnoOf(error);
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_FORMAT';
}

function isBusy(error: unknown): boolean {
  return errnoOf(error).startsWith('SQLITE_BUSY');
}

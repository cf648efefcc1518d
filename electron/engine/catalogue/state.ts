import { existsSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { BackupResult, Failure } from '../../contract/index.ts';
import { type PlanDefinition, zPlanDefinition } from '../archive/index.ts';
import { EngineError, now, randomId } from '../base/index.ts';
import { type Db, openDatabase } from './database.ts';

const MIGRATIONS = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE vaults (id TEXT PRIMARY KEY, place TEXT NOT NULL, opened_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE plans (id TEXT PRIMARY KEY, name TEXT NOT NULL, definition TEXT NOT NULL, vault TEXT NOT NULL REFERENCES vaults(id),
     created_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE UNIQUE INDEX plans_name ON plans (name COLLATE NOCASE);
   CREATE TABLE runs (id INTEGER PRIMARY KEY, plan TEXT NOT NULL, kind TEXT, set_id TEXT, started_at TEXT NOT NULL, ended_at TEXT,
     outcome TEXT, failure TEXT, result TEXT) STRICT;
   CREATE INDEX runs_plan ON runs (plan, id);
   CREATE TABLE damage (set_id TEXT PRIMARY KEY, found_at TEXT NOT NULL, report TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
];

export interface StoredPlan {
  readonly definition: PlanDefinition;
  readonly vaultId: string;
  readonly vaultPlace: string;
}

export interface StoredRun {
  readonly outcome: string;
  readonly endedAt: string;
  readonly failure?: Failure;
}

/** What this computer must not lose: its own id, plans, known vaults, runs, and damage that was found. */
export class State {
  readonly #db: Db;

  private constructor(db: Db) {
    this.#db = db;
  }

  /** Throws what `openDatabase` throws. An emptied file beside a catalogue is a lost state, not a new beginning. */
  static open(path: string): State {
    const isEmpty = existsSync(path) && statSync(path).size === 0;
    if (isEmpty && existsSync(join(dirname(path), 'catalogue.db')))
      throw new EngineError('state-damaged', { subject: path });
    const state = new State(openDatabase(path, { applicationId: 0x5354_5254, migrations: MIGRATIONS }));
    state.#db.prepare("INSERT OR IGNORE INTO meta VALUES ('machine', ?)").run(randomId(16));
    return state;
  }

  get machine(): { id: string; name: string } {
    return {
      id: this.#db.prepare("SELECT value FROM meta WHERE key = 'machine'").pluck().get() as string,
      name: hostname(),
    };
  }

  rememberVault(id: string, place: string): void {
    this.#db
      .prepare(
        'INSERT INTO vaults VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET place = excluded.place, opened_at = excluded.opened_at',
      )
      .run(id, place, now().toISOString());
  }

  vaults(): { id: string; place: string }[] {
    return this.#db.prepare('SELECT id, place FROM vaults ORDER BY id').all() as { id: string; place: string }[];
  }

  /** Throws EngineError `plan-name-taken`. */
  addPlan(definition: PlanDefinition, vaultId: string): void {
    try {
      this.#db
        .prepare('INSERT INTO plans VALUES (?, ?, ?, ?, ?)')
        .run(definition.id, definition.name, JSON.stringify(definition), vaultId, definition.createdAt);
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_CONSTRAINT_UNIQUE') {
        throw new EngineError('plan-name-taken', { subject: definition.name, cause });
      }
      throw cause;
    }
  }

  removePlan(id: string): void {
    this.#db.prepare('DELETE FROM plans WHERE id = ?').run(id);
  }

  plans(): StoredPlan[] {
    const rows = this.#db
      .prepare(
        'SELECT definition, vault AS vaultId, place AS vaultPlace FROM plans JOIN vaults ON vaults.id = vault ORDER BY created_at, plans.id',
      )
      .all() as { definition: string; vaultId: string; vaultPlace: string }[];
    return rows.map((row) => ({ ...row, definition: zPlanDefinition.parse(JSON.parse(row.definition)) }));
  }

  /** Written before the first byte goes into the vault, so that a leftover can be known as ours. */
  startRun(plan: string, startedAt: string): number {
    return Number(
      this.#db.prepare('INSERT INTO runs (plan, started_at) VALUES (?, ?)').run(plan, startedAt).lastInsertRowid,
    );
  }

  nameRunSet(run: number, kind: string, setId: string): void {
    this.#db.prepare('UPDATE runs SET kind = ?, set_id = ? WHERE id = ?').run(kind, setId, run);
  }

  endRun(run: number, end: { outcome: string; result?: BackupResult; failure?: Failure }): void {
    this.#db
      .prepare('UPDATE runs SET ended_at = ?, outcome = ?, result = ?, failure = ? WHERE id = ?')
      .run(now().toISOString(), end.outcome, jsonOrNull(end.result), jsonOrNull(end.failure), run);
  }

  lastRun(plan: string): StoredRun | undefined {
    const row = this.#db
      .prepare(
        'SELECT outcome, ended_at AS endedAt, failure FROM runs WHERE plan = ? AND outcome IS NOT NULL ORDER BY id DESC LIMIT 1',
      )
      .get(plan) as { outcome: string; endedAt: string; failure: string | null } | undefined;
    if (!row) return undefined;
    return {
      outcome: row.outcome,
      endedAt: row.endedAt,
      ...(row.failure && { failure: JSON.parse(row.failure) as Failure }),
    };
  }

  /** Sets that runs of this computer began and never ended well: an unsealed one among them is a leftover of ours. */
  unfinishedSets(plan: string): Set<string> {
    return new Set(
      this.#db
        .prepare(
          "SELECT set_id FROM runs WHERE plan = ? AND set_id IS NOT NULL AND (outcome IS NULL OR outcome NOT IN ('complete', 'incomplete'))",
        )
        .pluck()
        .all(plan) as string[],
    );
  }

  /** Runs that neither ended nor can still be running, because the caller holds the plan's lease. */
  closeBrokenRuns(plan: string): void {
    this.#db
      .prepare("UPDATE runs SET ended_at = ?, outcome = 'failed', failure = ? WHERE plan = ? AND outcome IS NULL")
      .run(now().toISOString(), JSON.stringify({ code: 'internal', detail: 'interrupted' }), plan);
  }

  recordDamage(setId: string, report: unknown): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO damage VALUES (?, ?, ?)')
      .run(setId, now().toISOString(), JSON.stringify(report));
  }

  clearDamage(setId: string): void {
    this.#db.prepare('DELETE FROM damage WHERE set_id = ?').run(setId);
  }

  damagedSets(): Set<string> {
    return new Set(this.#db.prepare('SELECT set_id FROM damage').pluck().all() as string[]);
  }

  close(): void {
    this.#db.close();
  }
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

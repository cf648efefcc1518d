import { existsSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { type PlanDefinition, zPlanDefinition } from '../archive/index.ts';
import { EngineError, now, randomId } from '../base/index.ts';
import { type Db, openDatabase } from './database.ts';
import { RunLog } from './run-log.ts';

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
  `ALTER TABLE runs ADD COLUMN verb TEXT NOT NULL DEFAULT 'backup';
   ALTER TABLE runs ADD COLUMN plan_name TEXT NOT NULL DEFAULT '';
   ALTER TABLE runs ADD COLUMN skip TEXT;
   ALTER TABLE runs ADD COLUMN summary TEXT;
   ALTER TABLE runs ADD COLUMN undo TEXT;
   ALTER TABLE runs ADD COLUMN guard TEXT;
   UPDATE runs SET plan_name = coalesce((SELECT name FROM plans WHERE plans.id = runs.plan), plan);
   CREATE INDEX runs_started ON runs (started_at, id);
   CREATE INDEX runs_open ON runs (id) WHERE outcome IS NULL;
   ALTER TABLE plans ADD COLUMN paused_since TEXT;
   ALTER TABLE plans ADD COLUMN dealt_until TEXT;`,
  `ALTER TABLE plans ADD COLUMN machine TEXT;
   ALTER TABLE plans ADD COLUMN adopted_seq INTEGER;`,
  `UPDATE runs SET failure = '{"code":"interrupted"}' WHERE failure = '{"code":"internal","detail":"interrupted"}';`,
  `CREATE TABLE heads (plan TEXT PRIMARY KEY, set_id TEXT NOT NULL, seq INTEGER NOT NULL, seal TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE vaults ADD COLUMN credentials TEXT;`,
];

/** The newest set of a plan that this computer has sealed. */
export interface Head {
  readonly set: string;
  readonly seq: number;
  /** SHA-256 of its seal's line. */
  readonly seal: string;
}

export interface KnownVault {
  readonly id: string;
  readonly place: string;
  /** Path of the file that holds what the place asks for. */
  readonly credentials: string | null;
}

export interface StoredPlan {
  readonly definition: PlanDefinition;
  /** Present for a plan that another computer began: whose folder its sets are in, and the newest set there was when it was taken over. */
  readonly adopted?: Adopted | undefined;
  readonly vaultId: string;
  readonly vaultPlace: string;
  /** ISO time. */
  readonly pausedSince?: string;
  /** ISO time up to which everything that the schedule asked for was run, or noted with why it was not. */
  readonly dealtUntil?: string;
}

interface PlanRow {
  readonly definition: string;
  readonly vaultId: string;
  readonly vaultPlace: string;
  readonly pausedSince: string | null;
  readonly dealtUntil: string | null;
  readonly machine: string | null;
  readonly seq: number | null;
}

export interface Adopted {
  readonly machine: string;
  readonly seq: number;
}

/** What this computer must not lose: its own id, plans, known vaults, runs, and damage that was found. */
export class State {
  readonly runs: RunLog;
  readonly #db: Db;

  private constructor(db: Db, home: string) {
    this.#db = db;
    this.runs = new RunLog(db, home);
  }

  /** Throws what `openDatabase` throws. An emptied file beside a catalogue is a lost state, not a new beginning. */
  static open(path: string): State {
    const isEmpty = existsSync(path) && statSync(path).size === 0;
    if (isEmpty && existsSync(join(dirname(path), 'catalogue.db')))
      throw new EngineError('state-damaged', { subject: path });
    const state = new State(openDatabase(path, { applicationId: 0x5354_5254, migrations: MIGRATIONS }), dirname(path));
    state.#db.prepare("INSERT OR IGNORE INTO meta VALUES ('machine', ?)").run(randomId(16));
    return state;
  }

  /** As they were set last; undefined where nobody has. */
  get limits(): unknown {
    const text = this.#db.prepare("SELECT value FROM meta WHERE key = 'limits'").pluck().get() as string | undefined;
    return text === undefined ? undefined : JSON.parse(text);
  }

  setLimits(limits: unknown): void {
    this.#db.prepare("INSERT OR REPLACE INTO meta VALUES ('limits', ?)").run(JSON.stringify(limits));
  }

  /** What guards destructive acts; undefined where nothing does. */
  get pin(): unknown {
    const text = this.#db.prepare("SELECT value FROM meta WHERE key = 'pin'").pluck().get() as string | undefined;
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** One step for all processes: `change` gets what is kept and gives what is to be; undefined takes it away. What it throws changes nothing. */
  changePin(change: (kept: unknown) => unknown): void {
    this.#db
      .transaction(() => {
        const next = change(this.pin);
        if (next === undefined) this.#db.prepare("DELETE FROM meta WHERE key = 'pin'").run();
        else this.#db.prepare("INSERT OR REPLACE INTO meta VALUES ('pin', ?)").run(JSON.stringify(next));
      })
      .immediate();
  }

  get machine(): { id: string; name: string } {
    return {
      id: this.#db.prepare("SELECT value FROM meta WHERE key = 'machine'").pluck().get() as string,
      name: hostname(),
    };
  }

  rememberHead(plan: string, { set, seq, seal }: Head): void {
    this.#db.prepare('INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?)').run(plan, set, seq, seal);
  }

  head(plan: string): Head | undefined {
    const row = this.#db.prepare('SELECT set_id AS "set", seq, seal FROM heads WHERE plan = ?').get(plan);
    return row as Head | undefined;
  }

  /** `credentials`: the file with what the place asks for; left out, what was known of it stays. */
  rememberVault(id: string, place: string, credentials?: string): void {
    this.#db
      .prepare(
        `INSERT INTO vaults (id, place, opened_at, credentials) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
         SET place = excluded.place, opened_at = excluded.opened_at, credentials = coalesce(excluded.credentials, credentials)`,
      )
      .run(id, place, now().toISOString(), credentials ?? null);
  }

  vaults(): KnownVault[] {
    return this.#db.prepare('SELECT id, place, credentials FROM vaults ORDER BY id').all() as KnownVault[];
  }

  /** Throws EngineError `plan-name-taken`. */
  addPlan(definition: PlanDefinition, vaultId: string, adopted?: Adopted): void {
    this.#named(definition, () => {
      this.#db
        .prepare(
          'INSERT INTO plans (id, name, definition, vault, created_at, machine, adopted_seq) VALUES (?, ?, ?, ?, ?, ?, ?)',
        )
        .run(
          definition.id,
          definition.name,
          JSON.stringify(definition),
          vaultId,
          definition.createdAt,
          adopted?.machine ?? null,
          adopted?.seq ?? null,
        );
    });
  }

  /** Throws EngineError `plan-name-taken`. */
  changePlan(definition: PlanDefinition): void {
    this.#named(definition, () => {
      this.#db
        .prepare('UPDATE plans SET name = ?, definition = ? WHERE id = ?')
        .run(definition.name, JSON.stringify(definition), definition.id);
    });
  }

  /** ISO time, or null where it goes on. */
  setPaused(id: string, since: string | null): void {
    this.#db.prepare('UPDATE plans SET paused_since = ? WHERE id = ?').run(since, id);
  }

  setDealtUntil(id: string, until: string): void {
    this.#db.prepare('UPDATE plans SET dealt_until = ? WHERE id = ?').run(until, id);
  }

  /** False: another process has dealt with it meanwhile. */
  moveDealtUntil(id: string, from: string | undefined, until: string): boolean {
    const { changes } = this.#db
      .prepare('UPDATE plans SET dealt_until = ? WHERE id = ? AND dealt_until IS ?')
      .run(until, id, from ?? null);
    return changes === 1;
  }

  #named({ name }: PlanDefinition, write: () => void): void {
    try {
      write();
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_CONSTRAINT_UNIQUE')
        throw new EngineError('plan-name-taken', { subject: name, cause });
      throw cause;
    }
  }

  /** Adds a plan that another computer began, or takes one back. Throws EngineError `plan-name-taken`; then nothing has changed. */
  takePlan(definition: PlanDefinition, vaultId: string, adopted: Adopted): void {
    this.#db
      .transaction(() => {
        this.removePlan(definition.id);
        this.addPlan(definition, vaultId, adopted);
      })
      .immediate();
  }

  removePlan(id: string): void {
    this.#db.prepare('DELETE FROM plans WHERE id = ?').run(id);
  }

  plans(): StoredPlan[] {
    const rows = this.#db
      .prepare(
        `SELECT definition, vault AS vaultId, place AS vaultPlace, paused_since AS pausedSince, dealt_until AS dealtUntil,
           machine, adopted_seq AS seq
         FROM plans JOIN vaults ON vaults.id = vault ORDER BY created_at, plans.id`,
      )
      .all() as PlanRow[];
    return rows.map(({ definition, pausedSince, dealtUntil, machine, seq, ...row }) => ({
      ...row,
      definition: zPlanDefinition.parse(JSON.parse(definition)),
      ...(pausedSince !== null && { pausedSince }),
      ...(dealtUntil !== null && { dealtUntil }),
      ...(machine !== null && { adopted: { machine, seq: seq ?? 0 } }),
    }));
  }

  recordDamage(setId: string, report: unknown): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO damage VALUES (?, ?, ?)')
      .run(setId, now().toISOString(), JSON.stringify(report));
  }

  clearDamage(setId: string): void {
    this.#db.prepare('DELETE FROM damage WHERE set_id = ?').run(setId);
  }

  /** A short text that must outlive the process; undefined where there is none. */
  noted(key: string): string | undefined {
    return this.#db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key) as string | undefined;
  }

  note(key: `${string}:${string}`, value: string): void {
    this.#db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(key, value);
  }

  damagedSets(): Set<string> {
    return new Set(this.#db.prepare('SELECT set_id FROM damage').pluck().all() as string[]);
  }

  close(): void {
    this.runs.leave();
    this.#db.close();
  }
}

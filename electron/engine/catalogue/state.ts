import { existsSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { type PlanDefinition, zPlanDefinition } from '../archive/index.ts';
import { EngineError, now, randomId } from '../base/index.ts';
import { AcceptedGaps } from './accepted-gaps.ts';
import { AlarmLog } from './alarm-log.ts';
import { type Db, openDatabase } from './database.ts';
import { DigestLog } from './digest-log.ts';
import { DUE_RUNS, DueRuns } from './due-runs.ts';
import { type KnownVolume, PlanPlaces } from './plan-places.ts';
import { RunLog } from './run-log.ts';
import { SetReadings } from './set-readings.ts';

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
  `ALTER TABLE vaults ADD COLUMN volume TEXT;
   ALTER TABLE plans ADD COLUMN plug_in TEXT NOT NULL DEFAULT 'due';
   CREATE TABLE plan_places (plan TEXT NOT NULL REFERENCES plans(id) ON DELETE CASCADE, vault TEXT NOT NULL REFERENCES vaults(id),
     role TEXT NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL, added_at TEXT NOT NULL, used_at TEXT,
     PRIMARY KEY (plan, vault)) STRICT, WITHOUT ROWID;
   INSERT INTO plan_places SELECT id, vault, 'primary', '', 0, created_at, NULL FROM plans;
   CREATE TABLE vault_heads (plan TEXT NOT NULL, vault TEXT NOT NULL, set_id TEXT NOT NULL, seq INTEGER NOT NULL, seal TEXT NOT NULL,
     PRIMARY KEY (plan, vault)) STRICT, WITHOUT ROWID;
   INSERT INTO vault_heads SELECT plan, coalesce((SELECT vault FROM plans WHERE id = plan), ''), set_id, seq, seal FROM heads;
   DROP TABLE heads;`,
  `CREATE TABLE set_readings (set_id TEXT PRIMARY KEY, seal TEXT NOT NULL, read_at TEXT) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE plan_places ADD COLUMN keep TEXT NOT NULL DEFAULT '';
   ALTER TABLE vaults ADD COLUMN origin TEXT;`,
  `CREATE TABLE alarms (id TEXT PRIMARY KEY, cause TEXT NOT NULL, subject TEXT NOT NULL, opened_at TEXT NOT NULL, closed_at TEXT,
     body TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE UNIQUE INDEX alarms_open ON alarms (cause, subject) WHERE closed_at IS NULL;
   CREATE TABLE tellings (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, alarm TEXT NOT NULL REFERENCES alarms(id) ON DELETE CASCADE,
     kind TEXT NOT NULL, made_at TEXT NOT NULL) STRICT;
   CREATE INDEX tellings_alarm ON tellings (alarm, seq);
   CREATE TABLE deliveries (telling TEXT NOT NULL REFERENCES tellings(id) ON DELETE CASCADE, channel TEXT NOT NULL, tries INTEGER NOT NULL,
     retry_at TEXT, told_at TEXT, PRIMARY KEY (telling, channel)) STRICT, WITHOUT ROWID;
   CREATE TABLE accepted_gaps (id TEXT PRIMARY KEY, plan TEXT NOT NULL REFERENCES plans(id) ON DELETE CASCADE, pattern TEXT NOT NULL,
     accepted_by TEXT NOT NULL, reason TEXT, accepted_at TEXT NOT NULL, until TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE digests (seq INTEGER PRIMARY KEY, period TEXT NOT NULL, channel TEXT NOT NULL, due_at TEXT NOT NULL, tries INTEGER NOT NULL,
     retry_at TEXT, told_at TEXT, UNIQUE (period, channel)) STRICT;`,
  DUE_RUNS,
];

/** The newest set of a plan in one vault that this computer has sealed. */
export interface Head {
  readonly set: string;
  readonly seq: number;
  /** SHA-256 of its seal's line. */
  readonly seal: string;
}

interface VaultFacts {
  readonly credentials?: string | undefined;
  readonly origin?: string | undefined;
}

export interface KnownVault {
  readonly id: string;
  readonly place: string;
  /** Path of the file that holds what the place asks for. */
  readonly credentials: string | null;
  /** The disk it was last seen on. */
  readonly volume: KnownVolume | undefined;
}

export interface StoredPlan {
  readonly definition: PlanDefinition;
  /** Present for a plan that another computer began: whose folder its sets are in, and the newest set there was when it was taken over. */
  readonly adopted?: Adopted | undefined;
  /** The place in use: of several disks that take turns, the one that the last run went to. */
  readonly vaultId: string;
  readonly vaultPlace: string;
  /** ISO time. */
  readonly pausedSince?: string;
  /** ISO time up to which everything that the schedule asked for was run, or noted with why it was not. */
  readonly dealtUntil?: string;
  /** Left out: only where it is due. */
  readonly plugIn?: PlugIn;
  /** How it keeps to its schedule, as it was set; left out: as usual. */
  readonly timing?: unknown;
  /** What the schedule of one that this computer runs depends on. */
  readonly computer?: { readonly id: string; readonly holidays: readonly string[] };
}

/** Whether the plan runs when a disk of it comes. */
export type PlugIn = 'never' | 'due' | 'always';

interface PlanRow {
  readonly definition: string;
  readonly vaultId: string;
  readonly vaultPlace: string;
  readonly pausedSince: string | null;
  readonly dealtUntil: string | null;
  readonly machine: string | null;
  readonly seq: number | null;
  readonly plugIn: PlugIn;
  readonly timing: string | null;
}

export interface Adopted {
  readonly machine: string;
  readonly seq: number;
}

/** What this computer must not lose: its own id, plans, known vaults, runs, and damage that was found. */
export class State {
  readonly runs: RunLog;
  readonly places: PlanPlaces;
  readonly readings: SetReadings;
  readonly alarms: AlarmLog;
  readonly digests: DigestLog;
  readonly dues: DueRuns;
  readonly acceptedGaps: AcceptedGaps;
  readonly #db: Db;

  private constructor(db: Db, home: string) {
    this.#db = db;
    this.runs = new RunLog(db, home);
    this.places = new PlanPlaces(db);
    this.readings = new SetReadings(db);
    this.alarms = new AlarmLog(db);
    this.digests = new DigestLog(db);
    this.dues = new DueRuns(db);
    this.acceptedGaps = new AcceptedGaps(db);
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

  /** Days on which nobody works, as they were listed. */
  get holidays(): readonly string[] {
    return JSON.parse(this.noted('schedule:holidays') ?? '[]') as string[];
  }

  setHolidays(holidays: readonly string[]): void {
    this.note('schedule:holidays', JSON.stringify(holidays));
  }

  get machine(): { id: string; name: string } {
    return {
      id: this.#db.prepare("SELECT value FROM meta WHERE key = 'machine'").pluck().get() as string,
      name: hostname(),
    };
  }

  rememberHead(plan: string, vault: string, { set, seq, seal }: Head): void {
    this.#db.prepare('INSERT OR REPLACE INTO vault_heads VALUES (?, ?, ?, ?, ?)').run(plan, vault, set, seq, seal);
    // Of a plan that was removed before its vault was noted beside it.
    this.#db.prepare("DELETE FROM vault_heads WHERE plan = ? AND vault = ''").run(plan);
  }

  head(plan: string, vault: string): Head | undefined {
    return this.heads(plan).find((head) => head.vault === vault || head.vault === '');
  }

  /** Of all its vaults, the newest first. */
  heads(plan: string): (Head & { readonly vault: string })[] {
    return this.#db
      .prepare('SELECT vault, set_id AS "set", seq, seal FROM vault_heads WHERE plan = ? ORDER BY seq DESC, vault')
      .all(plan) as (Head & { vault: string })[];
  }

  /** `credentials`: the file with what the place asks for; left out, what was known of it stays. `origin`: of a copy, the vault whose sets it holds. */
  rememberVault(id: string, place: string, { credentials, origin }: VaultFacts = {}): void {
    this.#db
      .prepare(
        `INSERT INTO vaults (id, place, opened_at, credentials, origin) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
         SET place = excluded.place, opened_at = excluded.opened_at, credentials = coalesce(excluded.credentials, credentials)`,
      )
      .run(id, place, now().toISOString(), credentials ?? null, origin ?? null);
  }

  /** The vault whose keys open it: itself, unless it is a copy. */
  originOf(vault: string): string {
    const origin = this.#db.prepare('SELECT origin FROM vaults WHERE id = ?').pluck().get(vault);
    return (origin as string | null | undefined) ?? vault;
  }

  vaults(): KnownVault[] {
    const rows = this.#db.prepare('SELECT id, place, credentials, volume FROM vaults ORDER BY id').all();
    return (rows as (Omit<KnownVault, 'volume'> & { volume: string | null })[]).map(({ volume, ...row }) => ({
      ...row,
      volume: volume === null ? undefined : (JSON.parse(volume) as KnownVolume),
    }));
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
      this.places.put(definition.id, vaultId, { role: 'primary', name: '' });
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

  /** One step for all processes: all of it, or where it throws nothing. */
  together(work: () => void): void {
    this.#db.transaction(work).immediate();
  }

  setPlugIn(id: string, plugIn: PlugIn): void {
    this.#db.prepare('UPDATE plans SET plug_in = ? WHERE id = ?').run(plugIn, id);
  }

  setTiming(id: string, timing: unknown): void {
    this.#db.prepare('UPDATE plans SET timing = ? WHERE id = ?').run(JSON.stringify(timing), id);
  }

  setDealtUntil(id: string, until: string): void {
    this.#db.prepare('UPDATE plans SET dealt_until = ? WHERE id = ?').run(until, id);
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
        const places = this.places.of(definition.id);
        this.removePlan(definition.id);
        this.addPlan(definition, vaultId, adopted);
        for (const place of places) this.places.put(definition.id, place.vaultId, place);
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
           machine, adopted_seq AS seq, plug_in AS plugIn, timing
         FROM plans JOIN vaults ON vaults.id = vault ORDER BY created_at, plans.id`,
      )
      .all() as PlanRow[];
    const computer = { id: this.machine.id, holidays: this.holidays };
    return rows.map(({ definition, pausedSince, dealtUntil, machine, seq, plugIn, timing, ...row }) => ({
      ...row,
      computer,
      definition: zPlanDefinition.parse(JSON.parse(definition)),
      ...(pausedSince !== null && { pausedSince }),
      ...(dealtUntil !== null && { dealtUntil }),
      ...(plugIn !== 'due' && { plugIn }),
      ...(timing !== null && { timing: JSON.parse(timing) }),
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

import type { Condition, ScheduleEvent, SetKind } from '../../contract/index.ts';
import type { Db } from './database.ts';

export const DUE_RUNS = `ALTER TABLE plans ADD COLUMN timing TEXT;
   CREATE TABLE due_runs (plan TEXT NOT NULL REFERENCES plans(id) ON DELETE CASCADE, at TEXT NOT NULL, kind TEXT, event TEXT,
     state TEXT NOT NULL, attempt INTEGER NOT NULL DEFAULT 0, try_at TEXT, wait_until TEXT, waits_for TEXT, guard TEXT,
     made_at TEXT NOT NULL, zone TEXT NOT NULL, PRIMARY KEY (plan, at)) STRICT, WITHOUT ROWID;
   CREATE INDEX due_runs_state ON due_runs (state) WHERE state <> 'done';`;

/**
 * A time at which a plan is to run. `next`: promised, one a plan. `open`: it has come, and waits for a condition or another try.
 * `running`: given to a process. `done`: run, or noted with why not; kept so that it is not run again where the clock is set back.
 */
export interface DueRow {
  readonly plan: string;
  /** ISO times. */
  readonly at: string;
  readonly kind?: SetKind;
  readonly event?: ScheduleEvent;
  readonly state: 'next' | 'open' | 'running' | 'done';
  /** How often it has been begun. */
  readonly attempt: number;
  /** Of an open one: not before. */
  readonly tryAt?: string | undefined;
  /** Of an open one: what it waits for is waited for until then. */
  readonly waitUntil?: string;
  readonly waitsFor?: Condition | undefined;
  /** Presence of the process that runs it. */
  readonly guard?: string | undefined;
  readonly madeAt: string;
  /** Time zone that it was calculated in. */
  readonly zone: string;
}

type Nullable<T> = { readonly [K in keyof T]-?: Exclude<T[K], undefined> | (undefined extends T[K] ? null : never) };

/** So many that are over are kept of a plan. */
const DONE_MAX = 500;

const COLUMNS = `plan, at, kind, event, state, attempt, try_at AS tryAt, wait_until AS waitUntil, waits_for AS waitsFor, guard,
  made_at AS madeAt, zone`;

/** When each plan runs next, what has become of the times that came, and what is tried again: for all processes, and over every restart. */
export class DueRuns {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** One step for all processes. */
  exclusively<T>(work: () => T): T {
    return this.#db.transaction(work).immediate();
  }

  /** Whatever is not over, in order of time. */
  unfinished(): DueRow[] {
    const rows = this.#db.prepare(`SELECT ${COLUMNS} FROM due_runs WHERE state <> 'done' ORDER BY at, plan`).all();
    return (rows as Nullable<DueRow>[]).map(present);
  }

  promised(plan: string): DueRow | undefined {
    const row = this.#db.prepare(`SELECT ${COLUMNS} FROM due_runs WHERE plan = ? AND state = 'next'`).get(plan);
    return row ? present(row as Nullable<DueRow>) : undefined;
  }

  /** Whether that time was dealt with, or is being. */
  isTaken(plan: string, at: string): boolean {
    return (
      this.#db.prepare("SELECT 1 FROM due_runs WHERE plan = ? AND at = ? AND state <> 'next'").pluck().get(plan, at) !==
      undefined
    );
  }

  /** The newest time of a plan that an event has brought. */
  lastOf(plan: string, event: ScheduleEvent): string | undefined {
    return this.#db
      .prepare('SELECT at FROM due_runs WHERE plan = ? AND event = ? ORDER BY at DESC LIMIT 1')
      .pluck()
      .get(plan, event) as string | undefined;
  }

  put(row: DueRow): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO due_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        row.plan,
        row.at,
        row.kind ?? null,
        row.event ?? null,
        row.state,
        row.attempt,
        row.tryAt ?? null,
        row.waitUntil ?? null,
        row.waitsFor ?? null,
        row.guard ?? null,
        row.madeAt,
        row.zone,
      );
    if (row.state === 'done') this.#forgetOld(row.plan);
  }

  /** What was promised is calculated anew: for one plan or, where circumstances of the computer have changed, for all. */
  forgetPromises(plan?: string): void {
    this.#db.prepare("DELETE FROM due_runs WHERE state = 'next' AND plan = coalesce(?, plan)").run(plan ?? null);
  }

  #forgetOld(plan: string): void {
    this.#db
      .prepare(
        `DELETE FROM due_runs WHERE plan = @plan AND state = 'done' AND made_at <
         (SELECT made_at FROM due_runs WHERE plan = @plan AND state = 'done' ORDER BY made_at DESC LIMIT 1 OFFSET ${DONE_MAX})`,
      )
      .run({ plan });
  }
}

function present(row: Nullable<DueRow>): DueRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as DueRow;
}

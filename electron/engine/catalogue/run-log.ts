import type { Failure, Plan, Run, RunFilter, RunPage, RunTroubles, SetKind } from '../../contract/index.ts';
import { EngineError, now, randomId } from '../base/index.ts';
import type { Db } from './database.ts';
import { Lease } from './lease.ts';
import { type RunResult, type RunSummary, summaryOf, troublesOf } from './run-summary.ts';

export type SkipReason = NonNullable<Run['skip']>;

export interface RunOf {
  readonly plan: string;
  readonly planName: string;
  readonly verb: Run['verb'];
  /** ISO time. */
  readonly startedAt: string;
}

export interface RunEnd {
  readonly outcome: string;
  readonly result?: RunResult;
  readonly failure?: Failure;
}

const COLUMNS = `id, plan AS planId, plan_name AS planName, verb, started_at AS startedAt, ended_at AS endedAt, outcome, skip,
  failure, kind, set_id AS setId, summary, undo, CASE WHEN summary IS NULL THEN result END AS result`;

type RunRow = Pick<Run, 'id' | 'planId' | 'planName' | 'verb' | 'startedAt'> & {
  endedAt: string | null;
  outcome: NonNullable<Run['outcome']> | null;
  skip: SkipReason | null;
  failure: string | null;
  kind: SetKind | null;
  setId: string | null;
  summary: string | null;
  undo: string | null;
  result: string | null;
};

const INTERRUPTED: Failure = { code: 'interrupted' };

/**
 * The history: one row for every run that was begun or should have been. A process holds a lease while it has runs under
 * way, so that rows which a killed one has left open can be told from those of a living one, without a clock or a process id.
 */
export class RunLog {
  readonly #db: Db;
  readonly #home: string;
  #presence: { readonly name: string; readonly lease: Lease } | undefined;

  constructor(db: Db, home: string) {
    this.#db = db;
    this.#home = home;
  }

  /** Written before the first byte goes anywhere, so that a leftover can be known as ours. */
  begin({ plan, planName, verb, startedAt }: RunOf): number {
    return Number(
      this.#db
        .prepare('INSERT INTO runs (plan, plan_name, verb, started_at, guard) VALUES (?, ?, ?, ?, ?)')
        .run(plan, planName, verb, startedAt, this.#guard()).lastInsertRowid,
    );
  }

  nameSet(run: number, kind: string, setId: string): void {
    this.#db.prepare('UPDATE runs SET kind = ?, set_id = ? WHERE id = ?').run(kind, setId, run);
  }

  end(run: number, { outcome, result, failure }: RunEnd): void {
    const undo = result && 'undo' in result ? result.undo : undefined;
    const setId = result && 'setId' in result ? result.setId : undefined;
    this.#db
      .prepare(
        `UPDATE runs SET ended_at = ?, outcome = ?, result = ?, summary = ?, failure = ?, undo = coalesce(?, undo),
           set_id = coalesce(set_id, ?) WHERE id = ?`,
      )
      .run(
        now().toISOString(),
        outcome,
        jsonOrNull(result),
        jsonOrNull(result && summaryOf(result)),
        jsonOrNull(failure),
        jsonOrNull(undo),
        setId ?? null,
        run,
      );
  }

  /** For a run that was refused before it did anything. */
  drop(run: number): void {
    this.#db.prepare('DELETE FROM runs WHERE id = ?').run(run);
  }

  /** Turns a run that failed before it did anything into one that was skipped. */
  markSkipped(run: number, reason: SkipReason): void {
    this.#db.prepare("UPDATE runs SET outcome = 'skipped', skip = ? WHERE id = ?").run(reason, run);
  }

  addSkipped({ plan, planName, verb, startedAt }: RunOf, reason: SkipReason): void {
    this.#db
      .prepare(
        `INSERT INTO runs (plan, plan_name, verb, started_at, ended_at, outcome, skip) VALUES (?, ?, ?, ?, ?, 'skipped', ?)`,
      )
      .run(plan, planName, verb, startedAt, startedAt, reason);
  }

  /** The newest backup that was tried: what was skipped without a try says nothing of the plan. */
  lastBackup(plan: string): NonNullable<Plan['lastRun']> | undefined {
    return this.#lastBackup(plan, '');
  }

  /** The newest that came to an end of its own: one that somebody has stopped makes nothing well that failed before it. */
  lastDecided(plan: string): NonNullable<Plan['lastRun']> | undefined {
    return this.#lastBackup(plan, 'cancelled');
  }

  #lastBackup(plan: string, but: string): NonNullable<Plan['lastRun']> | undefined {
    const row = this.#db
      .prepare(
        `SELECT id AS run, outcome, ended_at AS endedAt, failure FROM runs
         WHERE plan = ? AND verb = 'backup' AND outcome <> ? AND (skip IS NULL OR skip IN ('vault-unavailable', 'sources-unavailable'))
         ORDER BY id DESC LIMIT 1`,
      )
      .get(plan, but) as { run: number; outcome: string; endedAt: string; failure: string | null } | undefined;
    if (!row) return undefined;
    const { failure, ...ended } = row;
    return { ...ended, ...(failure !== null && { failure: JSON.parse(failure) as Failure }) };
  }

  /** The latest time that a run noted as its beginning, of those after `run`; and the newest run. */
  latest(run = 0): { readonly startedAt: string | undefined; readonly run: number } {
    const row = this.#db
      .prepare('SELECT max(started_at) AS startedAt, coalesce(max(id), 0) AS run FROM runs WHERE id > ?')
      .get(run) as { startedAt: string | null; run: number };
    return { startedAt: row.startedAt ?? undefined, run: row.run };
  }

  /** Sets that runs of this computer began and never ended well: an unsealed one among them is a leftover of ours. */
  unfinishedSets(plan: string): Set<string> {
    return new Set(
      this.#db
        .prepare(
          `SELECT set_id FROM runs WHERE plan = ? AND verb IN ('backup', 'consolidate') AND set_id IS NOT NULL
           AND (outcome IS NULL OR outcome NOT IN ('complete', 'incomplete'))`,
        )
        .pluck()
        .all(plan) as string[],
    );
  }

  /** For the holder of the plan's lease: runs which make sets that neither ended nor can still be running. */
  closeBrokenBackups(plan: string): void {
    this.#close("plan = ? AND verb IN ('backup', 'consolidate')", plan);
  }

  /** Whether a backup that was begun since then has saved anything. */
  hasSavedSince(plan: string, since: string): boolean {
    return (
      this.#db
        .prepare(
          `SELECT 1 FROM runs WHERE plan = ? AND verb = 'backup' AND outcome IN ('complete', 'incomplete') AND started_at >= ? LIMIT 1`,
        )
        .pluck()
        .get(plan, since) !== undefined
    );
  }

  /** Whether a backup of the plan was begun after that run. */
  hasTriedAfter(plan: string, run: number): boolean {
    return (
      this.#db
        .prepare("SELECT 1 FROM runs WHERE plan = ? AND verb = 'backup' AND id > ? AND skip IS NULL LIMIT 1")
        .get(plan, run) !== undefined
    );
  }

  /** Whether the process that was known by it is no more. */
  isGone(presence: string): boolean {
    if (presence === this.#presence?.name) return false;
    const lease = this.#takeIfFree(presence);
    lease?.remove();
    return lease !== undefined;
  }

  /** Ends as failed whatever belongs to a process that is no more. */
  closeBroken(): void {
    const guards = this.#db
      .prepare('SELECT DISTINCT coalesce(guard, plan) FROM runs WHERE outcome IS NULL')
      .pluck()
      .all() as string[];
    for (const guard of guards) {
      if (guard === this.#presence?.name) continue;
      const lease = this.#takeIfFree(guard);
      if (!lease) continue;
      this.#close('coalesce(guard, plan) = ?', guard);
      if (guard.startsWith('runs-')) lease.remove();
      else lease.release();
    }
  }

  /** Whether anything is at work for one of these plans, in whatever process. */
  isAtWork(plans: readonly string[]): boolean {
    this.closeBroken();
    const open = this.#db.prepare('SELECT DISTINCT plan FROM runs WHERE outcome IS NULL').pluck().all() as string[];
    return open.some((plan) => plans.includes(plan));
  }

  /** What tells runs of this process from those of others. */
  get presence(): string {
    return this.#guard();
  }

  /** For runs of a process that has been ended, or will never go on: of one plan or all. They end as `end` says. */
  endRunsOf(presence: string, plan: string | undefined, { outcome, failure }: RunEnd): void {
    this.#db
      .prepare(
        `UPDATE runs SET ended_at = ?, outcome = ?, failure = ? WHERE outcome IS NULL AND guard = ? AND plan = coalesce(?, plan)`,
      )
      .run(now().toISOString(), outcome, jsonOrNull(failure), presence, plan ?? null);
  }

  /** What such a process held, where it is really gone. */
  forgetPresence(presence: string): void {
    this.#takeIfFree(presence)?.remove();
  }

  /** Newest first. `from` is included, `to` is not. */
  list(filter: RunFilter & { readonly offset: number; readonly limit: number }): RunPage {
    const { where, values } = conditionsOf(filter);
    const total = this.#db
      .prepare(`SELECT count(*) FROM runs ${where}`)
      .pluck()
      .get(...values) as number;
    const rows = this.#db
      .prepare(`SELECT ${COLUMNS} FROM runs ${where} ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?`)
      .all(...values, filter.limit, filter.offset) as RunRow[];
    return { rows: rows.map(toRun), total };
  }

  /** Undefined: there is no such run. */
  troubles(run: number): RunTroubles | undefined {
    const row = this.#db.prepare('SELECT result FROM runs WHERE id = ?').get(run) as
      | { result: string | null }
      | undefined;
    if (!row) return undefined;
    return row.result === null ? [] : troublesOf(JSON.parse(row.result) as RunResult);
  }

  /** What was missing when this computer made that set; undefined where no run of it is known. */
  troublesOfSet(set: string): RunTroubles | undefined {
    const run = this.#db
      .prepare("SELECT id FROM runs WHERE set_id = ? AND verb = 'backup' ORDER BY id DESC LIMIT 1")
      .pluck()
      .get(set) as number | undefined;
    return run === undefined ? undefined : this.troubles(run);
  }

  /** The plan that runs of this id or, for removed plans, of this name belong to. */
  planOf(idOrName: string): string | undefined {
    return this.#db
      .prepare(
        'SELECT plan FROM runs WHERE plan = @wanted OR plan_name = @wanted COLLATE NOCASE ORDER BY plan = @wanted DESC, id DESC',
      )
      .pluck()
      .get({ wanted: idOrName }) as string | undefined;
  }

  /** What the last full backups came to, the newest first. */
  fullRuns(): { files: number; bytes: number; seconds: number }[] {
    const summaries = this.#db
      .prepare(
        `SELECT summary FROM runs WHERE verb = 'backup' AND kind = 'full' AND outcome IN ('complete', 'incomplete')
         AND summary IS NOT NULL ORDER BY id DESC LIMIT 5`,
      )
      .pluck()
      .all() as string[];
    return summaries.map((text) => {
      const { files = 0, bytes = 0, seconds = 0 } = JSON.parse(text) as RunSummary;
      return { files, bytes, seconds };
    });
  }

  /** For a restore that did not come to its end and can be taken back all the same. */
  offerUndo(run: number, undo: NonNullable<Run['undo']>): void {
    this.#db.prepare('UPDATE runs SET undo = ? WHERE id = ?').run(JSON.stringify(undo), run);
  }

  /** After a restore was taken back, or can no longer be. */
  forgetUndo(restore: string): void {
    this.#db.prepare("UPDATE runs SET undo = NULL WHERE undo IS NOT NULL AND undo ->> '$.restore' = ?").run(restore);
  }

  /** Lets go of what says that this process is alive. */
  leave(): void {
    this.#presence?.lease.remove();
    this.#presence = undefined;
  }

  #guard(): string {
    if (!this.#presence) {
      const name = `runs-${randomId()}`;
      this.#presence = { name, lease: Lease.take(this.#home, name) };
    }
    return this.#presence.name;
  }

  #takeIfFree(guard: string): Lease | undefined {
    try {
      return Lease.take(this.#home, guard);
    } catch (error) {
      if (error instanceof EngineError && error.code === 'busy') return undefined;
      throw error;
    }
  }

  #close(which: string, value: string): void {
    this.#db
      .prepare(`UPDATE runs SET ended_at = ?, outcome = 'failed', failure = ? WHERE outcome IS NULL AND ${which}`)
      .run(now().toISOString(), JSON.stringify(INTERRUPTED), value);
  }
}

function conditionsOf({ plan, verb, outcome, from, to }: RunFilter): { where: string; values: string[] } {
  const given = Object.entries({
    'plan = ?': plan,
    'verb = ?': verb,
    'outcome = ?': outcome,
    'started_at >= ?': from,
    'started_at < ?': to,
  }).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const where = given.length === 0 ? '' : `WHERE ${given.map(([condition]) => condition).join(' AND ')}`;
  return { where, values: given.map(([, value]) => value) };
}

function toRun({ endedAt, outcome, skip, failure, kind, setId, summary, undo, result, ...row }: RunRow): Run {
  const told: RunSummary =
    summary !== null
      ? (JSON.parse(summary) as RunSummary)
      : result === null
        ? { ...(endedAt !== null && { seconds: secondsBetween(row.startedAt, endedAt) }), troubles: {} }
        : summaryOf(JSON.parse(result) as RunResult);
  const backOut = undo === null ? undefined : (JSON.parse(undo) as NonNullable<Run['undo']>);
  return {
    ...row,
    ...(endedAt !== null && { endedAt }),
    ...(outcome !== null && { outcome }),
    ...(skip !== null && { skip }),
    ...(failure !== null && { failure: JSON.parse(failure) as Failure }),
    ...(kind !== null && { kind }),
    ...(setId !== null && !isLost(row.verb, outcome) && { setId }),
    ...told,
    ...(backOut && backOut.until > now().toISOString() && { undo: backOut }),
  };
}

/** A run that makes a set and did not end well has begun one that is no more. */
function isLost(verb: Run['verb'], outcome: RunRow['outcome']): boolean {
  return (verb === 'backup' || verb === 'consolidate') && outcome !== 'complete' && outcome !== 'incomplete';
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from)) / 1000;
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

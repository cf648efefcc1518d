import type { Db } from './database.ts';

/** A digest that a channel has still to tell. */
export interface OwedDigest {
  readonly period: string;
  /** ISO time. */
  readonly dueAt: string;
  readonly tries: number;
}

/** For how long nobody else tries what one has begun to send: who has not said how it went by then has been ended. */
const CLAIM_MS = 10 * 60_000;
/** No other try lies further ahead: where one does, the clock has been set back since. */
const AHEAD_MAX_MS = 2 * 3_600_000;
const KEPT = 400;

/** Which digests were made, each once, and whom each of them has reached. */
export class DigestLog {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * From now on each of these channels owes the digest of that period. False: it was made before, also where nobody was left to tell it.
   * One that was not told until now is never told: the new one says more.
   */
  owe({ key, dueAt }: { readonly key: string; readonly dueAt: Date }, channels: readonly string[]): boolean {
    return this.#db
      .transaction(() => {
        const isMade = this.#db.prepare('SELECT 1 FROM digests WHERE period = ? LIMIT 1').get(key) !== undefined;
        if (isMade) return false;
        this.#db.prepare("DELETE FROM digests WHERE told_at IS NULL AND channel <> ''").run();
        const add = this.#db.prepare('INSERT INTO digests (period, channel, due_at, tries) VALUES (?, ?, ?, 0)');
        // The row without a channel stays: the period is known even where everything else of it has gone.
        for (const channel of ['', ...channels]) add.run(key, channel, dueAt.toISOString());
        this.#db
          .prepare('DELETE FROM digests WHERE seq NOT IN (SELECT seq FROM digests ORDER BY seq DESC LIMIT ?)')
          .run(KEPT);
        return true;
      })
      .immediate();
  }

  /** When the newest was due, by whatever clock there was. ISO time. */
  get lastDueAt(): string | undefined {
    const last = this.#db.prepare("SELECT max(due_at) FROM digests WHERE channel = ''").pluck().get();
    return (last as string | null) ?? undefined;
  }

  /** When this channel last told one. ISO time. */
  lastToldAt(channel: string): string | undefined {
    const last = this.#db.prepare('SELECT max(told_at) FROM digests WHERE channel = ?').pluck().get(channel);
    return (last as string | null) ?? undefined;
  }

  /** What this channel is to tell, taken for ten minutes. */
  claim(channel: string, at: Date): OwedDigest | undefined {
    return this.#db
      .transaction(() => {
        const owed = this.#db
          .prepare(
            `SELECT period, due_at AS dueAt, tries FROM digests WHERE channel = ? AND told_at IS NULL
               AND (retry_at IS NULL OR retry_at <= ? OR retry_at > ?) ORDER BY due_at DESC LIMIT 1`,
          )
          .get(channel, at.toISOString(), new Date(at.getTime() + AHEAD_MAX_MS).toISOString()) as
          | OwedDigest
          | undefined;
        if (owed) this.notTold(owed.period, channel, new Date(at.getTime() + CLAIM_MS));
        return owed;
      })
      .immediate();
  }

  told(period: string, channel: string, at: Date): void {
    this.#db
      .prepare('UPDATE digests SET told_at = ?, retry_at = NULL WHERE period = ? AND channel = ?')
      .run(at.toISOString(), period, channel);
  }

  notTold(period: string, channel: string, retryAt: Date): void {
    this.#db
      .prepare('UPDATE digests SET retry_at = ?, tries = tries + 1 WHERE period = ? AND channel = ?')
      .run(retryAt.toISOString(), period, channel);
  }
}

import { type Alarm, type AlarmCause, type Telling, zAlarm } from '../../contract/index.ts';
import { randomId } from '../base/index.ts';
import type { Db } from './database.ts';

/** The same moment decides for all processes. */
export interface AlarmChange {
  readonly alarm: Alarm;
  /** Why it is to be told; left out, it is not. */
  readonly tell?: Telling['kind'] | undefined;
}

interface TellingRow {
  readonly id: string;
  readonly kind: Telling['kind'];
  readonly madeAt: string;
  readonly body: string;
}

/** For how long nobody else tries what one has begun to tell: who has not said how it went by then has been ended. */
const CLAIM_MS = 10 * 60_000;
/** No other try lies further ahead: where one does, the clock has been set back since. */
const AHEAD_MAX_MS = 2 * 3_600_000;
const CLOSED_KEPT = 1000;

/**
 * Alarms and who was told of them. There is never more than one open alarm of a cause and a subject. What is to be told is written down
 * in the step that changes the alarm, and taken off by each channel for itself, so that a kill between the two forgets nothing.
 */
export class AlarmLog {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** In the order they were opened in. */
  open(): Alarm[] {
    return this.#alarms('SELECT body FROM alarms WHERE closed_at IS NULL ORDER BY opened_at, id');
  }

  /** The newest first. */
  closed(limit: number): Alarm[] {
    return this.#alarms(
      'SELECT body FROM alarms WHERE closed_at IS NOT NULL ORDER BY closed_at DESC, id LIMIT ?',
      limit,
    );
  }

  /** Whose id begins so. */
  beginning(id: string): Alarm[] {
    return this.#alarms('SELECT body FROM alarms WHERE substr(id, 1, length(@id)) = @id ORDER BY opened_at DESC', {
      id,
    });
  }

  /** The newest of a cause and a subject, open or not. */
  last(cause: AlarmCause, subject: string): Alarm | undefined {
    return this.#alarms(
      'SELECT body FROM alarms WHERE cause = ? AND subject = ? ORDER BY closed_at IS NULL DESC, opened_at DESC, id LIMIT 1',
      cause,
      subject,
    )[0];
  }

  /** One step for all processes; what it throws changes nothing. */
  within<T>(work: () => T): T {
    return this.#db.transaction(work).immediate();
  }

  /** Only within a step. */
  write({ alarm, tell }: AlarmChange, at: Date): void {
    this.#db
      .prepare(
        `INSERT INTO alarms (id, cause, subject, opened_at, closed_at, body) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET closed_at = excluded.closed_at, body = excluded.body`,
      )
      .run(alarm.id, alarm.cause, alarm.subject, alarm.openedAt, alarm.closedAt ?? null, JSON.stringify(alarm));
    if (tell === undefined) return;
    this.#db
      .prepare('INSERT INTO tellings (id, alarm, kind, made_at) VALUES (?, ?, ?, ?)')
      .run(randomId(16), alarm.id, tell, at.toISOString());
  }

  /**
   * What this channel is to tell next, taken for ten minutes; undefined where there is nothing. Of several that wait for one alarm only the
   * newest is told. Of alarms that are over by now, only what was made after `since`, when the channel was set up.
   */
  claim(channel: string, since: Date, at: Date): Telling | undefined {
    return this.within(() => {
      const row = this.#db
        .prepare(
          `SELECT tellings.id, kind, made_at AS madeAt, body FROM tellings JOIN alarms ON alarms.id = alarm
           LEFT JOIN deliveries ON telling = tellings.id AND channel = @channel
           WHERE told_at IS NULL AND (retry_at IS NULL OR retry_at <= @now OR retry_at > @ahead)
             AND (closed_at IS NULL OR made_at >= @since)
             AND NOT EXISTS (SELECT 1 FROM tellings AS newer WHERE newer.alarm = tellings.alarm AND newer.seq > tellings.seq)
           ORDER BY tellings.seq LIMIT 1`,
        )
        .get({
          channel,
          now: at.toISOString(),
          ahead: new Date(at.getTime() + AHEAD_MAX_MS).toISOString(),
          since: since.toISOString(),
        }) as TellingRow | undefined;
      if (!row) return undefined;
      this.#deliver(row.id, channel, { retryAt: new Date(at.getTime() + CLAIM_MS) });
      const { body, ...telling } = row;
      return { ...telling, alarm: zAlarm.parse(JSON.parse(body)) };
    });
  }

  /** Answers the alarm as it stands where this channel is the first that has told it. */
  told(telling: string, channel: string, at: Date): Alarm | undefined {
    const times = (): unknown =>
      this.#db
        .prepare('SELECT count(*) FROM deliveries WHERE telling = ? AND told_at IS NOT NULL')
        .pluck()
        .get(telling);
    const before = times();
    this.#deliver(telling, channel, { toldAt: at });
    if (before !== 0) return undefined;
    return this.#alarms('SELECT body FROM alarms WHERE id = (SELECT alarm FROM tellings WHERE id = ?)', telling)[0];
  }

  /** It could not be told, and is tried again then. */
  notTold(telling: string, channel: string, retryAt: Date): void {
    this.#deliver(telling, channel, { retryAt });
  }

  /** How often this channel has tried to tell it. */
  tries(telling: string, channel: string): number {
    const tries = this.#db
      .prepare('SELECT tries FROM deliveries WHERE telling = ? AND channel = ?')
      .pluck()
      .get(telling, channel);
    return (tries as number | undefined) ?? 0;
  }

  /** Lets go of alarms that were over long ago. */
  tidy(): void {
    this.#db
      .prepare(
        `DELETE FROM alarms WHERE closed_at IS NOT NULL AND id NOT IN
           (SELECT id FROM alarms WHERE closed_at IS NOT NULL ORDER BY closed_at DESC LIMIT ?)`,
      )
      .run(CLOSED_KEPT);
  }

  #deliver(telling: string, channel: string, { retryAt, toldAt }: { retryAt?: Date; toldAt?: Date }): void {
    const tries = toldAt ? 0 : 1;
    this.#db
      .prepare(
        `INSERT INTO deliveries (telling, channel, tries, retry_at, told_at) VALUES (@telling, @channel, 1, @retryAt, @toldAt)
         ON CONFLICT (telling, channel) DO UPDATE SET retry_at = @retryAt, told_at = coalesce(told_at, @toldAt), tries = tries + ${tries}`,
      )
      .run({ telling, channel, retryAt: retryAt?.toISOString() ?? null, toldAt: toldAt?.toISOString() ?? null });
  }

  #alarms(sql: string, ...values: unknown[]): Alarm[] {
    const bodies = this.#db
      .prepare(sql)
      .pluck()
      .all(...values) as string[];
    return bodies.map((body) => zAlarm.parse(JSON.parse(body)));
  }
}

import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import {
  type AlarmRaised,
  type Channel,
  type Digest,
  ERRORS,
  type Failure,
  type Language,
  type Letter,
  type Matter,
  type NotifyTested,
  type Telling,
} from '../../contract/index.ts';
import { elapsedSeconds, EngineError, now } from '../base/index.ts';
import type { State } from '../catalogue/index.ts';
import type { ChannelBook, Health } from './channel-book.ts';
import { type Patience, sendMail, type Sent } from './mail.ts';
import { postWebhook } from './webhook.ts';

/** Puts what is to be told into words. */
export type LetterWriter = (matter: Matter, language: Language, computer: string) => Letter;

/** Where alarms wait to be told, as the door to the alarms has it. */
export interface TellingQueue {
  claim(input: { channel: string; since: Date }): Promise<Telling | undefined>;
  told(input: { telling: string; channel: string }): Promise<void>;
  notTold(input: { telling: string; channel: string; retryAt: Date }): Promise<unknown>;
  raise(input: AlarmRaised): Promise<unknown>;
  close(which: { cause: 'channel-failed'; subject: string }): Promise<void>;
  board(): Promise<{ readonly alarms: readonly { readonly cause: string; readonly subject: string }[] }>;
}

export interface TellerDeps {
  readonly state: State;
  readonly book: ChannelBook;
  readonly write: LetterWriter;
  readonly queue: TellingQueue;
  readonly patience?: Patience | undefined;
}

export interface TellOrder {
  /** Nobody comes back soon: nothing is held back, and what is resting after a failure is tried once more. */
  readonly isLast: boolean;
  readonly digest: (about: { every: 'day' | 'week'; from: Date; to: Date }) => Promise<Digest>;
}

/** Alarms that come within so long are told in one message, after the first. */
const TOGETHER_MS = 60_000;
/** How long a channel rests after its first failure, its second, and so on. */
const RESTS_MS = [1, 5, 15, 30, 60].map((minutes) => minutes * 60_000);
const AT_ONCE_MAX = 50;
/** A digest that was never told before tells of so long at most. */
const DAYS_MS = { day: 86_400_000, week: 7 * 86_400_000 } as const;
/** Another try will not end otherwise before a person has done something. */
const LASTING = new Set(['channel-login', 'channel-certificate', 'channel-no-tls', 'channel-plain', 'channel-moved']);

/** Tells everybody what there is to be told, each channel for itself. A channel that fails never keeps another from being used. */
export async function tellAll(deps: TellerDeps, order: TellOrder): Promise<void> {
  const { book, state } = deps;
  const channels = book.channels();
  const due = book.duePeriod();
  if (due) state.digests.owe(due, channels);
  await Promise.all(channels.map((channel) => tellBy(deps, order, channel)));
}

/** Throws what sending throws, and `channel-unset`. */
export async function testChannel(deps: TellerDeps, channel: Channel): Promise<NotifyTested> {
  const began = performance.now();
  const { receivers, refused } = await send(deps, channel, { kind: 'test', channel }, `test-${now().getTime()}`);
  if (refused) throw refused;
  await arrived(deps, channel);
  return { channel, receivers, seconds: elapsedSeconds(began) };
}

async function tellBy(deps: TellerDeps, order: TellOrder, channel: Channel): Promise<void> {
  const { book } = deps;
  const { restsUntil, sentAt, isAlarmed, failingSince } = book.health(channel);
  if (isAlarmed && failingSince === undefined) await closeAlarm(deps, channel);
  if (!order.isLast && isAhead(restsUntil, RESTS_MS.at(-1) ?? 0)) return;
  const justTold = sentAt === undefined ? undefined : new Date(Date.parse(sentAt) + TOGETHER_MS).toISOString();
  if (order.isLast || !isAhead(justTold, TOGETHER_MS)) {
    if (!(await tellAlarms(deps, order, channel))) return;
  }
  await tellDigest(deps, order, channel);
}

/** A time further ahead than any that would be noted now was noted by a clock that was wrong. */
function isAhead(iso: string | undefined, mostMs: number): boolean {
  if (iso === undefined) return false;
  const ms = Date.parse(iso) - now().getTime();
  return ms > 0 && ms <= mostMs;
}

/** False: the channel does not work now. */
async function tellAlarms(deps: TellerDeps, order: TellOrder, channel: Channel): Promise<boolean> {
  const { book, queue } = deps;
  const tellings: Telling[] = [];
  while (tellings.length < AT_ONCE_MAX) {
    const telling = await queue.claim({ channel, since: book.since(channel) });
    if (!telling) break;
    const { cause, subject } = telling.alarm;
    // That it does not work a channel cannot say itself, and that it works again it says by working.
    if (cause === 'channel-failed' && subject === channel) await queue.told({ telling: telling.id, channel });
    else tellings.push(telling);
  }
  if (tellings.length === 0) return true;
  try {
    const sent = await send(deps, channel, { kind: 'alarms', tellings }, idOf(tellings));
    for (const { id } of tellings) await queue.told({ telling: id, channel });
    await arrived(deps, channel, sent);
    return true;
  } catch (error) {
    const retryAt = await failed(deps, channel, error, order.isLast);
    for (const { id } of tellings) await queue.notTold({ telling: id, channel, retryAt });
    return false;
  }
}

async function tellDigest(deps: TellerDeps, order: TellOrder, channel: Channel): Promise<void> {
  const { state } = deps;
  const to = now();
  const owed = state.digests.claim(channel, to);
  if (!owed) return;
  const { digest } = deps.book.settings();
  const every = digest.every === 'day' ? 'day' : 'week';
  const first = new Date(to.getTime() - DAYS_MS[every]);
  const last = state.digests.lastToldAt(channel);
  const from = last !== undefined && new Date(last) < to ? new Date(last) : first;
  const matter: Matter = { kind: 'digest', digest: await order.digest({ every, from, to }) };
  try {
    const sent = await send(deps, channel, matter, hash(`digest ${state.machine.id} ${owed.period}`));
    state.digests.told(owed.period, channel, now());
    await arrived(deps, channel, sent);
  } catch (error) {
    state.digests.notTold(owed.period, channel, await failed(deps, channel, error, order.isLast));
  }
}

async function send(
  { book, write, patience }: TellerDeps,
  channel: Channel,
  matter: Matter,
  id: string,
): Promise<Sent> {
  const { language } = book;
  const computer = hostname();
  const letter = write(matter, language, computer);
  if (channel === 'mail') {
    const { settings, password } = book.mail();
    return await sendMail(settings, password, { letter, language, id }, patience);
  }
  await postWebhook(book.webhook(), { letter, matter, language, id, computer }, patience);
  return { receivers: 1 };
}

/** One message keeps its name through all tries, as long as it tells the same. */
function idOf(tellings: readonly Telling[]): string {
  const [only] = tellings;
  return only && tellings.length === 1 ? only.id : hash(tellings.map(({ id }) => id).join(' '));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

async function arrived(deps: TellerDeps, channel: Channel, sent?: Sent): Promise<void> {
  const { book } = deps;
  const at = now().toISOString();
  const { isAlarmed, failingSince } = book.health(channel);
  if (sent?.refused) {
    // Some of those who are to be told were not, and never are until somebody looks into it.
    book.noteHealth(channel, {
      sentAt: at,
      failingSince: failingSince ?? at,
      failure: failureOf(sent.refused),
      tries: 0,
      isAlarmed: true,
    });
    return await raiseAlarm(deps, channel);
  }
  book.noteHealth(channel, { sentAt: at, tries: 0, isAlarmed });
  if (isAlarmed) await closeAlarm(deps, channel);
}

/** Notes it, tells of it where it lasts, and says when to try again. What is no failure of a channel is thrown. */
async function failed(deps: TellerDeps, channel: Channel, error: unknown, isLast: boolean): Promise<Date> {
  if (!(error instanceof EngineError) || !(error.code in ERRORS)) throw error;
  const before = deps.book.health(channel);
  const at = now();
  const restMs = RESTS_MS[Math.min(before.tries, RESTS_MS.length - 1)] ?? 0;
  const retryAt = new Date(at.getTime() + restMs);
  const isTold = before.isAlarmed || isLast || before.tries > 0 || LASTING.has(error.code);
  const health: Health = {
    ...(before.sentAt !== undefined && { sentAt: before.sentAt }),
    failingSince: before.failingSince ?? at.toISOString(),
    failure: failureOf(error),
    tries: before.tries + 1,
    restsUntil: retryAt.toISOString(),
    isAlarmed: isTold,
  };
  deps.book.noteHealth(channel, health);
  if (isTold) await raiseAlarm(deps, channel);
  return retryAt;
}

function failureOf({ code, subject, detail }: EngineError): Failure {
  return { code, ...(subject !== undefined && { subject }), ...(detail !== undefined && { detail }) };
}

async function raiseAlarm({ book, queue }: TellerDeps, channel: Channel): Promise<void> {
  const { failure, failingSince } = book.health(channel);
  await queue.raise({
    cause: 'channel-failed',
    subject: channel,
    name: book.nameOf(channel),
    faultAt: failingSince ?? now().toISOString(),
    ...(failure && { failure }),
  });
}

/** What has come and gone before is believed to be well only after a while: then it is closed at a later look. */
async function closeAlarm({ book, queue }: TellerDeps, channel: Channel): Promise<void> {
  await queue.close({ cause: 'channel-failed', subject: channel });
  const { alarms } = await queue.board();
  if (alarms.some(({ cause, subject }) => cause === 'channel-failed' && subject === channel)) return;
  book.noteHealth(channel, { ...book.health(channel), isAlarmed: false });
}

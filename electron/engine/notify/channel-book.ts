import { z } from 'zod';
import {
  type Channel,
  CHANNELS,
  type DigestSettings,
  type Failure,
  type Language,
  type MailSettings,
  type NotifyChange,
  type NotifySettings,
  zDigestSettings,
  zFailure,
  zMailSettings,
  zNotifyChange,
  WEBHOOK_FORMATS,
} from '../../contract/index.ts';
import { EngineError, now } from '../base/index.ts';
import type { State } from '../catalogue/index.ts';
import { ChannelSecrets } from './channel-secrets.ts';
import { latestPeriod, nextPeriod } from './digest-period.ts';
import type { WebhookTarget } from './webhook.ts';

const zSince = { since: z.iso.datetime({ precision: 3 }) };
const zKept = z.object({
  language: z.enum(['en', 'zh-CN']).default('en'),
  mail: zMailSettings.extend(zSince).nullable().default(null),
  webhook: z
    .object({ format: z.enum(WEBHOOK_FORMATS), origin: z.string(), ...zSince })
    .nullable()
    .default(null),
  // Whoever says who is told also wants to know that all is well: silence would look the same as nothing working.
  digest: zDigestSettings.default({ every: 'week', at: '08:00', on: 'mon' }),
  digestSince: z.iso.datetime({ precision: 3 }).optional(),
});
type Kept = z.infer<typeof zKept>;

const zHealth = z.object({
  sentAt: z.string().optional(),
  failingSince: z.string().optional(),
  failure: zFailure.optional(),
  tries: z.number().default(0),
  /** ISO time before which nothing is tried. */
  restsUntil: z.string().optional(),
  isAlarmed: z.boolean().default(false),
});
export type Health = z.infer<typeof zHealth>;

/** Who is told, and how telling them went: the settings in the state, what is secret in a file of its own. */
export class ChannelBook {
  readonly #state: State;
  readonly #secrets: ChannelSecrets;

  constructor(state: State, home: string) {
    this.#state = state;
    this.#secrets = new ChannelSecrets(home);
  }

  settings(): NotifySettings {
    const { language, mail, webhook, digest } = this.#kept();
    const secrets = this.#secrets.read();
    const nextDigestAt = this.channels().length > 0 ? nextPeriod(digest, now())?.dueAt.toISOString() : undefined;
    return {
      language,
      mail: mail && { ...withoutSince(mail), hasPassword: secrets.password !== undefined, health: this.#shown('mail') },
      webhook: webhook && {
        ...withoutSince(webhook),
        hasSecret: secrets.webhook?.secret !== undefined,
        isPlain: webhook.origin.startsWith('http:'),
        health: this.#shown('webhook'),
      },
      digest,
      ...(nextDigestAt !== undefined && { nextDigestAt }),
    };
  }

  /** Throws `channel-address` for a webhook without an address, `home-unusable`. */
  change(given: NotifyChange): NotifySettings {
    const change = zNotifyChange.parse(given);
    if (Object.keys(change).length === 0) return this.settings();
    const before = this.#kept();
    const since = now().toISOString();
    const secrets = { ...this.#secrets.read() };
    const kept: Kept = { ...before };
    if (change.language) kept.language = change.language;
    if (change.digest) Object.assign(kept, { digest: change.digest, digestSince: since });
    if (change.mail !== undefined) {
      const { password, ...mail } = change.mail ?? { password: null };
      const goesElsewhere = !change.mail || !isSameServer(before.mail, change.mail);
      kept.mail = change.mail && { ...(mail as MailSettings), since: before.mail?.since ?? since };
      if (typeof password === 'string') secrets.password = password;
      else if (password === null || goesElsewhere) delete secrets.password;
    }
    if (change.webhook === null) {
      kept.webhook = null;
      delete secrets.webhook;
    } else if (change.webhook) {
      const url = change.webhook.url ?? secrets.webhook?.url;
      if (url === undefined) throw new EngineError('channel-address', { subject: 'webhook' });
      const { origin } = new URL(url);
      const own = origin === before.webhook?.origin ? secrets.webhook?.secret : undefined;
      const secret = change.webhook.secret === null ? undefined : (change.webhook.secret ?? own);
      secrets.webhook = { url, ...(secret !== undefined && { secret }) };
      kept.webhook = { format: change.webhook.format, origin, since: before.webhook?.since ?? since };
    }
    kept.digestSince ??= since;
    this.#secrets.write(secrets);
    this.#state.note('notify:settings', JSON.stringify(kept));
    // What went wrong went wrong with how it was set up before.
    for (const channel of CHANNELS) {
      if (change[channel] === undefined) continue;
      const { sentAt, isAlarmed } = this.health(channel);
      this.noteHealth(channel, { tries: 0, isAlarmed, ...(sentAt !== undefined && { sentAt }) });
    }
    return this.settings();
  }

  channels(): Channel[] {
    const kept = this.#kept();
    return CHANNELS.filter((channel) => kept[channel] !== null);
  }

  get language(): Language {
    return this.#kept().language;
  }

  /** When the channel was set up. */
  since(channel: Channel): Date {
    return new Date(this.#kept()[channel]?.since ?? 0);
  }

  /** Throws `channel-unset`. */
  mail(): { settings: MailSettings; password: string | undefined } {
    const { mail } = this.#kept();
    if (!mail) throw new EngineError('channel-unset', { subject: 'mail' });
    return { settings: withoutSince(mail), password: this.#secrets.read().password };
  }

  /** Throws `channel-unset`. */
  webhook(): WebhookTarget {
    const { webhook } = this.#kept();
    const secrets = this.#secrets.read().webhook;
    if (!webhook || !secrets) throw new EngineError('channel-unset', { subject: 'webhook' });
    return { format: webhook.format, url: secrets.url, secret: secrets.secret };
  }

  /** As people know it: the server that it leads to. */
  nameOf(channel: Channel): string {
    const { mail, webhook } = this.#kept();
    return channel === 'mail' ? (mail?.host ?? '') : (webhook?.origin.replace(/^https?:\/\//, '') ?? '');
  }

  /** The newest digest that is due and was not when it was asked for. */
  duePeriod(): { key: string; dueAt: Date; digest: DigestSettings } | undefined {
    const { digest, digestSince } = this.#kept();
    const at = now();
    const period = latestPeriod(digest, at);
    if (!period) return undefined;
    // A time that lies ahead was noted by a clock that was wrong, and says nothing.
    const isBefore = (time: string | undefined) =>
      time !== undefined && new Date(time) <= at && period.dueAt <= new Date(time);
    if (isBefore(digestSince) || isBefore(this.#state.digests.lastDueAt)) return undefined;
    return { ...period, digest };
  }

  health(channel: Channel): Health {
    const text = this.#state.noted(`notify:health-${channel}`);
    return zHealth.parse(text === undefined ? {} : JSON.parse(text));
  }

  noteHealth(channel: Channel, health: Health): void {
    this.#state.note(`notify:health-${channel}`, JSON.stringify(health));
  }

  #shown(channel: Channel): { sentAt?: string; failingSince?: string; failure?: Failure } {
    const { sentAt, failingSince, failure } = this.health(channel);
    return {
      ...(sentAt !== undefined && { sentAt }),
      ...(failingSince !== undefined && { failingSince }),
      ...(failure !== undefined && { failure }),
    };
  }

  #kept(): Kept {
    const text = this.#state.noted('notify:settings');
    return zKept.parse(text === undefined ? {} : JSON.parse(text));
  }
}

function withoutSince<T extends { since: string }>(kept: T): Omit<T, 'since'> {
  const { since: _, ...rest } = kept;
  return rest;
}

function isSameServer(before: Kept['mail'], after: MailSettings): boolean {
  return before !== null && before.host === after.host && before.user === after.user;
}

import { z } from 'zod';
import { zCount, zFailure, zIso } from './shapes.ts';

/** Ways to tell somebody who is not at this computer. */
export const CHANNELS = ['mail', 'webhook'] as const;
export const zChannel = z.enum(CHANNELS);
export type Channel = z.infer<typeof zChannel>;

/** `tls`: from the first byte on (port 465). `starttls`: before anything is said (587). `plain`: only to a server of one's own network, and without a password. */
export const MAIL_SECURITIES = ['starttls', 'tls', 'plain'] as const;
export const MAIL_PORTS = { starttls: 587, tls: 465, plain: 25 } as const;

/** `strongroom`: as docs/ALARMS.md describes it. The others: what group robots of these services take. */
export const WEBHOOK_FORMATS = ['strongroom', 'wecom', 'dingtalk', 'feishu'] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

const zHost = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9:._-]+$/);
/** One address and no name before it; what is in it may be of any script. */
export const zMailAddress = z
  .string()
  .max(254)
  .regex(/^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+$/u);
const zWebAddress = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((text) => !/\/\/[^/]*@/.test(text));

export const zMailSettings = z.object({
  host: zHost,
  port: z.number().int().min(1).max(65_535),
  security: z.enum(MAIL_SECURITIES),
  /** `null`: the server wants no login. */
  user: z.string().min(1).max(254).nullable(),
  from: zMailAddress,
  to: z.array(zMailAddress).min(1).max(20),
});
export type MailSettings = z.infer<typeof zMailSettings>;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const zDigestSettings = z.object({
  every: z.enum(['never', 'day', 'week']),
  /** Local time. */
  at: z
    .string()
    .max(5)
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** Of a weekly one. */
  on: z.enum(WEEKDAYS),
});
export type DigestSettings = z.infer<typeof zDigestSettings>;

/** What can be said of how a channel does. */
const zHealth = z.object({
  /** When something last arrived. */
  sentAt: zIso.optional(),
  /** Since when nothing does, and why. */
  failingSince: zIso.optional(),
  failure: zFailure.optional(),
});

const zNotifyLanguage = z.enum(['en', 'zh-CN']);

/** Who is told, without the secrets: a password, what signs a webhook, and the path of its address, which for a robot is its key. */
export const zNotifySettings = z.object({
  language: zNotifyLanguage,
  mail: zMailSettings.extend({ hasPassword: z.boolean(), health: zHealth }).nullable(),
  webhook: z
    .object({
      format: z.enum(WEBHOOK_FORMATS),
      /** Scheme and host of its address. */
      origin: z.string(),
      hasSecret: z.boolean(),
      /** The address is one of `http:`. */
      isPlain: z.boolean(),
      health: zHealth,
    })
    .nullable(),
  digest: zDigestSettings,
  /** When the next one is due; absent where none is wanted or nobody can be told. */
  nextDigestAt: zIso.optional(),
});
export type NotifySettings = z.infer<typeof zNotifySettings>;

/**
 * What is left out stays. `password` and `secret`: `null` takes it away; one that is left out stays only as long as it goes to the same
 * server as before.
 */
export const zNotifyChange = z.object({
  language: zNotifyLanguage.optional(),
  mail: zMailSettings
    .extend({ password: z.string().min(1).max(1024).nullable().optional() })
    .nullable()
    .optional(),
  webhook: z
    .object({
      format: z.enum(WEBHOOK_FORMATS),
      /** Left out: the one until now. */
      url: zWebAddress.optional(),
      secret: z.string().min(1).max(1024).nullable().optional(),
    })
    .nullable()
    .optional(),
  digest: zDigestSettings.optional(),
});
export type NotifyChange = z.input<typeof zNotifyChange>;

/** A message has arrived: at how many addresses, and after how long. */
export const zNotifyTested = z.object({ channel: zChannel, receivers: zCount, seconds: z.number() });
export type NotifyTested = z.infer<typeof zNotifyTested>;

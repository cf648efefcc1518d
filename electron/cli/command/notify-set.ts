import {
  MAIL_PORTS,
  MAIL_SECURITIES,
  type NotifyChange,
  type NotifySettings,
  WEBHOOK_FORMATS,
  WEEKDAYS,
  zNotifyChange,
} from '../../contract/index.ts';
import { LANGUAGES } from '../../words/index.ts';
import { CliFailure } from '../cli-failure.ts';
import type { Given, OptionName, Verb } from '../command-spec.ts';
import { notifyLines } from '../notify-lines.ts';
import { firstLine, pinOf } from '../secrets.ts';
import type { Session } from '../session.ts';

/** Changes who is told. What is secret comes from files, or from the environment, and never stands on a command line. */
export const notifySet: Verb = async (session, given) => {
  const engine = await session.engine();
  const before = await engine.notify.settings();
  const asked = {
    ...language(session, given, before),
    ...mail(session, given, before.mail),
    ...webhook(session, given, before.webhook),
    ...digest(given, before),
  };
  if (Object.keys(asked).length === 0)
    throw new CliFailure({ code: 'usage', detail: session.words('notify.usage-nothing') });
  const parsed = zNotifyChange.safeParse(asked);
  if (!parsed.success) throw wrongValue(session, parsed.error.issues[0]?.path.map(String) ?? []);
  const settings = await engine.notify.change(parsed.data, pinOf(session, given.options).pin);
  return { document: settings, exit: 0, quiet: [], lines: () => notifyLines(session, settings) };
};

/** Whoever sets it up first is told in their own language. */
function language(session: Session, { options }: Given, before: NotifySettings): Pick<NotifyChange, 'language'> {
  const chosen = options.choice('letter-language', LANGUAGES);
  if (chosen !== undefined) return { language: chosen };
  const isFirst = before.mail === null && before.webhook === null;
  const setsUp = options.text('mail-server') !== undefined || webhookUrl(session, options) !== undefined;
  return isFirst && setsUp ? { language: session.language } : {};
}

function mail(session: Session, { options }: Given, before: NotifySettings['mail']): { mail?: object } {
  const password = secretOf(session, options, 'mail-password-file', 'STRONGROOM_SMTP_PASSWORD');
  const server = options.text('mail-server');
  const security = options.choice('mail-security', MAIL_SECURITIES) ?? before?.security ?? 'starttls';
  const user = options.text('mail-user');
  const to = options.list('mail-to');
  const isAsked = ['mail-server', 'mail-security', 'mail-user', 'mail-from'] as const;
  const isFileGiven = options.text('mail-password-file') !== undefined;
  if (isAsked.every((name) => options.text(name) === undefined) && to.length === 0 && !isFileGiven) return {};
  const place = server === undefined ? undefined : hostAndPort(server);
  const host = place?.host ?? before?.host;
  const keptPort = options.text('mail-security') === undefined ? before?.port : undefined;
  const from = options.text('mail-from') ?? before?.from ?? (user?.includes('@') ? user : undefined);
  if (host === undefined) throw missing(session, 'mail-server');
  if (from === undefined) throw missing(session, 'mail-from');
  if (to.length === 0 && !before) throw missing(session, 'mail-to');
  return {
    mail: {
      host,
      port: place?.port ?? (place ? undefined : keptPort) ?? MAIL_PORTS[security],
      security,
      user: user === 'none' ? null : (user ?? before?.user ?? null),
      from,
      to: to.length > 0 ? to : before?.to,
      ...(password !== undefined && { password }),
    },
  };
}

function webhook(session: Session, { options }: Given, before: NotifySettings['webhook']): { webhook?: object } {
  const url = webhookUrl(session, options);
  const format = options.choice('webhook-format', WEBHOOK_FORMATS);
  const isSecretGiven = options.text('webhook-secret-file') !== undefined;
  if (url === undefined && format === undefined && !isSecretGiven) return {};
  if (url === undefined && !before) throw missing(session, 'webhook-url');
  const secret = secretOf(session, options, 'webhook-secret-file', 'STRONGROOM_WEBHOOK_SECRET');
  return {
    webhook: {
      format: format ?? before?.format ?? 'strongroom',
      ...(url !== undefined && { url }),
      ...(secret !== undefined && { secret }),
    },
  };
}

/** The address of a robot is its key, so it may come from a file or the environment as well. */
function webhookUrl(session: Session, options: Given['options']): string | undefined {
  return (
    options.text('webhook-url') ??
    firstLine(session, options, 'webhook-url-file') ??
    (options.choice('webhook-format', WEBHOOK_FORMATS) ? session.env['STRONGROOM_WEBHOOK_URL'] : undefined)
  );
}

function digest({ options }: Given, before: NotifySettings): { digest?: object } {
  const every = options.choice('digest', ['day', 'week', 'never']);
  const at = options.text('digest-at');
  const on = options.choice('digest-on', WEEKDAYS);
  if (every === undefined && at === undefined && on === undefined) return {};
  return {
    digest: { ...before.digest, ...(every && { every }), ...(at !== undefined && { at }), ...(on && { on }) },
  };
}

function secretOf(session: Session, options: Given['options'], file: OptionName, variable: string): string | undefined {
  return firstLine(session, options, file) ?? session.env[variable];
}

/** `mail.office.example:2525`, `[::1]:25`, or without a port. */
function hostAndPort(text: string): { host: string; port: number | undefined } {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]*))(?::(\d+))?$/.exec(text) ?? [];
  return { host: bracketed ?? plain ?? text, port: port === undefined ? undefined : Number(port) };
}

function missing({ words }: Session, option: OptionName): CliFailure {
  return new CliFailure({ code: 'usage', detail: words('cli.usage.option-missing', { option: `--${option}` }) });
}

const OPTION_OF: Readonly<Record<string, OptionName>> = {
  'mail.host': 'mail-server',
  'mail.port': 'mail-server',
  'mail.user': 'mail-user',
  'mail.from': 'mail-from',
  'mail.to': 'mail-to',
  'mail.password': 'mail-password-file',
  'webhook.url': 'webhook-url',
  'webhook.secret': 'webhook-secret-file',
  'digest.at': 'digest-at',
};

function wrongValue({ words }: Session, path: readonly string[]): CliFailure {
  const option = OPTION_OF[path.slice(0, 2).join('.')] ?? 'mail-server';
  return new CliFailure({ code: 'usage', detail: words('cli.usage.bad-limit', { option: `--${option}` }) });
}

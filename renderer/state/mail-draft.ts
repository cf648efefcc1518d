import { MAIL_PORTS, type MailSettings, zMailAddress, zMailSettings } from '../../electron/contract/index.ts';

/** What somebody has typed of how mails are sent. */
export interface MailDraft {
  readonly to: string;
  readonly host: string;
  readonly security: MailSettings['security'];
  readonly port: string;
  readonly from: string;
  readonly user: string;
  readonly password: string;
}

export type MailField = 'to' | 'server' | 'port' | 'from';

export function mailDraftOf(mail: MailSettings | null): MailDraft {
  return {
    to: mail?.to.join(', ') ?? '',
    host: mail?.host ?? '',
    security: mail?.security ?? 'starttls',
    port: String(mail?.port ?? MAIL_PORTS.starttls),
    from: mail?.from ?? '',
    user: mail?.user ?? '',
    password: '',
  };
}

/** Another encryption brings its port with it, unless somebody has typed one of their own. */
export function withSecurity(draft: MailDraft, security: MailDraft['security']): MailDraft {
  const isUsual = draft.port === '' || Number(draft.port) === MAIL_PORTS[draft.security];
  return { ...draft, security, port: isUsual ? String(MAIL_PORTS[security]) : draft.port };
}

/** The settings, or which fields of them cannot be so. */
export function mailOf(draft: MailDraft): { settings: MailSettings } | { wrong: ReadonlySet<MailField> } {
  const to = draft.to
    .split(/[,;，；\s]+/)
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const user = draft.user.trim();
  const settings = {
    host: draft.host.trim(),
    port: Number(draft.port),
    security: draft.security,
    user: user === '' ? null : user,
    from: draft.from.trim() === '' && zMailAddress.safeParse(user).success ? user : draft.from.trim(),
    to,
  };
  const parsed = zMailSettings.safeParse(settings);
  if (parsed.success) return { settings: parsed.data };
  const fields = parsed.error.issues.map(({ path }) => String(path[0]));
  const named: Readonly<Record<string, MailField>> = { to: 'to', host: 'server', port: 'port', from: 'from' };
  return { wrong: new Set(fields.map((field) => named[field] ?? 'server')) };
}

import type { NotifySettings } from '../contract/index.ts';
import type { Session } from './session.ts';
import { labelled } from './text/table.ts';

type Health = NonNullable<NotifySettings['mail']>['health'];

/** Who is told, and how that went, in lines for people. Nothing of it is secret. */
export function notifyLines({ words, formats }: Session, settings: NotifySettings): string[] {
  const { mail, webhook, digest, nextDigestAt, language } = settings;
  const health = ({ sentAt, failingSince, failure }: Health): [string, string | undefined][] => [
    [words('notify.arrived'), sentAt === undefined ? undefined : formats.time(sentAt)],
    [words('notify.failing'), failingSince === undefined ? undefined : formats.time(failingSince)],
    [words('notify.why'), failure && words.failure(failure).sentence],
  ];
  const yes = (isIt: boolean): string => words(isIt ? 'notify.yes' : 'notify.no');
  return [
    words(mail ? 'notify.mail' : 'notify.mail-none'),
    ...(mail
      ? labelled([
          [words('notify.server'), `${mail.host}:${mail.port} (${words(`notify.security-${mail.security}`)})`],
          [words('notify.user'), mail.user ?? words('notify.user-none')],
          [words('notify.password'), mail.user === null ? undefined : yes(mail.hasPassword)],
          [words('notify.from'), mail.from],
          [words('notify.to'), mail.to.join(', ')],
          ...health(mail.health),
        ])
      : []),
    words(webhook ? 'notify.webhook' : 'notify.webhook-none'),
    ...(webhook
      ? labelled([
          [words('notify.address'), `${webhook.origin}/…`],
          [words('notify.format'), words(`notify.format-${webhook.format}`)],
          [words('notify.signed'), yes(webhook.hasSecret)],
          [words('notify.plain'), webhook.isPlain ? words('notify.plain-warning') : undefined],
          ...health(webhook.health),
        ])
      : []),
    words('notify.digest'),
    ...labelled([
      [
        words('notify.every'),
        words(`notify.every-${digest.every}`, { at: digest.at, on: words(`notify.day-${digest.on}`) }),
      ],
      [words('notify.next'), nextDigestAt === undefined ? undefined : formats.time(nextDigestAt)],
      [words('notify.language'), words(`notify.language-${language}`)],
    ]),
  ];
}

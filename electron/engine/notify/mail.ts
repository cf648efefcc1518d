import type { Language, Letter, MailSettings } from '../../contract/index.ts';
import { EngineError, errnoOf } from '../base/index.ts';
import { letterHtml, letterText } from './letter-form.ts';
import { demandPrivate } from './private-host.ts';
import { systemTrust } from './trust.ts';
import { wayFailure } from './way-failure.ts';

export interface Mail {
  readonly letter: Letter;
  readonly language: Language;
  /** The same for each try, so that a mail that arrives twice can be known as one. */
  readonly id: string;
}

/** How long to wait for a server: to connect, for its greeting, for each answer. Milliseconds. */
export interface Patience {
  readonly connectMs: number;
  readonly answerMs: number;
}

export const PATIENCE: Patience = { connectMs: 20_000, answerMs: 30_000 };
const DETAIL_MAX = 200;

/** Taken for so many receivers; `refused`: what is wrong with some of them, who were not told. */
export interface Sent {
  readonly receivers: number;
  readonly refused?: EngineError;
}

/** Hands a mail to the server. Throws what `wayFailure` gives, `channel-login`, `channel-rejected`, `channel-plain`. */
export async function sendMail(
  { host, port, security, user, from, to }: MailSettings,
  password: string | undefined,
  { letter, language, id }: Mail,
  patience = PATIENCE,
): Promise<Sent> {
  if (security === 'plain') await demandPrivate(host);
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'plain',
    // A password never goes where anybody could read it.
    ...(user !== null && security !== 'plain' && { auth: { user, pass: password ?? '' } }),
    tls: { secureContext: systemTrust() },
    dnsTimeout: patience.connectMs,
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.answerMs,
    socketTimeout: patience.answerMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const sent = await transport.sendMail({
      from: { name: 'Strongroom', address: from },
      to: [...to],
      subject: letter.subject,
      text: letterText(letter, language),
      html: letterHtml(letter, language),
      textEncoding: 'base64',
      messageId: `<${id}@${from.slice(from.indexOf('@') + 1)}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    });
    const receivers = sent.accepted.length;
    if (sent.rejected.length === 0) return { receivers };
    // Those that were taken have it: to try again would tell them twice.
    const detail = sent.rejected.map(String).join(', ');
    return { receivers, refused: new EngineError('channel-rejected', { subject: host, detail }) };
  } catch (error) {
    throw failureOf(error, host);
  } finally {
    transport.close();
  }
}

/** The server's own words are told, as far as they are short: they name the mailbox that is full, or the sender that it does not want. */
function failureOf(error: unknown, host: string): unknown {
  if (error instanceof EngineError) return error;
  const code = errnoOf(error);
  const answer =
    error instanceof Error && 'response' in error && typeof error.response === 'string' ? error.response : '';
  const detail = answer.replaceAll(/\s+/g, ' ').slice(0, DETAIL_MAX);
  const about = { subject: host, ...(detail && { detail }), cause: error };
  if (code === 'EAUTH' || code === 'ENOAUTH') return new EngineError('channel-login', about);
  if (answer !== '' && code !== 'ETLS') return new EngineError('channel-rejected', about);
  const onTheWay = wayFailure(error, host);
  if (onTheWay) return onTheWay;
  return /^E[A-Z]+$/.test(code) ? new EngineError('channel-rejected', { ...about, detail: detail || code }) : error;
}

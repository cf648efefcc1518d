import { createHmac } from 'node:crypto';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { APP_VERSION, type Language, type Letter, type Matter, type WebhookFormat } from '../../contract/index.ts';
import { EngineError, now } from '../base/index.ts';
import { letterText } from './letter-form.ts';
import { PATIENCE, type Patience } from './mail.ts';
import { demandPrivate } from './private-host.ts';
import { robotRefusal, robotRequest } from './robots.ts';
import { systemTrust } from './trust.ts';
import { wayFailure } from './way-failure.ts';

/** Where to, which nobody but this computer and that server is to know: the address of a robot is its key. */
export interface WebhookTarget {
  readonly format: WebhookFormat;
  readonly url: string;
  readonly secret: string | undefined;
}

export interface WebhookMessage {
  readonly letter: Letter;
  readonly matter: Matter;
  readonly language: Language;
  /** The same for each try. */
  readonly id: string;
  /** The name of this computer. */
  readonly computer: string;
}

/** The version of what is sent; it grows where a receiver that knows only the older one would misunderstand something. */
const SCHEMA = 1;
const ANSWER_MAX = 16 * 1024;
const DETAIL_MAX = 200;

/** Resolves once the server has taken it. Throws what `wayFailure` gives, `channel-rejected`, `channel-moved`, `channel-plain`. */
export async function postWebhook(target: WebhookTarget, message: WebhookMessage, patience = PATIENCE): Promise<void> {
  const request = requestOf(target, message);
  const { protocol, host, hostname } = new URL(request.url);
  if (protocol === 'http:') await demandPrivate(hostname);
  let answer: Answer;
  try {
    answer = await post(request, patience);
  } catch (error) {
    throw wayFailure(error, host) ?? error;
  }
  const { status, text } = answer;
  // It might lead anywhere, with everything that is said here.
  if (status >= 300 && status < 400)
    throw new EngineError('channel-moved', { subject: host, detail: `HTTP ${status}` });
  if (status < 200 || status > 299)
    throw new EngineError('channel-rejected', { subject: host, detail: `HTTP ${status}` });
  const refusal = target.format === 'strongroom' ? undefined : robotRefusal(text);
  if (refusal !== undefined)
    throw new EngineError('channel-rejected', { subject: host, detail: refusal.slice(0, DETAIL_MAX) });
}

interface Request {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

function requestOf({ format, url, secret }: WebhookTarget, message: WebhookMessage): Request {
  const { letter, matter, language, id, computer } = message;
  const at = now();
  const text = letterText(letter, language);
  if (format !== 'strongroom') {
    const asked = { text: `${letter.subject}\n\n${text}`, url, secret, at };
    return { ...robotRequest(format, asked), headers: {} };
  }
  const body = JSON.stringify({
    strongroom: 'message',
    version: SCHEMA,
    id,
    sentAt: at.toISOString(),
    computer,
    language,
    subject: letter.subject,
    text,
    ...matter,
  });
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const headers = {
    'strongroom-id': id,
    'strongroom-timestamp': timestamp,
    ...(secret !== undefined && {
      'strongroom-signature': `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`,
    }),
  };
  return { url, body, headers };
}

interface Answer {
  readonly status: number;
  /** The beginning of what it said. */
  readonly text: string;
}

async function post({ url, body, headers }: Request, patience: Patience): Promise<Answer> {
  const isSafe = new URL(url).protocol === 'https:';
  const { request } = isSafe ? await import('node:https') : await import('node:http');
  const trust = isSafe ? { secureContext: systemTrust() } : {};
  return await new Promise((resolve, reject) => {
    const sent: ClientRequest = request(
      url,
      {
        method: 'POST',
        ...trust,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': `Strongroom/${APP_VERSION}`,
          ...headers,
        },
        agent: false,
      },
      (answer) => {
        read(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text }), reject);
      },
    );
    // Whatever drips in byte by byte ends too.
    const deadline = setTimeout(() => sent.destroy(silence()), patience.connectMs + patience.answerMs);
    sent.setTimeout(patience.answerMs, () => sent.destroy(silence()));
    sent.on('error', reject);
    sent.on('close', () => clearTimeout(deadline));
    sent.end(body);
  });
}

function silence(): Error {
  return Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
}

async function read(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer) {
    parts.push(part as Buffer);
    bytes += (part as Buffer).length;
    if (bytes > ANSWER_MAX) break;
  }
  return Buffer.concat(parts).toString('utf8');
}

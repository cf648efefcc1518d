import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ArrivedMail {
  readonly raw: Buffer;
  readonly to: readonly string[];
  readonly isEncrypted: boolean;
  readonly user: string | undefined;
}

export interface MailServer {
  readonly port: number;
  readonly mails: ArrivedMail[];
  /** Resolves once so many have arrived. */
  until(count: number): Promise<void>;
  stop(): Promise<void>;
}

export const USER = 'backup@office.test';
export const PASSWORD = 'pässwörd-never-to-be-seen';

/** A real mail server on loopback that takes mails of one user; `more` changes what it does. `taken`: called before the sender hears of it. */
export async function startMailServer(
  tls: { readonly key: string; readonly cert: string },
  more: SMTPServerOptions = {},
  taken: () => void = () => {},
): Promise<MailServer> {
  const mails: ArrivedMail[] = [];
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    ...tls,
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth({ username, password }, _session, done) {
      if (username === USER && password === PASSWORD) done(null, { user: USER });
      else done(new Error('5.7.8 wrong user or password'));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({
          raw: Buffer.concat(parts),
          to,
          isEncrypted: session.secure,
          user: typeof session.user === 'string' ? session.user : undefined,
        });
        for (const wake of waiting) wake();
        taken();
        done();
      });
    },
    ...more,
  });
  // A client that does not believe the certificate hangs up: that is what is tested.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    async until(count) {
      while (mails.length < count) {
        await new Promise<void>((wake) => {
          waiting.add(wake);
        });
        waiting.clear();
      }
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
      }),
  };
}

export interface ReadMail {
  readonly subject: string;
  readonly rawSubject: string;
  readonly from: string;
  readonly to: string;
  readonly id: string;
  readonly parts: readonly { readonly type: string; readonly charset: string; readonly text: string }[];
}

const READER = `
import sys, json, base64, email, email.policy
def read(raw):
    m = email.message_from_bytes(raw, policy=email.policy.default)
    old = email.message_from_bytes(raw)
    parts = [dict(type=p.get_content_type(), charset=p.get_content_charset(), text=p.get_payload(decode=True).decode(p.get_content_charset()))
             for p in m.walk() if not p.is_multipart()]
    return dict(subject=m['subject'], rawSubject=str(old['subject']), **{'from': m['from']}, to=m['to'], id=m['message-id'], parts=parts)
print(json.dumps([read(base64.b64decode(raw)) for raw in json.load(sys.stdin)]))
`;

/** Mails as the mail package of Python reads them, which shares no line with the one that wrote them. */
export function readMails(mails: readonly ArrivedMail[]): ReadMail[] {
  const input = JSON.stringify(mails.map(({ raw }) => raw.toString('base64')));
  return JSON.parse(execFileSync('python3', ['-c', READER], { input, encoding: 'utf8' })) as ReadMail[];
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openEngine } from '../../electron/engine/engine.ts';
import { writeLetter } from '../../electron/words/index.ts';
import { type MailServer, PASSWORD, readMails, startMailServer, USER } from './mail-server.ts';
import { ownAuthority } from './own-authority.ts';
import { startWebListener, type WebListener } from './web-listener.ts';

const HOUR_MS = 3_600_000;

/** A message that has arrived, whichever way. `atMs`: when, by the clock of who waits for it; `sentAt`: what it says itself. */
export interface Arrived {
  readonly channel: 'mail' | 'webhook';
  readonly id: string;
  readonly causes: readonly string[];
  readonly atMs: number;
  readonly sentAt: string;
}

interface Post {
  readonly sentAt: string;
  readonly tellings?: readonly { readonly alarm: { readonly cause: string; readonly faultAt: string } }[];
}

/** A real mail server and a real HTTPS server that wait for what data folders have to tell. */
export class ToldOffice {
  readonly folder = mkdtempSync(join(tmpdir(), 'strongroom-told-'));
  readonly #authority = ownAuthority();
  readonly #trusted = process.env['SSL_CERT_FILE'];
  /** Called with a message that has been taken, before its sender hears of that. */
  onArrival: (channel: Arrived['channel']) => void = () => {};
  #mail: MailServer | undefined;
  #web: WebListener | undefined;

  get mail(): MailServer {
    if (!this.#mail) throw new Error('not begun');
    return this.#mail;
  }

  get web(): WebListener {
    if (!this.#web) throw new Error('not begun');
    return this.#web;
  }

  async begin(): Promise<void> {
    // What is started from here on inherits it.
    process.env['SSL_CERT_FILE'] = this.#authority.file;
    this.#mail = await startMailServer(this.#authority.tls, {}, () => this.onArrival('mail'));
    this.#web = await startWebListener(this.#authority.tls, () => this.onArrival('webhook'));
  }

  async end(): Promise<void> {
    if (this.#trusted === undefined) delete process.env['SSL_CERT_FILE'];
    else process.env['SSL_CERT_FILE'] = this.#trusted;
    await this.#mail?.stop();
    await this.#web?.stop();
    this.#authority.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Forgets what has arrived. */
  clear(): void {
    this.mail.mails.length = 0;
    this.web.posts.length = 0;
  }

  /** A data folder with the plan `P`, hourly, of which there is a good point, and people who are told by mail and webhook. */
  async home(name: string): Promise<{ home: string; source: string; vault: string; plan: string }> {
    const [home, source, vault] = ['home', 'source', 'vault'].map((part) => join(this.folder, name, part)) as [
      string,
      string,
      string,
    ];
    mkdirSync(source, { recursive: true });
    writeFileSync(join(source, 'ledger.txt'), 'figures of the day\n'.repeat(1000));
    const engine = await openEngine({ home, writeLetter });
    const { id: plan } = await engine.planAdd({ name: 'P', sources: [source], vault, schedule: 'hourly' });
    await engine.backup({ plan: 'P' });
    await engine.notify.change({
      digest: { every: 'never', at: '08:00', on: 'mon' },
      mail: {
        host: '127.0.0.1',
        port: this.mail.port,
        security: 'starttls',
        user: USER,
        password: PASSWORD,
        from: USER,
        to: ['it@office.test'],
      },
      webhook: { format: 'strongroom', url: `${this.web.origin}/hook` },
    });
    await engine.close();
    return { home, source, vault, plan };
  }

  /** What has arrived, by mail first. */
  arrived(): Omit<Arrived, 'atMs'>[] {
    const mails = readMails(this.mail.mails);
    return [
      ...mails.map(({ id, subject }, i) => ({
        channel: 'mail' as const,
        id,
        causes: [subject],
        sentAt: dateOf(this.mail.mails[i]?.raw),
      })),
      ...this.web.posts.map(({ headers, body }) => {
        const { sentAt, tellings = [] } = JSON.parse(body) as Post;
        const causes = tellings.map(({ alarm }) => alarm.cause);
        return { channel: 'webhook' as const, id: String(headers['strongroom-id']), causes, sentAt };
      }),
    ];
  }
}

function dateOf(raw: Buffer | undefined): string {
  return new Date(/^Date: (.+)$/im.exec(raw?.toString() ?? '')?.[1] ?? '').toISOString();
}

/** As if the last look after the schedules of a data folder had been so long ago. Nobody may be at work in it. */
export function makeDue(home: string, agoMs = 1.5 * HOUR_MS, plan?: string): void {
  const db = new Database(join(home, 'state.db'));
  const at = new Date(Date.now() - agoMs).toISOString();
  db.prepare('UPDATE plans SET dealt_until = ? WHERE id = coalesce(?, id)').run(at, plan ?? null);
  db.prepare("DELETE FROM due_runs WHERE state = 'next' AND plan = coalesce(?, plan)").run(plan ?? null);
  db.close();
}

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { writeLetter } from '../../electron/words/index.ts';
import { type MailServer, PASSWORD, readMails, startMailServer, USER } from '../support/mail-server.ts';
import { ownAuthority } from '../support/own-authority.ts';
import { PipedService } from '../support/piped-service.ts';
import { entry } from './cli-runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-notify-'));
const authority = ownAuthority();
const trusted = process.env['SSL_CERT_FILE'];
let mail: MailServer;

beforeAll(async () => {
  // What is started from here on inherits it.
  process.env['SSL_CERT_FILE'] = authority.file;
  mail = await startMailServer(authority.tls);
});
afterAll(async () => {
  if (trusted === undefined) delete process.env['SSL_CERT_FILE'];
  else process.env['SSL_CERT_FILE'] = trusted;
  await mail?.stop();
  authority.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A data folder in which an alarm waits to be told. */
async function waiting(name: string): Promise<string> {
  const home = join(folder, name);
  const engine = await openEngine({ home, writeLetter });
  const server = { host: '127.0.0.1', port: mail.port, security: 'starttls' as const };
  const login = { user: USER, password: PASSWORD, from: USER, to: ['it@office.test'] };
  await engine.notify.change({ language: 'zh-CN', mail: { ...server, ...login } });
  await engine.alarms.raise({ cause: 'channel-failed', subject: 's', name, faultAt: new Date().toISOString() });
  await engine.close();
  return home;
}

const subjects = (): string[] => readMails(mail.mails).map(({ subject }) => subject);

describe('An alarm that waits to be told', () => {
  const arrived = (name: string) => subjects().filter((subject) => subject.includes(`“${name}”`));

  it('is told by whoever comes by from the scheduler of the system, with no window and nobody logged in', async () => {
    const home = await waiting('排程');

    await promisify(execFile)(process.execPath, [entry, '--home', home, 'run-due']);
    await promisify(execFile)(process.execPath, [entry, '--home', home, 'run-due']);

    expect(arrived('排程')).toHaveLength(1);
    expect(arrived('排程')[0]).toContain(hostname());
  });

  it('may be that of a backup that failed a moment ago', async () => {
    const home = await waiting('备份');
    const run = (...args: string[]) => promisify(execFile)(process.execPath, [entry, '--home', home, ...args]);
    writeFileSync(join(folder, 'ledger.txt'), 'figures');
    const place = join(folder, 'vault');
    await run('plan', 'add', '--name', '账本', '--source', join(folder, 'ledger.txt'), '--vault', place);
    rmSync(place, { recursive: true });

    await expect(run('backup', '账本')).rejects.toMatchObject({ code: 4 });

    const texts = readMails(mail.mails).map(({ parts }) => parts[0]?.text ?? '');
    expect(texts.filter((text) => text.includes('账本'))).toHaveLength(1);
  });

  it('is told by the service, which is the same in the tray as with a window', async () => {
    const home = await waiting('服务');
    const before = mail.mails.length;
    const service = await PipedService.start(home);

    await mail.until(before + 1);
    await service.stop();

    expect(arrived('服务')).toHaveLength(1);
  });
});

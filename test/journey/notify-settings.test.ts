import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { zNotifySettings } from '../../electron/contract/index.ts';
import { diagnose, type Engine, openEngine } from '../../electron/engine/engine.ts';
import { createWords, writeLetter } from '../../electron/words/index.ts';
import { type MailServer, PASSWORD, readMails, startMailServer, USER } from '../support/mail-server.ts';
import { ownAuthority } from '../support/own-authority.ts';
import { startWebListener, type WebListener } from '../support/web-listener.ts';
import { documentOf, entry, type Said } from './cli-runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-notify-'));
const authority = ownAuthority();
const trusted = process.env['SSL_CERT_FILE'];
const SECRET = 'hook-secret-never-to-be-seen';
const KEY = 'robot-key-never-to-be-seen';
const DAY_MS = 86_400_000;

let mail: MailServer;
let web: WebListener;

beforeAll(async () => {
  process.env['SSL_CERT_FILE'] = authority.file;
  mail = await startMailServer(authority.tls);
  web = await startWebListener(authority.tls);
});
afterAll(async () => {
  if (trusted === undefined) delete process.env['SSL_CERT_FILE'];
  else process.env['SSL_CERT_FILE'] = trusted;
  await mail?.stop();
  await web?.stop();
  authority.remove();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  mail.mails.length = 0;
  web.posts.length = 0;
});

/** Whom the system trusts is told to it by the environment of now. */
const run = (home: string, ...args: string[]): Promise<Said> =>
  new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
    const given = [entry, '--home', join(folder, home), ...args];
    const child = execFile(process.execPath, given, { cwd: folder, env }, (_error, stdout, stderr) =>
      resolve({ exit: child.exitCode ?? -1, stdout, stderr }),
    );
  });

function setUp(home: string) {
  writeFileSync(join(folder, 'password.txt'), `${PASSWORD}\n`);
  writeFileSync(join(folder, 'secret.txt'), `${SECRET}\n`);
  writeFileSync(join(folder, 'url.txt'), `${web.origin}/hook?key=${KEY}\n`);
  const mails = [
    '--mail-server',
    `127.0.0.1:${mail.port}`,
    '--mail-user',
    USER,
    '--mail-password-file',
    'password.txt',
  ];
  const hook = ['--webhook-url-file', 'url.txt', '--webhook-secret-file', 'secret.txt'];
  return run(home, '--json', 'notify', 'set', ...mails, '--mail-to', 'it@office.test', ...hook);
}

describe('Who is told', () => {
  it('is set, shown, tried and taken away by commands, and a test reaches both', async () => {
    const set = documentOf(zNotifySettings, 0, await setUp('commands'));
    const shown = documentOf(zNotifySettings, 0, await run('commands', '--json', 'notify', 'show'));
    const tested = await run('commands', '--lang', 'zh-CN', 'notify', 'test');
    const removed = documentOf(zNotifySettings, 0, await run('commands', '--json', 'notify', 'remove', 'mail'));

    expect(set.mail).toMatchObject({ host: '127.0.0.1', port: mail.port, user: USER, from: USER, hasPassword: true });
    expect(set.webhook).toMatchObject({ origin: web.origin, format: 'strongroom', hasSecret: true, isPlain: false });
    expect(shown).toEqual(set);
    expect([tested.exit, tested.stderr]).toEqual([0, '']);
    expect(readMails(mail.mails)[0]?.subject).toBe(createWords('en')('letter.test-subject', { computer: hostname() }));
    expect(web.posts[0]?.path).toContain(KEY);
    expect(removed.mail).toBeNull();
    expect(removed.webhook).toEqual({ ...set.webhook, health: { sentAt: expect.any(String) } });
  });

  it('is refused in words where something is missing or wrong', async () => {
    const lines = [
      ['notify', 'set'],
      ['notify', 'set', '--mail-server', 'smtp.test'],
      ['notify', 'set', '--mail-server', 'smtp.test', '--mail-from', 'nobody', '--mail-to', 'a@b'],
      ['notify', 'set', '--webhook-format', 'wecom'],
      ['notify', 'set', '--webhook-url', 'ftp://x'],
      ['notify', 'set', '--digest', 'week', '--digest-at', '25:00'],
      ['notify', 'test', 'mail'],
      ['notify', 'test', 'pigeon'],
    ];

    const said = await Promise.all(lines.map((line) => run('refused', ...line)));

    expect(said.map(({ exit }) => exit)).toEqual(lines.map(() => 2));
  });

  it('keeps its secrets in one file that only the user may read, and tells them nobody', async () => {
    await setUp('secrets');
    const home = join(folder, 'secrets');
    const told = await Promise.all([
      run('secrets', 'notify', 'show'),
      run('secrets', '--json', 'notify', 'show'),
      run('secrets', 'config', 'export'),
      run('secrets', '--json', 'status'),
    ]);
    const engine = await openEngine({ home, writeLetter });
    const bundle = await diagnose(home, () => Promise.resolve(engine), { preview: true });
    await engine.close();

    const file = join(home, 'keys', 'channels.secret');
    expect(statSync(file).mode & 0o777).toBe(process.platform === 'win32' ? expect.any(Number) : 0o600);
    const others = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile() && each.name !== 'channels.secret')
      .map((each) => readFileSync(join(each.parentPath, each.name), 'latin1'));
    const everything = [...told.map(({ stdout, stderr }) => stdout + stderr), JSON.stringify(bundle), ...others];
    for (const secret of [PASSWORD, Buffer.from(PASSWORD).toString('latin1'), SECRET, KEY])
      expect(everything.filter((text) => text.includes(secret))).toEqual([]);
  });

  it('sends no password that was meant for one server to another', async () => {
    await setUp('moved');
    const moved = await run('moved', '--json', 'notify', 'set', '--mail-server', 'localhost:2525');
    const kept = await run('moved', '--json', 'notify', 'set', '--mail-to', 'other@office.test');

    expect(documentOf(zNotifySettings, 0, moved).mail).toMatchObject({ host: 'localhost', hasPassword: false });
    expect(documentOf(zNotifySettings, 0, kept).mail).toMatchObject({ to: ['other@office.test'], port: 2525 });
  });
});

describe('A digest', () => {
  let engine: Engine;
  let homes = 0;
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 21, 12) });
    homes += 1;
    engine = await openEngine({ home: join(folder, `digest-${homes}`), writeLetter });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await engine.close();
  });

  const sendTo = (language: 'en' | 'zh-CN') =>
    engine.notify.change({
      language,
      mail: {
        host: '127.0.0.1',
        port: mail.port,
        security: 'starttls',
        user: USER,
        from: USER,
        to: ['it@office.test'],
        password: PASSWORD,
      },
      digest: { every: 'day', at: '08:00', on: 'mon' },
    });
  const tell = () => engine.notify.tell({ isLast: true }, engine);

  it.each(['en', 'zh-CN'] as const)(
    'in %s says how each plan did, and what its absence would mean',
    async (language) => {
      writeFileSync(join(folder, 'ledger.txt'), 'figures');
      await engine.planAdd({
        name: '账本',
        sources: [join(folder, 'ledger.txt')],
        vault: join(folder, `vault-${homes}`),
      });
      await engine.backup({ plan: '账本' });
      await sendTo(language);
      await tell();
      expect(mail.mails).toEqual([]);

      vi.setSystemTime(new Date(2026, 10, 22, 8, 5));
      await tell();
      await tell();

      const words = createWords(language, 'window');
      const [digest] = readMails(mail.mails);
      const text = digest?.parts[0]?.text ?? '';
      const computer = hostname();
      expect(mail.mails).toHaveLength(1);
      expect(digest?.subject).toBe(words('letter.digest-good', { computer, count: 1 }));
      expect(text).toContain('账本');
      expect(text).toContain(words('letter.digest-complete', { count: 1 }));
      expect(text).toContain(words('letter.digest-dead-day', { computer }));
    },
  );

  it('comes once a day whatever the clock does, and only the newest of those that were missed', async () => {
    await sendTo('en');
    const at = async (day: number, hour: number) => {
      vi.setSystemTime(new Date(2026, 10, day, hour));
      await tell();
      return mail.mails.length;
    };

    expect(await at(22, 9)).toBe(1);
    expect(await at(22, 7)).toBe(1);
    expect(await at(22, 9)).toBe(1);
    // Off for some days.
    expect(await at(27, 9)).toBe(2);
    // A clock that was a year ahead for a while.
    vi.setSystemTime(new Date(2027, 10, 27, 9));
    await tell();
    expect(mail.mails).toHaveLength(3);
    expect(await at(27, 10)).toBe(3);
    expect(await at(28, 9)).toBe(4);
  });

  it('that could not be sent is sent later, with the same name, and never twice', async () => {
    await sendTo('en');
    await engine.notify.change({ mail: { ...(await mailNow()), password: 'wrong' } });
    vi.setSystemTime(new Date(2026, 10, 22, 9));
    await tell();
    await tell();
    expect(mail.mails).toEqual([]);

    await engine.notify.change({ mail: { ...(await mailNow()), password: PASSWORD } });
    vi.setSystemTime(new Date(2026, 10, 22, 11));
    await tell();
    await tell();

    const subjects = readMails(mail.mails).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('no plan'))).toHaveLength(1);
  });

  async function mailNow() {
    const { mail: now } = await engine.notify.settings();
    if (!now) throw new Error('no mail');
    const { hasPassword: _, health: __, ...rest } = now;
    return rest;
  }
});

describe('A process that is killed while it tells', () => {
  it('leaves everything to be told by the next, each under one name', async () => {
    const home = join(folder, 'killed');
    const engine = await openEngine({ home, writeLetter });
    await engine.notify.change({
      webhook: { format: 'strongroom', url: `${web.origin}/hook` },
      digest: { every: 'never', at: '08:00', on: 'mon' },
    });
    await engine.alarms.raise({ cause: 'space', subject: 's', name: 'S', faultAt: new Date().toISOString() });
    await engine.close();
    const teller = `
      import { openEngine } from ${JSON.stringify(new URL('../../electron/engine/engine.ts', import.meta.url).href)};
      import { writeLetter } from ${JSON.stringify(new URL('../../electron/words/index.ts', import.meta.url).href)};
      const engine = await openEngine({ home: ${JSON.stringify(home)}, writeLetter });
      const claimed = await engine.alarms.claim({ channel: 'webhook', since: new Date(0) });
      process.stdout.write(claimed.id);
      process.kill(process.pid, 'SIGKILL');`;
    let id = '';
    try {
      execFileSync(process.execPath, ['--input-type=module', '-e', teller], { encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      id = (error as { stdout: string }).stdout;
    }

    const next = await openEngine({ home, writeLetter });
    await next.notify.tell({ isLast: true }, next);
    const beforeItsTime = web.posts.length;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + DAY_MS / 24 });
    await next.notify.tell({ isLast: true }, next);
    await next.notify.tell({ isLast: true }, next);
    vi.useRealTimers();
    await next.close();

    expect(id).toMatch(/^[a-z0-9]+$/);
    expect(beforeItsTime).toBe(0);
    expect(web.posts.map(({ headers }) => headers['strongroom-id'])).toEqual([id]);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ALARM_CAUSES, type AlarmRaised, type MailSettings } from '../../electron/contract/index.ts';
import { type Engine, openEngine } from '../../electron/engine/engine.ts';
import { sendMail } from '../../electron/engine/notify/mail.ts';
import { postWebhook } from '../../electron/engine/notify/webhook.ts';
import { createWords, writeLetter } from '../../electron/words/index.ts';
import { type MailServer, PASSWORD, readMails, startMailServer, USER } from '../support/mail-server.ts';
import { ownAuthority } from '../support/own-authority.ts';
import { type ArrivedPost, startWebListener, type WebListener } from '../support/web-listener.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-notify-'));
const authority = ownAuthority();
const stranger = ownAuthority();
const trusted = process.env['SSL_CERT_FILE'];
const SECRET = 'hook-secret-never-to-be-seen';
const PATIENCE = { connectMs: 2000, answerMs: 500 };

let mail: MailServer;
let web: WebListener;
let engine: Engine;
let homes = 0;

function mailTo(port: number, more: Partial<MailSettings> = {}): MailSettings {
  return { host: '127.0.0.1', port, security: 'starttls', user: USER, from: USER, to: ['it@office.test'], ...more };
}

async function opened(): Promise<Engine> {
  homes += 1;
  const fresh = await openEngine({ home: join(folder, `home-${homes}`), writeLetter });
  await fresh.notify.change({ digest: { every: 'never', at: '08:00', on: 'mon' } });
  return fresh;
}

function alarm(cause: AlarmRaised['cause'], name = '财务 <Accounts>'): AlarmRaised {
  return { cause, subject: `of ${cause}`, name, faultAt: '2026-11-20T09:00:00.000Z', plans: [{ id: 'p', name }] };
}

const tell = (isLast = true): Promise<void> => engine.notify.tell({ isLast }, engine);

beforeAll(async () => {
  // As an authority that the system has been told of; read at the first connection of this process.
  process.env['SSL_CERT_FILE'] = authority.file;
  mail = await startMailServer(authority.tls);
  web = await startWebListener(authority.tls);
});
afterAll(async () => {
  if (trusted === undefined) delete process.env['SSL_CERT_FILE'];
  else process.env['SSL_CERT_FILE'] = trusted;
  await mail?.stop();
  await web?.stop();
  await engine?.close();
  authority.remove();
  stranger.remove();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await engine?.close();
  engine = await opened();
  mail.mails.length = 0;
  web.posts.length = 0;
  web.answer = { status: 200, body: '{}' };
});

describe.each(['en', 'zh-CN'] as const)('An alarm in %s', (language) => {
  it('of each kind reaches a mail server and a web server', async () => {
    await engine.notify.change({
      language,
      mail: { ...mailTo(mail.port), to: ['it@office.test', 'boss@office.test'], password: PASSWORD },
      webhook: { format: 'strongroom', url: `${web.origin}/hook`, secret: SECRET },
    });
    const words = createWords(language, 'window');

    for (const cause of ALARM_CAUSES) {
      await engine.alarms.raise(alarm(cause));
      await tell();
    }

    const all = readMails(mail.mails);
    expect(areSigned(web.posts)).toBe(true);
    for (const [index, cause] of ALARM_CAUSES.entries()) {
      const [arrived, post, read] = [mail.mails[index], web.posts[index], all[index]];
      if (!arrived || !post || !read) throw new Error(`${cause} did not arrive`);
      const what = words(`alarm.what.${cause}`, { name: '财务 <Accounts>' });
      expect(arrived).toMatchObject({ isEncrypted: true, user: USER, to: ['it@office.test', 'boss@office.test'] });
      expect(read.subject).toBe(words('letter.subject-opened', { computer: hostname(), what }));
      expect(read.rawSubject).toMatch(/^[\s -~]+$/);
      if (/[^ -~]/.test(read.subject)) expect(read.rawSubject).toMatch(/^=\?UTF-8\?[BQ]\?/);
      expect(read.parts.map(({ type, charset }) => `${type} ${charset}`)).toEqual([
        'text/plain utf-8',
        'text/html utf-8',
      ]);
      expect(read.parts[0]?.text).toContain(words(`alarm.next.${cause}`));
      expect(read.parts[1]?.text).toContain(what.replace('<Accounts>', '&lt;Accounts&gt;'));
      expect(JSON.parse(post.body)).toMatchObject({ version: 1, kind: 'alarms', language, subject: read.subject });
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(ALARM_CAUSES.length);
    expect(new Set(web.posts.map(({ headers }) => headers['strongroom-id'])).size).toBe(ALARM_CAUSES.length);
  });

  it('is told again as over, and several at once in one message', async () => {
    await engine.notify.change({ language, mail: { ...mailTo(mail.port), password: PASSWORD } });
    await engine.alarms.raise(alarm('space'));
    await engine.alarms.raise(alarm('gaps'));
    await engine.alarms.raise(alarm('run-failed'));
    await tell();
    await engine.alarms.close({ cause: 'gaps', subject: 'of gaps' });
    await tell();
    await tell();

    const [all, over] = readMails(mail.mails);
    const words = createWords(language, 'window');
    expect(mail.mails).toHaveLength(2);
    for (const cause of ['space', 'gaps', 'run-failed'] as const)
      expect(all?.parts[0]?.text).toContain(words(`alarm.next.${cause}`));
    const what = words('alarm.what.gaps', { name: '财务 <Accounts>' });
    expect(over?.subject).toBe(words('letter.subject-over', { computer: hostname(), what }));
  });
});

/** As docs/ALARMS.md says, by a program that shares nothing with the sender. */
function areSigned(posts: readonly ArrivedPost[]): boolean {
  const check = [
    'import sys, json, hmac, hashlib',
    'def signed(p):',
    "    own = hmac.new(p['secret'].encode(), (p['timestamp'] + '.' + p['body']).encode(), hashlib.sha256).hexdigest()",
    "    return hmac.compare_digest('v1=' + own, p['signature'])",
    "print('yes' if all(signed(p) for p in json.load(sys.stdin)) else 'no')",
  ].join('\n');
  const given = posts.map(({ body, headers }) => ({
    secret: SECRET,
    body,
    timestamp: headers['strongroom-timestamp'],
    signature: headers['strongroom-signature'],
  }));
  return execFileSync('python3', ['-c', check], { input: JSON.stringify(given), encoding: 'utf8' }).trim() === 'yes';
}

describe('Alarms that come one after the other', () => {
  it('are told a minute after the first at the earliest, and then all in one', async () => {
    await engine.notify.change({ mail: { ...mailTo(mail.port), password: PASSWORD } });
    await engine.alarms.raise(alarm('space'));
    await tell(false);
    for (const cause of ['gaps', 'run-failed', 'damage'] as const) {
      await engine.alarms.raise(alarm(cause));
      await tell(false);
    }
    expect(mail.mails).toHaveLength(1);

    await tell();

    expect(mail.mails).toHaveLength(2);
  });
});

describe('A channel that fails', () => {
  it('is told by the other one and tells everything once it works again', async () => {
    await engine.notify.change({
      mail: { ...mailTo(mail.port), password: 'wrong' },
      webhook: { format: 'strongroom', url: `${web.origin}/hook` },
    });
    await engine.alarms.raise(alarm('damage'));
    await tell();
    await tell();

    const failing = (await engine.alarms.board()).alarms.find(({ cause }) => cause === 'channel-failed');
    expect(failing).toMatchObject({ subject: 'mail', name: '127.0.0.1', failure: { code: 'channel-login' } });
    const kinds = web.posts.flatMap(({ body }) => causesIn(body));
    expect(kinds).toEqual(['damage opened', 'channel-failed opened']);
    expect(mail.mails).toEqual([]);

    await engine.notify.change({ mail: { ...mailTo(mail.port), password: PASSWORD } });
    await engine.notify.test('mail');
    expect((await engine.alarms.board()).alarms.map(({ cause }) => cause)).toEqual(['damage']);
    // What failed was put off by a minute.
    expect(mail.mails).toHaveLength(1);
    await tell();
    expect(web.posts.flatMap(({ body }) => causesIn(body)).at(-1)).toBe('channel-failed over');
  });

  it('does not make a sound of its own where some receivers are refused, but says so', async () => {
    const picky = await startMailServer(authority.tls, {
      onRcptTo: ({ address }, _session, done) =>
        address.startsWith('gone') ? done(new Error('5.1.1 no such mailbox')) : done(),
    });
    await engine.notify.change({
      mail: { ...mailTo(picky.port), to: ['it@office.test', 'gone@office.test'], password: PASSWORD },
    });
    await engine.alarms.raise(alarm('damage'));
    await tell();
    await tell();
    await picky.stop();

    expect(picky.mails).toHaveLength(1);
    const { health } = (await engine.notify.settings()).mail ?? {};
    expect(health?.failure).toMatchObject({ code: 'channel-rejected', detail: 'gone@office.test' });
  });
});

function causesIn(body: string): string[] {
  const { tellings } = JSON.parse(body) as { tellings: { kind: string; alarm: { cause: string } }[] };
  return tellings.map(({ kind, alarm }) => `${alarm.cause} ${kind}`);
}

describe('What can go wrong on the way', () => {
  const letter = { subject: 'x', blocks: [] };
  const message = { letter, language: 'en' as const, id: 'a' };
  const send = (settings: MailSettings, password: string | undefined = PASSWORD) =>
    sendMail(settings, password, message, PATIENCE);
  const post = (url: string) =>
    postWebhook(
      { format: 'strongroom', url, secret: undefined },
      { ...message, computer: 'here', matter: { kind: 'test', channel: 'webhook' } },
      PATIENCE,
    );
  let mute: Server;
  let mutePort = 0;
  beforeAll(async () => {
    mute = createServer(() => {});
    await new Promise<void>((done) => {
      mute.listen(0, '127.0.0.1', done);
    });
    mutePort = (mute.address() as { port: number }).port;
  });
  afterAll(() => void mute.close());

  it('has a code of its own for mail', async () => {
    const forged = await startMailServer(stranger.tls);
    const bare = await startMailServer(authority.tls, { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    const strict = await startMailServer(authority.tls, {
      onMailFrom: (_address, _session, done) => done(new Error('5.7.1 not you')),
    });

    await expect(send(mailTo(mail.port), 'wrong')).rejects.toMatchObject({
      code: 'channel-login',
      subject: '127.0.0.1',
    });
    await expect(send(mailTo(forged.port))).rejects.toMatchObject({ code: 'channel-certificate' });
    await expect(send(mailTo(forged.port, { security: 'tls' }))).rejects.toMatchObject({ code: 'channel-no-tls' });
    await expect(send(mailTo(bare.port))).rejects.toMatchObject({ code: 'channel-no-tls' });
    await expect(send(mailTo(strict.port))).rejects.toMatchObject({ code: 'channel-rejected', detail: /not you/ });
    await expect(send(mailTo(mutePort))).rejects.toMatchObject({ code: 'channel-silent' });
    await expect(send(mailTo(1))).rejects.toMatchObject({ code: 'channel-refused' });
    await expect(send(mailTo(25, { host: 'no-such-host.invalid' }))).rejects.toMatchObject({
      code: 'channel-host-unknown',
    });
    await expect(send(mailTo(25, { host: '203.0.113.7', security: 'plain' }))).rejects.toMatchObject({
      code: 'channel-plain',
    });
    expect([...forged.mails, ...bare.mails, ...strict.mails]).toEqual([]);
    for (const server of [forged, bare, strict]) await server.stop();
  });

  it('does not keep mail from a server of the own network that knows neither encryption nor logins', async () => {
    const old = await startMailServer(authority.tls, { hideSTARTTLS: true, authOptional: true });

    expect(await send(mailTo(old.port, { security: 'plain', user: null }))).toEqual({ receivers: 1 });
    await old.stop();

    expect(old.mails).toMatchObject([{ isEncrypted: false, user: undefined }]);
  });

  it('is known for connections that are encrypted from the first byte on', async () => {
    const secure = await startMailServer(authority.tls, { secure: true });
    const forged = await startMailServer(stranger.tls, { secure: true });

    expect(await send(mailTo(secure.port, { security: 'tls' }))).toEqual({ receivers: 1 });
    await expect(send(mailTo(forged.port, { security: 'tls' }))).rejects.toMatchObject({ code: 'channel-certificate' });
    for (const server of [secure, forged]) await server.stop();
  });

  it('has a code of its own for webhooks', async () => {
    const forged = await startWebListener(stranger.tls);
    const plain = await startWebListener();

    await expect(post(forged.origin)).rejects.toMatchObject({ code: 'channel-certificate' });
    web.answer = { status: 302, body: '', headers: { location: `${plain.origin}/other` } };
    await expect(post(web.origin)).rejects.toMatchObject({ code: 'channel-moved' });
    web.answer = { status: 404, body: 'no' };
    await expect(post(web.origin)).rejects.toMatchObject({ code: 'channel-rejected', detail: 'HTTP 404' });
    await expect(post(`https://127.0.0.1:${mutePort}`)).rejects.toMatchObject({ code: 'channel-silent' });
    await expect(post('https://127.0.0.1:1')).rejects.toMatchObject({ code: 'channel-refused' });
    await expect(post('https://no-such-host.invalid')).rejects.toMatchObject({ code: 'channel-host-unknown' });
    await expect(post('http://203.0.113.7/')).rejects.toMatchObject({ code: 'channel-plain' });
    expect(plain.posts).toEqual([]);
    await post(plain.origin);
    expect(plain.posts).toHaveLength(1);
    for (const server of [forged, plain]) await server.stop();
  });
});

describe('A group robot', () => {
  it.each(['wecom', 'dingtalk', 'feishu'] as const)(
    'of %s gets a text that it takes, and is heard where it refuses',
    async (format) => {
      web.answer = { status: 200, body: '{"errcode":0,"code":0}' };
      await engine.notify.change({
        language: 'zh-CN',
        webhook: { format, url: `${web.origin}/robot?key=never-to-be-seen`, secret: SECRET },
      });

      await engine.notify.test('webhook');
      web.answer = { status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' };
      await expect(engine.notify.test('webhook')).rejects.toMatchObject({ code: 'channel-rejected', detail: /^93000/ });

      const { path = '', body = '' } = web.posts[0] ?? {};
      const said = JSON.parse(body) as { text?: { content: string }; content?: { text: string }; sign?: string };
      expect(said.text?.content ?? said.content?.text).toContain('测试消息');
      expect(path).toContain('key=never-to-be-seen');
      expect(path.includes('sign=')).toBe(format === 'dingtalk');
      expect(said.sign !== undefined).toBe(format === 'feishu');
      expect(JSON.stringify(await engine.notify.settings())).not.toContain('never-to-be-seen');
    },
  );
});

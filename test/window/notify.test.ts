import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWords } from '../../electron/words/index.ts';
import { type MailServer, PASSWORD, readMails, startMailServer, USER } from '../support/mail-server.ts';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { ownAuthority } from '../support/own-authority.ts';
import { startWebListener, type WebListener } from '../support/web-listener.ts';
import { NotifyPages } from './notify-pages.ts';
import { Pages } from './pages.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-notify-')));
const KEY = 'robot-key-never-to-be-seen';

describe('Who is told, in the settings', () => {
  let opened: OpenWindow;
  let pages: NotifyPages;
  let mail: MailServer;
  let web: WebListener;
  const authority = ownAuthority();

  beforeAll(async () => {
    mail = await startMailServer(authority.tls);
    web = await startWebListener(authority.tls);
    opened = await openWindow(join(base, 'home'), { SSL_CERT_FILE: authority.file });
    opened.page.setDefaultTimeout(15_000);
    pages = new NotifyPages(opened.page);
    await new Pages(opened.page).home.firstPlan.waitFor();
  });
  afterAll(async () => {
    await opened?.application.close();
    await mail?.stop();
    await web?.stop();
    authority.remove();
    rmSync(base, { recursive: true, force: true });
  });

  it('says what is missing before anything is saved', async () => {
    await new Pages(opened.page).nav('settings').click();
    await pages.button('mail', 'set-up').click();
    await pages.save.click();

    const words = createWords('en', 'window');
    for (const field of ['to', 'server', 'from'] as const)
      await pages.dialog.getByText(words(`window.notify.bad-${field}`)).waitFor();
  });

  it('says so where the password is wrong', async () => {
    await pages.field('to').fill('it@office.test, boss@office.test');
    await pages.field('server').fill('127.0.0.1');
    await pages.field('port').fill(String(mail.port));
    await pages.field('user').fill(USER);
    await pages.field('password').fill('wrong');
    await pages.save.click();
    await pages.button('mail', 'test').click();

    await pages.failure('channel-login').waitFor();
    expect(mail.mails).toEqual([]);
  });

  it('sends a mail once the password is right, and keeps everything else', async () => {
    await pages.button('mail', 'change').click();
    expect(await pages.field('password').inputValue()).toBe('');
    await pages.field('password').fill(PASSWORD);
    await pages.save.click();
    await pages.button('mail', 'test').click();

    await pages.tested('mail').waitFor();
    expect(mail.mails[0]?.to).toEqual(['it@office.test', 'boss@office.test']);
    const subject = createWords('en')('letter.test-subject', { computer: hostname() });
    expect(readMails(mail.mails)[0]?.subject).toBe(subject);
  });

  it('tells a group robot, whose address nobody sees again', async () => {
    web.answer = { status: 200, body: '{"errcode":0}' };
    await pages.button('webhook', 'set-up').click();
    await pages.choice('format').selectOption('wecom');
    await pages.field('url').fill(`${web.origin}/send?key=${KEY}`);
    await pages.save.click();
    await pages.language.selectOption('zh-CN');
    await pages.button('webhook', 'test').click();

    await pages.tested('webhook').waitFor();
    expect(web.posts[0]?.path).toContain(KEY);
    expect(web.posts[0]?.body).toContain('测试消息');
    expect(await opened.page.content()).not.toContain(KEY);
  });

  it('keeps how often the summary comes, and forgets a way that is taken away', async () => {
    await pages.digestEvery.selectOption('day');
    await pages.button('mail', 'remove').click();
    await pages.button('mail', 'set-up').waitFor();

    const reply = await opened.page.evaluate(() => window.strongroom.ask('notify.get', {}));

    expect(reply).toMatchObject({
      ok: true,
      value: { mail: null, language: 'zh-CN', digest: { every: 'day' }, webhook: { format: 'wecom' } },
    });
  });
});

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, type OpenWindow } from '../support/open-window.ts';
import { answerDialogs, answerSave, Pages, typeAskedGroups } from './pages.ts';

const PASSPHRASE = 'canary horse battery staple';
const NEXT = 'canary nurse gallery marble';
const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-protected-')));
const [home, source, vault] = [join(base, 'home'), join(base, 'Documents'), join(base, 'vault')];
const pdf = join(base, 'kit.pdf');
const DAY_MS = 86_400_000;

/** The engine lets go of a file now and then while the others are being read. */
function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** Every file below a folder that one of these texts stands in. */
function filesWith(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .filter((path) => texts.some((text) => readIfThere(path).includes(text)));
}

describe('a plan whose backups are protected by a passphrase', () => {
  let opened: OpenWindow;
  let pages: Pages;
  const said: string[] = [];
  let groups: string[] = [];
  const setDue = (due: Date | undefined) =>
    opened.page.evaluate(async (iso) => {
      const [plan] = await window.strongroom.ask('plan.list', {}).then((reply) => (reply.ok ? reply.value : []));
      await window.strongroom.setSettings({ kitDue: plan && iso !== undefined ? { [plan.vaultId]: iso } : {} });
    }, due?.toISOString());
  const dueInDays = () =>
    opened.page.evaluate(async () => {
      const [due] = Object.values((await window.strongroom.settings()).kitDue);
      return due === undefined ? undefined : Math.round((Date.parse(due) - Date.now()) / 86_400_000);
    });

  beforeAll(async () => {
    for (const folder of [source, vault]) mkdirSync(folder);
    writeFileSync(join(source, 'report.txt'), 'the good report');
    opened = await openWindow(home);
    opened.page.setDefaultTimeout(15_000);
    opened.page.on('console', (message) => said.push(message.text()));
    pages = new Pages(opened.page);
  });
  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('is made only with a passphrase that is hard to guess and typed twice the same', async () => {
    await pages.home.firstPlan.click();
    await answerDialogs(opened.application, [source]);
    await pages.create.chooseFolders.click();
    await answerDialogs(opened.application, [vault]);
    await pages.create.choosePlace.click();
    await pages.protect.on.check();
    await pages.protect.step.getByText(/nobody can open the backups/).waitFor();
    await pages.create.start.click();
    await pages.protect.step.getByText(/Type a passphrase/).waitFor();
    await pages.protect.passphrase.fill('aaaaaaaaaaaaaaaa');
    await pages.protect.step.getByText(/too easy to guess/).waitFor();
    await pages.protect.passphrase.fill(PASSPHRASE);
    await pages.protect.again.fill('something else again');
    await pages.protect.step.getByText('The two are not the same.').waitFor();
    expect(existsSync(join(vault, 'strongroom-vault.json'))).toBe(false);

    await pages.protect.again.fill(PASSPHRASE);
    await pages.create.start.click();

    await opened.page.getByRole('heading', { name: 'Print the recovery kit' }).waitFor();
  });

  it('gives its recovery kit as a PDF of its owner alone, and the key to write down', async () => {
    await answerSave(opened.application, pdf);
    await pages.kit.save.click();
    await pages.kit.saved.waitFor();
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    if (process.platform !== 'win32') expect(statSync(pdf).mode & 0o077).toBe(0);

    await pages.kit.showKey.click();

    await pages.kit.shown.nth(14).waitFor();
    groups = await pages.kit.shown.evaluateAll((rows) => rows.map((row) => row.lastElementChild?.textContent ?? ''));
    expect(groups.map((group) => group.length)).toEqual([...Array.from({ length: 14 }, () => 4), 2]);
  });

  it('asks for two groups of the printed page, names a wrong one, and reminds of the page in three months', async () => {
    await pages.kit.asked.first().fill('QQQQ');
    await opened.page.getByText(/is not as it is in the key/).waitFor();
    expect(await pages.kit.done.isDisabled()).toBe(true);

    await typeAskedGroups(pages, groups);
    await pages.kit.done.click();

    await opened.page.locator('[data-outcome="complete"]').waitFor();
    expect(await dueInDays()).toBeGreaterThan(85);
    await pages.nav('home').click();
    await pages.home.plan('Documents').waitFor();
    expect(await pages.kit.due.count()).toBe(0);
  });

  it('reminds calmly once the time has come, can wait a week, and takes two groups for an answer', async () => {
    await setDue(new Date(Date.now() - DAY_MS));
    await pages.kit.nextWeek.click();
    await pages.kit.due.waitFor({ state: 'detached' });
    expect(await dueInDays()).toBe(7);
    await setDue(new Date(Date.now() - DAY_MS));
    await opened.page.evaluate((change) => window.strongroom.setSettings(change), { language: 'zh-CN' } as const);
    const chinese = new Pages(opened.page, 'zh-CN');
    await chinese.kit.checkNow.click();
    expect(await chinese.kit.showKey.count()).toBe(0);

    await typeAskedGroups(chinese, groups);
    await chinese.kit.done.click();

    await chinese.home.plan('Documents').waitFor();
    expect(await dueInDays()).toBeGreaterThan(85);
    await opened.page.evaluate((change) => window.strongroom.setSettings(change), { language: 'en' } as const);
  });

  it('gets a new passphrase for the old one, which from then on opens nothing', async () => {
    await pages.home.plan('Documents').click();
    await pages.planMenu().open.click();
    await pages.passphrase.order.click();
    await pages.passphrase.now.fill(PASSPHRASE);
    await pages.passphrase.next.fill(NEXT);
    await pages.passphrase.again.fill(NEXT);

    await pages.passphrase.confirm.click();

    await pages.passphrase.changed.waitFor();
    await opened.page.keyboard.press('Escape');
    await pages.planMenu().open.click();
    await pages.unlock.lock.click();
    await pages.unlock.mark('locked').waitFor();
    await pages.planMenu().open.click();
    await pages.kit.order.click();
    await pages.unlock.passphrase.fill(PASSPHRASE);
    await pages.unlock.confirm.click();
    await pages.unlock.wrong.waitFor();
    await pages.unlock.passphrase.fill(NEXT);
    await pages.unlock.confirm.click();
    await pages.kit.save.waitFor();
  });

  it('is joined by another computer that gives its passphrase, and leaves the others at their place alone', async () => {
    const other = await openWindow(join(base, 'other'));
    try {
      other.page.setDefaultTimeout(15_000);
      const there = new Pages(other.page);
      await there.home.firstPlan.click();
      await answerDialogs(other.application, [source]);
      await there.create.chooseFolders.click();
      await answerDialogs(other.application, [vault]);
      await there.create.choosePlace.click();
      await there.protect.step.getByText(/this computer does not know/).waitFor();
      await there.create.start.click();
      await there.protect.step.getByText(/Type the passphrase of these backups/).waitFor();
      await there.protect.passphrase.fill(NEXT);

      await there.create.start.click();

      await other.page.locator('[data-outcome="complete"]').waitFor();
      expect(await there.unlock.mark('open').count()).toBe(1);
    } finally {
      await other.application.close();
    }
  });

  it('leaves neither passphrase nor key in a log, in storage, in the report for whoever helps, or in what either computer keeps', async () => {
    const stored = await opened.page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    );
    const report = await opened.page.evaluate(() => window.strongroom.ask('diagnostics.make', { preview: true }));
    const secrets = ['canary', 'AGE-SECRET-KEY-1', groups.slice(1, 4).join(''), groups.slice(1, 4).join(' ')];

    expect(report).toMatchObject({ ok: true });
    expect(
      secrets.filter((secret) => `${stored}\n${said.join('\n')}\n${JSON.stringify(report)}`.includes(secret)),
    ).toEqual([]);
    expect(filesWith(home, secrets)).toEqual([]);
    expect(filesWith(join(base, 'other'), secrets)).toEqual([]);
  });
});

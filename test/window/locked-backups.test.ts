import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyGroups } from '../../electron/contract/index.ts';
import { openWindow, type OpenWindow } from '../support/open-window.ts';
import { lendKeyStore } from './desktop.ts';
import { enginePid } from './engine-process.ts';
import { answerDialogs, Pages } from './pages.ts';
import { makeOffice, type Office } from './restore-office.ts';

const PASSPHRASE = 'canary horse battery staple';
const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-locked-')));

/** Every file below a folder that this text stands in. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() && readFileSync(path).includes(text));
}

describe('encrypted backups', () => {
  let office: Office;
  let opened: OpenWindow;
  let pages: Pages;
  let key: string;
  const said: string[] = [];
  const giveBack = (name: string) => join(base, name);
  const lockAgain = async () => {
    await pages.nav('home').click();
    await pages.home.plan('Documents').click();
    await pages.planMenu().open.click();
    await pages.unlock.lock.click();
    await pages.unlock.mark('locked').waitFor();
  };
  const unlock = async (passphrase: string) => {
    await pages.unlock.passphrase.fill(passphrase);
    await pages.unlock.confirm.click();
  };

  /** As the engine says it, whatever is still in sight from before. */
  const encryptionNow = () =>
    opened.page.evaluate(async () => {
      const reply = await window.strongroom.ask('plan.list', {});
      return reply.ok ? reply.value[0]?.encryption : reply.error.code;
    });
  /** The engine ends as if it had been killed, and another one comes. */
  const newEngine = async () => {
    const before = (await enginePid(opened.application)) ?? 0;
    process.kill(before, 'SIGKILL');
    await expect.poll(() => enginePid(opened.application), { timeout: 10_000 }).not.toBe(before);
  };

  beforeAll(async () => {
    office = await makeOffice(base, PASSPHRASE);
    key = office.recoveryKey ?? '';
    opened = await openWindow(office.home);
    opened.page.setDefaultTimeout(15_000);
    opened.page.on('console', (message) => said.push(message.text()));
    pages = new Pages(opened.page);
  });
  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('are marked as locked in words, and are backed up all the same', async () => {
    await pages.home.plan('Documents').waitFor();
    expect(await pages.unlock.mark('locked').textContent()).toBe('Encrypted, locked');

    await pages.home.backUp('Documents').click();
    await pages.home.plan('Documents').click();

    await opened.page.locator('[data-outcome="complete"]').waitFor();
  });

  it('ask for the passphrase where a restore would look into them, take five wrong ones calmly, and go on', async () => {
    await pages.nav('restore').click();
    await pages.restore.story('wrong').click();
    await pages.find.pattern.fill('report');
    await pages.find.choose('report.txt').click();
    await pages.remedy('give-key').first().click();
    for (let wrong = 1; wrong <= 5; wrong += 1) {
      await unlock(`${wrong} not the passphrase`);
      await pages.unlock.wrong.waitFor();
      expect(await pages.unlock.passphrase.inputValue()).toBe(`${wrong} not the passphrase`);
    }

    await unlock(PASSPHRASE);

    await pages.dialog.waitFor({ state: 'detached' });
    await pages.versions.shown('text').waitFor();
    await pages.versions.take.click();
    await pages.restore.folder.check();
    mkdirSync(giveBack('first'));
    await answerDialogs(opened.application, [giveBack('first')]);
    await pages.restore.chooseFolder.click();
    await pages.restore.preview.waitFor();
    await pages.restore.start.click();
    await opened.page.locator('[data-outcome="complete"]').waitFor();
    expect(readFileSync(join(giveBack('first'), 'Documents', 'report.txt'), 'utf8')).toMatch(/report|spoilt/);
  });

  it('are locked again from the menu of the plan, and a thorough check asks before it begins', async () => {
    await lockAgain();
    await pages.planMenu().open.click();
    await pages.planMenu().check.click();
    await pages.planMenu().checkDeep.check();
    await pages.planMenu().checkConfirm.click();

    await unlock(PASSPHRASE);

    await opened.page.getByRole('heading', { name: 'The backups are good' }).waitFor();
    await pages.unlock.mark('open').waitFor();
  });

  it('are made into a new full once they were opened for it', async () => {
    await lockAgain();
    await pages.planMenu().open.click();
    await pages.planMenu().consolidate.click();
    await pages.planMenu().consolidateConfirm.click();

    await unlock(PASSPHRASE);

    await pages.outcome.getByRole('heading', { name: 'A new full backup was made' }).waitFor();
    expect(await pages.failure.count()).toBe(0);
  });

  it('name the group of the recovery key that is mistyped, and open in Chinese with the whole one', async () => {
    await lockAgain();
    await opened.page.evaluate((change) => window.strongroom.setSettings(change), { language: 'zh-CN' } as const);
    const chinese = new Pages(opened.page, 'zh-CN');
    await chinese.plan.more.click();
    await chinese.unlock.open.click();
    await chinese.unlock.onlyKey.click();
    const groups = keyGroups(key);
    const third = groups[2] ?? '';
    for (const [index, group] of groups.entries())
      await chinese.unlock.group(index + 1).fill(index === 2 ? `B${third.slice(1)}` : group.toLowerCase());
    await expect.poll(() => chinese.unlock.keyState.textContent()).toContain('第 3 组');
    const other = third.startsWith('Q') ? 'P' : 'Q';
    await chinese.unlock.group(3).fill(other + third.slice(1));
    await expect.poll(() => chinese.unlock.keyState.textContent()).toBe('第 3 组与应急恢复单上的不一致。');
    expect(await chinese.unlock.confirm.isDisabled()).toBe(true);

    await chinese.unlock.group(3).fill(third);
    await chinese.unlock.confirm.click();

    await chinese.unlock.mark('open').waitFor();
    expect(await chinese.unlock.mark('open').textContent()).toContain('已加密，已打开');
    await opened.page.evaluate((change) => window.strongroom.setSettings(change), { language: 'en' } as const);
  });

  it('are only remembered where the system has a key store for that', async () => {
    const store = await opened.application.evaluate(({ safeStorage }) =>
      safeStorage.isEncryptionAvailable() ? (safeStorage.getSelectedStorageBackend?.() ?? 'of the system') : 'none',
    );
    await lockAgain();
    await pages.planMenu().open.click();
    await pages.unlock.open.click();
    await pages.unlock.passphrase.waitFor();

    expect(await pages.unlock.remember.count()).toBe(['none', 'basic_text', 'unknown'].includes(store) ? 0 : 1);
    await opened.page.keyboard.press('Escape');
  });

  it('are opened by the computer itself once it may remember the passphrase, until it is told to forget it', async () => {
    await lendKeyStore(opened.application);
    await opened.page.reload();
    await pages.home.plan('Documents').click();
    await pages.planMenu().open.click();
    await pages.unlock.open.click();
    await pages.unlock.remember.check();
    await unlock(PASSPHRASE);
    await pages.unlock.mark('open').waitFor();

    await newEngine();
    await expect.poll(encryptionNow, { timeout: 10_000 }).toBe('open');

    await pages.planMenu().open.click();
    await pages.unlock.forget.click();
    await newEngine();
    await pages.unlock.mark('locked').waitFor();
  });

  it('leave no passphrase and no key in a log, in storage, or in anything the program keeps', async () => {
    const stored = await opened.page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    );

    expect(stored).not.toMatch(/canary|AGE-SECRET/i);
    expect(said.join('\n')).not.toMatch(/canary|AGE-SECRET/i);
    const secrets = ['canary', key, keyGroups(key).slice(1, 4).join(''), keyGroups(key).slice(1, 4).join(' ')];
    expect(secrets.flatMap((secret) => filesWith(office.home, secret))).toEqual([]);
  });

  it('open on a new computer with the recovery key alone, and go on there', async () => {
    const other = await openWindow(join(base, 'other'));
    try {
      other.page.setDefaultTimeout(15_000);
      const there = new Pages(other.page);
      await there.nav('open-vault').click();
      await answerDialogs(other.application, [office.vault]);
      await there.vault.choose.click();
      await there.unlock.onlyKey.click();
      await there.unlock.group(1).fill(key);
      await there.unlock.confirm.click();
      await there.vault.plan('Documents').waitFor();
      await there.vault.browse.click();
      await there.browse.choose('Documents').check();
      await there.browse.restore.click();
      await there.restore.folder.check();
      mkdirSync(giveBack('there'));
      await answerDialogs(other.application, [giveBack('there')]);
      await there.restore.chooseFolder.click();
      await there.restore.preview.waitFor();

      await there.restore.start.click();

      await other.page.locator('[data-outcome="complete"]').waitFor();
      expect(readFileSync(join(giveBack('there'), 'Documents', 'report.txt'), 'utf8')).toBe('a spoilt one');

      await there.nav('open-vault').click();
      await answerDialogs(other.application, [office.vault]);
      await there.vault.choose.click();
      await there.vault.adoptPlan.click();
      await answerDialogs(other.application, [join(giveBack('there'), 'Documents')]);
      await there.vault.choosePlace('Documents').click();
      await there.vault.adopt.click();
      await there.plan.points.nth(2).waitFor();
      await there.home.backUp('Documents').click();
      await there.plan.points.nth(3).waitFor();
    } finally {
      await other.application.close();
    }
  });
});

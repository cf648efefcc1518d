import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { folderOnOtherDisk } from '../support/other-disk.ts';
import { barriersOf } from './barriers.ts';
import { Pages } from './pages.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-alarms-window-')));
const disk = folderOnOtherDisk('alarms-window');
const vault = join(disk, 'backups');

/** A plan that is well, and an alarm that has nothing to do with it. */
async function makeComputer(): Promise<void> {
  mkdirSync(join(base, 'files'));
  writeFileSync(join(base, 'files', 'letter.txt'), 'letter');
  const engine = await openEngine({ home: join(base, 'home') });
  await engine.planAdd({ name: 'Letters', sources: [join(base, 'files')], vault });
  await engine.backup({ plan: 'Letters' });
  await engine.alarms.raise({
    cause: 'channel-failed',
    subject: 'mail',
    name: 'Mail to head office',
    faultAt: new Date().toISOString(),
  });
  await engine.close();
}

describe('the alarms', () => {
  let opened: OpenWindow;
  let pages: Pages;

  beforeAll(async () => {
    await makeComputer();
    opened = await openWindow(join(base, 'home'));
    opened.page.setDefaultTimeout(15_000);
    await opened.page.emulateMedia({ reducedMotion: 'reduce' });
    pages = new Pages(opened.page);
  });
  afterAll(async () => {
    await opened.application.close();
    for (const folder of [base, disk]) rmSync(folder, { recursive: true, force: true });
  });

  const nav = () => opened.page.getByRole('navigation').getByRole('button', { name: /^Alarms/ });
  const alarm = (cause: string) => opened.page.locator(`[data-alarm="${cause}"]`);

  it('keep Home from being green, although every plan is protected', async () => {
    await opened.page.locator('[data-alarms]').waitFor();

    expect(await opened.page.locator('[data-overall]').getAttribute('data-overall')).not.toBe('protected');
  });

  it('say what is wrong, since when and what to do, and when somebody last looked', async () => {
    renameSync(vault, `${vault} away`);
    await pages.home.backUp('Letters').click();
    await nav().click();

    await alarm('place-lost').waitFor();

    expect(await alarm('place-lost').innerText()).toContain('Letters');
    expect(await opened.page.locator('[data-looked]').getAttribute('data-looked')).toBe('now');
    expect(await barriersOf(opened.page)).toEqual([]);
    await shot('alarms-en');
    if (process.env['STRONGROOM_SHOTS'] !== undefined) {
      await pages.language.selectOption('zh-CN');
      await shot('alarms-zh');
      await new Pages(opened.page, 'zh-CN').language.selectOption('en');
    }
  });

  it('are taken upon somebody by name, and not without one', async () => {
    await alarm('channel-failed').locator('[data-acknowledge]').click();
    const form = opened.page.locator('[data-acknowledge-form]');
    await form.locator('button[type=submit]').click();
    await form.getByRole('alert').first().waitFor();
    await shot('alarms-dialog');
    await form.locator('input').first().fill('Ann Li');
    await form.locator('button[type=submit]').click();

    await opened.page.locator('[data-alarm="channel-failed"][data-alarm-state="acknowledged"]').waitFor();

    expect(await alarm('channel-failed').innerText()).toContain('Ann Li');
  });

  it('are over when what they are about is', async () => {
    renameSync(`${vault} away`, vault);
    await pages.nav('home').click();
    await shot('alarms-home');
    await pages.home.backUp('Letters').click();
    await nav().click();

    await alarm('place-lost').waitFor({ state: 'detached' });

    expect(await opened.page.locator('[data-alarm]').count()).toBe(1);
  });

  async function shot(name: string): Promise<void> {
    const folder = process.env['STRONGROOM_SHOTS'];
    if (folder !== undefined) await opened.page.screenshot({ path: join(folder, `${name}.png`) });
  }
});

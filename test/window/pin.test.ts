import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, type OpenWindow } from '../support/open-window.ts';
import { NotifyPages } from './notify-pages.ts';
import { answerSave, Pages } from './pages.ts';
import { makeOffice } from './restore-office.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-pin-')));
const PIN = '2468';
const PASSPHRASE = 'canary horse battery staple';

describe('the PIN for deleting and changing', () => {
  let opened: OpenWindow;
  let pages: Pages;
  const give = async (pin: string) => {
    await pages.pin.asked.fill(pin);
    await pages.pin.goOn.click();
  };
  const wishRemoved = async () => {
    await pages.planMenu().open.click();
    await pages.plan.remove.click();
    await pages.plan.removeConfirm.click();
  };

  beforeAll(async () => {
    const { home } = await makeOffice(base, PASSPHRASE);
    opened = await openWindow(home);
    opened.page.setDefaultTimeout(15_000);
    pages = new Pages(opened.page);
  });
  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('is set in the settings, and leaves backing up as it is', async () => {
    await pages.nav('settings').click();
    await pages.pin.set.click();
    await pages.pin.next.fill(PIN);
    await pages.pin.again.fill(PIN);
    await pages.pin.save.click();
    await pages.pin.done('set').waitFor();

    await pages.nav('home').click();
    await pages.home.backUp('Documents').click();
    await pages.home.plan('Documents').click();
    await opened.page.locator('[data-outcome="complete"]').waitFor();
  });

  it('is asked for once to see the recovery kit and save it', async () => {
    const kit = join(base, 'kit.pdf');
    await answerSave(opened.application, kit);
    await pages.planMenu().open.click();
    await pages.kit.order.click();
    await pages.unlock.passphrase.fill(PASSPHRASE);
    await pages.unlock.confirm.click();
    await give(PIN);

    await pages.kit.save.click();

    await pages.kit.saved.waitFor();
    expect(existsSync(kit)).toBe(true);
    await pages.kit.later.click();
  });

  it('is asked for to remove a plan, which stays where the PIN is wrong or nobody gives it', async () => {
    await wishRemoved();
    await give('1357');
    await pages.pin.wrong.waitFor();
    await opened.page.keyboard.press('Escape');
    await opened.page.locator('[data-code="pin-needed"]').waitFor();

    await pages.nav('home').click();
    await pages.home.backUp('Documents').waitFor();
    await pages.home.plan('Documents').click();
    await wishRemoved();
    await give(PIN);

    await pages.home.card('Documents').getByText('Opened for reading').waitFor();
  });

  it('is asked for to change who is told, over the form as well', async () => {
    const { page } = opened;
    const told = new NotifyPages(page);
    await pages.nav('settings').click();
    await told.button('mail', 'set-up').click();
    await told.field('server').fill('smtp.test');
    await told.field('from').fill('backup@office.test');
    await told.field('to').fill('it@office.test');
    await told.save.click();
    await give(PIN);
    await told.button('mail', 'change').waitFor();

    await told.button('mail', 'remove').click();
    await pages.pin.asked.waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-code="pin-needed"]').waitFor();
    expect(await told.part('mail').textContent()).toContain('it@office.test');
  });

  it('is asked for to remove it', async () => {
    await pages.nav('settings').click();
    await pages.pin.remove.click();
    await give(PIN);

    await pages.pin.done('removed').waitFor();
    expect(await pages.pin.remove.count()).toBe(0);
  });
});

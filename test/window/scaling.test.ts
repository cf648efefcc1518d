import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { drawAt, misfits } from './geometry.ts';
import { Pages } from './pages.ts';
import { makeOffice } from './restore-office.ts';
import { PASSPHRASE, SCREENS_OF_A_PLAN, type ShowScreen } from './screens-of-a-plan.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-scaling-')));

/** Each goes on from the one before. */
const SCREENS: Readonly<Record<string, ShowScreen>> = {
  ...SCREENS_OF_A_PLAN,
  'plan: remove it?': async (pages, { page }) => {
    await page.keyboard.press('Escape');
    await pages.plan.more.click();
    await pages.plan.remove.click();
    await pages.plan.removeConfirm.waitFor();
  },
  'plan: edit': async (pages, { page }) => {
    await page.keyboard.press('Escape');
    await pages.planMenu().open.click();
    await pages.planMenu().edit.click();
    await pages.draft.leaveOut.click();
    await pages.draft.expert.click();
    await pages.draft.estimate.waitFor();
  },
  'plan: edit, with several times': async (pages, { page }) => {
    await pages.draft.every.selectOption('day');
    await pages.draft.addTime.click();
    await pages.draft.every.selectOption('month-week');
    await pages.draft.kind.selectOption('full');
    await pages.draft.ahead.click();
    await page.getByRole('radio', { name: 'Month', exact: true }).check();
  },
  plans: async (pages) => {
    await pages.nav('plans').click();
    await pages.home.plan('Documents').waitFor();
  },
  'a new plan': async (pages) => {
    await pages.nav('home').click();
    await pages.home.newPlan.click();
    await pages.create.start.click();
  },
  'a new plan, protected': async (pages) => {
    await pages.protect.on.check();
    await pages.protect.passphrase.fill('short');
  },
  history: async (pages) => {
    await pages.nav('history').click();
    await pages.history.rows.first().waitFor();
  },
  'history: one run': async (pages) => {
    await pages.history.details.first().click();
    await pages.dialog.waitFor();
  },
  'history: days': async (pages) => {
    await pages.history.closeDetails.click();
    await pages.history.view('days').click();
    await pages.history.day.last().waitFor();
  },
  'history: amounts': async (pages) => {
    await pages.history.view('amounts').click();
    await pages.history.chart('seconds').locator('svg').waitFor();
  },
  settings: async (pages) => {
    await pages.nav('settings').click();
    await pages.settings.version.waitFor();
  },
  'settings: holidays': async (pages, { page }) => {
    await pages.settings.holiday.fill('2030-12-24');
    await pages.settings.holiday.press('Enter');
    await page.locator('[data-holiday]').waitFor();
    await pages.settings.holiday.press('Enter');
  },
  'restore: what happened': async (pages) => {
    await pages.nav('restore').click();
    await pages.restore.story('deleted').waitFor();
  },
  find: async (pages) => {
    await pages.restore.story('deleted').click();
    await pages.find.onlyDeleted.uncheck();
    await pages.find.pattern.fill('t');
    await pages.find.rows.nth(2).waitFor();
  },
  versions: async (pages) => {
    await pages.find.pattern.fill('report');
    await pages.find.choose('report.txt').click();
    await pages.versions.shown('text').waitFor();
  },
  'give back': async (pages) => {
    await pages.versions.take.click();
    await pages.restore.preview.waitFor();
  },
  browse: async (pages) => {
    await pages.nav('restore').click();
    await pages.restore.story('look').click();
    await pages.browse.openFolder('Documents').click();
    await pages.browse.choose('report.txt').check();
  },
  'browse: a folder that was not there': async (pages) => {
    await pages.browse.older.click();
    await pages.browse.openFolder('Old till').click();
    await pages.browse.newer.click();
    await pages.browse.notThere.waitFor();
  },
  'new computer': async (pages) => {
    await pages.nav('open-vault').click();
    await pages.vault.choose.waitFor();
  },
};

describe('a window of 1024 x 640', () => {
  let opened: OpenWindow;
  let pages: Pages;

  beforeAll(async () => {
    const office = await makeOffice(base, PASSPHRASE);
    opened = await openWindow(office.home);
    opened.page.setDefaultTimeout(8000);
    await opened.page.emulateMedia({ reducedMotion: 'reduce' });
    pages = new Pages(opened.page);
  });
  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  it.each(Object.keys(SCREENS))('shows all of %s from 100 to 200 percent, in both languages', async (name) => {
    await SCREENS[name]?.(pages, opened);
    const found: Record<string, string[]> = {};
    for (const zoom of [1, 1.25, 1.5, 2]) {
      await drawAt(opened, zoom);
      for (const language of ['zh-CN', 'en'] as const) {
        await opened.page.evaluate((change) => window.strongroom.setSettings(change), { language });
        await expect
          .poll(() => opened.page.evaluate(() => document.documentElement.lang), { interval: 20 })
          .toBe(language);
        const here = await misfits(opened.page);
        if (here.length > 0) found[`${zoom} ${language}`] = here;
      }
    }
    await drawAt(opened, 1);
    expect(found).toEqual({});
  });
});

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { barriersOf } from './barriers.ts';
import { answerDialogs, Pages } from './pages.ts';
import { HOSTILE_NAMES, makeOffice } from './restore-office.ts';
import { PASSPHRASE, SCREENS_OF_A_PLAN, type ShowScreen } from './screens-of-a-plan.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-axe-')));

/** Every screen and dialog with something on it, and how to come to it; each goes on from the one before. */
const SCREENS: Readonly<Record<string, ShowScreen>> = {
  ...SCREENS_OF_A_PLAN,
  'plan: its menu': async (pages, { page }) => {
    await page.keyboard.press('Escape');
    await pages.planMenu().open.click();
    await pages.planMenu().edit.waitFor();
  },
  'plan: pause it?': async (pages) => {
    await pages.planMenu().pause.click();
    await pages.planMenu().pauseConfirm.waitFor();
  },
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
    await pages.draft.ownPattern.fill('*.bak');
    await pages.draft.addPattern.click();
    await pages.draft.expert.click();
    await pages.draft.estimate.waitFor();
  },
  'plan: edit, with a rule that nobody understands': async (pages, { page }) => {
    await pages.draft.every.selectOption('own');
    await pages.draft.rule.fill('every full moon');
    await page.getByRole('alert').filter({ hasText: 'cannot be understood' }).waitFor();
  },
  'plan: edit, with several times': async (pages, { page }) => {
    await pages.draft.every.selectOption('day');
    await pages.draft.addTime.click();
    await pages.draft.every.selectOption('day');
    await pages.draft.time.fill('12:30');
    await page.getByText('This is there twice').waitFor();
    await pages.draft.every.selectOption('week');
    await pages.draft.kind.selectOption('full');
    await pages.draft.ahead.click();
    await page.getByRole('radio', { name: 'Month', exact: true }).check();
  },
  plans: async (pages, { page }) => {
    await pages.nav('plans').click();
    await page.locator('main').getByText('Documents').first().waitFor();
  },
  'a new plan': async (pages) => {
    await pages.nav('home').click();
    await pages.home.newPlan.click();
    await pages.create.chooseFolders.waitFor();
  },
  'a new plan with answers missing': async (pages, { page }) => {
    await pages.create.start.click();
    await page.locator('[role="alert"]').first().waitFor();
  },
  'a new plan, protected': async (pages, { page }) => {
    await pages.protect.on.check();
    await pages.protect.passphrase.fill('short');
    await page.locator('[role="alert"]').first().waitFor();
  },
  history: async (pages, { page }) => {
    await pages.nav('history').click();
    await page.getByRole('table').first().waitFor();
  },
  'history: one run': async (pages, { page }) => {
    await pages.history.details.first().click();
    await page.getByRole('dialog').waitFor();
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
  'settings: licences': async (pages, { page }) => {
    await pages.settings.licences.click();
    await page.getByRole('dialog').getByRole('button', { name: /react/ }).first().waitFor();
  },
  'settings: the report for whoever helps': async (pages, { page }) => {
    await pages.history.closeDetails.click();
    await pages.settings.bundleLook.click();
    await page.getByRole('dialog').locator('button[aria-expanded]').first().click();
  },
  'settings: plans of another computer': async (pages, { application, page }) => {
    await pages.history.closeDetails.click();
    const json = await page.evaluate(async () => {
      const reply = await window.strongroom.ask('config.export', {});
      return reply.ok ? reply.value.json : '';
    });
    const config = join(base, 'config.json');
    writeFileSync(config, json);
    await answerDialogs(application, [config]);
    await pages.settings.import.click();
    await pages.settings.importConfirm.waitFor();
  },
  'restore: what happened': async (pages, { page }) => {
    await page.keyboard.press('Escape');
    await pages.nav('restore').click();
    await pages.restore.story('deleted').waitFor();
  },
  'find: found': async (pages) => {
    await pages.restore.story('wrong').click();
    await pages.find.pattern.fill('t');
    await pages.find.rows.nth(2).waitFor();
  },
  'find: nothing': async (pages) => {
    await pages.find.pattern.fill('no such name');
    await pages.find.rows.first().waitFor({ state: 'detached' });
  },
  'versions: a text': async (pages) => {
    await pages.find.pattern.fill('report');
    await pages.find.choose('report.txt').click();
    await pages.versions.shown('text').waitFor();
  },
  'give back: where it was': async (pages) => {
    await pages.versions.take.click();
    await pages.restore.preview.waitFor();
  },
  'give back: done': async (pages, { page }) => {
    await pages.restore.start.click();
    await page.locator('[data-outcome="complete"]').waitFor();
  },
  'give back: taken back': async (pages, { page }) => {
    await pages.restore.undo.click();
    await page.getByText('The restore was taken back').waitFor();
  },
  'versions: a PDF': async (pages, { page }) => {
    await pages.nav('restore').click();
    await pages.restore.story('deleted').click();
    await pages.find.pattern.fill('invoice');
    await pages.find.choose('invoice.pdf').click();
    await page.locator('canvas[data-page-drawn="true"]').waitFor();
  },
  'ransom: calmly': async (pages) => {
    await pages.nav('restore').click();
    await pages.restore.story('ransom').click();
    await pages.restore.pick('Documents').waitFor();
  },
  browse: async (pages) => {
    await pages.restore.pick('Documents').click();
    await pages.browse.openFolder('Documents').click();
    await pages.browse.choose(HOSTILE_NAMES[0] ?? '').check();
  },
  'browse: a folder that was not there': async (pages) => {
    await pages.browse.older.click();
    await pages.browse.openFolder('Old till').click();
    await pages.browse.newer.click();
    await pages.browse.notThere.waitFor();
  },
  'new computer: not a vault': async (pages, { application }) => {
    await pages.nav('open-vault').click();
    const empty = join(base, 'empty');
    mkdirSync(empty, { recursive: true });
    await answerDialogs(application, [empty]);
    await pages.vault.choose.click();
    await pages.failure.waitFor();
  },
};

describe('a screen', () => {
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

  it.each(Object.keys(SCREENS))('%s has no serious barrier, in both languages and every theme', async (name) => {
    await SCREENS[name]?.(pages, opened);
    expect(await barriersOf(opened.page)).toEqual([]);
  });
});

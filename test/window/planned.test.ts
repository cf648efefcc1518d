import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { openWindow, type OpenWindow } from '../support/open-window.ts';
import { dayKey } from '../../renderer/state/run-days.ts';
import { Pages } from './pages.ts';
import { makeOffice } from './restore-office.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-planned-')));

describe('what runs when', () => {
  let opened: OpenWindow;
  let pages: Pages;
  let home: string;

  beforeAll(async () => {
    ({ home } = await makeOffice(base));
    const engine = await openEngine({ home, vaultReadme: 'A vault of a test.\n', passphraseLogN: 10 });
    await engine.planEdit('Documents', { schedule: 'daily 23:58; full weekly sun 02:00' });
    await engine.close();
    opened = await openWindow(home);
    opened.page.setDefaultTimeout(15_000);
    pages = new Pages(opened.page);
  });
  afterAll(async () => {
    await opened?.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('is shown for a week in words and for five weeks in numbers', async () => {
    const { page } = opened;
    await pages.nav('plans').click();
    const planned = page.locator('[data-planned="week"]');
    await planned.waitFor();
    // Of today it may be over.
    const runs = page.getByRole('listitem').filter({ hasText: /^11:58.PM Documents$/ });
    await expect.poll(() => runs.count()).toBeGreaterThanOrEqual(6);

    await page.getByRole('radio', { name: 'Month' }).check();

    await expect.poll(() => page.getByRole('cell').count()).toBe(35);
    expect(await page.getByRole('cell').filter({ hasText: '2 backups' }).count()).toBeGreaterThan(0);
  });

  it('is a list of times, to which one is added, one changed and one taken away', async () => {
    const { page } = opened;
    const { draft } = pages;
    const schedule = async () => {
      const reply = await page.evaluate(() => window.strongroom.ask('plan.list', {}));
      return reply.ok ? reply.value[0]?.schedule : reply.error;
    };
    await pages.nav('home').click();
    await pages.home.plan('Documents').click();
    await pages.planMenu().open.click();
    await pages.planMenu().edit.click();
    await expect
      .poll(() => draft.times.allInnerTexts())
      .toEqual([expect.stringContaining('Every day at 23:58'), expect.stringContaining('Sunday at 02:00 — full')]);

    await draft.addTime.press('Enter');
    // The new one is open, and its first question has the focus.
    await expect.poll(() => draft.every.evaluate((field) => document.activeElement === field)).toBe(true);
    await draft.every.selectOption('month-week');
    await page.getByLabel('Which').selectOption('last');
    await page.getByLabel('Day of the week').selectOption('fri');
    await draft.time.fill('23:58');
    await draft.kind.selectOption('differential');
    await page.getByText('Last Friday of the month at 23:58 — differential').waitFor();
    await page.getByRole('radio', { name: 'Month', exact: true }).check();
    await expect.poll(() => page.getByRole('cell').filter({ hasText: 'differential' }).count()).toBeGreaterThan(0);
    await draft.times
      .nth(1)
      .getByRole('button', { name: /^Remove/ })
      .press('Enter');
    await expect.poll(() => draft.times.count()).toBe(2);
    await draft.save.click();

    await expect.poll(schedule).toBe('daily 23:58; differential monthly last fri 23:58');
  });

  it('rests on holidays, which stand in the settings and are told in the plan', async () => {
    const { page } = opened;
    const now = new Date();
    const tomorrow = dayKey(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1));
    const dayAfter = dayKey(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 2));
    const day = page.getByLabel('Day', { exact: true });
    const add = page.getByRole('button', { name: 'Add holiday' });
    await pages.nav('settings').click();
    await page.getByText('No holidays are listed.').waitFor();
    await add.click();
    await page.getByRole('alert').filter({ hasText: 'Choose a day.' }).waitFor();
    await day.fill(tomorrow);
    await page.getByLabel(/^To /).fill(tomorrow.replace(/^2/, '1'));
    await add.click();
    await page.getByLabel(/^To /).fill(dayAfter);
    await add.press('Enter');
    await page.locator(`[data-holiday="${tomorrow}..${dayAfter}"]`).waitFor();
    await day.fill('2026-12-25');
    await page.getByRole('checkbox', { name: 'Every year' }).check();
    await add.click();
    await page.getByText('December 25, every year', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'No holiday any more: December 25, every year' }).click();
    await page.locator('[data-holiday="12-25"]').waitFor({ state: 'detached' });

    await page.evaluate(() =>
      window.strongroom.ask('plan.edit', { plan: 'Documents', change: { timing: { restsOnHolidays: true } } }),
    );
    await pages.nav('plans').click();
    await expect.poll(() => page.locator('[data-rests]').count()).toBeGreaterThanOrEqual(2);
    await pages.home.plan('Documents').first().click();
    await page.getByText('Rests on', { exact: true }).waitFor();
  });

  it('is set in the plan: holidays, and what a run waits for', async () => {
    const { page } = opened;
    await pages.nav('home').click();
    await pages.home.plan('Documents').click();
    await pages.planMenu().open.click();
    await pages.planMenu().edit.click();
    expect(await page.getByRole('checkbox', { name: 'Rest on holidays' }).isChecked()).toBe(true);
    await page.getByRole('checkbox', { name: 'for mains power' }).check();
    await page.getByRole('combobox', { name: 'Wait for at most' }).selectOption('2');
    await pages.draft.save.click();
    await expect
      .poll(async () => {
        const reply = await page.evaluate(() => window.strongroom.ask('plan.list', {}));
        return reply.ok ? reply.value[0]?.timing : reply.error;
      })
      .toMatchObject({ restsOnHolidays: true, waitsFor: ['mains'], waitMinutes: 120, catchUp: true });
  });
});

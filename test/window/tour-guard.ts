import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openEngine } from '../../electron/engine/engine.ts';
import { createWords } from '../../electron/words/index.ts';
import { dayKey } from '../../renderer/state/run-days.ts';
import { MALWARE } from '../support/malware.ts';
import { put } from '../support/office-tree.ts';
import type { OpenWindow } from '../support/open-window.ts';
import { Prng } from '../support/prng.ts';
import { NotifyPages } from './notify-pages.ts';
import { Pages } from './pages.ts';

const HELD = 'Letters';
const DAMAGED = 'Contracts 合同';
const GAPPED = 'Everything that the branch manager keeps, with a name that is much longer than names should be';
const SCHEDULED = 'Till and cash book';
const PIN = '2468';

export interface GuardedOffice {
  readonly home: string;
  /** Gives a folder for files or, on another disk, for backups. */
  readonly files: (name: string) => string;
  readonly backups: (name: string) => string;
}

/** One plan that is held, one whose backups are damaged and have a copy, one with a gap, and one that runs at many times. */
export async function makeGuardedOffice({ home, files, backups }: GuardedOffice): Promise<void> {
  const made = (folder: string): string => {
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const letters = made(files('Letters'));
  for (let number = 0; number < 40; number += 1)
    put(join(letters, 'customers', `letter ${number}.txt`), Buffer.from(`Dear customer ${number}, `.repeat(40)));
  for (const name of ['lease.txt', '租赁合同.txt'])
    put(join(made(files('Contracts')), name), Buffer.from(name.repeat(900)));
  put(join(made(files('Manager')), 'plan.txt'), Buffer.from('of next year'));
  writeFileSync(files('Manager/old mail archive.pst'), '');
  truncateSync(files('Manager/old mail archive.pst'), 70 * 2 ** 30);
  put(join(made(files('Till')), 'cash.txt'), Buffer.from('cash'));
  const engine = await openEngine({ home, vaultReadme: 'A vault of a tour.\n', passphraseLogN: 10 });
  const add = (name: string, source: string, schedule: string) =>
    engine.planAdd({ name, sources: [files(source)], vault: backups(source), schedule });
  await add(HELD, 'Letters', 'workdays 18:30');
  await add(DAMAGED, 'Contracts', 'weekly mon,thu 12:30');
  await add(GAPPED, 'Manager', 'daily 12:30');
  await add(SCHEDULED, 'Till', 'incremental hourly 08:00-18:00 workdays; workdays 18:30; full monthly first sun 12:00');
  for (const plan of [HELD, DAMAGED, GAPPED, SCHEDULED]) await engine.backup({ plan });
  await engine.copyAdd({ plan: DAMAGED, place: made(backups('Cellar')), name: 'Cellar' });
  await engine.copy({ plan: DAMAGED });
  await engine.close();
}

/** What goes wrong in it while nobody looks. */
export async function strike({ home, files, backups }: GuardedOffice): Promise<void> {
  MALWARE['with an extension behind']?.(files('Letters/customers'), new Prng(1), 1);
  for (const name of readdirSync(backups('Contracts'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.tar.zst')) continue;
    const volume = join(backups('Contracts'), name);
    writeFileSync(volume, readFileSync(volume).fill(0, 40));
  }
  const engine = await openEngine({ home, vaultReadme: 'A vault of a tour.\n', passphraseLogN: 10 });
  await engine.backup({ plan: HELD });
  await engine.verify({ plan: DAMAGED });
  await engine.alarms.look('service');
  await engine.close();
}

/** What guards the backups: held plans, repairs, gaps, alarms, who is told, holidays, and what runs when. */
export async function tourGuard({ page }: OpenWindow, shoot: (screen: string) => Promise<void>): Promise<void> {
  const pages = new Pages(page);
  const top = (text: string) =>
    page
      .getByText(text, { exact: true })
      .first()
      .evaluate((here) => here.scrollIntoView());
  await pages.home.plan(HELD).waitFor();
  await shoot('60-home-held');
  await pages.home.plan(HELD).click();
  await page.locator('[data-hold]').waitFor();
  await shoot('61-plan-held');
  await page.locator('[data-hold-answer]').click();
  await pages.dialog.waitFor();
  await shoot('62-hold-answer');
  await page.keyboard.press('Escape');
  await pages.nav('home').click();
  await pages.home.plan(DAMAGED).click();
  await page.getByRole('button', { name: createWords('en', 'window')('window.repair.order') }).waitFor();
  await shoot('63-repair-offer');

  await pages.nav('home').click();
  await pages.home.backUp(GAPPED).click();
  await pages.home.plan(GAPPED).click();
  await page.locator('[data-outcome="incomplete"]').waitFor();
  await page.getByRole('button', { name: 'Accept for some days…' }).click();
  await pages.dialog.getByRole('textbox').fill('Ann Li');
  await shoot('64-accept-gaps');
  await pages.dialog.getByRole('button', { name: 'Accept', exact: true }).click();
  await pages.dialog.waitFor({ state: 'detached' });
  await page.locator('[data-standing="excepted"]').first().waitFor();
  await shoot('65-plan-excepted');

  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Alarms/ })
    .click();
  await page.locator('[data-acknowledge]').first().waitFor();
  await shoot('66-alarms');
  await page.locator('[data-acknowledge]').first().click();
  await pages.dialog.waitFor();
  await page.locator('[data-acknowledge-form] button[type=submit]').click();
  await shoot('67-alarm-acknowledge');
  await page.locator('[data-acknowledge-form] input').first().fill('Ann Li');
  await page.locator('[data-acknowledge-form] button[type=submit]').click();
  await page.locator('[data-alarm-state="acknowledged"]').first().waitFor();
  await shoot('68-alarm-acknowledged');

  await tourSettings(page, pages, { shoot, top });
  await tourSchedules(page, pages, { shoot, top });
}

interface Camera {
  readonly shoot: (screen: string) => Promise<void>;
  readonly top: (text: string) => Promise<void>;
}

async function tourSettings(page: Page, pages: Pages, { shoot, top }: Camera): Promise<void> {
  const told = new NotifyPages(page);
  await pages.nav('settings').click();
  await top('Holidays');
  await shoot('70-holidays-none');
  const day = page.getByLabel('Day', { exact: true });
  const add = page.getByRole('button', { name: 'Add holiday' });
  const year = new Date().getFullYear();
  await day.fill(`${year + 1}-02-05`);
  await page.getByLabel(/^To /).fill(`${year + 1}-02-15`);
  await add.click();
  await page.locator('[data-holiday]').first().waitFor();
  for (const holiday of ['12-25', '01-01', '10-01']) {
    await day.fill(`${year}-${holiday}`);
    await page.getByRole('checkbox', { name: 'Every year' }).check();
    await add.click();
    await page.locator(`[data-holiday="${holiday}"]`).waitFor();
  }
  // So that the coming days have one.
  const soon = new Date(Date.now() + 2 * 86_400_000);
  await day.fill(dayKey(soon));
  await add.click();
  await page.locator(`[data-holiday="${dayKey(soon)}"]`).waitFor();
  await add.click();
  await shoot('71-holidays');

  await top('Who is told');
  await shoot('72-told-nobody');
  await told.button('mail', 'set-up').click();
  await told.save.click();
  await shoot('73-told-mail');
  await told.field('to').fill('it@head-office.example, branch-manager@office-with-a-long-name.example');
  await told.field('server').fill('127.0.0.1');
  await told.field('from').fill('backup@office.example');
  await told.save.click();
  await told.button('mail', 'test').click();
  await told.part('mail').locator('[data-code]').waitFor();
  await told.button('webhook', 'set-up').click();
  await told.choice('format').selectOption('wecom');
  await told.field('url').fill('https://robots.example/send?key=1');
  await shoot('74-told-webhook');
  await told.save.click();
  await told.button('webhook', 'change').waitFor();
  await top('Who is told');
  await shoot('75-told');
  await pages.pin.set.click();
  await pages.pin.next.fill(PIN);
  await pages.pin.again.fill(PIN);
  await pages.pin.save.click();
  await pages.pin.done('set').waitFor();
  await told.button('mail', 'remove').click();
  await pages.pin.asked.fill('1357');
  await pages.pin.goOn.click();
  await pages.pin.wrong.waitFor();
  await shoot('76-pin');
  await page.keyboard.press('Escape');
}

async function tourSchedules(page: Page, pages: Pages, { shoot, top }: Camera): Promise<void> {
  const { draft } = pages;
  await pages.nav('plans').click();
  await page.locator('[data-planned="week"]').evaluate((here) => here.scrollIntoView());
  await shoot('80-planned-week');
  await page.getByRole('radio', { name: 'Month', exact: true }).check();
  await page.locator('[data-planned="month"]').evaluate((here) => here.scrollIntoView());
  await shoot('81-planned-month');
  await pages.planMenu(SCHEDULED).open.click();
  await pages.planMenu(SCHEDULED).edit.click();
  await draft.times.nth(2).waitFor();
  await top('When should it run?');
  await shoot('82-times');
  await draft.addTime.click();
  await draft.every.selectOption('month-week');
  await page.getByLabel('Day of the week').selectOption('fri');
  await draft.time.fill('18:30');
  await draft.kind.selectOption('full');
  await page.getByText('Only that one runs then').first().waitFor();
  await top('When should it run?');
  await shoot('83-time-added');
  await page.getByRole('radio', { name: 'Month', exact: true }).check();
  await page.locator('[data-planned="month"]').evaluate((here) => here.scrollIntoView());
  await shoot('84-times-month');
  await pages.nav('home').click();
  await pages.home.plan(SCHEDULED).click();
  await page.getByText('Rests on', { exact: true }).waitFor();
  await shoot('85-plan-rests');
}

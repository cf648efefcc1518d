import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { folderOnOtherDisk } from '../support/other-disk.ts';
import { answerDialogs, answerSave, Pages } from './pages.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-plans-')));
const at = (name: string) => join(base, name);
const disk = folderOnOtherDisk('plans');

/** A computer with a folder of documents, as its system names it. */
function makeComputer(): void {
  for (const folder of ['config', 'Documents', 'Mail', 'other disk']) mkdirSync(at(folder));
  writeFileSync(at('config/user-dirs.dirs'), `XDG_DOCUMENTS_DIR="${at('Documents')}"\n`);
  for (const name of ['report.txt', 'film.mp4', 'old.bak']) writeFileSync(at(`Documents/${name}`), name);
  writeFileSync(at('Mail/letter.txt'), 'letter');
}

describe('plans, their history and the settings', () => {
  let opened: OpenWindow;
  let pages: Pages;
  const broken: string[] = [];

  beforeAll(async () => {
    makeComputer();
    opened = await openWindow(at('home'), { XDG_CONFIG_HOME: at('config'), LC_ALL: 'en_US.UTF-8' });
    pages = new Pages(opened.page);
    opened.page.setDefaultTimeout(20_000);
    opened.page.on('pageerror', (error) => broken.push(error.message));
    opened.page.on('console', (message) => {
      if (message.type() === 'error') broken.push(message.text());
    });
  });
  afterAll(async () => {
    await opened.application.close();
    for (const folder of [base, disk]) rmSync(folder, { recursive: true, force: true });
  });

  const outcome = (kind: string) => opened.page.locator(`[data-outcome="${kind}"]`);
  const card = (name: string) => opened.page.getByRole('article').filter({ hasText: name });

  it('goes from the first launch to the first backup in at most 5 clicks', async () => {
    await pages.home.firstPlan.waitFor();
    await opened.page.evaluate(() => {
      const counted = window as unknown as { clicks: number };
      counted.clicks = 0;
      addEventListener('click', () => (counted.clicks += 1), true);
    });
    await answerDialogs(opened.application, [disk]);
    await pages.home.firstPlan.click();
    await pages.create.chosen(at('Documents')).waitFor();
    await pages.create.choosePlace.click();
    await pages.create.chosen(disk).waitFor();
    await pages.create.start.click();

    await outcome('complete').waitFor();

    const clicks = await opened.page.evaluate(() => (window as unknown as { clicks: number }).clicks);
    const dialogs = 1;
    expect(clicks + dialogs).toBeLessThanOrEqual(5);
    await opened.page.getByRole('button', { name: 'Restore one file to prove it' }).waitFor();
    expect(existsSync(at('config/autostart/strongroom.desktop'))).toBe(true);
  });

  it('says on Home what would be lost, what comes next and what is most needed', async () => {
    await pages.nav('home').click();
    await opened.page.locator('[data-overall="protected"]').waitFor();
    await opened.page.locator('[data-loss="since"]').waitFor();
    await opened.page
      .getByText(/^Next backup: (Today|Tomorrow), .*12:30/)
      .first()
      .waitFor();
    await opened.page.locator('[data-next-step="prove"]').waitFor();
  });

  it('changes when a plan runs, what it leaves out and how it is made', async () => {
    await pages.nav('plans').click();
    await pages.planMenu('Documents').open.click();
    await pages.planMenu('Documents').edit.click();
    await pages.draft.every.selectOption('week');
    await pages.draft.time.fill('18:05');
    await pages.draft.leaveOut.click();
    await pages.draft.group('videos').check();
    await pages.draft.ownPattern.fill('*.bak');
    await pages.draft.addPattern.click();
    await pages.draft.expert.click();
    await pages.draft.scheme('full').check();
    await pages.draft.save.click();

    await card('Documents')
      .getByText(/Friday at 18:05/)
      .waitFor();
    await pages.home.plan('Documents').click();
    await pages.home.backUp('Documents').click();
    await pages.plan.points.nth(1).waitFor();
    await outcome('complete').waitFor();
    await pages.plan.showKinds.check();
    expect(await pages.plan.points.nth(0).textContent()).toContain('full');
    await pages.plan.browse.nth(0).click();
    await pages.browse.openFolder('Documents').click();
    await pages.browse.choose('report.txt').waitFor();
    expect(await pages.browse.choose('film.mp4').count()).toBe(0);
    expect(await pages.browse.choose('old.bak').count()).toBe(0);
  });

  it('leaves the page in sight while a menu stands over it', async () => {
    await pages.nav('plans').click();
    await pages.planMenu('Documents').open.click();
    await pages.planMenu('Documents').edit.waitFor();

    const isInSight = await pages.heading.evaluate((heading) => {
      const { left, top } = heading.getBoundingClientRect();
      return heading.contains(document.elementFromPoint(left + 2, top + 2));
    });

    expect(isInSight).toBe(true);
    await opened.page.keyboard.press('Escape');
  });

  it('refuses a rule for the time that nobody understands, before it is saved', async () => {
    await pages.nav('plans').click();
    await pages.planMenu('Documents').open.click();
    await pages.planMenu('Documents').edit.click();
    await pages.draft.every.selectOption('own');
    await pages.draft.rule.fill('every full moon');

    await opened.page.getByRole('alert').filter({ hasText: 'cannot be understood' }).waitFor();
    await pages.nav('back').click();
  });

  it('asks how long to keep, and shows what would stay of the backups there are', async () => {
    const { page } = opened;
    await pages.planMenu('Documents').open.click();
    await pages.planMenu('Documents').edit.click();
    await page.getByRole('radio', { name: 'The last 30 days' }).check();
    await page.locator('[data-stays="true"]').first().waitFor();
    expect(await page.locator('[data-stays="false"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Another rule' }).click();
    const rule = page.getByRole('textbox', { name: 'What to keep' });
    await rule.fill('for ever and a day');
    await page.locator('[data-code="keep-invalid"]').waitFor();
    await rule.fill('last 1 min 1');
    await page.getByText('goes into the trash').first().waitFor();
    await page.getByRole('radio', { name: 'The last 30 days' }).check();
    await pages.draft.save.click();
    await pages.planMenu('Documents').open.waitFor();
    await page.getByRole('button', { name: 'Documents', exact: true }).first().click();
    await page.getByText('The last 30 days').waitFor();

    // The others count backups that nothing takes away.
    await pages.planMenu().open.click();
    await pages.planMenu().edit.click();
    expect(await page.getByRole('radio', { name: 'The last 30 days' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'Everything; only' }).check();
    await pages.draft.save.click();
    await page.getByText('Everything; only the space').waitFor();
    await pages.nav('plans').click();
  });

  it('makes another plan like one', async () => {
    await pages.planMenu('Documents').open.click();
    await pages.planMenu('Documents').duplicate.click();
    expect(await pages.create.name.inputValue()).toBe('Copy of Documents');
    await answerDialogs(opened.application, [at('Mail')]);
    await pages.create.moreFolders.click();
    await pages.create.chosen(at('Mail')).waitFor();
    await pages.create.start.click();

    await outcome('complete').waitFor();
    expect(await pages.heading.textContent()).toBe('Copy of Documents');
  });

  it('pauses a plan, says so on Home, and lets it go on from there', async () => {
    await pages.planMenu().open.click();
    await pages.planMenu().pause.click();
    await pages.planMenu().pauseConfirm.click();
    await opened.page.locator('main [data-standing="paused"]').waitFor();
    await pages.nav('home').click();
    await opened.page.locator('[data-overall="attention"]').waitFor();

    await opened.page.locator('[data-next-step="resume"]').click();

    await opened.page.locator('[data-overall="protected"]').waitFor();
  });

  it('lists every run, and shows of one what it did', async () => {
    await pages.nav('history').click();
    await pages.history.rows.nth(2).waitFor();
    expect(await pages.history.rows.count()).toBe(3);
    await pages.history.details.first().click();
    await opened.page.getByRole('dialog').getByText('Copy of Documents').waitFor();
    await pages.history.closeDetails.click();
  });

  it('filters the history, and says so where nothing is left', async () => {
    await pages.history.plan.selectOption({ label: 'Documents' });
    await pages.history.rows.nth(2).waitFor({ state: 'detached' });
    expect(await pages.history.rows.count()).toBe(2);
    await pages.history.outcome.selectOption('failed');
    await opened.page.getByText('Nothing was done in this time.').waitFor();
    await pages.history.outcome.selectOption('');
    await pages.history.rows.nth(1).waitFor();
  });

  it('saves what is shown as a table', async () => {
    await answerSave(opened.application, at('history.csv'));
    await pages.history.csv.click();
    await pages.history.saved.waitFor();

    const lines = readFileSync(at('history.csv'), 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('Plan');
  });

  it('shows the days, the sizes and the times, each with words and figures', async () => {
    await pages.history.view('days').click();
    expect(await pages.history.day.last().getAttribute('data-day-outcome')).toBe('complete');
    await pages.history.day.last().click();
    await pages.history.rows.nth(1).waitFor();
    await pages.history.view('amounts').click();
    await pages.history.chart('stored').locator('svg').waitFor();
    await pages.history.chart('seconds').locator('svg').waitFor();
    expect(await pages.history.figures.count()).toBe(2);
  });

  it('changes language and colours at once', async () => {
    await pages.nav('settings').click();
    await pages.settings.language.selectOption('zh-CN');
    const chinese = new Pages(opened.page, 'zh-CN');
    await chinese.settings.theme('contrast').check();
    const background = () =>
      opened.page.locator('main').evaluate((main) => getComputedStyle(main.parentElement ?? main).backgroundColor);
    await expect.poll(background).toBe('rgb(0, 0, 0)');
    await chinese.settings.theme('light').check();
    await expect.poll(background).toBe('rgb(250, 250, 250)');
    await chinese.settings.language.selectOption('en');
    await pages.settings.theme('system').check();
  });

  it('says what runs here, and under which licences', async () => {
    await pages.settings.version.waitFor();
    await pages.settings.licences.click();
    await opened.page.getByRole('dialog').getByRole('button', { name: /react/ }).first().waitFor();
    await pages.history.closeDetails.click();
  });

  it('makes a new full from the backups, behind a door for specialists, and says when there is nothing to do', async () => {
    await pages.nav('plans').click();
    await pages.home.plan('Documents').click();
    await pages.plan.points.nth(1).waitFor();
    await pages.planMenu().open.click();
    await pages.planMenu().consolidate.click();
    await pages.planMenu().consolidateConfirm.click();
    await outcome('skipped').getByRole('heading', { name: 'There is nothing to do' }).waitFor();
    await outcome('skipped').getByText('is a full one already').waitFor();

    await pages.planMenu().open.click();
    await pages.planMenu().edit.click();
    await pages.draft.scheme('incremental').check();
    await pages.draft.save.click();
    await pages.home.backUp('Documents').click();
    await pages.plan.points.nth(2).waitFor();
    await pages.planMenu().open.click();
    await pages.planMenu().consolidate.click();
    await opened.page.getByRole('dialog').getByText('without reading your files again').waitFor();
    await pages.planMenu().consolidateConfirm.click();

    await opened.page.getByText('A new full backup was made').first().waitFor();
    await pages.plan.points.nth(3).waitFor();
    expect(await pages.plan.points.nth(0).textContent()).toContain('from backups');
    await pages.nav('history').click();
    await pages.history.rows.filter({ hasText: 'New full from the backups' }).waitFor();
  });

  it('pauses a backup, goes on with it, and cancels one', async () => {
    for (let number = 0; number < 60; number += 1) {
      writeFileSync(at(`Documents/bulk ${number}.bin`), randomBytes(5_000_000));
    }
    await pages.nav('plans').click();
    await pages.home.plan('Documents').click();
    await pages.plan.points.nth(3).waitFor();
    await pages.home.backUp('Documents').click();
    await pages.running.pause.click();
    await opened.page.locator('main [data-standing="halted"]').waitFor();
    await pages.running.resume.click();
    await pages.plan.points.nth(4).waitFor();
    await outcome('complete').waitFor();

    await pages.home.backUp('Documents').click();
    await pages.running.pause.click();
    await opened.page.locator('main [data-standing="halted"]').waitFor();
    await pages.plan.cancel.click();
    await outcome('cancelled').waitFor();
    expect(await pages.plan.points.count()).toBe(5);
  });

  it('removes a plan from the list; its backups stay', async () => {
    await pages.nav('plans').click();
    await pages.planMenu('Copy of Documents').open.click();
    await pages.plan.remove.click();
    await pages.plan.removeConfirm.click();
    await pages.nav('home').click();
    await card('Copy of Documents').getByText('Opened for reading').waitFor();
  });

  it('has broken no rule of its own page', () => {
    expect(broken).toEqual([]);
  });
});

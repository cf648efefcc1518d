import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Language } from '../../electron/contract/index.ts';
import { plantFleet } from '../support/crafted-fleet.ts';
import { otherDisk } from '../support/other-disk.ts';
import display from '../support/display.setup.ts';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { enginePid } from './engine-process.ts';
import { answerDialogs, Pages } from './pages.ts';
import { placesOf } from './places-pages.ts';
import { pdfOf, png } from './restore-office.ts';
import { tourKeys } from './tour-keys.ts';
import { makeGuardedOffice, strike, tourGuard } from './tour-guard.ts';
import { tourPlans } from './tour-plans.ts';
import { SHOWN_FILES, tourRestores } from './tour-restores.ts';

/** Goes through every screen with a real engine and takes pictures: `screenshot-tour.ts <folder for the pictures> [guard]`; `guard`: only what watches over the backups. */
const out = process.argv[2] ?? 'out/screenshots';
const base = join(tmpdir(), 'branch-office');
/** A place on the disk of the files would never be called protected. */
const disks = join(otherDisk(), 'branch-office');
const place = (name: string) => join(['USB disk', 'Network drive', 'Safe disk'].includes(name) ? disks : base, name);

const LONG_NAME = 'Everything that the branch manager keeps, with a name that is much longer than names should be';

const limitReading = (page: Page, readMiB: number | null) =>
  page.evaluate((rate) => window.strongroom.ask('limits.set', { readMiB: rate }), readMiB);

function makeFolders(): void {
  for (const folder of [base, disks]) rmSync(folder, { recursive: true, force: true });
  for (const folder of [
    'Accounts/2026/11',
    'Accounts/合同',
    'Mail',
    'Pictures',
    'USB disk',
    'Network drive',
    'Safe disk',
    'Restored',
  ]) {
    mkdirSync(place(folder), { recursive: true });
  }
  for (let day = 1; day <= 21; day += 1) {
    writeFileSync(
      place(`Accounts/2026/11/Cash book 2026-11-${String(day).padStart(2, '0')}.xlsx`),
      randomBytes(9000 + day * 517),
    );
  }
  for (const name of [
    '发票清单.xlsx',
    '租赁合同（2026年度）.docx',
    '<img src=x onerror=alert(1)>.txt',
    'مستندات.pdf',
    `${'A very long name '.repeat(12)}.txt`,
  ]) {
    writeFileSync(place(`Accounts/合同/${name}`), randomBytes(20_000));
  }
  writeFileSync(place('Accounts/Ledger 2026.xlsx'), randomBytes(750_000));
  writeFileSync(place(`Accounts/${SHOWN_FILES.text}`), 'Till 2 was short on the 4th.\n11月4日：2号窗口短款。\n');
  writeFileSync(place(`Accounts/${SHOWN_FILES.image}`), png());
  writeFileSync(place(`Accounts/${SHOWN_FILES.pdf}`), pdfOf('Invoice 2026-11'));
  writeFileSync(place('Mail/archive.pst'), '');
  truncateSync(place('Mail/archive.pst'), 70 * 2 ** 30);
  for (let number = 1; number <= 40; number += 1) {
    writeFileSync(place(`Pictures/IMG_${1000 + number}.jpg`), randomBytes(4_000_000));
  }
}

/** The present screen in both languages and themes. */
async function shoot(page: Page, name: string): Promise<void> {
  for (const language of ['en', 'zh-CN'] as const) {
    await speak(page, language);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: join(out, `${name}.${language}.${colorScheme}.png`), animations: 'disabled' });
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await speak(page, 'en');
}

/** By the settings, because a dialog keeps everything else from being pressed. */
async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((change) => window.strongroom.setSettings(change), { language });
  await page.waitForFunction((lang) => document.documentElement.lang === lang, language);
}

async function createPlan(
  { application, page }: OpenWindow,
  sources: string[],
  vault: string,
  name?: string,
): Promise<void> {
  const pages = new Pages(page);
  await answerDialogs(application, sources);
  await pages.create.chooseFolders.click();
  await answerDialogs(application, [vault]);
  await pages.create.choosePlace.click();
  await pages.create.chosen(vault).waitFor();
  if (name !== undefined) await pages.create.name.fill(name);
}

async function tour(window: OpenWindow): Promise<void> {
  const { application, page } = window;
  const pages = new Pages(page);
  const finished = () => pages.outcome.waitFor();

  await pages.home.firstPlan.waitFor();
  await shoot(page, '01-nothing-yet');
  await pages.home.firstPlan.click();
  await pages.create.start.click();
  await shoot(page, '02-new-plan-missing');
  await createPlan(window, [place('Accounts')], place('Network drive'));
  await shoot(page, '03-new-plan');
  await pages.create.start.click();
  await finished();
  await shoot(page, '04-plan-complete');
  for (const day of [22, 23, 24]) {
    if (day === 24) mkdirSync(place('Accounts/2026/12'));
    writeFileSync(place(`Accounts/2026/11/Cash book 2026-11-${day}.xlsx`), randomBytes(12_000));
    await pages.home.backUp('Accounts').click();
    await pages.plan.points.nth(day - 21).waitFor();
  }
  await shoot(page, '05-plan-points');

  await pages.nav('home').click();
  await pages.home.newPlan.click();
  await createPlan(window, [place('Pictures')], place('USB disk'));
  // Slow enough to be met at work.
  await limitReading(page, 25);
  await pages.create.start.click();
  await pages.progress
    .getByText(/ stored/)
    .first()
    .waitFor();
  const engine = (await enginePid(application)) ?? 0;
  // Stands still for its picture.
  process.kill(engine, 'SIGSTOP');
  await shoot(page, '06-plan-working');
  process.kill(engine, 'SIGCONT');
  await finished();
  await limitReading(page, null);
  await pages.nav('home').click();
  await pages.home.newPlan.click();
  await createPlan(window, [place('Accounts/合同')], place('Network drive'), 'Contracts 合同');
  await pages.create.start.click();
  await page.locator('[data-outcome="complete"]').waitFor();
  await pages.nav('home').click();
  await shoot(page, '07-home-protected');
  await tourPlans(window, 'Accounts', (screen) => shoot(page, screen));
  await tourRestores(
    window,
    'Accounts',
    (screen) => shoot(page, screen),
    async (screen) => {
      await page.screenshot({ path: join(out, `${screen}.en.light.png`) });
    },
  );

  await pages.home.newPlan.click();
  await createPlan(window, [place('Accounts/合同'), place('Mail')], place('Network drive'), LONG_NAME);
  await pages.create.start.click();
  await page.locator('[data-outcome="incomplete"]').waitFor();
  await shoot(page, '08-plan-incomplete');
  rmSync(place('USB disk'), { recursive: true });
  await pages.nav('home').click();
  await pages.home.backUp('Pictures').click();
  await page.locator('[data-standing="failing"]').waitFor();
  await shoot(page, '09-home-attention');
  await pages.home.plan('Pictures').click();
  await shoot(page, '10-plan-failing');
  await pages.plan.more.click();
  await pages.plan.remove.click();
  await pages.plan.removeConfirm.waitFor();
  await page.screenshot({ path: join(out, '11-remove-plan.en.light.png') });
  await page.keyboard.press('Escape');

  await pages.nav('home').click();
  await pages.home.plan('Accounts').click();
  await pages.plan.restoreFiles.click();
  await pages.browse.openFolder('Accounts').click();
  await pages.browse.openFolder('合同').click();
  await pages.browse.choose('发票清单.xlsx').check();
  await pages.browse.choose('مستندات.pdf').check();
  await shoot(page, '12-browse');
  await pages.browse.restore.click();
  await shoot(page, '13-restore');
  await answerDialogs(application, [place('Restored')]);
  await pages.restore.folder.check();
  await pages.restore.chooseFolder.click();
  await pages.restore.preview.waitFor();
  await pages.restore.start.click();
  await finished();
  await shoot(page, '14-restored');
  await pages.nav('back').click();
  await pages.browse.chooseAll.check();
  await pages.browse.restore.click();
  await pages.restore.folder.check();
  await pages.restore.chooseFolder.click();
  await pages.restore.preview.waitFor();
  await shoot(page, '15-restore-preview');
  await pages.nav('home').click();
  await pages.home.plan('Accounts').click();
  await pages.plan.restoreFiles.click();
  for (const folder of ['Accounts', '2026', '12']) await pages.browse.openFolder(folder).click();
  await pages.browse.older.click();
  await pages.browse.notThere.waitFor();
  await shoot(page, '16-not-there');

  await pages.nav('restore').click();
  await shoot(page, '17-stories');
  await pages.restore.story('deleted').click();
  await shoot(page, '18-find');
  await pages.find.pattern.fill('cash');
  await pages.find.rows.nth(0).waitFor();
  await shoot(page, '19-found');
  await pages.find.pattern.fill('no such name');
  await page.locator('[role="status"]').last().waitFor();
  await pages.find.rows.first().waitFor({ state: 'detached' });
  await shoot(page, '20-found-nothing');

  await pages.nav('open-vault').click();
  await answerDialogs(application, [place('Restored')]);
  await pages.vault.choose.click();
  await pages.failure.waitFor();
  await shoot(page, '21-no-vault');
}

async function otherComputer({ application, page }: OpenWindow): Promise<void> {
  const pages = new Pages(page);
  await pages.nav('open-vault').click();
  await shoot(page, '22-new-computer');
  await placesOf(page).addressInstead.click();
  await placesOf(page).address.fill('sftp://branch7@nas.example.com/backups');
  await shoot(page, '22-new-computer-address');
  await placesOf(page).folderInstead.click();
  await answerDialogs(application, [place('Network drive')]);
  await pages.vault.choose.click();
  await pages.vault.plan('Accounts').waitFor();
  await shoot(page, '23-vault-opened');
  await pages.vault.adoptPlan.first().click();
  await pages.vault.adopt.waitFor();
  await shoot(page, '26-go-on-here');
  await pages.nav('home').click();
  await shoot(page, '24-home-reading');
}

/** What whoever looks after many computers sees. */
async function computers({ page }: OpenWindow): Promise<void> {
  const pages = new Pages(page);
  plantFleet(place('Network drive'), 180);
  await pages.home.backUp('Accounts').click();
  await pages.nav('fleet').click();
  await pages.fleet.asOf.waitFor();
  await shoot(page, '27-computers');
  await pages.fleet.details.first().click();
  await pages.dialog.waitFor();
  await shoot(page, '28-computer');
}

async function withWindow(home: string, act: (window: OpenWindow) => Promise<void>): Promise<void> {
  const window = await openWindow(home);
  window.page.setDefaultTimeout(15_000);
  try {
    await act(window);
  } finally {
    await window.application.close();
  }
}

/** What a person sees of what watches over the backups: nothing wrong yet, and then much. */
async function guarded(): Promise<void> {
  const office = {
    home: place('.guarded'),
    files: (name: string) => join(base, 'guarded', name),
    backups: (name: string) => join(disks, 'guarded', name),
  };
  await makeGuardedOffice(office);
  await withWindow(place('.calm'), async ({ page }) => {
    await new Pages(page).home.firstPlan.waitFor();
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Alarms/ })
      .click();
    await page.locator('[data-looked]').waitFor();
    await shoot(page, '69-alarms-none');
  });
  await strike(office);
  await withWindow(office.home, (window) => tourGuard(window, (screen) => shoot(window.page, screen)));
}

makeFolders();
const closeDisplay = await display();
try {
  await guarded();
  if (process.argv[3] !== 'guard') await everything();
} finally {
  await closeDisplay?.();
  for (const folder of [base, disks]) rmSync(folder, { recursive: true, force: true });
}

async function everything(): Promise<void> {
  await withWindow(place('.home'), tour);
  await withWindow(place('.other'), otherComputer);
  await withWindow(place('.keys'), (window) =>
    tourKeys(
      window,
      'Accounts',
      () => createPlan(window, [place('Accounts')], place('Safe disk')),
      (screen) => shoot(window.page, screen),
    ),
  );
  await withWindow(place('.home'), computers);
  writeFileSync(place('.unusable'), '');
  await withWindow(place('.unusable'), async ({ page }) => {
    await new Pages(page).failure.waitFor();
    await shoot(page, '25-cannot-start');
  });
}

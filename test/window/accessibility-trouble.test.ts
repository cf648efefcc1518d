import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { barriersOf } from './barriers.ts';
import { enginePid } from './engine-process.ts';
import { answerDialogs, Pages } from './pages.ts';
import { makeOffice } from './restore-office.ts';

/** What is seen on a bad day: each step goes on from the one before, each screen is looked at in every way. */
const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-axe-trouble-')));

async function withWindow(
  home: string,
  act: (pages: Pages, opened: OpenWindow, look: (screen: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const opened = await openWindow(home);
  opened.page.setDefaultTimeout(8000);
  await opened.page.emulateMedia({ reducedMotion: 'reduce' });
  const found: Record<string, string[]> = {};
  const look = async (screen: string) => {
    const barriers = await barriersOf(opened.page);
    if (barriers.length > 0) found[screen] = barriers;
  };
  try {
    await act(new Pages(opened.page), opened, look);
  } finally {
    await opened.application.close();
  }
  expect(found).toEqual({});
}

describe('no serious barrier stands in the way, in both languages and every theme,', () => {
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it('of who sets up a new computer', async () => {
    const place = join(base, 'new');
    const office = await makeOffice(place);
    await withWindow(join(place, 'another home'), async (pages, { application, page }, look) => {
      await pages.home.firstPlan.waitFor();
      await look('first launch');
      await pages.nav('open-vault').click();
      await answerDialogs(application, [office.vault]);
      await pages.vault.choose.click();
      await pages.vault.plan('Documents').waitFor();
      await look('the old computer’s backups');

      await pages.vault.everything.click();
      await pages.vault.choosePlace('Documents').waitFor();
      await look('restore everything, without a place');
      const profile = join(place, 'New profile');
      mkdirSync(profile);
      await answerDialogs(application, [profile]);
      await pages.vault.choosePlace('Documents').click();
      await pages.restore.preview.waitFor();
      await look('restore everything');

      await pages.nav('back').click();
      await answerDialogs(application, [office.vault]);
      await pages.vault.choose.click();
      await pages.vault.adoptPlan.click();
      await pages.vault.choosePlace('Documents').waitFor();
      await look('go on here, without a place');
      await answerDialogs(application, [profile]);
      await pages.vault.choosePlace('Documents').click();
      await pages.vault.newPlace(profile).waitFor();
      renameSync(office.vault, `${office.vault} unplugged`);
      await pages.vault.adopt.click();
      await pages.failure.waitFor();
      await look('go on here, but the disk has gone');
      await pages.nav('home').click();
      await page.locator('[data-overall="reading"]').waitFor();
      await look('home, nothing of its own');
    });
  });

  it('of whom the vault, a file or the engine fails', async () => {
    const place = join(base, 'bad day');
    const { home, source, vault } = await makeOffice(place);
    await withWindow(home, async (pages, { application, page }, look) => {
      renameSync(vault, `${vault} unplugged`);
      await pages.home.backUp('Documents').click();
      await page.locator('[data-standing="failing"]').waitFor();
      await look('home, the vault unplugged');
      await pages.home.plan('Documents').click();
      await pages.failure.first().waitFor();
      await look('plan, the vault unplugged');
      renameSync(`${vault} unplugged`, vault);

      for (const name of readdirSync(vault, { recursive: true, encoding: 'utf8' })) {
        if (/data-\d+/.test(name)) writeFileSync(join(vault, name), 'not what was stored');
      }
      await pages.nav('restore').click();
      await pages.restore.story('deleted').click();
      await pages.find.pattern.fill('stamp');
      await pages.find.choose('stamp.png').click();
      await pages.versions.shown('none').waitFor();
      await look('a version that is damaged');
      rmSync(join(source, 'stamp.png'));
      await pages.versions.take.click();
      await pages.restore.preview.waitFor();
      await pages.restore.start.click();
      await pages.outcome.waitFor();
      await look('a restore that gave nothing back');

      for (let file = 0; file < 60; file += 1) writeFileSync(join(source, `bulk ${file}`), randomBytes(5_000_000));
      await pages.nav('home').click();
      await pages.home.plan('Documents').click();
      await pages.home.backUp('Documents').click();
      await pages.running.pause.click();
      await page.locator('main [data-standing="halted"]').waitFor();
      await look('a backup that is paused');
      process.kill((await enginePid(application)) ?? 0, 'SIGKILL');
      await pages.failure.first().waitFor();
      await look('the engine gone under a backup');
    });
  });

  it('of whom the program cannot start for', async () => {
    writeFileSync(join(base, 'no folder'), '');
    await withWindow(join(base, 'no folder'), async (pages, _, look) => {
      await pages.failure.waitFor();
      await look('no data folder');
    });
  });
});

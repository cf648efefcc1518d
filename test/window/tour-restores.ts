import type { OpenWindow } from '../support/open-window.ts';
import { Pages } from './pages.ts';

/** Files that a tour finds again, one for each way in which a version can be shown. */
export const SHOWN_FILES = { text: 'Notes of November.txt', image: 'Stamp.png', pdf: 'Invoice 2026-11.pdf' } as const;

/** The ways to a file and its versions, and the dialogs; asks for a plan `name` that holds the shown files, and for other plans. */
export async function tourRestores(
  { page }: OpenWindow,
  name: string,
  shoot: (screen: string) => Promise<void>,
  shootDialog: (screen: string) => Promise<void>,
): Promise<void> {
  const pages = new Pages(page);
  for (const [number, kind] of (['text', 'image', 'pdf'] as const).entries()) {
    await pages.nav('restore').click();
    await pages.restore.story('wrong').click();
    await pages.find.pattern.fill(SHOWN_FILES[kind]);
    await pages.find.choose(SHOWN_FILES[kind]).click();
    await pages.versions.shown(kind).waitFor();
    await shoot(`4${number}-versions-${kind}`);
  }
  for (const [number, story] of (['look', 'ransom'] as const).entries()) {
    await pages.nav('restore').click();
    await pages.restore.story(story).click();
    await pages.restore.pick(name).waitFor();
    await shoot(`4${number + 3}-pick-plan-${story}`);
  }

  await pages.nav('history').click();
  await pages.history.details.first().click();
  await pages.dialog.waitFor();
  await shootDialog('45-run-details');
  await pages.history.closeDetails.click();
  await pages.nav('settings').click();
  await pages.settings.bundleLook.click();
  await pages.dialog.waitFor();
  await shootDialog('46-report');
  await page.keyboard.press('Escape');

  await pages.nav('home').click();
  await pages.home.plan(name).click();
  await pages.planMenu().open.click();
  await pages.planMenu().check.click();
  await pages.planMenu().checkConfirm.waitFor();
  await shootDialog('47-check');
  await pages.planMenu().checkConfirm.click();
  await page.locator('[data-outcome="complete"]').waitFor();
  await shoot('48-checked');
  await pages.planMenu().open.click();
  await pages.planMenu().pause.click();
  await pages.planMenu().pauseConfirm.click();
  await page.locator('[data-standing="paused"]').first().waitFor();
  await pages.nav('home').click();
  await shoot('49-home-paused');
  await pages.home.plan(name).click();
  await pages.planMenu().open.click();
  await pages.planMenu().resume.click();
  await pages.nav('home').click();
}

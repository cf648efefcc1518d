import type { OpenWindow } from '../support/open-window.ts';
import { Pages } from './pages.ts';

/** Plans, their questions, the history in its three forms and the settings; asks for a plan `name` that was backed up several times. */
export async function tourPlans(
  { page }: OpenWindow,
  name: string,
  shoot: (screen: string) => Promise<void>,
): Promise<void> {
  const pages = new Pages(page);
  await pages.nav('plans').click();
  await shoot('30-plans');
  await pages.planMenu(name).open.click();
  await pages.planMenu(name).edit.click();
  await pages.draft.leaveOut.click();
  await pages.draft.group('videos').check();
  await pages.draft.expert.click();
  await shoot('31-edit-plan');
  await pages.draft.scheme('full').scrollIntoViewIfNeeded();
  await shoot('32-edit-plan-end');

  await pages.nav('history').click();
  await pages.history.rows.first().waitFor();
  await shoot('33-history');
  await pages.history.view('days').click();
  await pages.history.day.first().waitFor();
  await shoot('34-history-days');
  await pages.history.view('amounts').click();
  await pages.history.chart('seconds').locator('svg').waitFor();
  await shoot('35-history-amounts');

  await pages.nav('settings').click();
  await pages.settings.startAtLogin.waitFor();
  await shoot('36-settings');
  await pages.settings.licences.scrollIntoViewIfNeeded();
  await shoot('37-settings-end');
  await pages.nav('home').click();
}

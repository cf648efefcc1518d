import type { OpenWindow } from '../support/open-window.ts';
import { type Pages, unlockFromMenu } from './pages.ts';

/** Of the office in which these screens are shown. */
export const PASSPHRASE = 'correct horse battery staple';

/** Brings a screen or dialog up, from the one before it in its list. */
export type ShowScreen = (pages: Pages, opened: OpenWindow) => Promise<void>;

/** From Home to a plan whose backups are encrypted, and all that has to do with its keys. */
export const SCREENS_OF_A_PLAN: Readonly<Record<string, ShowScreen>> = {
  home: (pages) => pages.home.plan('Documents').waitFor(),
  plan: async (pages) => {
    await pages.home.plan('Documents').click();
    await pages.plan.points.nth(1).waitFor();
  },
  'plan: the passphrase': async (pages) => {
    await pages.planMenu().open.click();
    await pages.unlock.open.click();
    await pages.unlock.passphrase.waitFor();
  },
  'plan: a wrong passphrase': async (pages) => {
    await pages.unlock.passphrase.fill('not the passphrase');
    await pages.unlock.confirm.click();
    await pages.unlock.wrong.waitFor();
  },
  'plan: the recovery key, mistyped': async (pages) => {
    await pages.unlock.onlyKey.click();
    await pages.unlock.group(3).fill('BIO1');
  },
  'plan: the recovery kit': async (pages, { page }) => {
    await page.keyboard.press('Escape');
    await unlockFromMenu(pages, PASSPHRASE);
    await pages.planMenu().open.click();
    await pages.kit.order.click();
    await pages.kit.showKey.click();
    await pages.kit.asked.first().fill('QQQQ');
    await pages.kit.shown.nth(14).waitFor();
  },
  'plan: another passphrase': async (pages) => {
    await pages.nav('back').click();
    await pages.planMenu().open.click();
    await pages.passphrase.order.click();
    await pages.passphrase.now.fill('not the passphrase');
    await pages.passphrase.next.fill('short');
    await pages.passphrase.confirm.click();
    await pages.passphrase.next.waitFor();
  },
};

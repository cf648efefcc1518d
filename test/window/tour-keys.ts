import type { OpenWindow } from '../support/open-window.ts';
import { lendKeyStore } from './desktop.ts';
import { Pages, typeAskedGroups } from './pages.ts';

const PASSPHRASE = 'correct horse battery staple';

/** Encrypted backups from their first question to a new passphrase. `choose` answers the two dialogs of a new plan, whose name is `name`. */
export async function tourKeys(
  { application, page }: OpenWindow,
  name: string,
  choose: () => Promise<void>,
  shoot: (screen: string) => Promise<void>,
): Promise<void> {
  const pages = new Pages(page);
  await lendKeyStore(application);
  await page.reload();
  await pages.home.firstPlan.click();
  await choose();
  await pages.protect.on.check();
  await pages.protect.passphrase.fill('too short');
  await pages.create.start.click();
  await pages.protect.step.scrollIntoViewIfNeeded();
  await shoot('50-protect');
  await pages.protect.passphrase.fill(PASSPHRASE);
  await pages.protect.again.fill(PASSPHRASE);
  await pages.create.start.click();
  await pages.kit.showKey.click();
  await pages.kit.shown.nth(14).waitFor();
  const groups = await pages.kit.shown.evaluateAll((rows) =>
    rows.map((row) => row.lastElementChild?.textContent ?? ''),
  );
  await pages.kit.asked.first().fill('QQQQ');
  await shoot('51-recovery-kit');
  await pages.kit.later.click();
  await pages.outcome.waitFor();
  await shoot('52-plan-open');
  await pages.nav('home').click();
  await pages.kit.due.waitFor();
  await shoot('53-home-kit-due');
  await pages.kit.checkNow.click();
  await typeAskedGroups(pages, groups);
  await shoot('54-kit-right');
  await pages.kit.done.click();

  await pages.home.plan(name).click();
  await pages.planMenu().open.click();
  await shoot('55-menu-of-encrypted');
  await pages.unlock.lock.click();
  await pages.unlock.mark('locked').waitFor();
  await pages.nav('restore').click();
  await pages.restore.story('wrong').click();
  await pages.find.pattern.fill('Ledger');
  await pages.find.choose('Ledger 2026.xlsx').click();
  await pages.failure.first().waitFor();
  await shoot('56-locked');
  await pages.remedy('give-key').first().click();
  await pages.unlock.passphrase.fill('not this one');
  await pages.unlock.confirm.click();
  await pages.unlock.wrong.waitFor();
  await shoot('57-wrong-passphrase');
  await pages.unlock.onlyKey.click();
  for (const [index, group] of groups.entries())
    await pages.unlock
      .group(index + 1)
      .fill(index === 6 ? (group.startsWith('Q') ? 'P' : 'Q') + group.slice(1) : group);
  await shoot('58-recovery-key-mistyped');
  await page.keyboard.press('Escape');
  await pages.nav('home').click();
  await pages.home.plan(name).click();
  await pages.planMenu().open.click();
  await pages.passphrase.order.click();
  await pages.passphrase.now.fill(PASSPHRASE);
  await pages.passphrase.next.fill('another');
  await pages.passphrase.confirm.click();
  await shoot('59-other-passphrase');
  await page.keyboard.press('Escape');
}

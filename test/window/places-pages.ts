import type { Locator, Page } from 'playwright-core';
import type { Language } from '../../electron/contract/index.ts';
import { createWords } from '../../electron/words/index.ts';

/** The places of a plan, and the questions of another one. */
export function placesOf(page: Page, language: Language = 'en') {
  const word = createWords(language, 'window');
  const dialog = page.getByRole('dialog');
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  return {
    row: (name: string) => page.locator('[data-place]').filter({ hasText: name }),
    add: button(word('window.places.add')),
    byFolder: dialog.getByRole('radio', { name: word('window.places.where-folder') }),
    byAddress: dialog.getByRole('radio', { name: word('window.places.where-address') }),
    address: page.getByRole('textbox', { name: word('window.places.address') }),
    chooseFolder: button(word('window.places.choose-folder')),
    addressInstead: button(word('window.places.address-instead')),
    openAddress: button(word('window.vault.open-address')),
    folderInstead: button(word('window.places.folder-instead')),
    chooseCredentials: button(word('window.places.choose-credentials')),
    test: button(word('window.places.test')),
    tested: (isGood: boolean) => page.locator(`[data-place-test="${isGood}"]`),
    name: dialog.getByRole('textbox', { name: word('window.places.name') }),
    failover: dialog.getByRole('checkbox', { name: word('window.places.failover') }),
    save: button(word('window.places.add-confirm')),
    copyNow: (name: string) => button(word('window.places.copy-now-of', { name })),
    more: (name: string) => button(word('window.places.more', { name })),
    check: page.getByRole('menuitem', { name: word('window.places.check') }),
    stop: page.getByRole('menuitem', { name: word('window.places.stop') }),
    promote: page.getByRole('menuitem', { name: word('window.places.promote') }),
    promoteConfirm: button(word('window.places.promote-confirm')),
    moved: page.getByRole('menuitem', { name: word('disk.moved') }),
    addDisk: button(word('window.places.disk-add')),
    diskName: dialog.getByRole('textbox', { name: word('window.places.disk-name'), exact: true }),
    firstDisk: dialog.getByRole('textbox', { name: word('window.places.disk-first') }),
    saveDisk: button(word('window.places.disk-confirm')),
    rename: page.getByRole('menuitem', { name: word('window.places.rename') }),
    saveName: button(word('window.draft.save')),
    remove: page.getByRole('menuitem', { name: word('window.places.remove') }),
    removeConfirm: button(word('window.places.remove-confirm')),
    plugIn: page.getByRole('combobox', { name: word('window.places.plug-in') }),
    stopConfirm: button(word('window.places.stop-confirm')),
  };
}

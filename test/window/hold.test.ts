import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { MALWARE } from '../support/malware.ts';
import { put } from '../support/office-tree.ts';
import { openWindow, type OpenWindow } from '../support/open-window.ts';
import { Prng } from '../support/prng.ts';
import { Pages } from './pages.ts';
import { makeOffice } from './restore-office.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-hold-')));

describe('a plan whose files were changed as malware does', () => {
  let opened: OpenWindow;
  let pages: Pages;

  beforeAll(async () => {
    const { home, source } = await makeOffice(base);
    const prng = new Prng(1);
    for (let i = 0; i < 40; i++)
      put(join(source, 'letters', `letter ${i}.txt`), Buffer.from(`Dear customer ${i}, `.repeat(40)));
    const engine = await openEngine({ home, vaultReadme: 'A vault of a test.\n', passphraseLogN: 10 });
    await engine.backup({ plan: 'Documents' });
    await engine.close();
    MALWARE['with an extension behind']?.(join(source, 'letters'), prng, 1);
    writeFileSync(join(source, 'READ ME.txt'), 'Pay.');
    opened = await openWindow(home);
    opened.page.setDefaultTimeout(15_000);
    pages = new Pages(opened.page);
  });
  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('is not called protected, and says what was found and what is kept', async () => {
    await pages.home.backUp('Documents').click();
    await pages.home.card('Documents').getByText('somebody has to say whether it was you').waitFor();
    await pages.home.plan('Documents').click();

    const held = opened.page.locator('[data-hold]');
    await held.getByText('with something added to their names').waitFor();
    expect(await held.innerText()).toContain('The last good backup from before is of');
  });

  it('is answered for by name, first that nobody here did it, then that it has been put right', async () => {
    const name = opened.page.getByRole('textbox', { name: 'Your name' });
    await opened.page.locator('[data-hold-answer]').click();
    expect(await opened.page.locator('[data-answer="attack"]').isDisabled()).toBe(true);
    await name.fill('Front desk');
    await opened.page.locator('[data-answer="attack"]').click();
    await opened.page.locator('[data-hold]').getByText('Front desk said on').waitFor();
    await opened.page.locator('[data-hold-answer]').click();
    expect(await opened.page.locator('[data-answer="attack"]').count()).toBe(0);
    await name.fill('Front desk');
    await opened.page.locator('[data-answer="ours"]').click();

    await opened.page.locator('[data-hold]').waitFor({ state: 'detached' });
  });
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { createWords } from '../../electron/words/index.ts';
import { openWindow, type OpenWindow } from '../support/open-window.ts';
import { barriersOf } from './barriers.ts';
import { Pages } from './pages.ts';
import { makeOffice } from './restore-office.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-repair-')));
const word = createWords('en', 'window');

function spoilVolumes(vault: string): void {
  for (const name of readdirSync(vault, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.tar.zst')) continue;
    const bytes = readFileSync(join(vault, name));
    writeFileSync(join(vault, name), bytes.fill(0, Math.floor(bytes.length / 2)));
  }
}

describe('damaged backups', () => {
  let opened: OpenWindow;

  beforeAll(async () => {
    const { home } = await makeOffice(base);
    mkdirSync(join(base, 'cellar'));
    const engine = await openEngine({ home, vaultReadme: 'A vault of a test.\n' });
    await engine.copyAdd({ plan: 'Documents', place: join(base, 'cellar'), name: 'Cellar' });
    await engine.copy({ plan: 'Documents' });
    spoilVolumes(join(base, 'vault'));
    await engine.verify({ plan: 'Documents' });
    await engine.close();
    opened = await openWindow(home);
    opened.page.setDefaultTimeout(15_000);
    await opened.page.emulateMedia({ reducedMotion: 'reduce' });
    await new Pages(opened.page).home.plan('Documents').click();
  });
  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('are mended from another place by one button beside them', async () => {
    const order = opened.page.getByRole('button', { name: word('window.repair.order') });
    await order.waitFor();
    expect(await barriersOf(opened.page)).toEqual([]);
    await picture('damaged');
    await order.click();

    await opened.page.locator('[data-outcome="complete"]').getByText('damaged files were mended from Cellar').waitFor();
    await order.waitFor({ state: 'detached' });
    expect(await barriersOf(opened.page)).toEqual([]);
    await picture('mended');
  });

  async function picture(name: string): Promise<void> {
    const folder = process.env['STRONGROOM_PICTURES'];
    if (folder !== undefined) await opened.page.screenshot({ path: join(folder, `${name}.png`) });
  }
});

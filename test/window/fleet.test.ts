import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { plantFleet } from '../support/crafted-fleet.ts';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { folderOnOtherDisk } from '../support/other-disk.ts';
import { barriersOf } from './barriers.ts';
import { Pages } from './pages.ts';
import { PASSPHRASE } from './screens-of-a-plan.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-fleet-window-')));
const disk = folderOnOtherDisk('fleet-window');
const vault = join(disk, 'backups');
const COMPUTERS = 300;

/** A computer that backs up alone, until the others come. */
async function makeComputer(): Promise<void> {
  mkdirSync(join(base, 'files'));
  writeFileSync(join(base, 'files', 'letter.txt'), 'letter');
  const engine = await openEngine({ home: join(base, 'home') });
  await engine.planAdd({ name: 'Letters', sources: [join(base, 'files')], vault });
  await engine.backup({ plan: 'Letters' });
  await engine.close();
}

describe('the computers of an office', () => {
  let opened: OpenWindow;
  let pages: Pages;

  beforeAll(async () => {
    await makeComputer();
    opened = await openWindow(join(base, 'home'));
    opened.page.setDefaultTimeout(15_000);
    await opened.page.emulateMedia({ reducedMotion: 'reduce' });
    pages = new Pages(opened.page);
  });
  afterAll(async () => {
    await opened.application.close();
    for (const folder of [base, disk]) rmSync(folder, { recursive: true, force: true });
  });

  const again = async () => {
    await pages.fleet.look.click();
    await pages.fleet.asOf.waitFor();
  };

  it('are no matter for a computer that has its place for itself', async () => {
    await pages.home.plan('Letters').waitFor();

    expect(await pages.nav('fleet').count()).toBe(0);
  });

  it('are all there, those that need attention first, as soon as there are others', async () => {
    plantFleet(vault, COMPUTERS);
    await pages.home.backUp('Letters').click();
    await pages.nav('fleet').click();
    await pages.fleet.asOf.waitFor();

    expect(await pages.fleet.table.getAttribute('aria-rowcount')).toBe(String(COMPUTERS + 2));
    expect(await pages.fleet.summary.textContent()).toContain('301 computers · 20 need attention');
    const states = await pages.fleet.states.evaluateAll((marks) =>
      marks.map((mark) => mark.getAttribute('data-fleet-state')),
    );
    expect(states.slice(0, 13)).toEqual([
      ...Array<string>(4).fill('failing'),
      ...Array<string>(4).fill('overdue'),
      ...Array<string>(2).fill('never'),
      ...Array<string>(3).fill('unknown'),
    ]);
  });

  it('can be searched and filtered, and say so where nothing fits', async () => {
    await pages.fleet.show.selectOption('overdue');
    await expect.poll(() => pages.fleet.rows.count()).toBe(4);
    await pages.fleet.show.selectOption('all');
    await pages.fleet.search.fill('福州分行-柜台41');
    await expect.poll(() => pages.fleet.rows.count()).toBe(1);
    await pages.fleet.search.fill('no such computer');
    await pages.fleet.noneFits.waitFor();
    await pages.fleet.search.fill('');
    await expect.poll(() => pages.fleet.rows.count()).toBeGreaterThan(10);
  });

  it('tell in plain words what is wrong with one, and what to do', async () => {
    await pages.fleet.details.first().click();
    await pages.dialog.getByText('Its last backup failed', { exact: true }).waitFor();

    expect(await barriersOf(opened.page)).toEqual([]);
    await opened.page.keyboard.press('Escape');
    await pages.dialog.waitFor({ state: 'detached' });
    expect(await opened.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Details: /);
  });

  it('can be gone through by keyboard alone', async () => {
    await pages.fleet.details.first().focus();
    await opened.page.keyboard.press('ArrowDown');
    await opened.page.keyboard.press('Enter');
    await pages.dialog.waitFor();
    await opened.page.keyboard.press('Escape');

    expect(await barriersOf(opened.page)).toEqual([]);
  });

  it('are not shown from memory where their place cannot be reached', async () => {
    renameSync(vault, `${vault}-away`);
    await pages.fleet.look.click();
    await pages.failure.waitFor();

    expect(await pages.fleet.rows.count()).toBe(0);
    expect(await barriersOf(opened.page)).toEqual([]);
    renameSync(`${vault}-away`, vault);
    await pages.remedy('try-again').click();
    await pages.fleet.asOf.waitFor();
    expect(await pages.failure.count()).toBe(0);
  });

  it('are gone from the list once their folders are', async () => {
    rmSync(join(vault, 'machines', 'machinexxxxx5'), { recursive: true });
    await again();

    await expect.poll(() => pages.fleet.summary.textContent()).toContain('300 computers');
  });
});

describe('the computers of a place that is encrypted', () => {
  const away = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-fleet-locked-')));
  const safe = join(folderOnOtherDisk('fleet-locked'), 'backups');
  let opened: OpenWindow;
  let pages: Pages;

  beforeAll(async () => {
    mkdirSync(join(away, 'files'));
    writeFileSync(join(away, 'files', 'letter.txt'), 'letter');
    for (const name of ['Till', 'Desk']) {
      const engine = await openEngine({ home: join(away, name), passphraseLogN: 8 });
      const plan = { name, sources: [join(away, 'files')], vault: safe, encrypt: true };
      await engine.planAdd(plan, { passphrase: PASSPHRASE });
      await engine.backup({ plan: name });
      await engine.close();
    }
    opened = await openWindow(join(away, 'Desk'));
    opened.page.setDefaultTimeout(15_000);
    await opened.page.emulateMedia({ reducedMotion: 'reduce' });
    pages = new Pages(opened.page);
  });
  afterAll(async () => {
    await opened.application.close();
    for (const folder of [away, dirname(safe)]) rmSync(folder, { recursive: true, force: true });
  });

  it('are told apart by their number alone, until somebody gives the passphrase', async () => {
    await pages.nav('fleet').click();
    await pages.fleet.locked.waitFor();
    const states = () =>
      pages.fleet.states.evaluateAll((marks) => marks.map((mark) => mark.getAttribute('data-fleet-state')));
    expect(await states()).toEqual(['unknown', 'protected']);
    expect(await barriersOf(opened.page)).toEqual([]);

    await pages.fleet.locked.getByRole('button').click();
    await pages.unlock.passphrase.fill(PASSPHRASE);
    await pages.unlock.confirm.click();
    await pages.fleet.locked.waitFor({ state: 'detached' });
    await expect.poll(states).toEqual(['protected', 'protected']);
  });
});

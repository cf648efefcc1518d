import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { answerDialogs, Pages } from './pages.ts';
import { readTree } from './read-tree.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-window-')));
const home = join(base, 'home');
const source = join(base, 'Documents');
const vault = join(base, 'vault');

function writeSource(): void {
  mkdirSync(join(source, '合同', '2026'), { recursive: true });
  mkdirSync(join(source, 'empty folder'));
  mkdirSync(vault);
  writeFileSync(join(source, '<img src=x onerror=alert(1)>.txt'), 'a name that is text');
  writeFileSync(join(source, '合同', '2026', '发票.csv'), '甲,乙\n1,2\n');
  writeFileSync(join(source, 'large.bin'), randomBytes(3_000_000));
  writeFileSync(join(source, 'report.txt'), 'first');
  writeFileSync(join(source, 'nothing'), '');
  symlinkSync('report.txt', join(source, 'link to report'));
  for (let number = 0; number < 300; number += 1) {
    writeFileSync(join(source, '合同', `page ${String(number).padStart(3, '0')}.txt`), `page ${number}\n`);
  }
  utimesSync(join(source, 'report.txt'), 1_600_000_000, 1_600_000_000);
}

function changeSource(): void {
  writeFileSync(join(source, 'report.txt'), 'second, and longer');
  appendFileSync(join(source, 'large.bin'), randomBytes(1000));
  rmSync(join(source, '合同', 'page 007.txt'));
  writeFileSync(join(source, 'new.txt'), 'was not there before');
}

describe('the first window', () => {
  let opened: OpenWindow;
  let pages: Pages;
  const pointTrees: Record<string, string>[] = [];
  const broken: string[] = [];

  beforeAll(async () => {
    writeSource();
    opened = await openWindow(home);
    pages = new Pages(opened.page);
    opened.page.on('pageerror', (error) => broken.push(error.message));
    opened.page.on('console', (message) => {
      if (message.type() === 'error') broken.push(message.text());
    });
  });

  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('leads from an empty computer to a first good backup', async () => {
    await pages.home.firstPlan.click();
    await answerDialogs(opened.application, [source]);
    await pages.create.chooseFolders.click();
    await pages.create.chosen(source).waitFor();
    await answerDialogs(opened.application, [vault]);
    await pages.create.choosePlace.click();
    await pages.create.chosen(vault).waitFor();
    expect(await pages.create.name.inputValue()).toBe('Documents');
    await pages.create.start.click();

    await opened.page.locator('[data-outcome="complete"]').waitFor();

    await pages.plan.points.nth(0).waitFor();
    expect(await pages.plan.points.count()).toBe(1);
    expect(await pages.plan.standing.getAttribute('data-standing')).toBe('same-disk');
    pointTrees.push(readTree(source));
  });

  it('backs up again what has changed', async () => {
    changeSource();
    await pages.home.backUp('Documents').click();
    await pages.plan.points.nth(1).waitFor();
    await opened.page.locator('[data-outcome="complete"]').waitFor();
    await pages.plan.showKinds.check();
    expect(await pages.plan.points.nth(0).textContent()).toContain('incremental');
    pointTrees.push(readTree(source));
  });

  it('shows names as text and any folder page by page', async () => {
    await pages.plan.browse.nth(0).click();
    await pages.browse.openFolder('Documents').click();
    await opened.page.getByText('<img src=x onerror=alert(1)>.txt', { exact: true }).waitFor();
    await pages.browse.openFolder('合同').click();
    await pages.browse.choose('page 000.txt').waitFor();
    await pages.browse.rows.last().scrollIntoViewIfNeeded();
    await opened.page.getByRole('table').evaluate((table) => table.scrollTo(0, table.scrollHeight));
    await pages.browse.choose('page 299.txt').waitFor();
  });

  it.each([
    { point: 'the newest', steps: 0, tree: 1 },
    { point: 'an older one', steps: 1, tree: 0 },
  ])('restores $point byte for byte', async ({ steps, tree }) => {
    const target = join(base, `restored ${tree}`);
    mkdirSync(target);
    await pages.nav('home').click();
    await pages.home.plan('Documents').click();
    await pages.plan.restoreFiles.click();
    for (let step = 0; step < steps; step += 1) await pages.browse.older.click();
    await pages.browse.choose('Documents').check();
    await pages.browse.restore.click();
    await answerDialogs(opened.application, [target]);
    await pages.restore.folder.check();
    await pages.restore.chooseFolder.click();
    await pages.restore.preview.waitFor();
    await pages.restore.start.click();

    await opened.page.locator('[data-outcome="complete"]').waitFor();

    expect(await pages.restore.place.getAttribute('data-restored-to')).toContain(target);
    expect(await pages.restore.openFolder.isEnabled()).toBe(true);
    expect(readTree(join(target, 'Documents'))).toEqual(pointTrees[tree]);
  });

  it('finds a deleted file by a part of its name and gives it back', async () => {
    const target = join(base, 'found');
    mkdirSync(target);
    await pages.nav('restore').click();
    await pages.restore.story('deleted').click();
    await pages.find.pattern.fill('ge 007');
    await pages.find.choose('page 007.txt').click();
    await pages.versions.take.click();
    await answerDialogs(opened.application, [target]);
    await pages.restore.folder.check();
    await pages.restore.chooseFolder.click();
    await pages.restore.preview.waitFor();
    await pages.restore.start.click();
    await opened.page.locator('[data-outcome="complete"]').waitFor();
    expect(Object.keys(readTree(target))).toContain('Documents/合同/page 007.txt');
  });

  it('speaks Chinese and English, and keeps the choice', async () => {
    await pages.nav('home').click();
    await pages.language.selectOption('zh-CN');
    const chinese = new Pages(opened.page, 'zh-CN');
    await chinese.home.newPlan.waitFor();
    expect(await opened.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await opened.page.reload();
    await chinese.home.newPlan.waitFor();
    await chinese.language.selectOption('en');
    await pages.home.newPlan.waitFor();
  });

  it('cancels a run without leaving a recovery point', async () => {
    for (let number = 0; number < 60; number += 1) {
      writeFileSync(join(source, `bulk ${number}.bin`), randomBytes(5_000_000));
    }
    await pages.home.plan('Documents').click();
    await pages.plan.points.nth(1).waitFor();
    await pages.home.backUp('Documents').click();
    await pages.plan.cancel.click();

    await opened.page.locator('[data-outcome="cancelled"]').waitFor();

    expect(await pages.plan.points.count()).toBe(2);
  });

  it('opens the vault of another computer for reading', async () => {
    const other = await openWindow(join(base, 'other home'));
    try {
      const there = new Pages(other.page);
      await there.nav('open-vault').click();
      await answerDialogs(other.application, [vault]);
      await there.vault.choose.click();
      await there.vault.plan('Documents').waitFor();
      await there.vault.browse.click();
      await there.browse.openFolder('Documents').click();
      await there.browse.choose('new.txt').waitFor();
    } finally {
      await other.application.close();
    }
  });

  it('says what is wrong when the vault has gone, with a code', async () => {
    rmSync(vault, { recursive: true });
    await pages.nav('home').click();
    await pages.home.backUp('Documents').click();
    await opened.page.locator('[data-standing="failing"]').waitFor();
    await pages.home.plan('Documents').click();
    expect(await pages.failure.first().textContent()).toContain('SR-302');
  });

  it('removes a plan and still shows what it has saved', async () => {
    await pages.plan.more.click();
    await pages.plan.remove.click();
    await pages.plan.removeConfirm.click();
    await opened.page.locator('[data-overall="reading"]').waitFor();
    await pages.home.plan('Documents').waitFor();
  });

  it('has broken no rule of its own page', () => {
    expect(broken).toEqual([]);
  });
});

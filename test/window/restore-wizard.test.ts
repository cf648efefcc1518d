import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { answerDialogs, answerSave, Pages } from './pages.ts';
import { HOSTILE_NAMES, makeOffice } from './restore-office.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-restore-')));

describe('the restore wizard', () => {
  let opened: OpenWindow;
  let pages: Pages;
  let office: Awaited<ReturnType<typeof makeOffice>>;
  const broken: string[] = [];
  const inSource = (...names: string[]) => join(office.source, ...names);
  const folder = (name: string) => {
    mkdirSync(join(base, name), { recursive: true });
    return join(base, name);
  };
  const find = async (story: 'deleted' | 'wrong', typed: string, name: string) => {
    await pages.nav('restore').click();
    await pages.restore.story(story).click();
    await pages.find.pattern.fill(typed);
    await pages.find.choose(name).click();
  };
  const startEverythingInto = async (target: string) => {
    await pages.nav('restore').click();
    await pages.restore.story('look').click();
    await pages.browse.choose('Documents').check();
    await pages.browse.restore.click();
    await pages.restore.folder.check();
    await answerDialogs(opened.application, [target]);
    await pages.restore.chooseFolder.click();
    await pages.restore.preview.waitFor();
    await pages.restore.start.click();
  };
  const finish = async (outcome: string) => {
    await pages.restore.preview.waitFor();
    await pages.restore.start.click();
    await opened.page.locator(`[data-outcome="${outcome}"]`).first().waitFor();
  };

  beforeAll(async () => {
    office = await makeOffice(base);
    opened = await openWindow(office.home);
    opened.page.setDefaultTimeout(6000);
    pages = new Pages(opened.page);
    opened.page.on('pageerror', (error) => broken.push(error.message));
    opened.page.on('console', (message) => {
      if (message.type() === 'error') broken.push(message.text());
    });
    await pages.home.plan('Documents').waitFor();
  });

  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('puts a deleted file back where it was in at most six clicks, without a typed path', async () => {
    const clicks = await opened.page.evaluateHandle(() => {
      const seen = { count: 0 };
      document.addEventListener('click', () => (seen.count += 1), true);
      return seen;
    });

    await find('deleted', 'lease', 'lease.txt');
    await pages.versions.shown('text').waitFor();
    await pages.versions.take.click();
    await finish('complete');

    expect(await clicks.evaluate((seen) => seen.count)).toBeLessThanOrEqual(6);
    expect(readFileSync(inSource('合同', 'lease.txt'), 'utf8')).toBe('signed');
    expect(await pages.restore.place.getAttribute('data-restored-to')).toBe(inSource('合同', 'lease.txt'));
  });

  it('puts the earlier version of a wrong file in its place, and takes that back again', async () => {
    await find('wrong', 'report', 'report.txt');
    await pages.versions.take.click();
    await finish('complete');
    expect(readFileSync(inSource('report.txt'), 'utf8')).toBe('the good report');

    await pages.restore.undo.click();
    await opened.page.getByText('The restore was taken back').waitFor();

    expect(readFileSync(inSource('report.txt'), 'utf8')).toBe('a spoilt one');
    expect(readdirSync(office.source).filter((name) => name.startsWith('report'))).toEqual(['report.txt']);
  });

  it('offers an earlier version of a wrong file, shows what is in it and keeps both where the person says so', async () => {
    await find('wrong', 'report', 'report.txt');
    await pages.versions.rows.nth(1).waitFor();
    expect(await pages.versions.rows.first().getAttribute('data-now')).toBe('same');
    await opened.page.getByText('the good report', { exact: true }).waitFor();
    await pages.versions.take.click();
    await pages.restore.rule('keep-both').check();
    await finish('complete');

    const kept = readdirSync(office.source).filter((name) => name.startsWith('report'));
    expect(kept.map((name) => readFileSync(inSource(name), 'utf8')).sort()).toEqual([
      'a spoilt one',
      'the good report',
    ]);
  });

  it('says calmly that a folder did not exist at a point, and leads on from there', async () => {
    await pages.nav('restore').click();
    await pages.restore.story('look').click();
    await pages.browse.older.click();
    for (const name of ['Documents', 'Old till', 'Days']) await pages.browse.openFolder(name).click();
    await pages.browse.choose('monday.txt').waitFor();
    await pages.browse.newer.click();
    await pages.browse.notThere.waitFor();
    expect(await pages.failure.count()).toBe(0);

    await pages.browse.thereBefore.click();
    await pages.browse.choose('monday.txt').waitFor();
    await pages.browse.newer.click();
    await pages.browse.thereAbove('Documents').click();
    await pages.browse.choose('report.txt').waitFor();
    expect(await pages.browse.choose('Old till').count()).toBe(0);
  });

  it.each(['invoice.pdf', '发票.pdf'])('draws the pages of %s inside the window', async (name) => {
    await find('deleted', name, name);
    await pages.versions.shown('pdf').waitFor();
    const page = opened.page.locator('canvas[data-page-drawn="true"]');
    await page.waitFor();

    const dark = await page.evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0;
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return pixels.filter((value, index) => index % 4 === 0 && value < 100).length;
    });
    expect(dark).toBeGreaterThan(1000);
  });

  it('shows a picture as a picture', async () => {
    await find('deleted', 'stamp', 'stamp.png');
    await pages.versions.shown('image').waitFor();

    const image = opened.page.locator('main img');
    await expect.poll(() => image.evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth)).toBe(2);
  });

  it('shows names as text everywhere, whatever they look like', async () => {
    for (const name of HOSTILE_NAMES) {
      const shown = name.replace('\u202e', '\ufffd');
      await find('deleted', name.slice(0, 12), shown);
      expect(await pages.heading.textContent()).toBe(shown);
      await pages.versions.shown('text').waitFor();
      await pages.versions.take.click();
      await opened.page.getByText(shown, { exact: false }).first().waitFor();
      await opened.page.getByText('\u202e').waitFor({ state: 'detached' });
    }
    expect(await opened.page.locator('main img').count()).toBe(0);
    expect(await opened.page.title()).not.toBe('1');
    const overflow = await opened.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(overflow).toBe(false);
  });

  it('goes slowly after a ransom note: a day before, a new folder, nothing overwritten', async () => {
    const target = folder('clean');
    await pages.nav('restore').click();
    await pages.restore.story('ransom').click();
    await pages.restore.pick('Documents').click();
    await pages.browse.older.click();
    await pages.browse.choose('Documents').check();
    await pages.browse.restore.click();
    await pages.restore.folder.waitFor();
    expect(await pages.restore.original.count()).toBe(0);
    await answerDialogs(opened.application, [target]);
    await pages.restore.chooseFolder.click();
    await finish('complete');

    expect(readFileSync(join(target, 'Documents', 'report.txt'), 'utf8')).toBe('the good report');
  });

  it('packs files into one ZIP', async () => {
    const zip = join(base, 'for the auditor.zip');
    await find('deleted', 'stamp', 'stamp.png');
    await pages.versions.take.click();
    await pages.restore.zip.check();
    await answerSave(opened.application, zip);
    await pages.restore.chooseZip.click();
    await finish('complete');

    expect(readFileSync(zip).subarray(0, 2).toString('latin1')).toBe('PK');
    expect(await pages.restore.place.getAttribute('data-restored-to')).toBe(zip);
    expect(await pages.restore.openFolder.isEnabled()).toBe(true);
  });

  it('goes on without the window, which shows it when it is there again', async () => {
    const target = folder('by another window');
    await startEverythingInto(target);
    await opened.page.reload();
    await pages.nav('restore').click();
    await opened.page.locator('[data-outcome="complete"]').waitFor();

    expect(await pages.restore.place.getAttribute('data-restored-to')).toBe(target);
    expect(existsSync(join(target, 'Documents', 'stamp.png'))).toBe(true);
  });

  it('brings everything to a new computer and goes on with its backups there', async () => {
    const place = folder('New profile');
    const other = await openWindow(join(base, 'new computer'));
    try {
      const there = new Pages(other.page);
      other.page.setDefaultTimeout(6000);
      await there.nav('restore').click();
      await there.restore.story('new-computer').click();
      await answerDialogs(other.application, [office.vault]);
      await there.vault.choose.click();
      await there.vault.everything.click();
      await answerDialogs(other.application, [place]);
      await there.vault.choosePlace('Documents').click();
      await there.vault.newPlace(place).waitFor();
      await there.restore.preview.waitFor();
      await there.restore.start.click();
      await other.page.locator('[data-outcome="complete"]').waitFor();
      expect(readFileSync(join(place, '合同', 'lease.txt'), 'utf8')).toBe('signed');
      expect(await there.restore.place.getAttribute('data-restored-to')).toBe(place);

      await there.nav('back').click();
      await answerDialogs(other.application, [office.vault]);
      await there.vault.choose.click();
      await there.vault.adoptPlan.click();
      await answerDialogs(other.application, [place]);
      await there.vault.choosePlace('Documents').click();
      await there.vault.adopt.click();
      await there.plan.points.nth(1).waitFor();
      await there.home.backUp('Documents').click();
      await there.plan.points.nth(2).waitFor();
      await there.plan.showKinds.check();
      expect(await there.plan.points.nth(0).textContent()).toContain('incremental');
    } finally {
      await other.application.close();
    }
  });

  it('never calls it a success when nothing was restored', async () => {
    const target = folder('nothing');
    for (const name of readdirSync(office.vault, { recursive: true, encoding: 'utf8' })) {
      if (/data-\d+/.test(name)) writeFileSync(join(office.vault, name), 'not what was stored');
    }
    await startEverythingInto(target);
    await pages.outcome.waitFor();

    expect(await pages.outcome.getAttribute('data-outcome')).not.toBe('complete');
    expect(await pages.restore.openFolder.count()).toBe(0);
  });

  it('has broken no rule of its own page', () => {
    expect(broken).toEqual([]);
  });
});

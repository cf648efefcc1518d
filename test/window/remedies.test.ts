import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { answerDialogs, Pages } from './pages.ts';
import { makeOffice } from './restore-office.ts';

const volumesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tar.zst'))
    .sort()
    .map((name) => join(folder, name));

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-remedies-')));

describe('a failure in the window', () => {
  let opened: OpenWindow;
  let pages: Pages;
  let office: Awaited<ReturnType<typeof makeOffice>>;
  const unplug = () => renameSync(office.vault, `${office.vault}.away`);
  const plugIn = () => renameSync(`${office.vault}.away`, office.vault);
  const failed = async (code: string) => {
    await opened.page.locator(`[data-code="${code}"]`).waitFor();
    return opened.page.locator(`[data-code="${code}"]`);
  };

  beforeAll(async () => {
    office = await makeOffice(base);
    mkdirSync(join(base, 'out'));
    opened = await openWindow(office.home);
    opened.page.setDefaultTimeout(8000);
    pages = new Pages(opened.page);
    await pages.home.plan('Documents').waitFor();
  });
  afterEach(async () => {
    await pages.nav('home').click();
  });
  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('of a disk that was not connected is over at a press of a button once it is', async () => {
    unplug();
    await pages.home.backUp('Documents').click();
    await pages.home.plan('Documents').click();
    const failure = await failed('vault-unavailable');
    const text = (await failure.textContent()) ?? '';
    expect(text).toContain('The place of the backups');
    expect(text).toMatch(/Code SR-302 \(vault-unavailable\)/);
    plugIn();

    await pages.remedy('try-again').click();

    await opened.page.locator('[data-outcome="complete"]').waitFor();
  });

  it('of a version that cannot be opened goes when the disk is back', async () => {
    await pages.nav('restore').click();
    await pages.restore.story('wrong').click();
    await pages.find.pattern.fill('report');
    await pages.find.choose('report.txt').waitFor();
    unplug();
    await pages.find.choose('report.txt').click();
    await failed('vault-unavailable');
    plugIn();

    await pages.remedy('try-again').first().click();

    await pages.versions.shown('text').waitFor();
  });

  it('of a look at what a restore would do leads to another folder, which is then told whole', async () => {
    await pages.nav('restore').click();
    await pages.restore.story('wrong').click();
    await pages.find.pattern.fill('report');
    await pages.find.choose('report.txt').click();
    await pages.versions.take.click();
    await pages.restore.folder.check();
    await answerDialogs(opened.application, [office.vault]);
    await pages.restore.chooseFolder.click();
    await failed('target-in-vault');
    await answerDialogs(opened.application, [join(base, 'out')]);

    await pages.remedy('other-folder').click();

    const file = join(base, 'out', 'Documents', 'report.txt');
    await pages.restore.preview.getByText(file).waitFor();
    await pages.restore.start.click();
    await opened.page.locator(`[data-restored-to="${file}"]`).waitFor();
    expect(readFileSync(file, 'utf8')).toMatch(/^(?:the good report|a spoilt one)$/);
  });

  it('of stored bytes is found by a check in the menu of the plan, and named', async () => {
    await pages.home.plan('Documents').click();
    await pages.planMenu().open.click();
    await pages.planMenu().check.click();
    await pages.planMenu().checkDeep.check();
    await pages.planMenu().checkConfirm.click();
    await opened.page.getByRole('heading', { name: 'The backups are good' }).waitFor();
    const [volume] = volumesBelow(office.vault);
    const bytes = readFileSync(volume ?? '');
    const spoilt = Buffer.from(bytes);
    spoilt.writeUInt8(spoilt.readUInt8(spoilt.length >> 1) ^ 1, spoilt.length >> 1);
    writeFileSync(volume ?? '', spoilt);

    await pages.planMenu().open.click();
    await pages.planMenu().check.click();
    await pages.planMenu().checkConfirm.click();

    await opened.page.getByRole('heading', { name: 'Damage was found in the backups' }).waitFor();
    await opened.page.locator('[data-trouble="volume-damaged"]').waitFor();
    writeFileSync(volume ?? '', bytes);
  });

  it('of a missing file does not hide one that was deleted since the newest backup', async () => {
    await pages.nav('restore').click();
    await pages.restore.story('deleted').click();
    await pages.find.pattern.fill('stamp');
    await opened.page.getByText(/None of them is gone/).waitFor();
    await pages.find.pattern.fill('*.txt');
    await pages.find.choose('monday.txt').waitFor();
    expect(await pages.find.choose('report.txt').count()).toBe(0);

    await pages.find.onlyDeleted.uncheck();

    await pages.find.choose('report.txt').waitFor();
  });
});

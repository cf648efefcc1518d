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
import { readZip } from '../journey/cli-zip.ts';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { answerDialogs, answerSave, Pages } from './pages.ts';
import { makeOffice } from './restore-office.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-ways-out-')));

describe('what was begun and not wanted', () => {
  let opened: OpenWindow;
  let pages: Pages;
  let office: Awaited<ReturnType<typeof makeOffice>>;
  const broken: string[] = [];
  const at = (name: string) => join(base, name);
  const planNames = () =>
    opened.page.evaluate(async () => {
      const reply = await window.strongroom.ask('plan.list', {});
      return reply.ok ? reply.value.map(({ name, exclude, pausedSince }) => ({ name, exclude, pausedSince })) : [];
    });
  const nativeCancels = async () => {
    await answerDialogs(opened.application, []);
    await answerSave(opened.application);
  };

  beforeAll(async () => {
    office = await makeOffice(base);
    for (const folder of ['Mail', 'disk', 'given back']) mkdirSync(at(folder));
    for (const name of ['letter.txt', 'film.mp4', 'clip.mov']) writeFileSync(at(`Mail/${name}`), name);
    opened = await openWindow(office.home);
    opened.page.setDefaultTimeout(8000);
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

  it('leaves no new plan behind, whatever was answered already; how large it would be is said before', async () => {
    await pages.home.newPlan.click();
    await nativeCancels();
    await pages.create.chooseFolders.click();
    await pages.create.choosePlace.click();
    expect(await opened.page.locator('[data-chosen]').count()).toBe(0);

    await answerDialogs(opened.application, [at('Mail')]);
    await pages.create.chooseFolders.click();
    await opened.page.locator('[data-estimate="3"]').getByText('3 files').waitFor();
    await answerDialogs(opened.application, [at('disk')]);
    await pages.create.choosePlace.click();
    await pages.create.chosen(at('disk')).waitFor();
    await pages.draft.estimate.getByText(/free/).waitFor();
    await pages.draft.leaveOut.click();
    await pages.draft.group('videos').check();
    await opened.page.locator('[data-estimate="1"]').waitFor();
    await opened.page.getByText(/leaves out 2 /i).waitFor();
    await pages.cancel.click();

    await pages.home.overall.waitFor();
    expect((await planNames()).map(({ name }) => name)).toEqual(['Documents']);
    expect(readdirSync(at('disk'))).toEqual([]);
  });

  it('leaves a plan as it was: its answers, its pause, its removal', async () => {
    const before = await planNames();
    await pages.home.plan('Documents').click();
    await pages.planMenu().open.click();
    await pages.planMenu().edit.click();
    await pages.draft.leaveOut.click();
    await pages.draft.group('videos').check();
    await pages.cancel.click();
    await pages.plan.standing.waitFor();
    await pages.planMenu().open.click();
    await pages.planMenu().pause.click();
    await pages.dialog.getByRole('button', { name: 'Cancel' }).click();
    await pages.plan.more.click();
    await pages.plan.remove.click();
    await pages.dialog.getByRole('button', { name: 'Cancel' }).click();
    await pages.dialog.waitFor({ state: 'hidden' });

    expect(await planNames()).toEqual(before);
  });

  it('leads back from every step of a restore, and writes nothing', async () => {
    await pages.nav('restore').click();
    await pages.restore.story('deleted').click();
    await pages.find.pattern.fill('report');
    await pages.find.choose('report.txt').click();
    await pages.versions.take.click();
    await pages.restore.preview.waitFor();
    await nativeCancels();
    await pages.restore.folder.check();
    await pages.restore.chooseFolder.click();
    await pages.restore.zip.check();
    await pages.restore.chooseZip.click();
    expect(await opened.page.locator('[data-chosen]').count()).toBe(0);
    expect(await pages.restore.start.isDisabled()).toBe(true);
    await answerDialogs(opened.application, [at('given back')]);
    await pages.restore.folder.check();
    await pages.restore.chooseFolder.click();
    await pages.restore.preview.waitFor();
    await pages.cancel.click();

    await pages.versions.take.waitFor();
    await pages.nav('back').click();
    await pages.find.pattern.waitFor();
    await pages.nav('back').click();
    await pages.restore.story('deleted').waitFor();
    expect(readdirSync(at('given back'))).toEqual([]);
    expect(readFileSync(join(office.source, 'report.txt'), 'utf8')).toBe('a spoilt one');
  });

  it('opens no vault, and takes no plan over, of another computer', async () => {
    const other = await openWindow(at('another home'));
    try {
      const there = new Pages(other.page);
      other.page.setDefaultTimeout(8000);
      await there.nav('open-vault').click();
      await answerDialogs(other.application, []);
      await there.vault.choose.click();
      expect(await other.page.locator('[data-chosen]').count()).toBe(0);
      await answerDialogs(other.application, [office.vault]);
      await there.vault.choose.click();
      await there.vault.adoptPlan.click();
      await there.vault.choosePlace('Documents').waitFor();
      await there.cancel.click();
      await there.vault.choose.waitFor();
      await there.nav('home').click();
      await other.page.locator('[data-overall="reading"]').waitFor();
    } finally {
      await other.application.close();
    }
  });

  it('saves no settings where no place was named; saves them whole where one was', async () => {
    await pages.nav('settings').click();
    await nativeCancels();
    await pages.settings.export.click();
    await answerSave(opened.application, at('plans.json'));
    await pages.settings.export.click();
    await pages.settings.configDone.getByText(at('plans.json')).waitFor();

    const saved = JSON.parse(readFileSync(at('plans.json'), 'utf8'));
    expect(saved.plans).toMatchObject([{ name: 'Documents', sources: [office.source], vault: office.vault }]);
  });

  it('shows what a file of plans would add and why it leaves others, and adds them only then', async () => {
    const exported = JSON.parse(readFileSync(at('plans.json'), 'utf8'));
    const mail = { ...exported.plans[0], name: 'Mail <b>of</b> all', sources: [at('Mail')], vault: at('disk') };
    writeFileSync(at('more plans.json'), JSON.stringify({ ...exported, plans: [...exported.plans, mail] }));
    writeFileSync(at('not plans.json'), '{"strongroom":"something else"}');
    await answerDialogs(opened.application, [at('not plans.json')]);
    await pages.settings.import.click();
    await opened.page.locator('[data-code="config-invalid"]').waitFor();

    await answerDialogs(opened.application, [at('more plans.json')]);
    await pages.settings.import.click();
    await pages.dialog.getByText('1 plan is added:').waitFor();
    await pages.dialog.getByText('Mail <b>of</b> all', { exact: true }).waitFor();
    await pages.dialog.getByText('1 plan is left as it is or cannot be added:').waitFor();
    await pages.dialog
      .getByRole('listitem')
      .filter({ hasText: 'There is already a plan' })
      .getByText('Documents')
      .waitFor();
    await pages.dialog.getByRole('button', { name: 'Cancel' }).click();
    expect((await planNames()).map(({ name }) => name)).toEqual(['Documents']);

    await pages.settings.import.click();
    await pages.settings.importConfirm.click();
    await pages.settings.configDone.getByText('1 plan was added.').waitFor();
    expect((await planNames()).map(({ name }) => name).sort()).toEqual(['Documents', 'Mail <b>of</b> all']);
    await pages.settings.import.click();
    await pages.dialog.getByText('Nothing in this file can be added.').waitFor();
    expect(await pages.settings.importConfirm.isDisabled()).toBe(true);
    await opened.page.keyboard.press('Escape');
  });

  it('shows the whole report for whoever helps before it is saved, and saves that', async () => {
    await pages.settings.bundleLook.click();
    const doors = pages.dialog.locator('button[aria-expanded]');
    await doors.first().waitFor();
    const shown = (await doors.allTextContents()).map((title) => title.split(' · ')[0] ?? '');
    for (const door of await doors.all()) await door.click();
    const texts = (await pages.dialog.locator('pre').allTextContents()).join('\n');
    expect(texts).toContain('"engine"');
    for (const secret of [office.source, office.vault, 'Documents']) expect(texts).not.toContain(secret);
    await nativeCancels();
    await pages.settings.bundleSave.click();
    await pages.dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(existsSync(at('report.zip'))).toBe(false);

    await pages.settings.bundleLook.click();
    await answerSave(opened.application, at('report.zip'));
    await pages.settings.bundleSave.click();
    await pages.settings.bundleSaved.getByText(at('report.zip')).waitFor();
    expect([...(await readZip(at('report.zip'))).keys()].sort()).toEqual([...shown].sort());
  });

  it('has broken no rule of its own page', () => {
    expect(broken).toEqual([]);
  });
});

import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { answerDialogs, Pages } from './pages.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-settings-')));
const env = { XDG_CONFIG_HOME: join(base, 'config'), LC_ALL: 'en_US.UTF-8' };
const open = () => openWindow(join(base, 'home'), env);

describe('what the window asks of the shell', () => {
  let opened: OpenWindow;

  beforeAll(async () => {
    opened = await open();
    await new Pages(opened.page).home.firstPlan.waitFor();
  });
  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('changes language and theme at once, and keeps them over a restart', async () => {
    await opened.page.evaluate(() => window.strongroom.setSettings({ language: 'zh-CN', theme: 'dark' }));

    await new Pages(opened.page, 'zh-CN').home.firstPlan.waitFor();
    const isDark = () => opened.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    await expect.poll(isDark).toBe(true);

    await opened.application.close();
    opened = await open();
    await new Pages(opened.page, 'zh-CN').home.firstPlan.waitFor();
    expect(await isDark()).toBe(true);
    expect(await opened.page.evaluate(() => window.strongroom.settings())).toEqual({
      language: 'zh-CN',
      theme: 'dark',
      startAtLogin: false,
      isStartBarred: false,
      notifyOn: 'trouble',
      closeTo: 'tray',
      kitDue: {},
    });
  });

  it('starts with the session as the system says', async () => {
    const entry = join(base, 'config', 'autostart', 'strongroom.desktop');
    const startAtLogin = (isOn: boolean) =>
      opened.page.evaluate((on) => window.strongroom.setSettings({ startAtLogin: on }), isOn);

    expect((await startAtLogin(true)).startAtLogin).toBe(true);
    expect(readFileSync(entry, 'utf8')).toContain(' --hidden');
    rmSync(entry);
    expect((await opened.page.evaluate(() => window.strongroom.settings())).startAtLogin).toBe(false);
  });

  it('refuses settings that there are not', async () => {
    const change = opened.page.evaluate(() => window.strongroom.setSettings({ theme: 'blue' as never }));

    await expect(change).rejects.toThrow('malformed');
  });

  it('says what runs here, with the licences of all that is shipped', async () => {
    const about = await opened.page.evaluate(() => window.strongroom.about());
    const licences = await opened.page.evaluate(() => window.strongroom.licences());

    expect(about).toMatchObject({ version: '0.1.0', engineNode: expect.stringMatching(/^v?24\./) });
    expect(Object.values(about).every((value) => value !== '')).toBe(true);
    const names = licences.filter(({ text }) => text.length > 100).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['react', 'zod', 'better-sqlite3']));
  });

  it('saves a text where the person says, and only with a plain name', async () => {
    const path = join(base, '历史.csv');
    await answerSave(opened.application, [path]);
    const save = (suggestedName: string) =>
      opened.page.evaluate(
        (name) => window.strongroom.saveText({ suggestedName: name, text: 'a,甲', language: 'en' }),
        suggestedName,
      );

    expect(await save('history.csv')).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe('a,甲');
    await expect(save('../history.csv')).rejects.toThrow('malformed');
  });

  it('says so where a text could not be saved, and answers that nothing was', async () => {
    await answerSave(opened.application, [join(base, 'no such folder', 'x.csv')]);
    const told = await listenToBoxes(opened.application);

    const path = await opened.page.evaluate(() =>
      window.strongroom.saveText({ suggestedName: 'x.csv', text: 'x', language: 'en' }),
    );

    expect(path).toBeNull();
    expect(await told()).toEqual([expect.stringContaining('“x.csv” could not be saved')]);
  });

  it('reads a settings file that the person picked, and nothing that is no text', async () => {
    const read = () => opened.page.evaluate(() => window.strongroom.readTextFile('config', 'en'));
    const good = join(base, 'good.json');
    const bad = join(base, 'bad.json');
    writeFileSync(good, '{"名称":1}');
    writeFileSync(bad, Buffer.from([0xff, 0xfe, 0x80]));

    await answerDialogs(opened.application, [good]);
    expect(await read()).toEqual({ path: good, text: '{"名称":1}' });
    await answerDialogs(opened.application, [bad]);
    const told = await listenToBoxes(opened.application);
    expect(await read()).toBeNull();
    expect(await told()).toHaveLength(1);
  });

  it('never lets a ZIP take the place of a file', async () => {
    const taken = join(base, 'taken.zip');
    writeFileSync(taken, 'mine');
    await answerSave(opened.application, [taken, join(base, 'new')]);
    const told = await listenToBoxes(opened.application);

    const path = await opened.page.evaluate(() => window.strongroom.pickZip('en'));

    expect(path).toBe(join(base, 'new.zip'));
    expect(await told()).toEqual([expect.stringContaining('“taken.zip”')]);
    expect(existsSync(join(base, 'new.zip'))).toBe(false);
    expect(readFileSync(taken, 'utf8')).toBe('mine');
  });

  it('opens the guide in a window that can do nothing', async () => {
    const [guide] = await Promise.all([
      opened.application.waitForEvent('window'),
      opened.page.evaluate(() => window.strongroom.openGuide('en')),
    ]);

    await guide.getByRole('heading', { level: 1 }).waitFor();
    expect(guide.url()).toBe('app://strongroom/guide/en.html');
    expect(await guide.evaluate(() => 'strongroom' in window)).toBe(false);
    await guide.close();
  });
});

/** The native save dialog gives these paths, one after the other. */
async function answerSave(application: ElectronApplication, paths: string[]): Promise<void> {
  await application.evaluate(({ dialog }, filePaths) => {
    const left = [...filePaths];
    dialog.showSaveDialog = () => {
      const filePath = left.shift();
      return Promise.resolve({ canceled: filePath === undefined, filePath: filePath ?? '' });
    };
  }, paths);
}

/** Answers the system's message boxes with their first button; what they said so far is given by the function. */
async function listenToBoxes(application: ElectronApplication): Promise<() => Promise<string[]>> {
  await application.evaluate(({ dialog }) => {
    const told: string[] = [];
    Reflect.set(globalThis, 'toldInBoxes', told);
    const show = (...args: unknown[]) => {
      told.push((args.at(-1) as { message: string }).message);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
    dialog.showMessageBox = show;
  });
  return () => application.evaluate(() => Reflect.get(globalThis, 'toldInBoxes') as string[]);
}

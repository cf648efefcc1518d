import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/parts/place.mjs';
import { createWords } from '../../electron/words/index.ts';
import { type OpenWindow, openWindow, startApplication } from '../support/open-window.ts';
import { folderOnOtherDisk } from '../support/other-disk.ts';
import { answerBoxes, askedOfSystem, closeWindow, desktop, seen, startAgain } from './desktop.ts';
import { enginePid } from './engine-process.ts';
import { answerDialogs, Pages } from './pages.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-background-')));
const english = createWords('en');

interface TrayLook {
  readonly tooltip: string;
  readonly menu: readonly string[];
  readonly picture: string;
}

/** What the tray is told to show from now on; a picture is named by its bytes. */
async function watchTray(application: ElectronApplication): Promise<() => Promise<TrayLook | undefined>> {
  await application.evaluate(
    ({ Tray, nativeImage }, folder) => {
      const states = ['ok', 'working', 'attention', 'failed'];
      const drawn = new Map(
        states.map((name) => [nativeImage.createFromPath(`${folder}/${name}.png`).toDataURL(), name]),
      );
      const look = { tooltip: '', menu: [] as string[], picture: '' };
      Reflect.set(globalThis, 'trayLook', look);
      const own = (name: keyof Electron.Tray) =>
        Reflect.get(Tray.prototype, name) as (this: Electron.Tray, value: unknown) => void;
      const [setToolTip, setImage, setContextMenu] = [own('setToolTip'), own('setImage'), own('setContextMenu')];
      Tray.prototype.setToolTip = function (text) {
        look.tooltip = text;
        setToolTip.call(this, text);
      };
      Tray.prototype.setImage = function (image) {
        look.picture = drawn.get((image as Electron.NativeImage).toDataURL()) ?? '';
        setImage.call(this, image);
      };
      Tray.prototype.setContextMenu = function (menu) {
        look.menu = (menu?.items ?? []).map(({ label }) => label);
        setContextMenu.call(this, menu);
      };
    },
    join(root, 'dist', 'main', 'tray'),
  );
  return () => application.evaluate(() => Reflect.get(globalThis, 'trayLook') as TrayLook | undefined);
}

describe('a program that stays', () => {
  const home = join(base, 'home');
  const vault = folderOnOtherDisk('background');
  let opened: OpenWindow;

  beforeAll(async () => {
    mkdirSync(join(base, 'Documents'));
    for (let number = 0; number < 40; number += 1) {
      writeFileSync(join(base, 'Documents', `photo ${number}.bin`), randomBytes(2_000_000));
    }
    opened = await openWindow(home, desktop(base, true));
    await new Pages(opened.page).home.firstPlan.waitFor();
  });
  afterAll(async () => {
    await opened.application.close();
    for (const folder of [base, vault]) rmSync(folder, { recursive: true, force: true });
  });

  it('hides beside the clock when it is closed, says so once, and comes back at a second start', async () => {
    const told = await answerBoxes(opened.application, 0);

    await closeWindow(opened.application);
    await expect.poll(() => seen(opened.application)).toEqual([false]);
    expect(await told()).toEqual([english('window.shell.stays.title')]);

    await startAgain(home);
    await expect.poll(() => seen(opened.application)).toEqual([true]);

    await closeWindow(opened.application);
    await expect.poll(() => seen(opened.application)).toEqual([false]);
    expect(await told()).toHaveLength(1);
    await startAgain(home, '--hidden');
    expect(await seen(opened.application)).toEqual([false]);
    await startAgain(home);
    await expect.poll(() => seen(opened.application)).toEqual([true]);
  });

  it('goes on with a run while its window is closed, asks before it quits, and shows the run when it is opened', async () => {
    const tray = await watchTray(opened.application);
    await answerDialogs(opened.application, [join(base, 'Documents')]);
    await opened.page.evaluate(() => window.strongroom.pickFolders('en'));
    await answerDialogs(opened.application, [vault]);
    const planId = await opened.page.evaluate(
      async (folder) => {
        const vault = (await window.strongroom.pickFolder('vault', 'en')) ?? '';
        const added = await window.strongroom.ask('plan.add', { name: 'Till', sources: [folder], vault });
        return added.ok ? added.value.id : '';
      },
      join(base, 'Documents'),
    );
    await opened.page.evaluate((plan) => window.strongroom.ask('backup.start', { plan }), planId);
    await expect.poll(async () => (await tray())?.picture).toBe('working');
    // Held for as long as we look, so that what is seen does not depend on the speed of a disk.
    const engine = (await enginePid(opened.application)) ?? 0;
    process.kill(engine, 'SIGSTOP');
    try {
      const asked = await answerBoxes(opened.application, 0);
      await opened.application.evaluate(({ Menu }) =>
        Menu.getApplicationMenu()?.items[0]?.submenu?.items.at(-1)?.click(),
      );
      await expect.poll(asked).toEqual([english('window.shell.leave.title')]);
      await expect.poll(() => seen(opened.application)).toEqual([false]);
      const isBusy = await opened.application.evaluate(({ powerSaveBlocker }) =>
        Array.from({ length: 20 }, (_, id) => powerSaveBlocker.isStarted(id)).includes(true),
      );
      expect(isBusy).toBe(true);

      await startAgain(home);
      await expect.poll(() => seen(opened.application)).toEqual([true]);
      expect((await tray())?.picture).toBe('working');
      await new Pages(opened.page).home.card('Till').waitFor();
      expect(await new Pages(opened.page).home.overall.getAttribute('data-overall')).toBe('working');
    } finally {
      process.kill(engine, 'SIGCONT');
    }

    await expect.poll(async () => (await tray())?.picture, { timeout: 60_000 }).toBe('ok');
    expect(await tray()).toMatchObject({ tooltip: english('window.shell.tray.ok') });
  });

  it('speaks the chosen language in menu and tray at once', async () => {
    const chinese = createWords('zh-CN');
    const tray = await watchTray(opened.application);

    await opened.page.evaluate(() => window.strongroom.setSettings({ language: 'zh-CN' }));

    await expect.poll(async () => (await tray())?.menu[0]).toBe(chinese('window.shell.menu.open'));
    expect(await tray()).toMatchObject({ tooltip: chinese('window.shell.tray.ok'), picture: 'ok' });
    const labels = await opened.application.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.items.map(({ label }) => label),
    );
    expect(labels).toEqual(['file', 'edit', 'view', 'help'].map((key) => chinese.i18n.t(`window.shell.menu.${key}`)));
    await opened.page.evaluate(() => window.strongroom.setSettings({ language: 'en' }));
  });

  it('backs up all plans at the word of a second start, which opens no window', async () => {
    const count = () =>
      opened.page.evaluate(async () => {
        const plans = await window.strongroom.ask('plan.list', {});
        const plan = plans.ok ? (plans.value[0]?.id ?? '') : '';
        const points = await window.strongroom.ask('point.list', { plan });
        return points.ok ? points.value.length : -1;
      });
    expect(await count()).toBe(1);

    await startAgain(home, '--back-up');

    await expect.poll(count, { timeout: 30_000 }).toBe(2);
  });

  it('has the engine look at its schedules at once when the computer wakes', async () => {
    const woke = () =>
      readFileSync(join(home, 'logs', 'strongroom.log'), 'utf8')
        .split('\n')
        .filter((line) => line.includes('woke'));
    expect(woke()).toEqual([]);

    await opened.application.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));

    await expect.poll(woke).toHaveLength(1);
  });

  it('loads its page again when the page has failed, and shows the same there', async () => {
    const headings = () =>
      opened.application.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          'document.querySelector("[data-overall]")?.getAttribute("data-overall")',
        ),
      );
    const before = await opened.application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );

    await opened.application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );

    const now = () =>
      opened.application.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
      );
    await expect.poll(now, { timeout: 10_000 }).not.toBe(before);
    await expect.poll(headings, { timeout: 10_000 }).toBe('protected');
  });

  it('backs up all plans and then has the system shut down, but never after a backup that failed', async () => {
    const { application } = opened;
    const choose = () =>
      application.evaluate(({ Menu }, label) => {
        const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
        items?.find((item) => item.label === label)?.click();
      }, english('window.shell.menu.back-up-then-off'));
    const boxes = await answerBoxes(application, 1);

    await choose();
    await expect.poll(() => askedOfSystem(base, true), { timeout: 60_000 }).toEqual(['poweroff']);
    expect(await boxes()).toEqual([english('window.shell.end.ready')]);

    renameSync(vault, `${vault} elsewhere`);
    await answerBoxes(application, 0);
    await choose();
    await expect.poll(boxes, { timeout: 60_000 }).toEqual([english('window.shell.end.failed')]);
    renameSync(`${vault} elsewhere`, vault);
    expect(askedOfSystem(base, true)).toEqual(['poweroff']);
  });
});

describe('a program on a desktop without icons beside the clock', () => {
  it('keeps its closed window in the task list, where it can be found', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-no-tray-')));
    const { application, page } = await openWindow(join(folder, 'home'), desktop(folder, false));
    await new Pages(page).home.firstPlan.waitFor();
    await answerBoxes(application, 0);
    // There is no window manager here that could make a window small.
    await application.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window) window.minimize = () => void Reflect.set(globalThis, 'isMinimised', true);
    });

    await closeWindow(application);

    await expect.poll(() => application.evaluate(() => Reflect.get(globalThis, 'isMinimised') === true)).toBe(true);
    expect(await seen(application)).toEqual([true]);
    await application.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('a program that is started hidden', () => {
  it('shows no window until it is asked for one, which then stands where it stood', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-hidden-')));
    const home = join(folder, 'home');
    const place = { x: 60, y: 40, width: 1100, height: 700 };
    const first = await openWindow(home, desktop(folder, true));
    await first.application.evaluate(({ BrowserWindow }, bounds) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
    }, place);
    await first.application.close();

    const application = await startApplication(home, desktop(folder, true), ['--hidden']);
    await expect.poll(() => enginePid(application)).toBeDefined();
    expect(await seen(application)).toEqual([]);
    await startAgain(home);
    await expect.poll(() => seen(application)).toEqual([true]);
    expect(await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(
      place,
    );

    await application.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

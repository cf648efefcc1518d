import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createWords } from '../../electron/words/index.ts';
import { readBuilderConfig } from '../../scripts/package/builder-config.mjs';
import { fusesOf } from '../../scripts/package/fuses.mjs';
import { packedFolder } from '../../scripts/package/window-app.mjs';
import { listenersOf, treeOf } from '../window/engine-process.ts';
import { Pages } from '../window/pages.ts';
import { readTree } from '../window/read-tree.ts';
import { chooseInDialog } from './native-dialog.ts';
import { type PackedApp, pointsOf, programsIn, startPacked } from './packed-app.ts';

const words = createWords('en');
const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-packed-')));
const [home, source, vault, target] = ['home', 'Documents', 'vault', 'restored'].map((name) => join(base, name)) as [
  string,
  string,
  string,
  string,
];
const program = join(packedFolder, 'strongroom-desktop');
const resources = join(packedFolder, 'resources');

afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('the packed application', () => {
  let app: PackedApp;
  let pages: Pages;
  /** The guide's window, once it is there: the second language is shown in the same one. */
  const guides: Promise<Page>[] = [];

  beforeAll(async () => {
    for (const folder of [join(source, '合同'), vault, target]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(source, '合同', '发票.csv'), '甲,乙\n1,2\n');
    writeFileSync(join(source, 'report.txt'), 'a report\n');
    app = await startPacked(program, home);
    pages = new Pages(app.page);
  });

  afterAll(() => app.quit());

  it('backs a folder up and gives it back, through its window and the dialogs of the system', async () => {
    const done = app.page.locator('[data-outcome="complete"]');
    await pages.home.firstPlan.click();
    await pages.create.chooseFolders.click();
    await chooseInDialog(words('window.dialog.sources'), source);
    await pages.create.chosen(source).waitFor();
    await pages.create.choosePlace.click();
    await chooseInDialog(words('window.dialog.vault'), vault);
    await pages.create.chosen(vault).waitFor();
    await pages.create.start.click();
    await done.waitFor();

    await pages.plan.restoreFiles.click();
    await pages.browse.choose('Documents').check();
    await pages.browse.restore.click();
    await pages.restore.folder.check();
    await pages.restore.chooseFolder.click();
    await chooseInDialog(words('window.dialog.target'), target);
    await pages.restore.preview.waitFor();
    await pages.restore.start.click();
    await done.waitFor();

    expect(readTree(join(target, 'Documents'))).toEqual(readTree(source));
  });

  it('runs the engine by the Node that came with it', () => {
    const engines = programsIn(join(resources, 'node'));

    expect(engines.map(({ args }) => args.slice(1, 3))).toEqual([
      ['--disable-sigusr1', join(resources, 'engine', 'service.mjs')],
    ]);
  });

  it('opens no inspector, whatever it was started with, and none in the engine at a signal', async () => {
    process.kill(programsIn(join(resources, 'node'))[0]?.pid ?? 0, 'SIGUSR1');
    await pointsOf(app.page, 'none');

    const listening = new Set(treeOf(app.pid).flatMap(({ pid }) => listenersOf(pid)));

    // The port that drives it.
    expect(listening.size).toBe(1);
  });

  it('answers on the command line, from the same data', () => {
    const plans = JSON.parse(cli('plan', 'list', '--json')) as { name: string; state: string }[];

    expect(plans).toMatchObject([{ name: 'Documents', state: 'protected' }]);
  });

  it.each(['en', 'zh-CN'] as const)(
    'opens the guide in %s, with its pictures, from what is installed',
    async (language) => {
      const guide = guides.pop() ?? app.page.context().waitForEvent('page');
      expect(await app.page.evaluate((wanted) => window.strongroom.openGuide(wanted), language)).toBe(true);
      const page = await guide;
      guides.push(Promise.resolve(page));
      await page.waitForURL(`app://strongroom/guide/${language}.html`);

      const pictures = page.locator('img');
      await pictures.last().scrollIntoViewIfNeeded();
      const widths = await pictures.evaluateAll((images) =>
        images.map((image) => (image as HTMLImageElement).naturalWidth),
      );

      expect(widths.length).toBeGreaterThan(1);
      expect(Math.min(...widths)).toBeGreaterThan(0);
    },
  );

  it('leaves nothing running when it is told to end', async () => {
    await app.quit();

    // Chromium's own helpers end a moment after the program.
    await vi.waitFor(() => expect(programsIn(packedFolder)).toEqual([]), 10_000);
  });
});

describe('the packed program', () => {
  it('has every fuse of its Electron as electron-builder.yml says', async () => {
    const { electronFuses } = await readBuilderConfig();
    const fuses = await fusesOf(program);
    const known = Object.entries(electronFuses ?? {}).filter(([name]) => name in fuses);

    expect(known.length).toBeGreaterThan(6);
    expect(fuses).toMatchObject(Object.fromEntries(known));
  });

  it('carries the window in an archive, and outside of it what a Node of its own must read', () => {
    const asar = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'))('@electron/asar') as {
      listPackage(path: string): string[];
    };
    const inside = asar.listPackage(join(resources, 'app.asar'));

    expect(inside).toEqual(
      expect.arrayContaining([
        '/dist/main/main.cjs',
        '/dist/main/preload.cjs',
        '/dist/renderer/index.html',
        '/dist/guide/en.html',
        '/dist/guide/zh-CN.html',
        '/dist/licences.json',
      ]),
    );
    expect(inside.filter((path) => /node_modules|\.map$|\.ts$|\.node$/.test(path))).toEqual([]);
    expect(existsSync(join(resources, 'app'))).toBe(false);
    expect(existsSync(join(resources, 'engine', 'strongroom-rescue.py'))).toBe(true);
    expect(readdirSync(join(resources, 'engine', 'node_modules', 'better-sqlite3', 'prebuilds'))).toEqual([
      `${process.platform}-${process.arch}.node`,
    ]);
  });
});

function cli(...args: string[]): string {
  return execFileSync(join(resources, 'bin', 'strongroom'), [...args, '--home', home], { encoding: 'utf8' });
}

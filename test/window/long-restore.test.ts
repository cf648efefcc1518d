import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { answerBoxes, closeWindow, desktop, lastBoxDetail, seen, startAgain } from './desktop.ts';
import { enginePid, treeOf } from './engine-process.ts';
import { answerDialogs, Pages } from './pages.ts';
import { readTree } from './read-tree.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-long-restore-')));
const [home, source, vault] = ['home', 'Pictures', 'vault'].map((name) => join(base, name)) as [string, string, string];

/** Long enough that somebody can change their mind. */
const FILES = 100;
const FILE_BYTES = 4_000_000;

describe('a restore that takes a while', () => {
  let opened: OpenWindow;
  let pages: Pages;

  beforeAll(async () => {
    for (const folder of [source, vault]) mkdirSync(folder);
    for (let number = 0; number < FILES; number += 1) {
      writeFileSync(join(source, `photo ${number}.raw`), randomBytes(FILE_BYTES));
    }
    const engine = await openEngine({ home });
    const { id } = await engine.planAdd({ name: 'Pictures', sources: [source], vault });
    await engine.backup({ plan: id });
    await engine.close();
    opened = await openWindow(home, desktop(base, true));
    opened.page.setDefaultTimeout(20_000);
    pages = new Pages(opened.page);
    await pages.home.plan('Pictures').waitFor();
  });
  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  /** Starts it and holds the engine still once some files are back, so that what follows does not depend on the speed of a disk. */
  async function startAndHold(target: string): Promise<{ goOn: () => void }> {
    mkdirSync(target);
    const engine = (await enginePid(opened.application)) ?? 0;
    await pages.nav('restore').click();
    await pages.restore.story('look').click();
    await pages.browse.choose('Pictures').check();
    await pages.browse.restore.click();
    await answerDialogs(opened.application, [target]);
    await pages.restore.folder.check();
    await pages.restore.chooseFolder.click();
    await pages.restore.preview.waitFor();
    const some = opened.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          window.strongroom.watch('jobs', (jobs) => {
            const isAny = jobs.some(({ state, progress }) => state === 'running' && (progress?.files.done ?? 0) > 0);
            if (isAny) resolve();
          });
        }),
    );
    await pages.restore.start.click();
    await some;
    // What does the work is a process of its own, which would be done before the test has looked.
    const all = treeOf(engine);
    for (const { pid } of all) process.kill(pid, 'SIGSTOP');
    return {
      goOn: () => {
        for (const { pid } of all) process.kill(pid, 'SIGCONT');
      },
    };
  }

  it('is cancelled while it runs, and says exactly what was given back by then', async () => {
    const target = join(base, 'not wanted');
    const { goOn } = await startAndHold(target);
    await pages.restore.cancel.click();
    goOn();
    await opened.page.locator('[data-outcome="cancelled"]').waitFor();

    const given = readdirSync(join(target, 'Pictures'));
    expect(given.length).toBeGreaterThan(0);
    expect(given.length).toBeLessThan(FILES);
    await pages.outcome.getByText(new RegExp(`^${given.length} files? had been restored by then`)).waitFor();
    for (const name of given) {
      expect(readFileSync(join(target, 'Pictures', name)).equals(readFileSync(join(source, name)))).toBe(true);
    }
    await pages.nav('history').click();
    await pages.history.rows.first().getByText('Restore').waitFor();
    expect(await pages.history.rows.first().textContent()).toMatch(/cancelled/i);
  });

  it('can be done again when the engine went away over it, and keeps what was given back', async () => {
    const target = join(base, 'broken off');
    await startAndHold(target);
    const engine = (await enginePid(opened.application)) ?? 0;
    for (const { pid } of treeOf(engine).reverse()) process.kill(pid, 'SIGKILL');
    await pages.nav('restore').click();
    await opened.page.locator('[data-broken-restore]').getByText(target).waitFor();
    const given = readdirSync(join(target, 'Pictures')).length;
    expect(given).toBeLessThan(FILES);

    await opened.page.getByRole('button', { name: 'Do it again …' }).click();
    await answerDialogs(opened.application, [target]);
    await pages.restore.chooseFolder.click();
    await pages.restore.preview.waitFor();
    await pages.restore.start.click();

    await opened.page.locator('[data-outcome="complete"]').waitFor();
    expect(readTree(join(target, 'Pictures'))).toEqual(readTree(source));
    await pages.nav('restore').click();
    expect(await opened.page.locator('[data-broken-restore]').count()).toBe(0);
  });

  it('goes on while the window is closed, which shows it when it is opened again', async () => {
    const target = join(base, 'wanted');
    const { goOn } = await startAndHold(target);
    await answerBoxes(opened.application, 0);
    await closeWindow(opened.application);
    await expect.poll(() => seen(opened.application)).toEqual([false]);
    await startAgain(home);
    await expect.poll(() => seen(opened.application)).toEqual([true]);
    await pages.restore.cancel.waitFor();
    const asked = await answerBoxes(opened.application, 0);
    await opened.application.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.items[0]?.submenu?.items.at(-1)?.click(),
    );
    await expect.poll(asked).toEqual(['Strongroom is still at work']);
    expect(await lastBoxDetail(opened.application)).toContain('The others stay missing until you restore again.');
    await startAgain(home);
    await expect.poll(() => seen(opened.application)).toEqual([true]);
    await closeWindow(opened.application);
    goOn();
    await pages.outcome.waitFor({ state: 'attached' });

    await startAgain(home);
    await expect.poll(() => seen(opened.application)).toEqual([true]);
    expect(await pages.outcome.getAttribute('data-outcome')).toBe('complete');
    expect(readTree(join(target, 'Pictures'))).toEqual(readTree(source));
  });
});

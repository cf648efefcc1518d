import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { answerDialogs, Pages } from './pages.ts';
import { HOSTILE_NAMES } from './restore-office.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-names-')));
const MARKUP = '<img src=x onerror=document.title=1>';
const TURNED = 'مستندات \u202egpj.exe';
const FOLDER = `${MARKUP} ${TURNED}`;
const LONG = 'a very long name '.repeat(14).trim();
const shown = (name: string) => name.replace('\u202e', '\ufffd');

const source = join(base, FOLDER);
const vault = join(base, `vault ${FOLDER}`);
const target = join(base, `given back ${FOLDER}`);

describe('names that are not what they look like', () => {
  let opened: OpenWindow;
  let pages: Pages;

  beforeAll(async () => {
    for (const folder of [source, vault, target, join(source, LONG)]) mkdirSync(folder);
    for (const name of HOSTILE_NAMES) writeFileSync(join(source, LONG, name), 'a name that is text');
    symlinkSync(FOLDER, join(source, 'link'));
    // More holes than are read: a gap.
    writeFileSync(join(source, `${FOLDER}.pst`), '');
    truncateSync(join(source, `${FOLDER}.pst`), 70 * 2 ** 30);
    const engine = await openEngine({ home: join(base, 'home') });
    await engine.planAdd({ name: MARKUP, sources: [source], vault });
    await engine.close();
    opened = await openWindow(join(base, 'home'));
    opened.page.setDefaultTimeout(8000);
    pages = new Pages(opened.page);
  });
  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  /** These words are in sight as text; nothing on the page has become markup, turns other text around or pushes it wide. */
  async function isText(...words: string[]): Promise<void> {
    for (const each of words) await opened.page.getByText(each).locator('visible=true').first().waitFor();
    const strange = await opened.page.evaluate(() => {
      const spoken = [...document.querySelectorAll('*')].flatMap((one) =>
        ['title', 'aria-label', 'alt', 'placeholder'].map((name) => one.getAttribute(name) ?? ''),
      );
      return {
        images: document.querySelectorAll('img, [onerror]').length,
        title: document.title,
        turned: [document.body.innerText, ...spoken].filter((text) => text.includes('\u202e')),
        wide: document.documentElement.scrollWidth > window.innerWidth,
      };
    });
    expect(strange).toEqual({ images: 0, title: 'Strongroom', turned: [], wide: false });
  }

  it('are text on Home, on their plan and in what a backup could not save', async () => {
    await pages.home.plan(MARKUP).waitFor();
    await isText(MARKUP, shown(FOLDER));
    await pages.nav('plans').click();
    await isText(MARKUP, shown(FOLDER));
    await pages.home.plan(MARKUP).click();
    await pages.home.backUp(MARKUP).click();
    await opened.page.locator('[data-outcome="incomplete"]').waitFor();
    await isText(shown(`${FOLDER}.pst`), shown(vault));
    await pages.plan.more.click();
    await pages.plan.remove.click();
    await pages.plan.removeConfirm.waitFor();
    await isText(shown(vault));
    await opened.page.keyboard.press('Escape');
    await pages.planMenu().open.click();
    await pages.planMenu().edit.click();
    await pages.draft.estimate.waitFor();
    await isText(shown(source), shown(vault));
  });

  it('are text in the history and its details', async () => {
    await pages.nav('history').click();
    await pages.history.rows.first().waitFor();
    await isText(MARKUP);
    await pages.history.details.first().click();
    await pages.history.trouble.waitFor();
    await isText(shown(`${FOLDER}.pst`));
    await pages.history.closeDetails.click();
  });

  it('are text in the folders of a point, in what is found, and in a version of a file', async () => {
    await pages.nav('restore').click();
    await pages.restore.story('look').click();
    await pages.browse.openFolder(shown(FOLDER)).click();
    await isText(shown(FOLDER), shown(`${FOLDER}.pst`), `Link to ${shown(FOLDER)}`);
    await pages.browse.openFolder(LONG).click();
    for (const name of HOSTILE_NAMES) await pages.browse.choose(shown(name)).waitFor();
    await isText(...HOSTILE_NAMES.map(shown));
    await pages.nav('restore').click();
    await pages.restore.story('deleted').click();
    await pages.find.pattern.fill('.txt');
    await pages.find.rows.nth(HOSTILE_NAMES.length - 1).waitFor();
    await isText(...HOSTILE_NAMES.map(shown));
    await pages.find.choose(shown(HOSTILE_NAMES[1] ?? '')).click();
    await pages.versions.shown('text').waitFor();
    await isText(shown(HOSTILE_NAMES[1] ?? ''), LONG);
  });

  it('are text in what a restore will do, and in what it did', async () => {
    await pages.nav('restore').click();
    await pages.restore.story('look').click();
    await pages.browse.choose(shown(FOLDER)).check();
    await pages.browse.restore.click();
    await answerDialogs(opened.application, [target]);
    await pages.restore.folder.check();
    await pages.restore.chooseFolder.click();
    await pages.restore.preview.waitFor();
    await isText(shown(target));
    await pages.restore.start.click();
    await pages.outcome.waitFor();
    await isText(shown(target), shown(`${FOLDER}.pst`));
  });

  it('are text where something goes wrong with them', async () => {
    rmSync(vault, { recursive: true });
    await pages.nav('home').click();
    await pages.home.backUp(MARKUP).click();
    await opened.page.locator('[data-standing="failing"]').waitFor();
    await pages.home.plan(MARKUP).click();
    await pages.failure.first().waitFor();
    await isText(shown(vault));
  });
});

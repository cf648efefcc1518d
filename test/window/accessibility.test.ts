import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language, ThemeChoice } from '../../electron/contract/index.ts';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { answerDialogs, Pages } from './pages.ts';
import { HOSTILE_NAMES, makeOffice } from './restore-office.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-axe-')));

/** Every screen with something on it, and how to come to it; each goes on from the one before. */
const SCREENS: Readonly<Record<string, (pages: Pages, opened: OpenWindow, vault: string) => Promise<void>>> = {
  home: (pages) => pages.home.plan('Documents').waitFor(),
  plan: async (pages) => {
    await pages.home.plan('Documents').click();
    await pages.plan.points.nth(1).waitFor();
  },
  plans: async (pages, opened) => {
    await pages.nav('plans').click();
    await opened.page.locator('main').getByText('Documents').first().waitFor();
  },
  'a new plan': async (pages) => {
    await pages.nav('home').click();
    await pages.home.newPlan.click();
    await pages.create.chooseFolders.waitFor();
  },
  history: async (pages, opened) => {
    await pages.nav('history').click();
    await opened.page.getByRole('table').first().waitFor();
  },
  settings: async (pages) => {
    await pages.nav('settings').click();
    await pages.heading.waitFor();
  },
  'restore: what happened': async (pages) => {
    await pages.nav('restore').click();
    await pages.restore.story('deleted').waitFor();
  },
  'find: found': async (pages) => {
    await pages.restore.story('deleted').click();
    await pages.find.pattern.fill('t');
    await pages.find.rows.nth(2).waitFor();
  },
  'versions: a text': async (pages) => {
    await pages.find.pattern.fill('report');
    await pages.find.choose('report.txt').click();
    await pages.versions.shown('text').waitFor();
  },
  'give back: where it was': async (pages) => {
    await pages.versions.take.click();
    await pages.restore.preview.waitFor();
  },
  'give back: done': async (pages, opened) => {
    await pages.restore.start.click();
    await opened.page.locator('[data-outcome="complete"]').waitFor();
  },
  'versions: a PDF': async (pages, opened) => {
    await pages.nav('restore').click();
    await pages.restore.story('deleted').click();
    await pages.find.pattern.fill('invoice');
    await pages.find.choose('invoice.pdf').click();
    await opened.page.locator('canvas[data-page-drawn="true"]').waitFor();
  },
  'ransom: calmly': async (pages) => {
    await pages.nav('restore').click();
    await pages.restore.story('ransom').click();
    await pages.restore.pick('Documents').waitFor();
  },
  browse: async (pages) => {
    await pages.restore.pick('Documents').click();
    await pages.browse.openFolder('Documents').click();
    await pages.browse.choose(HOSTILE_NAMES[0] ?? '').check();
  },
  'new computer: opened': async (pages, opened, vault) => {
    await pages.nav('restore').click();
    await pages.restore.story('new-computer').click();
    await answerDialogs(opened.application, [vault]);
    await pages.vault.choose.click();
    await pages.vault.plan('Documents').waitFor();
  },
  'new computer: not a vault': async (pages, opened) => {
    const empty = join(base, 'empty');
    mkdirSync(empty, { recursive: true });
    await answerDialogs(opened.application, [empty]);
    await pages.vault.choose.click();
    await pages.failure.waitFor();
  },
};

const LOOKS: readonly (readonly [Language, ThemeChoice])[] = [
  ['en', 'light'],
  ['zh-CN', 'dark'],
  ['en', 'dark'],
  ['zh-CN', 'light'],
  ['en', 'contrast'],
];

describe('a screen', () => {
  let opened: OpenWindow;
  let pages: Pages;
  let vault: string;

  beforeAll(async () => {
    const office = await makeOffice(base);
    vault = office.vault;
    opened = await openWindow(office.home);
    opened.page.setDefaultTimeout(8000);
    await opened.page.emulateMedia({ reducedMotion: 'reduce' });
    pages = new Pages(opened.page);
  });
  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  const show = async (language: Language, theme: ThemeChoice) => {
    await opened.page.evaluate((change) => window.strongroom.setSettings(change), { language, theme });
    await expect.poll(() => opened.page.evaluate(() => document.documentElement.lang)).toBe(language);
  };

  it.each(Object.keys(SCREENS))('%s has no serious barrier, in both languages and every theme', async (name) => {
    await show('en', 'light');
    await SCREENS[name]?.(pages, opened, vault);
    const barriers: string[] = [];
    for (const [language, theme] of LOOKS) {
      await show(language, theme);
      // Fluent's own sentinels: they hand the focus on the moment they get it, so nobody ever rests on one.
      const axe = new AxeBuilder({ page: opened.page }).setLegacyMode(true).exclude('[data-tabster-dummy]');
      const { violations } = await axe.analyze();
      for (const { id, impact, nodes } of violations.filter((one) =>
        ['serious', 'critical'].includes(one.impact ?? ''),
      ))
        barriers.push(
          `${language} ${theme}: ${impact} ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
        );
    }
    expect(barriers).toEqual([]);
  });
});

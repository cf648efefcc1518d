import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language, ThemeChoice } from '../../electron/contract/index.ts';
import './pages.ts';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

type Look = readonly [Language, Exclude<ThemeChoice, 'system'>];

const FIRST: Look = ['en', 'light'];
const LOOKS: readonly Look[] = [
  FIRST,
  ['zh-CN', 'light'],
  ['zh-CN', 'dark'],
  ['en', 'dark'],
  ['en', 'contrast'],
  ['zh-CN', 'contrast'],
];

/** The frame's own background tells that a theme has really come. */
const BACKGROUND = { light: 'rgb(250, 250, 250)', dark: 'rgb(31, 31, 31)', contrast: 'rgb(0, 0, 0)' };

async function show(page: Page, [language, theme]: Look): Promise<void> {
  await page.evaluate((change) => window.strongroom.setSettings(change), { language, theme });
  const seen = () =>
    page.evaluate(() => ({
      language: document.documentElement.lang,
      background: getComputedStyle(document.querySelector('main')?.parentElement ?? document.body).backgroundColor,
    }));
  await expect.poll(seen, { interval: 20 }).toEqual({ language, background: BACKGROUND[theme] });
  // Colours on their way from one theme to the other are nobody's barrier.
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map(({ finished }) => finished));
  });
}

/** Every serious or critical barrier of what is in sight, in both languages and every theme. Ends in English and light. */
export async function barriersOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const barriers: string[] = [];
  for (const look of LOOKS) {
    await show(page, look);
    const found = await page.evaluate(async () => {
      // Fluent's own sentinels: they hand the focus on the moment they get it, so nobody ever rests on one.
      const { violations } = await window.axe.run(
        { exclude: ['[data-tabster-dummy]'] },
        { resultTypes: ['violations'] },
      );
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, impact, nodes }) =>
          nodes.map(({ html, any }) => `${impact} ${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
        );
    });
    barriers.push(...found.map((barrier) => `${look.join(' ')}: ${barrier}`));
  }
  await show(page, FIRST);
  return barriers;
}

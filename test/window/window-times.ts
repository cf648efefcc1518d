import { readFileSync } from 'node:fs';
import type { ElectronApplication, Page } from 'playwright-core';
import display from '../support/display.setup.ts';
import { openWindow } from '../support/open-window.ts';
import { enginePid } from './engine-process.ts';
import { Pages } from './pages.ts';

/** Times the window on a data folder with one large plan: `window-times.ts <data folder> <plan> <source> <largest folder>`. */
const [home = '', plan = '', source = '', huge = ''] = process.argv.slice(2);
/** Each letter more leaves other files at the top. */
const TYPED = [
  '4371',
  '90521',
  '合同',
  '78.p',
  '3.xlsx',
  '报 07',
  '6.d',
  '照片 012',
  '0123',
  '55.j',
  '店',
  '25 ',
  'n 88',
];

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
const say = (what: string, told: string): void => console.log(`${what.padEnd(46)} ${told}`);
const ms = (time: number): string => `${time.toFixed(0)} ms`;
function tell(what: string, times: readonly number[]): void {
  say(what, `median ${ms(median(times))}, longest ${ms(Math.max(...times))}, of ${times.length}`);
}

/** From a click until the table's first rows are there. */
async function timed(click: () => Promise<void>, isThere: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await click();
  await isThere();
  return performance.now() - began;
}

/** Scrolls the table to a part of its length; until all rows in sight have their names. */
function jump(page: Page, part: number): Promise<number> {
  return page.evaluate(async (to) => {
    const table = document.querySelector('main [role="table"]') as HTMLElement;
    const began = performance.now();
    table.scrollTop = (table.scrollHeight - table.clientHeight) * to;
    for (;;) {
      await new Promise(requestAnimationFrame);
      const box = table.getBoundingClientRect();
      const rows = [...table.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > box.top + 40 && top < box.bottom;
      });
      const isFull = rows.every((row) => row.querySelector('[data-column="name"]')?.textContent !== '');
      const reach = (rows.at(-1)?.getBoundingClientRect().bottom ?? 0) >= box.bottom - 2;
      if (rows.length > 0 && isFull && reach) return performance.now() - began;
      if (performance.now() - began > 30_000) throw new Error('the rows never came');
    }
  }, part);
}

/** Notes when something was typed and when the found rows were last changed after that. */
function watchTyping(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen = { typed: 0, shown: 0 };
    Reflect.set(globalThis, 'typing', seen);
    document.addEventListener('input', () => Object.assign(seen, { typed: performance.now(), shown: 0 }), true);
    const main = document.querySelector('main') as HTMLElement;
    new MutationObserver((changes) => {
      const isResult = ({ target }: MutationRecord) => {
        const at = target instanceof Element ? target : target.parentElement;
        return at?.closest('[role="table"]') ?? at?.querySelector('[role="table"], [role="status"]');
      };
      if (changes.some(isResult)) seen.shown = performance.now();
    }).observe(main, { subtree: true, childList: true, characterData: true });
  });
}

async function typeAndTime(page: Page, text: string): Promise<number[]> {
  const times: number[] = [];
  const box = new Pages(page).find.pattern;
  await box.fill('');
  await box.focus();
  for (const letter of text) {
    // Somebody who types quickly; results of the letter before have come by then, or are late.
    await page.waitForTimeout(300);
    await page.keyboard.insertText(letter);
    await page.waitForTimeout(700);
    const { typed, shown } = (await page.evaluate(() => Reflect.get(globalThis, 'typing') as unknown)) as {
      typed: number;
      shown: number;
    };
    if (shown > 0) times.push(shown - typed);
  }
  return times;
}

async function watchMemory(application: ElectronApplication): Promise<() => Promise<{ now: number; peak: number }>> {
  await application.evaluate(({ app }) => {
    const seen = { now: 0, peak: 0 };
    Reflect.set(globalThis, 'memory', seen);
    setInterval(() => {
      const tabs = app.getAppMetrics().filter(({ type }) => type === 'Tab');
      seen.now = tabs.reduce((sum, { memory }) => sum + memory.workingSetSize, 0) / 1024;
      seen.peak = Math.max(seen.peak, seen.now);
    }, 100);
  });
  return () => application.evaluate(() => Reflect.get(globalThis, 'memory') as { now: number; peak: number });
}

const giveBack = await display();
const { application, page } = await openWindow(home);
try {
  const pages = new Pages(page);
  const memory = await watchMemory(application);
  await pages.home.card(plan).waitFor();
  await pages.nav('restore').click();
  const shown = (name: string) => pages.browse.openFolder(name).waitFor({ timeout: 120_000 });
  const story = pages.restore.story('look');
  await story.waitFor();
  say(
    'first page of the plan',
    ms(
      await timed(
        () => story.click(),
        () => shown(source),
      ),
    ),
  );
  const inSource = pages.browse.openFolder('Branch 00');
  say(
    'first page of the source',
    ms(
      await timed(
        () => pages.browse.openFolder(source).click(),
        () => inSource.waitFor(),
      ),
    ),
  );
  await jump(page, 1);
  const inHuge = pages.browse.rows.getByRole('button', { name: '0000', exact: false }).first();
  say(
    'first page of the largest folder',
    ms(
      await timed(
        () => pages.browse.openFolder(huge).click(),
        () => inHuge.waitFor(),
      ),
    ),
  );
  const jumps: number[] = [];
  for (const part of [0.5, 0.1, 0.9, 0.33, 1, 0, 0.77, 0.25, 0.66, 0.05]) jumps.push(await jump(page, part));
  tell('a page elsewhere in it, by the scroll bar', jumps);
  const steps: number[] = [];
  for (let part = 0; part <= 1; part += 1 / 300) steps.push(await jump(page, part));
  steps.push(await jump(page, 1));
  tell('through all of it to the end', steps);
  say(
    'last row',
    await page.evaluate(() => [...document.querySelectorAll('main [data-row]')].at(-1)?.textContent ?? ''),
  );
  say('renderer after scrolling', `${(await memory()).now.toFixed(0)} MB, peak ${(await memory()).peak.toFixed(0)} MB`);

  const began = performance.now();
  await page.evaluate(() => window.strongroom.ask('file.find', { pattern: 'no such name', limit: 1 }));
  say('search ready after another', `${((performance.now() - began) / 1000).toFixed(1)} s`);
  await pages.nav('restore').click();
  await pages.restore.story('deleted').click();
  await pages.find.pattern.waitFor();
  await pages.find.onlyDeleted.uncheck();
  await watchTyping(page);
  const typed: number[] = [];
  for (const text of TYPED) typed.push(...(await typeAndTime(page, text)));
  tell('from keystroke to results', typed);
  const { now, peak } = await memory();
  say('renderer', `${now.toFixed(0)} MB, peak ${peak.toFixed(0)} MB`);
  const status = readFileSync(`/proc/${await enginePid(application)}/status`, 'utf8');
  const megabytes = (name: string): string =>
    (Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024).toFixed(0);
  say('engine', `${megabytes('VmRSS')} MB, peak ${megabytes('VmHWM')} MB`);
} finally {
  await application.close();
  await giveBack?.();
}

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '../../electron/contract/index.ts';
import { openEngine } from '../../electron/engine/engine.ts';
import { createWords } from '../../electron/words/index.ts';
import display from '../support/display.setup.ts';
import { openWindow } from '../support/open-window.ts';
import { otherDisk } from '../support/other-disk.ts';

/** Takes the pictures of the user guide, in each language: `guide-pictures.ts <folder for the pictures>`. */
const out = process.argv[2] ?? 'docs/images';

/** Where a second disk would be. */
const vault = join(otherDisk(), 'Branch office backup');

/** The upper part of the window, in which everything stands that the guide speaks of. */
const clip = { x: 0, y: 0, width: 1180, height: 540 };

const PLANS = {
  en: ['Accounts', 'Letters and contracts'],
  'zh-CN': ['账目', '信函与合同'],
} as const satisfies Record<Language, readonly string[]>;

async function makeOffice(home: string, office: string, language: Language): Promise<void> {
  const engine = await openEngine({ home });
  for (const name of PLANS[language]) {
    const source = join(office, name);
    mkdirSync(source, { recursive: true });
    for (let page = 1; page <= 30; page += 1) writeFileSync(join(source, `${name} ${page}.txt`), `${name} ${page}\n`);
    await engine.planAdd({ name, sources: [source], vault, schedule: 'workdays 18:30' });
    await engine.backup({ plan: name });
  }
  await engine.close();
}

async function takePictures(language: Language): Promise<void> {
  const office = join(tmpdir(), 'branch-office');
  for (const folder of [office, vault]) rmSync(folder, { recursive: true, force: true });
  const home = join(office, 'data');
  const words = createWords(language);
  await makeOffice(home, office, language);
  const { application, page } = await openWindow(home, { LANG: language === 'en' ? 'en_US.UTF-8' : 'zh_CN.UTF-8' });
  try {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.locator('nav select').selectOption(language);
    await page.evaluate(() => window.strongroom.setSettings({ startAtLogin: true }));
    await page.locator('[data-overall="protected"]').waitFor();
    await page.screenshot({ path: join(out, `guide-home.${language}.png`), clip });
    await page
      .getByRole('navigation')
      .getByRole('button', { name: words('window.nav.restore'), exact: true })
      .click();
    await page.getByText(words('window.wizard.story.deleted'), { exact: true }).waitFor();
    await page.screenshot({ path: join(out, `guide-restore.${language}.png`), clip });
  } finally {
    await application.close();
    for (const folder of [office, vault]) rmSync(folder, { recursive: true, force: true });
  }
}

const end = await display();
try {
  for (const language of ['en', 'zh-CN'] as const) await takePictures(language);
} finally {
  await end?.();
}

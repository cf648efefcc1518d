import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../electron/engine/engine.ts';
import { startChild } from '../support/child-engine.ts';
import { setOf } from '../support/engine-place.ts';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { setFolder } from '../support/vault-files.ts';
import { Pages } from './pages.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-honest-')));
const SPARSE_BYTES = 65 * 1024 ** 3;

interface Office {
  readonly home: string;
  readonly source: string;
  readonly vault: string;
  readonly engine: Engine;
}

/** A plan `Accounts` that was backed up once, and an engine on it that stands for everything that happens while no window is open. */
async function makeOffice(name: string): Promise<Office> {
  const [home, source, vault] = ['home', 'Accounts', 'vault'].map((part) => join(base, name, part)) as [
    string,
    string,
    string,
  ];
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, 'a.txt'), 'first');
  const engine = await openEngine({ home, vaultReadme: 'A vault of a test.\n' });
  await engine.planAdd({ name: 'Accounts', sources: [source], vault });
  await engine.backup({ plan: 'Accounts' });
  return { home, source, vault, engine };
}

/** The window on an office, opened only after all of that has happened. */
function withOffice(name: string, happens: (office: Office) => Promise<void>) {
  const at: { opened?: OpenWindow; office?: Office } = {};
  beforeAll(async () => {
    at.office = await makeOffice(name);
    await happens(at.office);
    await at.office.engine.close();
    at.opened = await openWindow(at.office.home, { LC_ALL: 'en_US.UTF-8' });
    at.opened.page.setDefaultTimeout(20_000);
  });
  afterAll(() => at.opened?.application.close());
  return () => {
    if (!at.opened || !at.office) throw new Error('the window is not open');
    return { page: at.opened.page, pages: new Pages(at.opened.page), office: at.office };
  };
}

afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('after a power cut in the midst of a backup', () => {
  const at = withOffice('power cut', async ({ home, source }) => {
    writeFileSync(join(source, 'b.txt'), 'second');
    await startChild(home, 'backup', { plan: 'Accounts' }, { signal: { in: 'checking', name: 'SIGKILL' } }).ended;
  });

  it('Home names the plan and the cause, and offers to back up', async () => {
    const { page, pages } = at();
    await page.getByText('“Accounts” needs a look.').waitFor();
    await pages.home
      .card('Accounts')
      .getByText(/The computer was switched off/)
      .waitFor();
    await page.locator('[data-next-step="back-up"]').waitFor();
  });

  it('the plan says what happened and what is kept, with a code of its own, and the button mends it', async () => {
    const { page, pages } = at();
    await pages.home.plan('Accounts').click();
    const told = page.locator('[data-code="interrupted"]');
    await told.getByText('SR-905').waitFor();
    await told.getByText(/is kept/).waitFor();
    await told.getByRole('button', { name: 'Back up now' }).click();

    await page.locator('[data-outcome="complete"]').waitFor();
    await told.waitFor({ state: 'detached' });
  });

  it('the history tells it in the same words', async () => {
    const { page, pages } = at();
    await pages.nav('history').click();
    await pages.history.outcome.selectOption('failed');
    await pages.history.details.first().click();
    await page.getByRole('dialog').locator('[data-code="interrupted"]').waitFor();
    await pages.history.closeDetails.click();
  });
});

describe('when the newest backup has been found damaged', () => {
  const at = withOffice('damage', async ({ source, vault, engine }) => {
    appendFileSync(join(source, 'a.txt'), ' and second');
    const setId = setOf(await engine.backup({ plan: 'Accounts' }));
    appendFileSync(join(setFolder(vault, setId), 'data-000001.tar.zst'), 'x');
    await engine.verify({ plan: 'Accounts' });
  });

  it('Home and the plan say so, and a new backup makes up for it', async () => {
    const { page, pages } = at();
    await pages.home.card('Accounts').getByText('The newest backup is damaged; older ones may be good.').waitFor();
    await page.locator('[data-next-step="back-up"]').waitFor();
    await pages.home.plan('Accounts').click();
    const told = page.locator('[data-code="set-damaged"]');
    await told.getByText('SR-402').waitFor();
    await told.getByRole('button', { name: 'Back up now' }).click();

    await page.locator('[data-outcome="complete"]').waitFor();
    await told.waitFor({ state: 'detached' });
    await page.locator('main [data-standing="protected"]').waitFor();
  });
});

describe('when files were missing in a backup that no window has seen', () => {
  const at = withOffice('missing', async ({ source, engine }) => {
    writeFileSync(join(source, 'huge.bin'), '');
    truncateSync(join(source, 'huge.bin'), SPARSE_BYTES);
    await engine.backup({ plan: 'Accounts' });
  });

  it('“See what is wrong” leads to the list of them, and to another try', async () => {
    const { page, pages, office } = at();
    await pages.home.card('Accounts').getByText('1 file is missing in the newest backup.').waitFor();
    await page.locator('[data-next-step="look"]').click();
    await page
      .locator('[data-trouble="sparse"]')
      .getByText(/huge\.bin/)
      .waitFor();
    rmSync(join(office.source, 'huge.bin'));
    await page.getByRole('button', { name: 'Back up again' }).click();

    await page.locator('[data-outcome="complete"]').waitFor();
    expect(await page.locator('[data-outcome="incomplete"]').count()).toBe(0);
  });

  it('a later run of the scheduler that failed takes the place of the outcome seen before', async () => {
    const { page, office } = at();
    const engine = await openEngine({ home: office.home, vaultReadme: 'A vault of a test.\n' });
    rmSync(office.vault, { recursive: true });
    await engine.backup({ plan: 'Accounts' }).catch(() => undefined);
    await engine.close();
    // As after a sleep: what the engine knows is told at once and not at its next look.
    await page.evaluate(() => window.strongroom.ask('schedule.wake', {}));

    await page.locator('[data-code="vault-unavailable"]').waitFor();
    expect(await page.locator('[data-outcome="complete"]').count()).toBe(0);
  });
});

import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../electron/engine/engine.ts';
import { startChild } from '../support/child-engine.ts';
import { setOf } from '../support/engine-place.ts';
import { configOf, type OpenWindow, openWindow } from '../support/open-window.ts';
import { folderOnOtherDisk } from '../support/other-disk.ts';
import { setFolder } from '../support/vault-files.ts';
import { answerDialogs, Pages } from './pages.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-honest-')));
const disk = folderOnOtherDisk('honest');
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
    return {
      application: at.opened.application,
      page: at.opened.page,
      pages: new Pages(at.opened.page),
      office: at.office,
    };
  };
}

afterAll(() => {
  for (const folder of [base, disk]) rmSync(folder, { recursive: true, force: true });
});

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
    await page.locator('main [data-standing="same-disk"]').waitFor();
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

describe('when the program does not start with the computer', () => {
  const at = withOffice('start', async ({ engine }) => {
    await engine.planRemove('Accounts');
    const sources = [join(base, 'start', 'Accounts')];
    await engine.planAdd({ name: 'Accounts', sources, vault: join(disk, 'start'), schedule: 'daily 18:30' });
    await engine.backup({ plan: 'Accounts' });
  });
  const autostart = () => join(configOf(at().office.home), 'autostart');

  it('a new plan with a schedule asks for it, and leaves it off where that is taken away', async () => {
    const { application, page, pages, office } = at();
    await pages.home.newPlan.click();
    await page.getByText('it runs as soon as the computer is on again').waitFor();
    await pages.draft.startsWithComputer.uncheck();
    await page.getByText('it runs as soon as somebody opens Strongroom again').waitFor();
    await pages.draft.every.selectOption('hand');
    await pages.draft.startsWithComputer.waitFor({ state: 'detached' });
    await pages.draft.every.selectOption('day');
    await answerDialogs(application, [office.source]);
    await pages.create.chooseFolders.click();
    await answerDialogs(application, [disk]);
    await pages.create.choosePlace.click();
    await pages.create.start.click();
    await page.locator('[data-outcome="complete"]').waitFor();

    expect(existsSync(join(autostart(), 'strongroom.desktop'))).toBe(false);
  });

  it('Home asks for attention, says what the system refuses, and is well again with one button', async () => {
    const { page, pages } = at();
    await pages.nav('home').click();
    await page.locator('[data-overall="attention"]').waitFor();
    const warning = page.locator('[data-start-with-computer="off"]');
    const button = warning.getByRole('button', { name: 'Start with the computer' });
    mkdirSync(join(autostart(), '..'), { recursive: true });
    writeFileSync(autostart(), 'no folder');
    await button.click();
    await warning.getByText('This computer did not allow it.').waitFor();
    rmSync(autostart());
    await button.click();

    await page.locator('[data-overall="protected"]').waitFor();
    expect(await warning.count()).toBe(0);
    expect(existsSync(join(autostart(), 'strongroom.desktop'))).toBe(true);
  });

  it('and says so where the desktop was told not to start it, until the same button ends that', async () => {
    const { application, page } = at();
    const entry = join(autostart(), 'strongroom.desktop');
    appendFileSync(entry, 'X-GNOME-Autostart-enabled=false\n');
    // The shell looks as often as the service looks for alarms.
    await page.evaluate(() => window.strongroom.ask('alarm.look', {}));

    const warning = page.locator('[data-start-with-computer="barred"]');
    await warning.getByText('The system has been told not to start Strongroom').waitFor();
    await warning.getByRole('button', { name: 'Start with the computer' }).click();
    await page.locator('[data-overall="protected"]').waitFor();

    expect(readFileSync(entry, 'utf8')).not.toContain('enabled=false');
    expect(application.windows().length).toBe(1);
  });
});

describe('when the backups lie on the disk of the files', () => {
  const at = withOffice('same disk', () => Promise.resolve());

  it('Home and the plan never call that protected, and lead to a plan with another place', async () => {
    const { page, pages } = at();
    await page.locator('[data-overall="attention"]').waitFor();
    await page.locator('[data-loss="all"]').waitFor();
    await pages.home
      .card('Accounts')
      .getByText(/if it fails, everything is lost/)
      .waitFor();
    await page.locator('[data-next-step="look"]').click();
    await page.locator('main [data-standing="same-disk"]').waitFor();
    await page.getByRole('button', { name: 'Make a plan with another place' }).click();

    await expect.poll(() => pages.create.name.inputValue()).toBe('Copy of Accounts');
  });

  it('the question where warns of such a place, and no longer once there is a better one', async () => {
    const { application, page, pages, office } = at();
    await answerDialogs(application, [office.source]);
    await pages.create.choosePlace.click();
    await page.locator('[data-same-disk]').waitFor();
    await answerDialogs(application, [disk]);
    await pages.create.change.click();
    await pages.create.chosen(disk).waitFor();
    await page.locator('[data-same-disk]').waitFor({ state: 'detached' });
  });
});

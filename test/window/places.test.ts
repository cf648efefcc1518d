import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { openWindow, type OpenWindow } from '../support/open-window.ts';
import { SshServer, whyNoSshServer } from '../support/sshd.ts';
import { barriersOf } from './barriers.ts';
import { answerDialogs, Pages } from './pages.ts';
import { placesOf } from './places-pages.ts';
import { makeOffice } from './restore-office.ts';

const noServer = whyNoSshServer();
if (noServer !== undefined) console.warn(`places.test.ts opens no server: ${noServer}`);

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-places-')));
const at = (name: string) => join(base, name);
const LONG =
  'The second place of all, in the cellar of the branch, with a name that is much longer than names should be';

describe('the places of a plan', () => {
  let opened: OpenWindow;
  let pages: Pages;
  let places: ReturnType<typeof placesOf>;

  beforeAll(async () => {
    const { home } = await makeOffice(base);
    for (const folder of ['cellar', 'restored']) mkdirSync(at(folder));
    opened = await openWindow(home);
    opened.page.setDefaultTimeout(15_000);
    await opened.page.emulateMedia({ reducedMotion: 'reduce' });
    pages = new Pages(opened.page);
    places = placesOf(opened.page);
    await pages.home.plan('Documents').click();
  });
  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('says where the backups are, and that one place is not enough', async () => {
    await places.row('First place').getByText('2 recovery points are there').waitFor();
    await opened.page.getByText('The backups are in one place only.').waitFor();
  });

  it('accepts no address that nobody has picked a file for, and no place that is missing', async () => {
    await places.add.click();
    await places.save.click();
    await opened.page.getByText('Choose a place first.').waitFor();
    await places.byAddress.check();
    await places.address.fill('sftp://branch:secret@nas.example.com/backups');
    await opened.page.getByText('Leave the password out of the address').waitFor();
    expect(await barriersOf(opened.page)).toEqual([]);

    const refused = await opened.page.evaluate(() =>
      window.strongroom.ask('place.test', { place: 'sftp://branch@127.0.0.1:9/backups', credentials: '/etc/passwd' }),
    );
    expect(refused).toMatchObject({ ok: false, error: { detail: 'path-not-granted' } });
  });

  it('tries a place, adds it and copies everything there', async () => {
    await places.byFolder.check();
    await answerDialogs(opened.application, [at('cellar')]);
    await places.chooseFolder.click();
    await places.test.click();
    await places.tested(true).waitFor();
    await places.name.fill(LONG);
    await places.failover.check();
    expect(await barriersOf(opened.page)).toEqual([]);
    await places.save.click();

    await opened.page.locator('[data-outcome="complete"]').getByText('2 recovery points were copied').waitFor();
    await places.row(LONG).getByText('2 recovery points are there').waitFor();
    await pages.plan.points.first().getByText('in 2 of 2 places').waitFor();
    expect(await barriersOf(opened.page)).toEqual([]);
  });

  it('checks the copy', async () => {
    await places.more(LONG).click();
    await places.check.click();

    await opened.page.locator('[data-outcome="complete"]').getByText('2 backups were read').waitFor();
  });

  it('backs up to the copy and restores from it once the first place is lost', async () => {
    renameSync(at('vault'), at('lost'));
    await pages.home.backUp('Documents').click();
    await opened.page.locator('[data-outcome="complete"]').getByText('The first place was away').waitFor();

    await pages.plan.restoreFiles.click();
    await pages.browse.openFolder('Documents').click();
    await pages.browse.choose('report.txt').check();
    await pages.browse.restore.click();
    await pages.restore.folder.check();
    await answerDialogs(opened.application, [at('restored')]);
    await pages.restore.chooseFolder.click();
    await pages.restore.preview.waitFor();
    await pages.restore.start.click();
    await opened.page.locator('[data-outcome="complete"]').waitFor();

    const restored = await pages.restore.place.getAttribute('data-restored-to');
    expect(readFileSync(restored ?? '', 'utf8')).toBe('a spoilt one');
  });

  it('makes the copy the first place, and the first place again once that is found', async () => {
    await pages.nav('home').click();
    await pages.home.plan('Documents').click();
    await places.more(LONG).click();
    await places.promote.click();
    expect(await barriersOf(opened.page)).toEqual([]);
    await places.promoteConfirm.click();
    await places.row(`First place · ${LONG}`).getByText('3 recovery points are there').waitFor();
    await places.row(at('vault')).getByText('nothing there is counted on until').waitFor();

    renameSync(at('lost'), at('vault'));
    await answerDialogs(opened.application, [at('vault')]);
    await pages.plan.more.click();
    await places.moved.click();
    await places.promoteConfirm.click();
    await places.row(`Copy · ${LONG}`).getByText('3 recovery points are there').waitFor();
    renameSync(at('vault'), at('lost'));
  });

  it('tells what could not be copied, there and in the history', async () => {
    renameSync(at('cellar'), at('lost cellar'));
    await pages.nav('home').click();
    await pages.home.plan('Documents').click();
    await places.copyNow(LONG).click();
    await opened.page.locator('[data-outcome="skipped"] [data-code="vault-unavailable"]').waitFor();
    await opened.page.locator('[data-last-copying]').waitFor();
    expect(await barriersOf(opened.page)).toEqual([]);

    await pages.nav('history').click();
    await pages.history.details.first().click();
    await pages.history.trouble.first().waitFor();
    await pages.history.closeDetails.click();
  });

  it('tries an address for a new plan with the file that a person picked for it', async () => {
    const credentials = at('nas.json');
    writeFileSync(credentials, 'no sign-in');
    await pages.nav('home').click();
    await pages.home.newPlan.click();
    await places.addressInstead.click();
    await places.address.fill('sftp://branch@127.0.0.1:9/backups');
    await answerDialogs(opened.application, [credentials]);
    await places.chooseCredentials.click();
    await pages.create.chosen(credentials).waitFor();
    await places.test.click();

    await places.tested(false).locator('[data-code="credentials-unreadable"]').waitFor();
    expect(await barriersOf(opened.page)).toEqual([]);
  });

  it.skipIf(noServer !== undefined)(
    'opens the backups of another computer on a server, with the file that a person picked',
    async () => {
      const server = await SshServer.start();
      const other = await openEngine({ home: at('other home'), vaultReadme: 'A vault of a test.\n' });
      const { id: plan } = await other.planAdd({
        name: 'Old till',
        sources: [at('Documents')],
        vault: join(server.served, 'branch'),
      });
      await other.backup({ plan });
      await other.close();
      const credentials = at('server.json');
      writeFileSync(credentials, JSON.stringify(server.byKey));
      const { user, port, path } = server.address('branch');

      await pages.nav('open-vault').click();
      await places.addressInstead.click();
      await places.address.fill(`sftp://${user}@127.0.0.1:${port}${path}`);
      const early = await places.openAddress.isDisabled();
      await answerDialogs(opened.application, [credentials]);
      await places.chooseCredentials.click();
      await pages.create.chosen(credentials).waitFor();
      await places.openAddress.click();
      const found = opened.page.locator(`[data-plan="${plan}"]`);
      await found.getByText('1 recovery point').waitFor();

      expect(early).toBe(true);
      expect(await barriersOf(opened.page)).toEqual([]);
      await server.stop();
    },
  );

  it('stops copying', async () => {
    await pages.nav('home').click();
    await pages.home.plan('Documents').click();
    await places.more(LONG).click();
    await places.stop.click();
    await places.stopConfirm.click();

    await places.row(LONG).waitFor({ state: 'detached' });
  });

  it('adds a disk that takes turns, names it anew and lets it go', async () => {
    renameSync(at('lost'), at('vault'));
    mkdirSync(at('friday'));
    await places.addDisk.click();
    await answerDialogs(opened.application, [at('friday')]);
    await places.chooseFolder.click();
    await places.diskName.fill('Friday disk B');
    await places.firstDisk.fill('Friday disk A');
    expect(await barriersOf(opened.page)).toEqual([]);
    await places.saveDisk.click();
    await places.row('Disk · Friday disk B').getByText('No recovery point is there yet.').waitFor();
    await places.row('Disk · Friday disk A').getByText('2 recovery points are there').waitFor();
    await places.plugIn.selectOption('always');
    expect(await barriersOf(opened.page)).toEqual([]);

    await pages.home.backUp('Documents').click();
    await places.row('Friday disk B').getByText('1 recovery point is there').waitFor();
    expect(await places.plugIn.inputValue()).toBe('always');
    await places.more('Friday disk B').click();
    await places.rename.click();
    await places.diskName.fill('Monday disk');
    await places.saveName.click();
    await places.more('Monday disk').click();
    await places.remove.click();
    await places.removeConfirm.click();

    await places.row('Monday disk').waitFor({ state: 'detached' });
    await places.row('First place · Friday disk A').waitFor();
  });
});

import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentOf, on } from './steps.mjs';

const SHARE = '\\\\nas\\share';

/** P:\work is also where `\\nas\share` and Q: lead to, each to a folder of it: see wine.mjs. */
export const placeJourneys = {
  'places: writes into a share by its UNC name, tries it, and finds it again in capitals': (folder, cli) => {
    const source = folderWith(folder, 'Shared');
    mkdirSync(join(folder, 'share', 'Branch'), { recursive: true });
    const strongroom = on(cli, 'home-share');
    const tried = strongroom(0, 'place', 'test', `${SHARE}\\Branch`);
    assert.equal(tried.place, `${SHARE}\\Branch`);
    strongroom(0, 'plan', 'add', '--name', 'Shared', '--source', 'P:\\work\\Shared', '--vault', `${SHARE}\\Branch`);
    strongroom(0, 'backup', 'Shared');
    assert.ok(existsSync(join(folder, 'share', 'Branch', 'strongroom-vault.json')));
    const other = on(cli, 'home-share-other');
    assert.equal(other(0, 'vault', 'open', '\\\\NAS\\SHARE\\branch').points, 1);
    other(0, 'restore', 'Shared', '--to', 'P:\\work\\shared-back');
    assert.deepEqual(contentOf(join(folder, 'shared-back', 'Shared')), contentOf(source));
  },

  'places: asks Windows for a connection to a share that has credentials, and leaves none behind': (
    folder,
    cli,
    node,
  ) => {
    const { status, stdout, stderr } = node('inside/shares.mjs');
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), ['a server that is not there leaves nothing behind']);

    writeFileSync(join(folder, 'share.json'), JSON.stringify({ username: 'OFFICE\\backup', password: 'secret words' }));
    writeFileSync(join(folder, 'half.json'), JSON.stringify({ username: 'OFFICE\\backup' }));
    const strongroom = on(cli, 'home-login');
    const given = (file) => [`${SHARE}\\Branch`, '--credentials-file', `P:\\work\\${file}`];
    assert.equal(strongroom(2, 'place', 'test', ...given('half.json')).error.code, 'credentials-needed');
    // Wine has no network behind these calls, and says so.
    const { error } = strongroom(4, 'place', 'test', ...given('share.json'));
    assert.deepEqual([error.code, error.subject, error.detail], ['vault-unavailable', SHARE, 'Windows 1222']);
    assert.deepEqual(readdirSync(join(folder, 'home-login', 'shares')), []);
  },

  'places: copies to a second folder, loses the first, and restores from the copy': (folder, cli) => {
    const source = folderWith(folder, 'Twice');
    const strongroom = on(cli, 'home-twice');
    strongroom(0, 'plan', 'add', '--name', 'Twice', '--source', 'P:\\work\\Twice', '--vault', 'P:\\work\\vault-twice');
    strongroom(0, 'backup', 'Twice');
    appendFileSync(join(source, 'ledger.txt'), 'one line more\n');
    strongroom(0, 'backup', 'Twice');
    mkdirSync(join(folder, 'second', 'copy'), { recursive: true });
    const { copies, outcome } = strongroom(0, 'copy', 'Twice', '--to-vault', 'Q:\\copy');
    assert.deepEqual([outcome, copies[0].copied, copies[0].missing], ['complete', 2, 0]);
    rmSync(join(folder, 'vault-twice'), { recursive: true });
    strongroom(0, 'restore', 'Twice', '--to', 'P:\\work\\twice-back');
    assert.deepEqual(contentOf(join(folder, 'twice-back', 'Twice')), contentOf(source));

    // The copy takes the place of the one that is lost, and what is due goes there, from a process of its own.
    const promoted = strongroom(
      0,
      'plan',
      'edit',
      'Twice',
      '--vault',
      'Q:\\copy',
      '--schedule',
      'log-on',
      '--scheme',
      'incremental',
    );
    assert.deepEqual([promoted.vault, promoted.vaultId], ['Q:\\copy', copies[0].copy]);
    const { runs } = strongroom(0, 'run-due', '--event', 'log-on');
    assert.deepEqual(
      runs.map(({ name, result }) => [name, result.outcome, result.kind]),
      [['Twice', 'complete', 'incremental']],
    );
  },

  'places: finds its disk under another drive letter, and goes on in a share that the vault has moved to': (
    folder,
    cli,
  ) => {
    const source = folderWith(folder, 'Moved');
    for (const name of ['second', 'share']) mkdirSync(join(folder, name), { recursive: true });
    const strongroom = on(cli, 'home-moved');
    strongroom(0, 'plan', 'add', '--name', 'Moved', '--source', 'P:\\work\\Moved', '--vault', 'P:\\work\\vault-moved');
    strongroom(0, 'backup', 'Moved');
    renameSync(join(folder, 'vault-moved'), join(folder, 'second', 'vault-moved'));
    strongroom(0, 'backup', 'Moved');
    assert.equal(strongroom(0, 'plan', 'show', 'Moved').vault, 'Q:\\vault-moved');

    renameSync(join(folder, 'second', 'vault-moved'), join(folder, 'share', 'vault-moved'));
    mkdirSync(join(folder, 'share', 'empty'));
    assert.equal(
      strongroom(4, 'plan', 'edit', 'Moved', '--vault', `${SHARE}\\empty`).error.code,
      'vault-marker-missing',
    );
    const edited = strongroom(0, 'plan', 'edit', 'Moved', '--vault', `${SHARE}\\vault-moved`);
    assert.equal(edited.vault, `${SHARE}\\vault-moved`);
    appendFileSync(join(source, 'ledger.txt'), 'and on\n');
    assert.equal(strongroom(0, 'backup', 'Moved').kind, 'incremental');
    assert.equal(strongroom(0, 'verify', 'Moved', '--level', 'deep').points.length, 3);
    strongroom(0, 'restore', 'Moved', '--to', 'P:\\work\\moved-back');
    assert.deepEqual(contentOf(join(folder, 'moved-back', 'Moved')), contentOf(source));
  },
};

function folderWith(folder, name) {
  const source = join(folder, name);
  mkdirSync(source);
  writeFileSync(join(source, 'ledger.txt'), 'ledger\n'.repeat(5000));
  writeFileSync(join(source, '账单.txt'), 'a bill\n');
  return source;
}

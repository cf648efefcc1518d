import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentOf, on, onLinux, walk } from './steps.mjs';

const MIB = 1024 * 1024;

export const laterJourneys = {
  'goes on with a run that was killed, behind its last checkpoint': (folder, cli, node) => {
    const source = join(folder, 'Broken');
    mkdirSync(source);
    // A checkpoint comes after 256 MiB.
    for (let i = 0; i < 6; i++) writeFileSync(join(source, `part ${i}.bin`), randomBytes(64 * MIB));
    const strongroom = on(cli, 'home-broken');
    strongroom(
      0,
      'plan',
      'add',
      '--name',
      'Broken',
      '--source',
      'P:\\work\\Broken',
      '--vault',
      'P:\\work\\vault-broken',
    );
    const words = ['engine/cli.mjs', '--home', 'P:\\work\\home-broken', 'backup', 'Broken'];
    const killed = node('inside/interrupt.mjs', 'P:\\work\\home-broken\\checkpoints', ...words);
    assert.equal(killed.stdout.trim(), 'killed', killed.stderr);

    const result = strongroom(0, 'backup', 'Broken');
    assert.ok(result.resumed.bytes >= 64 * MIB, JSON.stringify(result.resumed));
    assert.ok(result.bytes.read + result.resumed.bytes >= 6 * 64 * MIB);
    strongroom(0, 'restore', 'Broken', '--to', 'P:\\work\\broken-back');
    assert.deepEqual(contentOf(join(folder, 'broken-back', 'Broken')), contentOf(source));
    assert.equal(strongroom(0, 'verify', 'Broken', '--level', 'deep').points[0].state, 'good');
  },

  'throws old points away by a rule, brings them back from the trash, and removes what is read-only for good': (
    folder,
    cli,
    node,
  ) => {
    const source = join(folder, 'Kept');
    const strongroom = on(cli, 'home-kept');
    const vault = join(folder, 'vault-kept');
    mkdirSync(source);
    writeFileSync(join(source, 'ledger.txt'), 'ledger\n');
    strongroom(0, 'plan', 'add', '--name', 'Kept', '--source', 'P:\\work\\Kept', '--vault', 'P:\\work\\vault-kept');
    const points = [1, 2, 3, 4, 5].map((day) => {
      appendFileSync(join(source, 'ledger.txt'), `day ${day}\n`);
      return strongroom(0, 'backup', 'Kept', '--kind', 'full').setId;
    });
    strongroom(0, 'plan', 'edit', 'Kept', '--keep', 'last 1');
    const { removed, inTrash } = strongroom(0, 'prune', 'Kept');
    assert.deepEqual(removed.map(({ setId }) => setId).sort(), points.slice(0, 2).sort());
    assert.equal(inTrash, 2);
    // Three good ones stay without being asked for.
    assert.deepEqual(sealsIn(vault).sort(), points.slice(2).sort());

    const { returned } = strongroom(0, 'prune', 'Kept', '--undo');
    assert.deepEqual(returned.map(({ setId }) => setId).sort(), points.slice(0, 2).sort());
    strongroom(0, 'restore', 'Kept', '--at', points[0], '--to', 'P:\\work\\kept-back');
    assert.deepEqual(Object.keys(contentOf(join(folder, 'kept-back', 'Kept'))), ['ledger.txt']);
    assert.deepEqual(
      strongroom(0, 'verify', 'Kept', '--level', 'deep').points.map(({ state }) => state),
      points.map(() => 'good'),
    );

    assert.deepEqual(sealedFiles(vault).filter(isWritable), [], 'sealed files may be written to');
    const later = (days) => {
      const clock = ['--import', `file:///P:/work/inside/days-later.mjs?${days}`, 'engine/cli.mjs'];
      return on((...args) => node(...clock, ...args), 'home-kept');
    };
    // What was brought back stays for a week, and then is in the trash for another.
    later(9)(0, 'prune', 'Kept');
    const { purged } = later(18)(0, 'prune', 'Kept');
    assert.deepEqual(purged.map(({ setId }) => setId).sort(), points.slice(0, 2).sort());
    for (const id of points.slice(0, 2))
      assert.deepEqual(
        sealedFiles(vault).filter((path) => path.includes(id)),
        [],
      );
  },

  'says where Windows has been told not to start it at log-on': (_folder, _cli, node) => {
    const { status, stdout, stderr } = node('inside/log-on.mjs');
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), ['off', 'on', 'barred', 'on', 'off']);
  },

  'makes a full of a chain without reading the source': (folder, cli) => {
    const source = join(folder, 'Chain');
    const strongroom = on(cli, 'home-chain');
    mkdirSync(source);
    writeFileSync(join(source, 'large.bin'), randomBytes(5 * MIB));
    strongroom(0, 'plan', 'add', '--name', 'Chain', '--source', 'P:\\work\\Chain', '--vault', 'P:\\work\\vault-chain');
    for (let i = 0; i < 3; i++) {
      appendFileSync(join(source, 'large.bin'), randomBytes(1000));
      writeFileSync(join(source, `small ${i}.txt`), `small ${i}`);
      strongroom(0, 'backup', 'Chain', '--kind', i === 0 ? 'full' : 'incremental');
    }
    strongroom(0, 'consolidate', 'Chain');
    strongroom(0, 'restore', 'Chain', '--to', 'P:\\work\\chain-back');
    assert.deepEqual(contentOf(join(folder, 'chain-back', 'Chain')), contentOf(source));
  },

  'writes encrypted backups without the key that opens them, keeps its own behind DPAPI, and opens them with either': (
    folder,
    cli,
  ) => {
    const source = join(folder, 'Secret');
    mkdirSync(source);
    writeFileSync(join(source, 'letter.txt'), 'dear canary\n'.repeat(10_000));
    writeFileSync(join(folder, 'passphrase.txt'), 'four words that nobody knows\r\n');
    const strongroom = on(cli, 'home-secret');
    const place = ['--source', 'P:\\work\\Secret', '--vault', 'P:\\work\\vault-secret'];
    const keys = ['--passphrase-file', 'P:\\work\\passphrase.txt', '--recovery-key-out', 'P:\\work\\key.txt'];
    strongroom(0, 'plan', 'add', '--name', 'Secret', ...place, '--encrypt', ...keys);
    strongroom(0, 'backup', 'Secret');
    appendFileSync(join(source, 'letter.txt'), 'and one line more');
    assert.equal(strongroom(0, 'backup', 'Secret').kind, 'incremental');
    assert.equal(strongroom(5, 'restore', 'Secret', '--to', 'P:\\work\\secret-no').error.code, 'key-needed');
    const [stored] = walk(join(folder, 'home-secret', 'keys'));
    assert.ok(!readFileSync(stored).includes('macKey'), 'the keys of this computer lie open');
    assert.ok(walk(join(folder, 'vault-secret')).every((path) => !readFileSync(path).includes('letter.txt')));

    const other = on(cli, 'home-secret-other');
    other(0, 'vault', 'open', 'P:\\work\\vault-secret', '--recovery-key-file', 'P:\\work\\key.txt');
    other(0, 'restore', 'Secret', '--to', 'P:\\work\\secret-back', '--passphrase-file', 'P:\\work\\passphrase.txt');
    assert.deepEqual(contentOf(join(folder, 'secret-back', 'Secret')), contentOf(source));
    onLinux(folder, 'vault', 'open', join(folder, 'vault-secret'), '--recovery-key-file', join(folder, 'key.txt'));
  },
};

function sealedFiles(vault) {
  return walk(vault).filter((path) => /\/(sets|trash)\/[^/]+\//.test(path.replaceAll('\\', '/')));
}

/** Wine keeps the read-only attribute as the mode of the file. */
function isWritable(path) {
  return (statSync(path).mode & 0o222) !== 0;
}

/** Ids of the sets that are sealed and in no trash. */
function sealsIn(vault) {
  return walk(vault)
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\/sets\/[^/]+\/set\.json$/.test(path))
    .map((path) => path.split('/').at(-2));
}

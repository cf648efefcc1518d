import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../parts/place.mjs';
import { on, onLinux, walk } from './steps.mjs';

const [READ_ONLY, HIDDEN, SYSTEM] = [0x1, 0x2, 0x4];
const LONG = 'attributes'.repeat(15);

const SECOND_NAME = 'second name.txt';
/** Wine keeps no creation time, no "not content indexed", and says "archive" of every file: see docs/WINDOWS-ACCEPTANCE.md. */
const MARKS = {
  'plain.txt': 0,
  'other.txt': 0,
  'hidden.txt': HIDDEN,
  'system.ini': HIDDEN | SYSTEM,
  'readonly.txt': READ_ONLY,
  'all.txt': READ_ONLY | HIDDEN | SYSTEM,
  '隐藏.txt': HIDDEN,
  'linked.txt': READ_ONLY | HIDDEN,
  [SECOND_NAME]: READ_ONLY | HIDDEN,
  [`${LONG}/${LONG}/deep.txt`]: READ_ONLY | HIDDEN,
};
const FOLDERS = { '.': 0, 'Hidden folder': HIDDEN, [LONG]: SYSTEM };

export const attributeJourneys = {
  'attributes: saves them and gives them back': (folder, cli, node) => {
    const source = join(folder, 'Marked');
    const strongroom = on(cli, 'home-marked');
    marked(source, node);
    strongroom(
      0,
      'plan',
      'add',
      '--name',
      'Marked',
      '--source',
      'P:\\work\\Marked',
      '--vault',
      'P:\\work\\vault-marked',
    );
    const full = strongroom(0, 'backup', 'Marked');
    assert.deepEqual(full.notKept, ['acl', 'streams']);
    assert.match(listingOf(folder, 'vault-marked'), /"notKept":\["acl","streams"\]/);
    assert.match(listingOf(folder, 'vault-marked'), /"win":\{"attributes":"hsa","created":"\d+"\}/);

    const same = strongroom(0, 'backup', 'Marked', '--kind', 'incremental');
    assert.equal(same.files.changed + same.files.new, 0, 'an unchanged folder changes nothing');

    mark(node, 'Marked', { 'plain.txt': HIDDEN });
    const changed = strongroom(0, 'backup', 'Marked', '--kind', 'incremental');
    assert.deepEqual([changed.files.changed, changed.files.unchanged], [1, Object.keys(MARKS).length - 1]);

    const differential = strongroom(0, 'backup', 'Marked', '--kind', 'differential');
    for (const [setId, plain] of [
      [full.setId, 0],
      [changed.setId, HIDDEN],
      [differential.setId, HIDDEN],
    ]) {
      const { notices } = strongroom(0, 'restore', 'Marked', '--at', setId, '--to', `P:\\work\\marked-${setId}`);
      assert.deepEqual(notices, []);
      const wanted = { ...MARKS, ...FOLDERS, 'plain.txt': plain };
      assert.deepEqual(marksOf(node, `marked-${setId}\\Marked`, Object.keys(wanted)), wanted);
    }
    const { stdout } = cli('--home', 'P:\\work\\home-marked', 'backup', 'Marked');
    assert.match(stdout, /who may open them/);
  },

  'attributes: replaces hidden and read-only files, and takes that back': (folder, cli, node) => {
    const source = join(folder, 'Marked');
    const strongroom = on(cli, 'home-marked');
    const names = ['readonly.txt', 'hidden.txt', 'all.txt', 'other.txt'];
    const newer = Object.fromEntries(names.map((name) => [name, READ_ONLY | HIDDEN]));
    for (const name of names) writeFileSync(join(source, name), `newer ${name}`);
    mark(node, 'Marked', newer);
    const { files, undo } = strongroom(0, 'restore', 'Marked', '--original-place', '--conflict', 'replace');
    assert.equal(files.failed, 0);
    assert.equal(undo.replaced, names.length);
    for (const name of names) assert.equal(readFileSync(join(source, name), 'utf8'), name);
    assert.deepEqual(marksOf(node, 'Marked', names), pick(MARKS, names));

    assert.equal(strongroom(0, 'undo', undo.restore).files.putBack, names.length);
    for (const name of names) assert.equal(readFileSync(join(source, name), 'utf8'), `newer ${name}`);
    assert.deepEqual(marksOf(node, 'Marked', names), newer);

    const made = strongroom(0, 'restore', 'Marked', '--to', 'P:\\work\\marked-again');
    assert.equal(strongroom(0, 'undo', made.undo.restore).files.removed, Object.keys(MARKS).length);
    assert.equal(existsSync(join(folder, 'marked-again')), false);
  },

  'attributes: a point with them is restored on Linux and by the rescue script': (folder) => {
    onLinux(folder, 'vault', 'open', join(folder, 'vault-marked'));
    onLinux(folder, 'restore', 'Marked', '--to', join(folder, 'marked-linux'));
    assert.equal(readFileSync(join(folder, 'marked-linux', 'Marked', 'system.ini'), 'utf8'), 'system.ini');
    const script = join(root, 'assets', 'rescue', 'strongroom-rescue.py');
    const rescued = spawnSync('python3', [script, join(folder, 'vault-marked'), '--to', join(folder, 'marked-rescue')]);
    assert.equal(rescued.status, 0, String(rescued.stderr));
    assert.equal(readFileSync(join(folder, 'marked-rescue', 'Marked', 'system.ini'), 'utf8'), 'system.ini');
  },
};

function marked(source, node) {
  for (const name of [...Object.keys(FOLDERS), `${LONG}/${LONG}`]) mkdirSync(join(source, name), { recursive: true });
  for (const name of Object.keys(MARKS)) if (name !== SECOND_NAME) writeFileSync(join(source, name), name);
  linkSync(join(source, 'linked.txt'), join(source, SECOND_NAME));
  mark(node, 'Marked', { ...MARKS, ...FOLDERS });
  assert.deepEqual(marksOf(node, 'Marked', Object.keys(MARKS)), MARKS, 'this Wine keeps attributes');
}

function mark(node, folder, marks) {
  const words = Object.entries(marks).flatMap(([name, bits]) => [String(bits), windowsPath(folder, name)]);
  const { status, stderr } = node('inside/attributes.mjs', 'set', ...words);
  assert.equal(status, 0, stderr);
}

function marksOf(node, folder, names) {
  const { status, stdout, stderr } = node(
    'inside/attributes.mjs',
    'get',
    ...names.map((name) => windowsPath(folder, name)),
  );
  assert.equal(status, 0, stderr);
  return Object.fromEntries(JSON.parse(stdout).map(([, bits], i) => [names[i], bits]));
}

function windowsPath(folder, name) {
  return `P:\\work\\${folder}\\${name.replaceAll('/', '\\')}`;
}

function pick(all, names) {
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** All manifests of a vault, decoded. */
function listingOf(folder, vault) {
  const manifests = walk(join(folder, vault)).filter((path) => path.endsWith('manifest.zst'));
  const { status, stdout } = spawnSync('zstd', ['-dc', ...manifests], { encoding: 'utf8' });
  assert.equal(status, 0);
  return stdout;
}

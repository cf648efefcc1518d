import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { contentOf, on, onLinux, walk } from './steps.mjs';

const EARLY = new Date('1965-01-01T00:00:00Z');
const LONG = 'long'.repeat(40);

/** Each journey gets a folder that Windows sees as P:\work, and the command line under the Windows Node. */
export const journeys = {
  'starts, and says its version': (folder, cli) => {
    const { status, stdout } = cli('--version');
    assert.match(stdout.trim(), /^\d+\.\d+\.\d+$/);
    assert.equal(status, 0);
  },

  'gives a full, an incremental and a differential back exactly': (folder, cli) => {
    const source = join(folder, 'Source');
    office(source);
    const strongroom = on(cli, 'home');
    strongroom(0, 'plan', 'add', '--name', 'Office', '--source', 'P:\\work\\Source', '--vault', 'P:\\work\\vault');
    const points = ['full', 'incremental', 'differential'].map((kind, i) => {
      if (i > 0) change(source, i);
      const result = strongroom(0, 'backup', 'Office', '--kind', kind);
      assert.equal(result.kind, kind);
      return { setId: result.setId, content: contentOf(source) };
    });
    for (const { setId, content } of points) {
      strongroom(0, 'restore', 'Office', '--at', setId, '--to', `P:\\work\\back-${setId}`);
      assert.deepEqual(contentOf(join(folder, `back-${setId}`, 'Source')), content);
    }
    assert.deepEqual(
      strongroom(0, 'verify', 'Office', '--level', 'deep').points.map(({ state }) => state),
      ['good', 'good', 'good'],
    );
  },

  'takes paths with backslashes, without regard to their root, and refuses what is not there': (folder, cli) => {
    const strongroom = on(cli, 'home');
    const one = strongroom(
      0,
      'restore',
      'Office',
      '--path',
      'P:\\work\\Source\\Büro\\账单.txt',
      '--to',
      'P:\\work\\one',
    );
    assert.equal(one.files.restored, 1);
    assert.deepEqual(Object.keys(contentOf(join(folder, 'one'))), ['Source/Büro/账单.txt']);
    strongroom(1, 'restore', 'Office', '--path', 'Source\\nowhere', '--to', 'P:\\work\\none');
    strongroom(2, 'plan', 'add', '--name', 'Lost', '--source', 'P:\\work\\nowhere', '--vault', 'P:\\work\\vault');
  },

  'restores to the original place, a ZIP, and beside a file that has changed': (folder, cli) => {
    const strongroom = on(cli, 'home');
    const file = join(folder, 'Source', 'Büro', '账单.txt');
    const before = readFileSync(file);
    rmSync(file);
    strongroom(0, 'restore', 'Office', '--path', 'Source\\Büro', '--original-place');
    assert.deepEqual(readFileSync(file), before);
    writeFileSync(file, 'newer');
    assert.equal(strongroom(0, 'restore', 'Office', '--path', 'Source\\Büro', '--original-place').renamed.length, 1);
    assert.equal(readFileSync(file, 'utf8'), 'newer');
    strongroom(0, 'restore', 'Office', '--zip', 'P:\\work\\office.zip');
    assert.ok(statSync(join(folder, 'office.zip')).size > 1000);
  },

  'finds damage and names it': (folder, cli) => {
    const strongroom = on(cli, 'home');
    const volume = walk(join(folder, 'vault')).find((path) => path.endsWith('.tar.zst'));
    const bytes = readFileSync(volume);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(volume, bytes);
    const { points } = strongroom(6, 'verify', 'Office', '--level', 'read');
    const hit = points.filter(({ damage }) => damage.some(({ file }) => file && volume.endsWith(file)));
    assert.ok(hit.length > 0 && hit.every(({ state }) => state === 'damaged'));
  },

  'opens a vault that was made on Linux and writes names that Windows can hold': (folder, cli) => {
    const source = join(folder, 'linux-source');
    linuxNames(source);
    onLinux(folder, 'plan', 'add', '--name', 'Linux', '--source', source, '--vault', join(folder, 'linux-vault'));
    onLinux(folder, 'backup', 'Linux');
    const strongroom = on(cli, 'home-2');
    strongroom(0, 'vault', 'open', 'P:\\work\\linux-vault');
    const result = strongroom(0, 'restore', 'Linux', '--to', 'P:\\work\\linux-back');
    const names = Object.keys(contentOf(join(folder, 'linux-back', 'linux-source'))).sort();
    assert.equal(names.length, walk(source).length);
    for (const name of ['%63on.txt', 'a%3ab.txt', 'trail%2e', '..%5cescape.txt', '%ff.bin'])
      assert.ok(names.includes(name), name);
    assert.ok(result.renamed.length >= 6);
    assert.equal(readdirSync(folder).includes('escape.txt'), false);
  },
};

function office(source) {
  mkdirSync(join(source, 'Büro', 'empty'), { recursive: true });
  mkdirSync(join(source, LONG, LONG, 'deep'), { recursive: true });
  writeFileSync(join(source, 'Büro', '账单.txt'), 'one bill\n');
  writeFileSync(join(source, LONG, LONG, 'deep', 'far.txt'), 'below 366 characters\n');
  writeFileSync(join(source, 'zero.bin'), '');
  writeFileSync(join(source, 'large.bin'), randomBytes(5_000_000));
  writeFileSync(join(source, 'old.txt'), 'old');
  utimesSync(join(source, 'old.txt'), EARLY, EARLY);
  for (let i = 0; i < 60; i++) writeFileSync(join(source, `letter ${i}.txt`), `Dear customer ${i}\n`.repeat(i));
}

function change(source, round) {
  appendFileSync(join(source, 'large.bin'), randomBytes(1000));
  writeFileSync(join(source, `letter ${round}.txt`), 'changed');
  rmSync(join(source, `letter ${round + 10}.txt`));
  writeFileSync(join(source, `new ${round}.txt`), 'new');
}

/** Names that Linux holds and Windows does not, and two that are one there. */
function linuxNames(source) {
  mkdirSync(source, { recursive: true });
  for (const name of [
    'a:b.txt',
    'con.txt',
    'aux',
    'trail.',
    'q?*<>|.txt',
    '..\\escape.txt',
    'Case.txt',
    'case.txt',
    '中文.txt',
  ]) {
    writeFileSync(join(source, name), name);
  }
  writeFileSync(Buffer.concat([Buffer.from(`${source}/`), Buffer.from([0xff]), Buffer.from('.bin')]), 'not text');
  linkSync(join(source, 'aux'), join(source, 'second name.txt'));
}

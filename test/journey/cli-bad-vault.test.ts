import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../electron/contract/index.ts';
import { makeDocuments, noise } from './cli-documents.ts';
import { addAccounts, expectRefused } from './cli-refusals.ts';
import { type Bench, contentOf, entry, madeSet, makeBench, runProgram } from './cli-runner.ts';

let bench: Bench;
let documents: string;

beforeEach(() => {
  bench = makeBench();
  documents = bench.path('Documents');
  makeDocuments(documents);
});
afterEach(() => bench.remove());

const addPlan = (...more: string[]) => addAccounts(bench, ...more);
const refused = (exit: number, code: ErrorCode, ...args: string[]) => expectRefused(bench, { exit, code, args });

describe('a vault', () => {
  it('that has lost its mark is not written to', async () => {
    await addPlan();
    await bench.backup(0, 'Accounts');
    for (const name of ['strongroom-vault.json', 'strongroom-vault.copy.json']) rmSync(join(bench.vault, name));
    const before = contentOf(bench.vault);

    await refused(4, 'vault-marker-missing', 'backup', 'Accounts');
    await refused(
      4,
      'vault-marker-missing',
      'plan',
      'add',
      '--name',
      'B',
      '--source',
      documents,
      '--vault',
      bench.vault,
    );

    expect(contentOf(bench.vault)).toEqual(before);
  });

  it('that has lost one of its two marks goes on, and verification tells of it', async () => {
    await addPlan();
    await bench.backup(0, 'Accounts');
    rmSync(join(bench.vault, 'strongroom-vault.json'));

    await bench.backup(0, 'Accounts');
    const found = await bench.verify(6, 'Accounts', '--level', 'quick');

    expect(found.vault).toMatchObject([{ code: 'marker-missing' }]);
    expect(found.points.every((point) => point.state === 'good')).toBe(true);
  });

  it('whose mark is damaged is not written to', async () => {
    await addPlan();
    for (const name of ['strongroom-vault.json', 'strongroom-vault.copy.json'])
      writeFileSync(join(bench.vault, name), 'x');

    await refused(4, 'vault-marker-damaged', 'backup', 'Accounts');
  });

  it('that is not connected is not made anew', async () => {
    await addPlan();
    renameSync(bench.vault, bench.path('unplugged'));

    await refused(4, 'vault-unavailable', 'backup', 'Accounts');
    await refused(4, 'vault-unavailable', 'vault', 'open', bench.vault);

    expect(existsSync(bench.vault)).toBe(false);
    renameSync(bench.path('unplugged'), bench.vault);
    await bench.backup(0, 'Accounts');
  });

  it('of another plan in the same place is not written to', async () => {
    await addPlan();
    rmSync(bench.vault, { recursive: true });
    const other = makeBench();
    await other.planAdd(0, '--name', 'Other', '--source', documents, '--vault', bench.vault);
    other.remove();
    const before = contentOf(bench.vault);

    await refused(4, 'vault-foreign', 'backup', 'Accounts');

    expect(contentOf(bench.vault)).toEqual(before);
  });

  it('is made in a folder of its own where there are other things', async () => {
    mkdirSync(bench.vault);
    writeFileSync(join(bench.vault, 'holiday.jpg'), 'x');

    const added = await addPlan();

    expect(added).toMatchObject({ vault: join(bench.vault, 'Strongroom'), inSubfolder: true });
    expect(readdirSync(bench.vault).sort()).toEqual(['Strongroom', 'holiday.jpg']);
  });

  it('at an address asks who we are', async () => {
    await refused(
      2,
      'credentials-needed',
      'plan',
      'add',
      '--name',
      'A',
      '--source',
      documents,
      '--vault',
      'sftp://u@h/p',
    );
    await refused(2, 'credentials-needed', 'vault', 'open', 's3://bucket/prefix');
    await refused(2, 'place-unsupported', 'vault', 'open', 'ftp://server/path');
    await refused(2, 'place-holds-secret', 'vault', 'open', 'sftp://u:secret@h/p');
  });
});

describe.skipIf(process.platform !== 'linux')('a full disk', () => {
  it('fails the run with one sentence and leaves the earlier point whole', async () => {
    mkdirSync(bench.vault);
    writeFileSync(join(documents, 'more.bin'), noise(100_000, 5));
    const strongroom = `"${process.execPath}" "${entry}" --home "${bench.home}" --json`;
    const script = [
      'set -u',
      `mount -t tmpfs -o size=6m tmpfs "${bench.vault}" || exit 99`,
      `${strongroom} plan add --name A --source "${documents}" --vault "${bench.vault}"`,
      `${strongroom} backup A`,
      `head -c 4000000 /dev/urandom > "${documents}/too-much.bin"`,
      `${strongroom} backup A; echo "$?"`,
      `rm "${documents}/too-much.bin"`,
      `${strongroom} points A`,
      `${strongroom} verify A --level deep`,
      `${strongroom} backup A; echo "$?"`,
    ].join('\n');

    const said = await runProgram('unshare', ['-rm', 'sh', '-c', script], bench.folder);
    if (said.exit === 99 || /not permitted|not found/.test(said.stderr)) return;
    const [, first, failed, failedExit, points, verified, again, againExit] = said.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

    expect(failed.error).toMatchObject({ code: 'vault-full' });
    expect([failedExit, againExit]).toEqual([1, 0]);
    expect(points).toMatchObject([{ setId: first.setId }]);
    expect(verified).toMatchObject({ outcome: 'complete', points: [{ setId: first.setId, state: 'good' }] });
    expect(again.outcome).toBe('complete');
  });
});

describe('a set of a newer version', () => {
  it('is not read, is said so, and the next backup does without it', async () => {
    await addPlan();
    const first = madeSet(await bench.backup(0, 'Accounts', '--kind', 'full'));
    writeFileSync(join(documents, 'letters', 'a.txt'), 'later\n');
    const second = madeSet(await bench.backup(0, 'Accounts', '--kind', 'full'));
    for (const path of Object.keys(contentOf(bench.vault)).filter((found) => /\/set(\.copy)?\.json$/.test(found))) {
      const file = join(bench.vault, path);
      const [line = ''] = readFileSync(file, 'utf8').split('\n');
      const seal = JSON.parse(line);
      if (seal.set !== second) continue;
      const newer = JSON.stringify({ ...seal, format: seal.format + 100 });
      chmodSync(file, 0o600);
      writeFileSync(file, `${newer}\n${createHash('sha256').update(newer).digest('hex')}\n`);
    }
    const other = makeBench();

    try {
      const opened = await other.vaultOpen(1, bench.vault);
      expect(opened.unreadable).toMatchObject([{ code: 'set-newer', setId: second }]);
      expect(opened.points).toBe(1);
      await other.restore(0, 'Accounts', '--at', first, '--to', other.path('out'));
    } finally {
      other.remove();
    }
    const verified = await bench.verify(1, 'Accounts', '--level', 'quick');
    expect(verified.points.find((point) => point.setId === second)?.damage).toMatchObject([{ code: 'set-newer' }]);
    const next = madeSet(await bench.backup(0, 'Accounts', '--kind', 'incremental'));
    await bench.restore(0, 'Accounts', '--at', next, '--to', bench.path('out'));
    expect(readFileSync(bench.path('out', 'Documents', 'letters', 'a.txt'), 'utf8')).toBe('later\n');
  });
});

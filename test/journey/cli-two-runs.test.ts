import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../electron/contract/index.ts';
import { makeDocuments, noise } from './cli-documents.ts';
import { addAccounts, expectRefused, setsIn } from './cli-refusals.ts';
import { type Bench, contentOf, ended, entry, makeBench, workerOf } from './cli-runner.ts';

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

describe('a process that works for another', () => {
  it('ends without a word where that one has gone before it had begun', async () => {
    await addPlan();
    const orphan = fork(entry, ['--home', bench.home, '--json', 'backup', 'Accounts'], {
      env: { ...process.env, STRONGROOM_WAITING: '1' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const said: Buffer[] = [];
    for (const stream of [orphan.stdout, orphan.stderr]) stream?.on('data', (bytes: Buffer) => said.push(bytes));

    expect(await ended(orphan)).toBe(0);
    expect(Buffer.concat(said).toString()).toBe('');
    expect(setsIn(bench.vault)).toEqual([]);
  });
});

describe('two at once', () => {
  const until = async (isSo: () => boolean) => {
    for (let tries = 0; tries < 600 && !isSo(); tries += 1) await new Promise((done) => setTimeout(done, 20));
    expect(isSo()).toBe(true);
  };
  const setFolders = () => Object.keys(contentOf(bench.vault)).filter((path) => /\/sets\/[^/]+$/.test(path)).length;

  beforeEach(async () => {
    for (let at = 0; at < 12; at += 1) writeFileSync(join(documents, `big-${at}.bin`), noise(12_000_000, at + 10));
    await addPlan();
  });

  it.skipIf(process.platform === 'win32')('the second backup of a plan is told that it is busy', async () => {
    const first = bench.start('backup', 'Accounts');
    const end = ended(first);
    await until(() => setFolders() > 0);
    const worker = await workerOf(first);
    process.kill(worker, 'SIGSTOP');

    await refused(7, 'busy', 'backup', 'Accounts');
    const second = await bench.run('backup', 'Accounts');
    expect(second.stderr).toMatch(/^The plan “Accounts” has been backing up since .+, started on the command line by /);

    process.kill(worker, 'SIGCONT');
    expect(await end).toBe(0);
    expect(await bench.points(0, 'Accounts')).toHaveLength(1);
  });

  it.skipIf(process.platform === 'win32')('a backup that is cancelled ends with 130 and leaves no point', async () => {
    const child = bench.start('backup', 'Accounts');
    const end = ended(child);
    await until(() => setFolders() > 0);
    child.kill('SIGINT');

    expect(await end).toBe(130);
    expect(await bench.points(0, 'Accounts')).toEqual([]);
    expect(setsIn(bench.vault)).toEqual([]);
    expect(await bench.backup(0, 'Accounts')).toMatchObject({ outcome: 'complete' });
    await bench.verify(0, 'Accounts', '--level', 'deep');
  });
});

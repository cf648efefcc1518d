import { statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zRunPage } from '../../electron/contract/index.ts';
import { addBooks, type Bench, documentOf, makeBench, makeFolder, offFor } from './cli-runner.ts';

let bench: Bench;

beforeEach(() => {
  bench = makeBench();
  makeFolder(bench.path('Books'));
  writeFileSync(bench.path('Books', 'a.txt'), 'one');
});
afterEach(() => bench.remove());

describe('several processes that look after the schedules', () => {
  it('run what is due once, however many of them look at the same moment', async () => {
    for (const name of ['A', 'B']) await addBooks(bench, name, '--schedule', 'hourly');
    offFor(90, bench.home);

    await Promise.all(Array.from({ length: 3 }, () => bench.run('--json', 'run-due')));

    const { rows } = documentOf(zRunPage, 0, await bench.run('--json', 'history'));
    const made = rows.filter(({ skip }) => skip === undefined).map(({ planName, outcome }) => `${planName} ${outcome}`);
    expect(made.toSorted()).toEqual(['A complete', 'B complete']);
  });

  it.runIf(process.platform !== 'win32')('keep a data folder that nobody else can open', async () => {
    await bench.planAdd(0, '--name', 'A', '--source', bench.path('Books'), '--vault', bench.vault);

    expect((statSync(bench.home).mode & 0o777).toString(8)).toBe('700');
  });
});

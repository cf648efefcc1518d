import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zRunPage } from '../../electron/contract/index.ts';
import { type Bench, documentOf, makeBench, makeFolder, workerOf } from './cli-runner.ts';

let bench: Bench;

beforeEach(() => {
  bench = makeBench();
  makeFolder(bench.path('Books'));
  writeFileSync(bench.path('Books', 'a.txt'), 'one');
});
afterEach(() => bench.remove());

const add = (name: string) =>
  bench.planAdd(0, '--name', name, '--source', bench.path('Books'), '--vault', bench.path('vault', name));

const history = async (...args: string[]) => documentOf(zRunPage, 0, await bench.run('--json', 'history', ...args));

describe('the history', () => {
  it('has every verb, how it ended, and what could not be done', async () => {
    await add('Books');
    const { setId } = await bench.backup(0, 'Books');
    await bench.restore(0, 'Books', '--to', bench.path('out'));
    await bench.verify(0, 'Books');
    rmSync(bench.path('vault'), { recursive: true });
    await bench.error(4, 'backup', 'Books');
    await bench.error(4, 'restore', 'Books', '--to', bench.path('out'));
    await bench.error(2, 'restore', 'Books', '--at', 'zzzz', '--to', bench.path('out'));

    const { rows, total } = await history();

    expect(total).toBe(rows.length);
    expect(rows.toReversed()).toMatchObject([
      { verb: 'backup', planName: 'Books', outcome: 'complete', kind: 'full', setId, files: 1, bytes: 3, troubles: {} },
      { verb: 'restore', outcome: 'complete', setId, files: 1, bytes: 3, to: bench.path('out') },
      { verb: 'verify', outcome: 'complete' },
      { verb: 'backup', outcome: 'failed', failure: { code: 'vault-unavailable' } },
      { verb: 'restore', outcome: 'failed', failure: { code: 'vault-unavailable' } },
    ]);
  });

  it('keeps what belongs to a removed plan, found by its name then', async () => {
    await add('One');
    await add('Two');
    await bench.backup(0, 'One');
    await bench.backup(0, 'Two');
    await bench.planRemove(0, 'One');
    await bench.planRemove(0, 'One');

    expect((await history('one')).rows.map(({ planName }) => planName)).toEqual(['One']);
    expect(await history('--limit', '1')).toMatchObject({ rows: [{ planName: 'Two' }], total: 2 });
    await bench.error(2, 'history', 'Three');
  });

  it('shows a run whose computer was switched off as failed', async () => {
    await add('Books');
    for (let i = 0; i < 60; i++) writeFileSync(bench.path('Books', `${i}.bin`), Buffer.alloc(4_000_000, `${i}`));
    const child = bench.start('backup', 'Books', '--kind', 'full');
    const worker = await workerOf(child);
    while ((await history()).total === 0);
    process.kill(worker, 'SIGKILL');
    await once(child, 'exit');

    expect(await history()).toMatchObject({ rows: [{ outcome: 'failed', failure: { code: 'interrupted' } }] });
    expect((await bench.planShow(0, 'Books')).state).toBe('failing');
  });

  it('becomes a table for a spreadsheet, in the language asked for', async () => {
    await add('=Books');
    await bench.backup(0, '=Books');

    const said = await bench.run('history', '--csv', '--lang', 'zh-CN');

    expect(said).toMatchObject({ exit: 0, stderr: '' });
    expect(said.stdout).toMatch(/^\uFEFF开始时间,.*\r\n[\d: -]+,[\d: -]+,'=Books,备份,.*\r\n$/);
    expect((await bench.run('history')).stdout).toContain('Backup');
  });
});

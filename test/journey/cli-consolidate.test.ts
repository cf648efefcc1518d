import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { zConsolidateResult } from '../../electron/contract/index.ts';
import { type Bench, documentOf, makeBench, makeFolder } from './cli-runner.ts';

let bench: Bench;

beforeEach(() => {
  bench = makeBench();
  makeFolder(bench.path('Books'));
  writeFileSync(bench.path('Books', 'a.txt'), 'one');
});
afterEach(() => bench.remove());

it('consolidate makes a full that is used from then on, without the folder that was backed up', async () => {
  await bench.planAdd(0, '--name', 'Books', '--source', bench.path('Books'), '--vault', bench.path('vault'));
  await bench.error(2, 'consolidate', 'Books');
  await bench.backup(0, 'Books');
  await bench.error(2, 'consolidate', 'Books');
  writeFileSync(bench.path('Books', 'b.txt'), 'two');
  const { setId } = await bench.backup(0, 'Books', '--kind', 'incremental');
  rmSync(bench.path('Books'), { recursive: true });

  const made = documentOf(zConsolidateResult, 0, await bench.run('--json', 'consolidate', 'Books', '--at', 'latest'));
  const points = await bench.run('points', 'Books');
  await bench.error(2, 'consolidate', 'Books', '--at', 'zzzz');

  expect(made).toMatchObject({ outcome: 'complete', madeFrom: setId, files: 2, gaps: [], gapCount: 0 });
  expect(points.stdout).toMatch(/full \(from the backups\)/);
  expect(await bench.restore(0, 'Books', '--to', bench.path('out'))).toMatchObject({ setId: made.setId });
});

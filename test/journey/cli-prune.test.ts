import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { zPlan, zPrunePlan, zPruneResult } from '../../electron/contract/index.ts';
import type { z } from 'zod';
import { expectRefused } from './cli-refusals.ts';
import { type Bench, documentOf, makeBench, makeFolder } from './cli-runner.ts';

let bench: Bench;

beforeEach(() => {
  bench = makeBench();
  makeFolder(bench.path('Books'));
});
afterEach(() => bench.remove());

const json = async <S extends z.ZodType>(schema: S, exit: number, ...args: string[]): Promise<z.output<S>> =>
  documentOf(schema, exit, await bench.run('--json', ...args));

async function backUp(times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    writeFileSync(bench.path('Books', 'a.txt'), `${n} ${Math.random()}`);
    expect((await bench.run('backup', 'Books', '--kind', 'full')).exit).toBe(0);
  }
}

it('a rule at the command line is kept, shown, put to use after a backup, previewed, and taken back', async () => {
  const [books, vault] = [bench.path('Books'), bench.path('vault')];
  await bench.planAdd(0, '--name', 'Books', '--source', books, '--vault', vault, '--keep', 'Min 2 LAST 2');
  expect(await json(zPlan, 0, 'plan', 'show', 'Books')).toMatchObject({ keep: 'last 2 min 2' });
  await backUp(3);
  expect((await bench.run('points', 'Books')).stdout).toContain('has 2 recovery points');

  expect(await json(zPlan, 0, 'plan', 'edit', 'Books', '--keep', 'last 1 min 1')).toMatchObject({
    keep: 'last 1 min 1',
  });
  const plan = await json(zPrunePlan, 0, 'prune', 'Books', '--preview');
  expect([plan.points.map(({ stays }) => stays), plan.trash.length]).toEqual([[false, true], 1]);
  const result = await json(zPruneResult, 0, 'prune', 'Books');
  expect(result).toMatchObject({ outcome: 'complete', kept: 1, inTrash: 2 });
  expect(result.removed.map(({ setId }) => setId)).toEqual([plan.points[0]?.setId]);
  expect(await json(zPruneResult, 0, 'prune', 'Books', '--undo')).toMatchObject({ kept: 3, inTrash: 0 });
  expect((await bench.run('history', 'Books')).stdout).toContain('Clean-up');

  expect(await json(zPlan, 0, 'plan', 'edit', 'Books', '--keep', 'all')).toMatchObject({ keep: '' });
  expect((await bench.run('plan', 'show', 'Books')).stdout).toMatch(/Keeps +everything/);
});

it('what cannot be a rule is refused with a sentence, and nothing is made or changed', async () => {
  const add = ['plan', 'add', '--name', 'Books', '--source', bench.path('Books'), '--vault', bench.path('vault')];
  for (const rule of ['10', 'last', 'last none', 'last 3 last 4', 'for ever']) {
    await expectRefused(bench, { exit: 2, code: 'keep-invalid', args: [...add, '--keep', rule] });
  }
  expect((await bench.run(...add)).exit).toBe(0);
  const { exit, stderr } = await bench.run('plan', 'edit', 'Books', '--keep', 'daily x');
  expect(exit).toBe(2);
  expect(stderr).toContain('“daily x”');
  await expectRefused(bench, { exit: 2, code: 'plan-unknown', args: ['prune', 'Nobody'] });
});

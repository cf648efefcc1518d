import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { zPinState } from '../../electron/contract/index.ts';
import { type Bench, documentOf, makeBench, makeFolder } from './cli-runner.ts';

let bench: Bench;

beforeEach(() => {
  bench = makeBench();
  makeFolder(bench.path('Books'));
  writeFileSync(bench.path('Books', 'a.txt'), 'one');
  writeFileSync(bench.path('pin'), '2468\nanother line');
  writeFileSync(bench.path('wrong'), '1357\n');
});
afterEach(() => bench.remove());

it('staff without the PIN back up and restore, and remove or change nothing; who has forgotten it removes it', async () => {
  await bench.planAdd(0, '--name', 'Books', '--source', bench.path('Books'), '--vault', bench.vault);
  const said = documentOf(zPinState, 0, await bench.run('--json', 'pin', '--new-pin-file', bench.path('pin')));
  expect(said).toEqual({ isSet: true });

  await bench.backup(0, 'Books');
  await bench.restore(0, 'Books', '--to', bench.path('back'));
  const refused = await bench.run('plan', 'remove', 'Books');
  expect([refused.exit, refused.stderr]).toEqual([5, expect.stringMatching(/--pin-file[\s\S]*SR-606/)]);
  const edit = ['plan', 'edit', 'Books', '--keep', 'last 5', '--pin-file'];
  expect(await bench.error(5, ...edit, bench.path('wrong'))).toMatchObject({
    error: { code: 'pin-wrong', phone: 'SR-607' },
  });
  expect((await bench.run(...edit, bench.path('pin'))).exit).toBe(0);
  expect(await bench.error(5, 'prune', 'Books')).toMatchObject({ error: { code: 'pin-needed' } });

  expect((await bench.run('pin', '--remove', '--forgotten')).stdout).toBe('No PIN is set any more.\n');
  await bench.planRemove(0, 'Books');
});

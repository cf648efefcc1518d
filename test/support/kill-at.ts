import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded before a program: ends it with no chance to tidy up right before its n-th change in a folder. What counts as a change: a
 * name that is made, moved or removed, a file that is opened for writing or whose rights change. `STRONGROOM_KILL_AT` is the n, `STRONGROOM_KILL_IN` the folder.
 */
const at = Number(process.env['STRONGROOM_KILL_AT']);
const folder = process.env['STRONGROOM_KILL_IN'] ?? '';
let changes = 0;

function before(path: unknown): void {
  if (typeof path !== 'string' || !path.startsWith(folder)) return;
  changes++;
  if (changes === at) process.kill(process.pid, 'SIGKILL');
}

for (const name of ['renameSync', 'rmSync', 'mkdirSync', 'openSync', 'chmodSync'] as const) {
  const real = fs[name] as (...given: unknown[]) => unknown;
  Object.assign(fs, {
    [name]: (...given: unknown[]): unknown => {
      if (name !== 'openSync' || given[1] === 'w') before(given[0]);
      return real(...given);
    },
  });
}
syncBuiltinESMExports();

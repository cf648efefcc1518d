import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { node24, root } from './parts/place.mjs';
import { end, run, say } from './parts/run.mjs';

/**
 * Times the start of the window, from Electron's being ready to a Home that can be used, without plans and with some that
 * have a long history: npm run bench:start -- [--plans 5] [--runs 200] [--rounds 5]
 */
await end(async () => {
  const { values } = parseArgs({
    options: {
      plans: { type: 'string', default: '5' },
      /** Of each plan. */
      runs: { type: 'string', default: '200' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const { everything, setup } = await import('./setup.mjs');
  await setup({ ...everything, quiet: true });
  const work = mkdtempSync(join(tmpdir(), 'strongroom-bench-start-'));
  const script = (name) => join(root, 'scripts', 'bench', name);
  try {
    say(`making ${values.plans} plans with ${values.runs} backups each`);
    run(node24(), [script('many-runs.mjs'), work, values.plans, values.runs]);
    say(`${cpus().length} cores (${cpus()[0].model.trim()}), load ${loadavg()[0].toFixed(1)}`);
    run(node24(), [script('start-times.mjs'), work, join(work, 'empty'), '0', values.rounds]);
    run(node24(), [script('start-times.mjs'), work, join(work, 'home'), values.plans, values.rounds]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

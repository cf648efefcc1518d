import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HUGE, makeManyFiles } from './bench/many-files.mjs';
import { dist, node24, root } from './parts/place.mjs';
import { end, run, say } from './parts/run.mjs';

/**
 * Times the window on one plan of many files, backed up for real:
 * npm run bench:window -- [--files 1000000] [--huge 150000] [--work FOLDER]
 */
await end(async () => {
  const { values } = parseArgs({
    options: {
      files: { type: 'string', default: '1000000' },
      /** So many of them are in one folder. */
      huge: { type: 'string', default: '150000' },
      work: { type: 'string', default: tmpdir() },
    },
  });
  const { everything, setup } = await import('./setup.mjs');
  await setup({ ...everything, quiet: true });
  const work = mkdtempSync(join(resolve(process.env.INIT_CWD ?? process.cwd(), values.work), 'strongroom-bench-'));
  const place = (name) => join(work, name);
  const cli = (...args) => run(node24(), [join(dist, 'engine', 'cli.mjs'), '--home', place('home'), ...args]);
  try {
    say(`making ${values.files} files`);
    makeManyFiles(place('Office'), Number(values.files), Number(values.huge));
    cli('plan', 'add', '--name', 'Bench', '--source', place('Office'), '--vault', place('vault'));
    cli('backup', 'Bench');
    say(`${cpus().length} cores (${cpus()[0].model.trim()}), load ${loadavg()[0].toFixed(1)}`);
    run(node24(), [join(root, 'test', 'window', 'window-times.ts'), place('home'), 'Bench', 'Office', HUGE]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

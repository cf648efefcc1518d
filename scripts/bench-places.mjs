import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { node24, root } from './parts/place.mjs';
import { end, run, say } from './parts/run.mjs';

/**
 * Times how fast a set goes to a folder, a mounted share, an SFTP server and an object store, all real and on this computer, against `cp` and
 * `rclone copy` of the same files: npm run bench:places -- [--mib 512] [--rounds 3] [--kinds folder,share,sftp,s3] [--work FOLDER]
 */
await end(async () => {
  const { values } = parseArgs({
    options: {
      mib: { type: 'string', default: '512' },
      rounds: { type: 'string', default: '3' },
      kinds: { type: 'string', default: 'folder,share,sftp,s3' },
      work: { type: 'string', default: tmpdir() },
    },
  });
  const { everything, setup } = await import('./setup.mjs');
  await setup({ ...everything, quiet: true });
  const work = mkdtempSync(join(values.work, 'strongroom-bench-places-'));
  try {
    say(`${cpus().length} cores (${cpus()[0].model.trim()}), load ${loadavg()[0].toFixed(1)}`);
    const script = join(root, 'scripts', 'bench', 'place-times.mjs');
    run(node24(), [script, work, values.mib, values.rounds, values.kinds]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

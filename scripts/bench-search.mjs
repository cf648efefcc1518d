import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { node24, root } from './parts/place.mjs';
import { end, run } from './parts/run.mjs';

/** Times the search by name: npm run bench:search -- [--versions 1000000] [--rounds 30] */
await end(async () => {
  const { values } = parseArgs({
    options: { versions: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '30' } },
  });
  const { forTerminal, setup } = await import('./setup.mjs');
  await setup({ ...forTerminal, quiet: true });
  const work = mkdtempSync(join(tmpdir(), 'strongroom-bench-search-'));
  try {
    run(node24(), [join(root, 'scripts', 'bench', 'search-times.mjs'), work, values.versions, values.rounds]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dist, node24 } from './parts/place.mjs';
import { become, end } from './parts/run.mjs';

const cli = join(dist, 'engine', 'cli.mjs');

await end(async () => {
  if (!existsSync(cli)) {
    const { forTerminal, setup } = await import('./setup.mjs');
    await setup({ ...forTerminal, quiet: true });
  }
  // npm runs scripts in the project folder; paths on the command line mean the folder they were typed in.
  become(node24(), [cli, ...process.argv.slice(2)], { cwd: process.env.INIT_CWD ?? process.cwd() });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { node24, root } from './parts/place.mjs';
import { end, say } from './parts/run.mjs';
import { everything, setup } from './setup.mjs';

/** Writes every screen of the window, in both languages and both themes, to out/screenshots. */
const out = join(root, 'out', 'screenshots');

await end(async () => {
  await setup(everything);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const tour = join(root, 'test', 'window', 'screenshot-tour.ts');
  const { status } = spawnSync(node24(), [tour, out], { cwd: root, stdio: 'inherit' });
  if (status === 0) say(`screenshots are in ${out}`);
  return status ?? 1;
});

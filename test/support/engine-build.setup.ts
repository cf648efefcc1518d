import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Engines under test take their worker threads from the bundle (worker-pool.ts), which must be that of these sources. */
export default function setup(): void {
  const root = join(import.meta.dirname, '../..');
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), 'engine', '--quiet'], {
    cwd: root,
    stdio: 'inherit',
  });
}

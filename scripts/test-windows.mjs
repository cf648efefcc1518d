import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, dist, modules, root } from './parts/place.mjs';
import { end, say } from './parts/run.mjs';
import { forTerminal, setup } from './setup.mjs';
import { attributeJourneys } from './windows/attribute-journeys.mjs';
import { journeys } from './windows/journeys.mjs';
import { laterJourneys } from './windows/later-journeys.mjs';
import { placeJourneys } from './windows/place-journeys.mjs';
import { koffiFolder, obstacle, setUp, windowsNode } from './windows/wine.mjs';

/** A part of a journey's name, to walk only those. */
const [wanted = ''] = process.argv.slice(2);

/** What scripts/windows/inside/shares.mjs runs, which Node takes as it is. */
const CONTRACT = [
  'electron/engine/place/shares.windows.ts',
  'electron/engine/place/share-port.ts',
  'test/place/share-contract.ts',
];

/** The command line's journeys under the official Windows Node. Not part of `npm test`. */
await end(async () => {
  const why = obstacle();
  if (why) {
    say(`the Windows journeys cannot run here: ${why}`);
    process.exitCode = 1;
    return;
  }
  await setup({ ...forTerminal, quiet: true });
  setUp();
  const folder = mkdtempSync(join(cache, 'windows-project-'));
  try {
    cpSync(join(dist, 'engine'), join(folder, 'engine'), { recursive: true });
    cpSync(join(modules, 'better-sqlite3'), join(folder, 'node_modules', 'better-sqlite3'), { recursive: true });
    cpSync(koffiFolder(), join(folder, 'node_modules'), { recursive: true });
    cpSync(join(root, 'scripts', 'windows', 'inside'), join(folder, 'inside'), { recursive: true });
    for (const file of CONTRACT) cpSync(join(root, file), join(folder, file));
    let failed = 0;
    const all = { ...journeys, ...attributeJourneys, ...laterJourneys, ...placeJourneys };
    for (const [promise, walk] of Object.entries(all).filter(([name]) => name.includes(wanted))) {
      try {
        const node = (...args) => windowsNode(folder, args);
        walk(folder, (...args) => node('engine/cli.mjs', ...args), node);
        say(`ok      ${promise}`);
      } catch (error) {
        failed++;
        say(`FAILED  ${promise}\n${error.stack}`);
      }
    }
    say(failed === 0 ? 'all Windows journeys passed' : `${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

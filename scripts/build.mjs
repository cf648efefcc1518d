import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { engine } from './build/engine.mjs';
import { guide } from './build/guide.mjs';
import { shippedPackages, writeLicences, writeShipped } from './build/licences.mjs';
import { renderer } from './build/renderer.mjs';
import { shell } from './build/shell.mjs';
import { dist, root } from './parts/place.mjs';
import { end } from './parts/run.mjs';
import { fingerprint, stampOf, writeStamp } from './parts/stamp.mjs';

const parts = [engine, shell, renderer, guide];
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const force = process.argv.includes('--force');
const quiet = process.argv.includes('--quiet');
const everyPart = ['package-lock.json', 'scripts/build', 'scripts/build.mjs'];

function existingEntries(part) {
  const entries = Object.entries(part.sources);
  for (const [name, source] of entries) {
    if (!existsSync(join(root, source))) console.log(`build: ${part.name}: no ${source} yet, ${name} is left out`);
  }
  return Object.fromEntries(entries.filter(([, source]) => existsSync(join(root, source))));
}

async function buildPart(part) {
  const stamp = fingerprint([...everyPart, ...part.inputs]);
  const isBuilt = part.outputs.every((folder) => existsSync(join(dist, folder)));
  if (!force && isBuilt && stampOf(part.name) === stamp) return;
  const entries = existingEntries(part);
  if (Object.keys(entries).length === 0) return;
  const started = performance.now();
  // Until the part is whole again, no older stamp may call it built.
  writeStamp(part.name, 'unfinished');
  const { build } = await import('vite');
  for (const folder of part.outputs) rmSync(join(dist, folder), { recursive: true, force: true });
  const shipped = new Set();
  for (const config of await part.configs(entries)) {
    const plugins = [...(config.plugins ?? []), shippedPackages(shipped)];
    await build({ configFile: false, logLevel: 'warn', ...config, plugins });
  }
  writeShipped(part.outputs[0], shipped);
  writeStamp(part.name, stamp);
  if (!quiet) console.log(`build: ${part.name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

await end(async () => {
  for (const part of parts) {
    if (wanted.length === 0 || wanted.includes(part.outputs[0])) await buildPart(part);
  }
  writeLicences();
  return 0;
});

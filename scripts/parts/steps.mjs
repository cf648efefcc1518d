import { performance } from 'node:perf_hooks';
import { delimiter, dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { modules, node24, root } from './place.mjs';
import { run, say } from './run.mjs';

const program =
  (name, path) =>
  (...args) => [join(modules, name, path), ...args];
const tsc = program('typescript', 'bin/tsc');
const oxlint = program('oxlint', 'bin/oxlint');
const biome = program('@biomejs/biome', 'bin/biome');
const vitest = program('vitest', 'vitest.mjs');

const hasSources = { 'tsconfig.preload.json': 'electron/preload', 'tsconfig.renderer.json': 'renderer' };
const projects = ['tsconfig.node.json', 'tsconfig.preload.json', 'tsconfig.renderer.json', 'tsconfig.test.json'];

export const types = projects
  .filter((project) => existsSync(join(root, hasSources[project] ?? project)))
  .map((project) => ({ name: `types (${project})`, args: tsc('-p', project) }));
export const lint = { name: 'lint', args: oxlint('--deny-warnings') };
export const format = { name: 'format', args: biome('format', '.') };
export const test = (...names) => ({
  name: `tests (${names.join(', ')})`,
  args: vitest('run', ...names.map((name) => `--project=${name}`)),
});

/** Runs the steps in turn and stops at the first that fails; gives the exit code. */
export function runSteps(steps) {
  const node = node24();
  // Programs that tests start by name find our Node first, as they do in npm scripts.
  const path = [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter);
  for (const { name, args } of steps) {
    const started = performance.now();
    const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
    try {
      run(node, args, { env: { ...process.env, PATH: path } });
    } catch {
      say(`${name}: FAILED after ${seconds()}`);
      return 1;
    }
    say(`${name}: ok, ${seconds()}`);
  }
  return 0;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

/** Programs that tests start by name find our Node first, as they do in npm scripts. */
function environment(node) {
  return { ...process.env, PATH: [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter) };
}

/** Runs the steps in turn and stops at the first that fails; gives the exit code. */
export function runSteps(steps) {
  const node = node24();
  const env = environment(node);
  for (const { name, args } of steps) {
    const started = performance.now();
    const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
    try {
      run(node, args, { env });
    } catch {
      say(`${name}: FAILED after ${seconds()}`);
      return 1;
    }
    say(`${name}: ok, ${seconds()}`);
  }
  return 0;
}

/**
 * Runs the steps at the same time, each to its end: one waits where another works. What the first says is shown as it comes, that of the
 * others when they have ended. Gives the exit code.
 */
export async function runTogether(steps) {
  const node = node24();
  const env = environment(node);
  const codes = await Promise.all(
    steps.map(async ({ name, args }, n) => {
      const started = performance.now();
      const stdio = n === 0 ? 'inherit' : ['ignore', 'pipe', 'pipe'];
      const child = spawn(node, args, { cwd: root, env, stdio });
      const said = [];
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => said.push(bytes));
      const [code] = await once(child, 'close');
      process.stdout.write(Buffer.concat(said));
      say(`${name}: ${code === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
      return code === 0 ? 0 : 1;
    }),
  );
  return Math.max(...codes);
}

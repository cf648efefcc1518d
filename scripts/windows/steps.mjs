import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { dist, node24 } from '../parts/place.mjs';

/** The command line with a data folder of its own: (expected exit code, ...words) gives its JSON. */
export function on(cli, home) {
  return (exit, ...args) => {
    const { status, stdout, stderr } = cli('--home', `P:\\work\\${home}`, '--json', ...args);
    assert.equal(status, exit, `${args.join(' ')}: exit ${status}\n${stdout}${stderr}`);
    return JSON.parse(stdout);
  };
}

export function onLinux(folder, ...args) {
  const line = [join(dist, 'engine', 'cli.mjs'), '--home', join(folder, 'linux-home'), ...args];
  const { status, stderr } = spawnSync(node24(), line, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

export function contentOf(folder) {
  const rows = walk(folder).map((path) => [
    relative(folder, path),
    `${createHash('sha256').update(readFileSync(path)).digest('hex')} ${Math.floor(statSync(path).mtimeMs)}`,
  ]);
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function walk(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

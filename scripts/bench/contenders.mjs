import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dist, node24 } from '../parts/place.mjs';
import { measure } from './measure.mjs';

/**
 * A contender makes a new vault inside the folder that `start` is given, and each other verb answers what `measure` does, or
 * is missing where it has no such verb. All of them read the same tree and run at their own default compression.
 */
export function contenders(tree, restic) {
  return [strongroom(tree), tarZstd(tree), resticContender(tree, restic), borg(tree)].filter((each) => each?.version);
}

function version(command, args) {
  const run = spawnSync(command, args, { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.split('\n')[0].replaceAll('*', '').trim() : undefined;
}

function folder(...parts) {
  const path = join(...parts);
  mkdirSync(path, { recursive: true });
  return path;
}

function strongroom(tree) {
  const cli = join(dist, 'engine', 'cli.mjs');
  let place;
  const run = (...args) => measure(node24(), [cli, '--home', join(place, 'home'), '--json', ...args]);
  return {
    name: 'strongroom',
    version: version(node24(), [cli, '--version']),
    async start(within) {
      place = folder(within, 'strongroom');
      await run('plan', 'add', '--name', 'bench', '--source', tree, '--vault', join(place, 'vault'));
    },
    full: () => run('backup', 'bench', '--kind', 'full'),
    unchanged: () => run('backup', 'bench', '--kind', 'incremental'),
    changed: () => run('backup', 'bench', '--kind', 'incremental'),
    restore: () => run('restore', 'bench', '--to', folder(place, 'restored')),
    verify: () => run('verify', 'bench', '--level', 'deep'),
    stored: () => join(place, 'vault'),
  };
}

/** No backup program, but a floor that everybody knows: read, compress on two threads, write. */
function tarZstd(tree) {
  let place;
  const shell = (line, ...args) =>
    measure('bash', ['-c', `set -o pipefail; ${line}`, 'bash', join(place, 'a.tar.zst'), ...args]);
  return {
    name: 'tar+zstd -1 -T2',
    version: version('zstd', ['--version']),
    async start(within) {
      place = folder(within, 'tar');
    },
    full: () => shell('tar -C "$2" -cf - . | zstd -q -1 -T2 -o "$1" && sync "$1"', tree),
    restore: () => shell('zstd -qdc "$1" | tar -C "$2" -xf -', folder(place, 'restored')),
    verify: () => shell('zstd -qt "$1"'),
    stored: () => place,
  };
}

function resticContender(tree, command) {
  let place;
  const run = (...args) => {
    const env = {
      RESTIC_PASSWORD: 'bench',
      RESTIC_REPOSITORY: join(place, 'repo'),
      RESTIC_CACHE_DIR: join(place, 'cache'),
    };
    return measure(command, ['--quiet', ...args], { env });
  };
  const backup = () => run('backup', tree);
  return {
    name: 'restic',
    version: version(command, ['version']),
    async start(within) {
      place = folder(within, 'restic');
      await run('init');
    },
    full: backup,
    unchanged: backup,
    changed: backup,
    restore: () => run('restore', 'latest', '--target', folder(place, 'restored')),
    verify: () => run('check', '--read-data'),
    stored: () => join(place, 'repo'),
  };
}

function borg(tree) {
  let place;
  let point = 0;
  const run = (args, cwd) => {
    const env = { BORG_REPO: join(place, 'repo'), BORG_BASE_DIR: join(place, 'base') };
    return measure('borg', args, { env: { ...env, BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes' }, cwd });
  };
  const backup = () => run(['create', `::${++point}`, tree]);
  return {
    name: 'borg',
    version: version('borg', ['--version']),
    async start(within) {
      place = folder(within, 'borg');
      await run(['init', '--encryption=none']);
    },
    full: backup,
    unchanged: backup,
    changed: backup,
    restore: () => run(['extract', `::${point}`], folder(place, 'restored')),
    verify: () => run(['check', '--verify-data']),
    stored: () => join(place, 'repo'),
  };
}

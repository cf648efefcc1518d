import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dist, node24 } from '../parts/place.mjs';
import { measure } from './measure.mjs';

/**
 * A contender makes a new vault in `start`, and each other verb answers what `measure` does, or undefined where it has no
 * such verb. All of them read the same tree, write to the same disk, and run at their own default compression.
 */
export function contenders(work, tree, restic) {
  return [
    strongroom(work, tree),
    tarZstd(work, tree),
    ...optional(resticContender(work, tree, restic), borg(work, tree)),
  ];
}

const optional = (...all) => all.filter((each) => each !== undefined);

function version(command, args) {
  const run = spawnSync(command, args, { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.split('\n')[0].trim() : undefined;
}

function empty(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

function strongroom(work, tree) {
  const home = join(work, 'strongroom-home');
  const vault = join(work, 'strongroom-vault');
  const target = join(work, 'strongroom-restored');
  const run = (...args) => measure(node24(), [join(dist, 'engine', 'cli.mjs'), '--home', home, '--json', ...args]);
  return {
    name: 'strongroom',
    version: version(node24(), [join(dist, 'engine', 'cli.mjs'), '--version']),
    async start() {
      empty(home);
      empty(vault);
      await run('plan', 'add', '--name', 'bench', '--source', tree, '--vault', vault);
    },
    full: () => run('backup', 'bench', '--kind', 'full'),
    unchanged: () => run('backup', 'bench', '--kind', 'incremental'),
    changed: () => run('backup', 'bench', '--kind', 'incremental'),
    async restore() {
      empty(target);
      return run('restore', 'bench', '--to', target);
    },
    verify: () => run('verify', 'bench', '--level', 'deep'),
    stored: vault,
    clean: () => [home, vault, target].forEach((folder) => rmSync(folder, { recursive: true, force: true })),
  };
}

/** No backup program, but the floor that everybody knows: read, compress on two threads, write. */
function tarZstd(work, tree) {
  const folder = join(work, 'tar');
  const target = join(work, 'tar-restored');
  const shell = (line) => measure('bash', ['-c', `set -o pipefail; ${line}`, 'bash', tree, folder, target]);
  return {
    name: 'tar+zstd -1 -T2',
    version: version('zstd', ['--version']),
    async start() {
      empty(folder);
    },
    full: () => shell('tar -C "$1" -cf - . | zstd -q -1 -T2 -o "$2/a.tar.zst" && sync "$2/a.tar.zst"'),
    async restore() {
      empty(target);
      return shell('zstd -qdc "$2/a.tar.zst" | tar -C "$3" -xf -');
    },
    verify: () => shell('zstd -qt "$2/a.tar.zst"'),
    stored: folder,
    clean: () => [folder, target].forEach((each) => rmSync(each, { recursive: true, force: true })),
  };
}

function resticContender(work, tree, command) {
  const found = version(command, ['version']);
  if (!found) return undefined;
  const repo = join(work, 'restic-repo');
  const cache = join(work, 'restic-cache');
  const target = join(work, 'restic-restored');
  const env = { RESTIC_PASSWORD: 'bench', RESTIC_REPOSITORY: repo, RESTIC_CACHE_DIR: cache };
  const run = (...args) => measure(command, ['--quiet', ...args], { env });
  return {
    name: 'restic',
    version: found,
    async start() {
      rmSync(repo, { recursive: true, force: true });
      empty(cache);
      await run('init');
    },
    full: () => run('backup', tree),
    unchanged: () => run('backup', tree),
    changed: () => run('backup', tree),
    async restore() {
      empty(target);
      return run('restore', 'latest', '--target', target);
    },
    verify: () => run('check', '--read-data'),
    stored: repo,
    clean: () => [repo, cache, target].forEach((folder) => rmSync(folder, { recursive: true, force: true })),
  };
}

function borg(work, tree) {
  const found = version('borg', ['--version']);
  if (!found) return undefined;
  const repo = join(work, 'borg-repo');
  const base = join(work, 'borg-home');
  const target = join(work, 'borg-restored');
  const env = { BORG_REPO: repo, BORG_BASE_DIR: base, BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes' };
  const run = (args, cwd) => measure('borg', args, { env, cwd });
  let point = 0;
  return {
    name: 'borg',
    version: found,
    async start() {
      rmSync(repo, { recursive: true, force: true });
      empty(base);
      await run(['init', '--encryption=none']);
    },
    full: () => run(['create', `::${++point}`, tree]),
    unchanged: () => run(['create', `::${++point}`, tree]),
    changed: () => run(['create', `::${++point}`, tree]),
    async restore() {
      empty(target);
      return run(['extract', `::${point}`], target);
    },
    verify: () => run(['check', '--verify-data']),
    stored: repo,
    clean: () => [repo, base, target].forEach((folder) => rmSync(folder, { recursive: true, force: true })),
  };
}

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dist, node24 } from '../parts/place.mjs';
import { measure } from './measure.mjs';
import { bytesIn } from './test-tree.mjs';

/** The programs that are measured. `start` is a backup of what there is not: all that comes before there is anything to do. `begin` gives a vault of a source in a new folder, with the same verbs for all; each verb answers what `measure` does. */
export function contenders({ restic, work }) {
  return { ours: strongroom(work), restic: resticContender(restic, work), borg: borgContender(work) };
}

export function versionOf(command, args = ['--version']) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0].replaceAll('*', '').trim() : undefined;
}

function folder(...parts) {
  const path = join(...parts);
  mkdirSync(path, { recursive: true });
  return path;
}

function strongroom(work) {
  const cli = join(dist, 'engine', 'cli.mjs');
  return {
    name: 'Strongroom',
    version: versionOf(node24(), [cli, '--version']),
    start: () =>
      measure(node24(), [cli, '--home', join(work, 'none'), '--json', 'backup', 'none'], { work, fails: true }),
    async begin(within, source) {
      const place = folder(within, 'strongroom');
      let restores = 0;
      const run = (...args) => measure(node24(), [cli, '--home', join(place, 'home'), '--json', ...args], { work });
      await run('plan', 'add', '--name', 'bench', '--source', source, '--vault', join(place, 'vault'));
      return {
        full: () => run('backup', 'bench', '--kind', 'full'),
        again: () => run('backup', 'bench', '--kind', 'incremental'),
        restore: () => run('restore', 'bench', '--to', join(place, `restored-${++restores}`)),
        verify: () => run('verify', 'bench', '--level', 'deep'),
        stored: () => bytesIn(join(place, 'vault')),
      };
    },
  };
}

function resticContender(command, work) {
  const version = versionOf(command, ['version']);
  return {
    name: version?.split(' ').slice(0, 2).join(' ') ?? 'restic',
    version,
    start() {
      const env = { RESTIC_PASSWORD: 'bench', RESTIC_REPOSITORY: join(work, 'none') };
      return measure(command, ['--quiet', 'backup', work], { env, work, fails: true });
    },
    /** `compression`: one of its own words. */
    async begin(within, source, { compression } = {}) {
      const place = folder(within, 'restic');
      let restores = 0;
      const env = {
        RESTIC_PASSWORD: 'bench',
        RESTIC_REPOSITORY: join(place, 'repo'),
        RESTIC_CACHE_DIR: join(place, 'cache'),
        ...(compression && { RESTIC_COMPRESSION: compression }),
      };
      const run = (...args) => measure(command, ['--quiet', ...args], { env, work });
      await run('init');
      return {
        full: () => run('backup', source),
        again: () => run('backup', source),
        restore: () => run('restore', 'latest', '--target', folder(place, `restored-${++restores}`)),
        verify: () => run('check', '--read-data'),
        stored: () => bytesIn(join(place, 'repo')),
      };
    },
  };
}

/** Compared where it is installed; no target speaks of it. */
function borgContender(work) {
  return {
    name: 'Borg',
    version: versionOf('borg'),
    async begin(within, source) {
      const place = folder(within, 'borg');
      let points = 0;
      let restores = 0;
      const env = {
        BORG_REPO: join(place, 'repo'),
        BORG_BASE_DIR: join(place, 'base'),
        BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes',
      };
      const run = (args, cwd) => measure('borg', args, { env, cwd, work });
      await run(['init', '--encryption=none']);
      const backup = () => run(['create', `::${++points}`, source]);
      return {
        full: backup,
        again: backup,
        restore: () => run(['extract', `::${points}`], folder(place, `restored-${++restores}`)),
        verify: () => run(['check', '--verify-data']),
        stored: () => bytesIn(join(place, 'repo')),
      };
    },
  };
}

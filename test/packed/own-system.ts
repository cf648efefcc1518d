import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node24, root } from '../../scripts/parts/place.mjs';
import { debianPackage } from '../../scripts/package/debian-package.mjs';
import { installedElectron } from '../../scripts/electron-runtime.mjs';

/**
 * A system of our own for the real dpkg: a folder it installs to. The package's scripts run with DPKG_ROOT set, which
 * leaves out what they do to a running system only: systemctl, the menu's and the icons' caches.
 */
export class OwnSystem {
  readonly folder: string;
  readonly installed: string;
  readonly program: string;
  /** A timer that was set up for scheduled runs. */
  readonly timer: string;

  constructor(folder: string) {
    this.folder = folder;
    this.installed = join(folder, 'opt', 'Strongroom');
    this.program = join(this.installed, 'strongroom-desktop');
    this.timer = join(folder, 'etc', 'systemd', 'system', 'strongroom-run-due.timer');
    for (const name of ['info', 'updates']) mkdirSync(join(folder, 'var/lib/dpkg', name), { recursive: true });
    writeFileSync(join(folder, 'var/lib/dpkg/status'), '');
  }

  dpkg(...args: string[]): { status: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync(
      'dpkg',
      [
        `--root=${this.folder}`,
        '--force-script-chrootless',
        '--force-depends',
        '--force-not-root',
        '--log=/dev/null',
        ...args,
      ],
      { encoding: 'utf8' },
    );
    return { status, output: `${stdout}${stderr}` };
  }

  setUpTimer(): void {
    mkdirSync(join(this.timer, '..'), { recursive: true });
    writeFileSync(this.timer, '[Timer]\n');
  }
}

/** The package that `npm run package` made. */
export function builtPackage(): string {
  const runtime = installedElectron();
  if (!runtime) throw new Error('no Electron runtime: run "npm run package"');
  return debianPackage(runtime).path;
}

/** A command line that is not the installed one, to look at what stays when that is gone. */
export function cliAt(home: string, ...args: string[]): unknown {
  const out = execFileSync(node24(), [join(root, 'dist/engine/cli.mjs'), ...args, '--json', '--home', home], {
    encoding: 'utf8',
  });
  return JSON.parse(out);
}

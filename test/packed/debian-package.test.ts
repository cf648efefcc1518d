import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PlanAdded } from '../../electron/contract/index.ts';
import { debianPackage } from '../../scripts/package/debian-package.mjs';
import { installedElectron } from '../../scripts/electron-runtime.mjs';
import { node24, root } from '../../scripts/parts/place.mjs';
import '../window/pages.ts';
import { type PackedApp, programsIn, startPacked } from './packed-app.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-deb-')));
const system = join(base, 'system');
const [home, source, vault] = ['home', 'Documents', 'vault'].map((name) => join(base, name)) as [
  string,
  string,
  string,
];
const installed = join(system, 'opt', 'Strongroom');
const unit = join(system, 'etc', 'systemd', 'system', 'strongroom-run-due.timer');

/** The real dpkg, on a system of our own: its scripts run with DPKG_ROOT set. */
function dpkg(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    'dpkg',
    [
      `--root=${system}`,
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

/** A command line that is not the installed one, to look at what stays when that is gone. */
function cli(...args: string[]): unknown {
  const out = execFileSync(node24(), [join(root, 'dist/engine/cli.mjs'), ...args, '--json', '--home', home], {
    encoding: 'utf8',
  });
  return JSON.parse(out);
}

describe('the Debian package', () => {
  let app: PackedApp;
  let plan: string;

  beforeAll(() => {
    const runtime = installedElectron();
    if (!runtime) throw new Error('no Electron runtime: run "npm run package"');
    for (const folder of ['info', 'updates']) mkdirSync(join(system, 'var/lib/dpkg', folder), { recursive: true });
    writeFileSync(join(system, 'var/lib/dpkg/status'), '');
    mkdirSync(source);
    mkdirSync(vault);
    writeFileSync(join(source, 'report.txt'), 'a report\n');

    expect(dpkg('--install', debianPackage(runtime).path)).toMatchObject({ status: 0 });
  });

  afterAll(async () => {
    await app?.quit();
    rmSync(base, { recursive: true, force: true });
  });

  it('puts the window into the menu, the command line on the path, and the sandbox where Chromium wants it', () => {
    const entry = join(system, 'usr/share/applications/strongroom.desktop');

    expect(readlinkSync(join(system, 'usr/bin/strongroom'))).toBe('/opt/Strongroom/resources/bin/strongroom');
    expect(existsSync(entry)).toBe(true);
    expect(existsSync(join(system, 'usr/share/icons/hicolor/512x512/apps/strongroom.png'))).toBe(true);
    expect(['755', '4755']).toContain((lstatSync(join(installed, 'chrome-sandbox')).mode & 0o7777).toString(8));
    expect(execFileSync(join(installed, 'resources/bin/strongroom'), ['--version'], { encoding: 'utf8' })).toMatch(
      /^\d+\.\d+\.\d+\n$/,
    );
  });

  it('starts, and backs up', async () => {
    const added = cli('plan', 'add', '--name', 'P', '--source', source, '--vault', vault);
    plan = (added as PlanAdded).id;
    app = await startPacked(join(installed, 'strongroom-desktop'), home);

    await startBackup();
    await app.page.waitForFunction(
      async (id) => {
        const answer = await window.strongroom.ask('point.list', { plan: id });
        return answer.ok && answer.value.length === 1;
      },
      plan,
      { polling: 100 },
    );
  });

  it('ends cleanly under a running backup when it is removed, and takes its tasks and nothing else along', async () => {
    for (let file = 0; file < 60; file += 1) writeFileSync(join(source, `large ${file}`), randomBytes(8 << 20));
    mkdirSync(join(unit, '..'), { recursive: true });
    writeFileSync(unit, '[Timer]\n');
    await startBackup();
    await app.page.waitForFunction(
      () =>
        new Promise<boolean>((resolve) => {
          window.strongroom.watch('jobs', (jobs) => resolve(jobs.some((job) => (job.progress?.bytes.stored ?? 0) > 0)));
        }),
      undefined,
      { polling: 100 },
    );

    const removed = dpkg('--remove', 'strongroom');

    expect(removed).toMatchObject({ status: 0 });
    await vi.waitFor(() => expect(programsIn(installed)).toEqual([]), 10_000);
    expect([installed, unit].filter(existsSync)).toEqual([]);
    expect(cli('plan', 'list')).toMatchObject([{ name: 'P', lastRun: { outcome: 'cancelled' } }]);
    const verified = cli('verify', plan, '--level', 'deep');
    expect(verified).toMatchObject({ outcome: 'complete', vault: [], points: [{ state: 'good' }], ignored: [] });
  });

  async function startBackup(): Promise<void> {
    const answer = await app.page.evaluate((id) => window.strongroom.ask('backup.start', { plan: id }), plan);
    expect(answer.ok).toBe(true);
  }
});

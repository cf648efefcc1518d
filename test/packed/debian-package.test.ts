import { execFileSync } from 'node:child_process';
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
import { builtPackage, cliAt, OwnSystem } from './own-system.ts';
import { type PackedApp, pauseBackup, pointsOf, programsIn, startPacked } from './packed-app.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-deb-')));
const [home, source, vault] = ['home', 'Documents', 'vault'].map((name) => join(base, name)) as [
  string,
  string,
  string,
];
const system = new OwnSystem(join(base, 'system'));
const { installed, timer } = system;
const cli = (...args: string[]) => cliAt(home, ...args);

describe('the Debian package', () => {
  let app: PackedApp;
  let plan: string;

  beforeAll(() => {
    mkdirSync(source);
    mkdirSync(vault);
    writeFileSync(join(source, 'report.txt'), 'a report\n');

    expect(system.dpkg('--install', builtPackage())).toMatchObject({ status: 0 });
  });

  afterAll(async () => {
    await app?.quit();
    rmSync(base, { recursive: true, force: true });
  });

  it('puts the window into the menu, the command line on the path, and the sandbox where Chromium wants it', () => {
    const entry = join(system.folder, 'usr/share/applications/strongroom.desktop');

    expect(readlinkSync(join(system.folder, 'usr/bin/strongroom'))).toBe('/opt/Strongroom/resources/bin/strongroom');
    expect(existsSync(entry)).toBe(true);
    expect(existsSync(join(system.folder, 'usr/share/icons/hicolor/512x512/apps/strongroom.png'))).toBe(true);
    expect(['755', '4755']).toContain((lstatSync(join(installed, 'chrome-sandbox')).mode & 0o7777).toString(8));
    expect(execFileSync(join(installed, 'resources/bin/strongroom'), ['--version'], { encoding: 'utf8' })).toMatch(
      /^\d+\.\d+\.\d+\n$/,
    );
  });

  it('starts, and backs up', async () => {
    const added = cli('plan', 'add', '--name', 'P', '--source', source, '--vault', vault);
    plan = (added as PlanAdded).id;
    app = await startPacked(system.program, home);

    await startBackup();
    await expect.poll(() => pointsOf(app.page, plan), { timeout: 30_000 }).toBe(1);
  });

  it('ends cleanly under a running backup when it is removed, and takes its tasks and nothing else along', async () => {
    for (let file = 0; file < 60; file += 1) writeFileSync(join(source, `large ${file}`), randomBytes(8 << 20));
    system.setUpTimer();
    await startBackup();
    await pauseBackup(app.page);

    const removed = system.dpkg('--remove', 'strongroom');

    expect(removed).toMatchObject({ status: 0 });
    await vi.waitFor(() => expect(programsIn(installed)).toEqual([]), 10_000);
    expect([installed, timer].filter(existsSync)).toEqual([]);
    expect(cli('plan', 'list')).toMatchObject([{ name: 'P', lastRun: { outcome: 'cancelled' } }]);
    const verified = cli('verify', plan, '--level', 'deep');
    expect(verified).toMatchObject({ outcome: 'complete', vault: [], points: [{ state: 'good' }], ignored: [] });
  });

  async function startBackup(): Promise<void> {
    const answer = await app.page.evaluate((id) => window.strongroom.ask('backup.start', { plan: id }), plan);
    expect(answer.ok).toBe(true);
  }
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanAdded } from '../../electron/contract/index.ts';
import { builtPackage, cliAt, OwnSystem } from './own-system.ts';
import { type PackedApp, pauseBackup, pointsOf, programsIn, startPacked } from './packed-app.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-upgrade-')));
const [home, source, vault] = ['home', 'Documents', 'vault'].map((name) => join(base, name)) as [
  string,
  string,
  string,
];
const state = join(home, 'state.db');
const system = new OwnSystem(join(base, 'system'));
const onlyOlder = join(system.installed, 'resources', 'only in the older version');

/** The same package with a lower version, and with a file that the newer one does not have. */
function olderPackage(): string {
  const [tree, path] = [join(base, 'older'), join(base, 'strongroom-older.deb')];
  execFileSync('dpkg-deb', ['--raw-extract', builtPackage(), tree]);
  const control = join(tree, 'DEBIAN', 'control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, 'Version: 0.0.1'));
  writeFileSync(join(tree, 'opt/Strongroom/resources/only in the older version'), '');
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, path], { stdio: 'ignore' });
  rmSync(tree, { recursive: true });
  return path;
}

/** What the newest steps of the state's scheme brought is taken out again (one only rewords failures): so an older program left it. */
function makeStateOlder(): void {
  const db = new Database(state);
  try {
    expect(db.pragma('user_version', { simple: true }), 'a newer step has to be taken out here too').toBe(NEWEST);
    db.exec(
      'DROP TABLE due_runs; ALTER TABLE plans DROP COLUMN timing; DROP TABLE digests; DROP TABLE accepted_gaps; DROP TABLE deliveries; DROP TABLE tellings; DROP TABLE alarms; DROP TABLE set_readings; ALTER TABLE vaults DROP COLUMN origin; DROP TABLE vault_heads; DROP TABLE plan_places; ALTER TABLE plans DROP COLUMN plug_in; ALTER TABLE vaults DROP COLUMN volume; ALTER TABLE vaults DROP COLUMN credentials; ALTER TABLE plans DROP COLUMN machine; ALTER TABLE plans DROP COLUMN adopted_seq; PRAGMA user_version = 2',
    );
  } finally {
    db.close();
  }
}

const NEWEST = 12;

function askState(sql: string): unknown {
  const db = new Database(state, { readonly: true });
  try {
    return db.prepare(sql).pluck().get();
  } finally {
    db.close();
  }
}

const versionInstalled = () => /^Version: (.*)$/m.exec(system.dpkg('--status', 'strongroom').output)?.[1];

describe('a newer Debian package over an older one', () => {
  let app: PackedApp;
  let plan: string;

  beforeAll(() => {
    for (const folder of [source, vault]) mkdirSync(folder);
    writeFileSync(join(source, 'report.txt'), 'a report\n');
    expect(system.dpkg('--install', olderPackage())).toMatchObject({ status: 0 });
    expect(versionInstalled()).toBe('0.0.1');
  });
  afterAll(async () => {
    await app?.quit();
    rmSync(base, { recursive: true, force: true });
  });

  it('lets the older one end cleanly under a running backup, and leaves nothing of its files', async () => {
    plan = (cliAt(home, 'plan', 'add', '--name', 'P', '--source', source, '--vault', vault) as PlanAdded).id;
    cliAt(home, 'backup', 'P');
    for (let file = 0; file < 30; file += 1) writeFileSync(join(source, `large ${file}`), randomBytes(8 << 20));
    system.setUpTimer();
    app = await startPacked(system.program, home);
    await app.page.evaluate(() => window.strongroom.setSettings({ language: 'zh-CN', theme: 'dark' }));
    await app.page.evaluate((id) => window.strongroom.ask('backup.start', { plan: id }), plan);
    await pauseBackup(app.page);

    const upgraded = system.dpkg('--install', builtPackage());

    expect(upgraded).toMatchObject({ status: 0 });
    expect(programsIn(system.installed)).toEqual([]);
    // An engine that was cut off leaves the log of its last writes beside the file.
    expect(existsSync(`${state}-wal`)).toBe(false);
    expect(askState('SELECT outcome FROM runs ORDER BY id DESC LIMIT 1')).toBe('cancelled');
    expect(versionInstalled()).not.toBe('0.0.1');
    expect(existsSync(onlyOlder)).toBe(false);
    expect(existsSync(system.timer)).toBe(true);
  });

  it('goes on with plans, history and settings, brings the state up to date, and backs up on the same chain', {
    timeout: 3 * 60_000,
  }, async () => {
    makeStateOlder();

    app = await startPacked(system.program, home);
    expect(await app.page.evaluate(() => window.strongroom.settings())).toMatchObject({
      language: 'zh-CN',
      theme: 'dark',
    });
    const plans = await app.page.evaluate(() => window.strongroom.ask('plan.list', {}));
    expect(plans).toMatchObject({ ok: true, value: [{ id: plan, name: 'P', lastRun: { outcome: 'cancelled' } }] });
    expect(askState('PRAGMA user_version')).toBe(NEWEST);
    const runs = await app.page.evaluate(() => window.strongroom.ask('run.list', {}));
    expect(runs).toMatchObject({ ok: true, value: { rows: [{ outcome: 'cancelled' }, { outcome: 'complete' }] } });

    await app.page.evaluate((id) => window.strongroom.ask('backup.start', { plan: id }), plan);
    await expect.poll(() => pointsOf(app.page, plan), { timeout: 30_000 }).toBe(2);
    await app.quit();
    expect(cliAt(home, 'points', 'P')).toMatchObject([{ kind: 'full' }, { kind: 'incremental', files: 31 }]);
    expect(cliAt(home, 'verify', plan, '--level', 'deep')).toMatchObject({
      outcome: 'complete',
      vault: [],
      ignored: [],
    });
  });

  it('leaves no file of the program behind when it is removed after that', () => {
    expect(system.dpkg('--remove', 'strongroom')).toMatchObject({ status: 0 });

    expect([system.installed, system.timer, join(system.folder, 'usr/bin/strongroom')].filter(existsSync)).toEqual([]);
    expect(cliAt(home, 'plan', 'list')).toMatchObject([{ name: 'P' }]);
  });
});

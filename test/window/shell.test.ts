import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installedElectron, sandboxArgs } from '../../scripts/electron-runtime.mjs';
import { root } from '../../scripts/parts/place.mjs';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { commandOf, enginePid, variableNamesOf } from './engine-process.ts';
import { answerDialogs, Pages } from './pages.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-shell-')));

describe('the shell', () => {
  let opened: OpenWindow;

  beforeAll(async () => {
    mkdirSync(join(base, 'source'));
    writeFileSync(join(base, 'source', 'a.txt'), 'a');
    opened = await openWindow(join(base, 'home'), { NODE_OPTIONS: '--no-warnings', NODE_EXTRA_CA_CERTS: '/none' });
    await new Pages(opened.page).home.firstPlan.waitFor();
  });

  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  /** What the page gets when it asks for this, whatever it is. */
  const ask = (call: unknown, input: unknown) =>
    opened.page.evaluate(([name, value]) => window.strongroom.ask(name as 'plan.list', value as never), [call, input]);

  it.each([
    ['an unknown call', 'plan.destroy', {}],
    ['a call that is the shell’s own', 'app.hello', { contract: 1 }],
    ['a call that is no name', { toString: 'plan.list' }, {}],
    ['a malformed payload', 'plan.add', { name: 7, sources: 'x', vault: null }],
    ['a payload that is too long', 'file.find', { pattern: 'x'.repeat(501) }],
    ['no payload', 'point.list', null],
  ])('refuses %s', async (_what, call, input) => {
    expect(await ask(call, input)).toMatchObject({ ok: false, error: { code: 'usage' } });
  });

  it('refuses every path that nobody picked for this purpose', async () => {
    const source = join(base, 'source');
    const place = join(base, 'never chosen');
    await answerDialogs(opened.application, [source]);
    await opened.page.evaluate(() => window.strongroom.pickFolders('en'));

    const restore = { plan: 'x', target: { kind: 'folder', path: source } };
    const refusals = [
      await ask('plan.add', { name: 'p', sources: [source], vault: place }),
      await ask('plan.add', { name: 'p', sources: [place], vault: source }),
      await ask('plan.add', { name: 'p', sources: [source], vault: source }),
      await ask('vault.open', { place: source }),
      await ask('restore.preview', restore),
      await ask('restore.start', restore),
      await ask('restore.start', { plan: 'x', target: { kind: 'original-place' }, map: [{ from: '/a', to: place }] }),
      await ask('restore.start', { plan: 'x', target: { kind: 'zip', path: join(source, 'x.zip') } }),
    ];

    expect(refusals).toEqual(
      refusals.map(() => ({
        ok: false,
        error: expect.objectContaining({ code: 'usage', detail: 'path-not-granted' }),
      })),
    );
    expect(await opened.page.evaluate((path) => window.strongroom.openFolder(path), source)).toBe(false);
    expect(readdirSync(source)).toEqual(['a.txt']);
  });

  it('runs the engine by its full path, without an inspector or Node’s own variables', async () => {
    const engine = (await enginePid(opened.application)) ?? 0;

    const command = commandOf(engine);
    expect(command[0]).toMatch(/^\/.*\/node$/);
    expect(command.join(' ')).not.toContain('inspect');
    const inherits = variableNamesOf(engine).filter((name) => /^(NODE|ELECTRON)_/.test(name));
    expect(inherits.filter((name) => !name.startsWith('NODE_CHANNEL_'))).toEqual([]);
  });

  it('starts the engine again when it has died', async () => {
    const first = (await enginePid(opened.application)) ?? 0;

    process.kill(first, 'SIGKILL');

    const isAnother = async () => {
      const now = await enginePid(opened.application);
      return now !== undefined && now !== first;
    };
    await expect.poll(isAnother, { timeout: 10_000 }).toBe(true);
    expect(await ask('plan.list', {})).toEqual({ ok: true, value: [] });
  });

  it('is there only once for a data folder', async () => {
    const runtime = installedElectron();
    const again = spawn(runtime?.executable ?? '', [...(runtime?.args ?? []), ...sandboxArgs(), '--disable-gpu'], {
      env: { ...process.env, STRONGROOM_ROOT: root, STRONGROOM_HOME: join(base, 'home') },
      stdio: 'ignore',
    });

    expect(await once(again, 'exit')).toEqual([0, null]);
    expect(await opened.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('takes its engine with it when it is closed', async () => {
    const other = await openWindow(join(base, 'other home'));
    await new Pages(other.page).home.firstPlan.waitFor();
    const engine = (await enginePid(other.application)) ?? 0;
    expect(commandOf(engine).join(' ')).toContain('service.mjs');

    await other.application.close();

    expect(commandOf(engine).join(' ')).not.toContain('service.mjs');
  });
});

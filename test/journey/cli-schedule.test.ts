import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { zBackupResult, zFailure, zPlan, zRunPage } from '../../electron/contract/index.ts';
import { addBooks, type Bench, documentOf, entry, makeBench, makeFolder, offFor } from './cli-runner.ts';

let bench: Bench;

beforeEach(() => {
  bench = makeBench();
  makeFolder(bench.path('Books'));
  writeFileSync(bench.path('Books', 'a.txt'), 'one');
});
afterEach(() => bench.remove());

const add = (name: string, ...more: string[]) => addBooks(bench, name, ...more);
const plan = async (...args: string[]) => documentOf(zPlan, 0, await bench.run('--json', 'plan', ...args));
const zDue = z.object({
  runs: z.array(
    z.object({
      plan: z.string(),
      name: z.string(),
      due: z.string(),
      result: zBackupResult.optional(),
      failure: zFailure.optional(),
    }),
  ),
});
const runDue = async (exit: number) => documentOf(zDue, exit, await bench.run('--json', 'run-due'));

describe('schedules at the command line', () => {
  it('are kept in their usual spelling, changed, and taken away', async () => {
    await add('Books', '--schedule', 'Full weekly SUN 2:00; daily 18:30');
    const added = await plan('show', 'Books');
    const edited = await plan('edit', 'Books', '--schedule', 'hourly', '--name', 'Ledger');
    const removed = await plan('edit', 'Ledger', '--schedule', 'none');

    expect(added).toMatchObject({ schedule: 'full weekly sun 02:00; daily 18:30', nextRunAt: expect.any(String) });
    expect(edited).toMatchObject({ name: 'Ledger', schedule: 'hourly' });
    expect(removed.schedule).toBe('');
    expect(removed).not.toHaveProperty('nextRunAt');
  });

  it('are refused with the part that is wrong, and nothing is made', async () => {
    const { error } = await bench.error(
      2,
      'plan',
      'add',
      '--name',
      'Books',
      '--source',
      bench.path('Books'),
      '--vault',
      bench.vault,
      '--schedule',
      'daily 18:30; sometimes',
    );

    expect(error).toMatchObject({ code: 'schedule-invalid', subject: 'sometimes' });
    expect(await bench.planList(0)).toEqual([]);
    await add('Books');
    await bench.error(2, 'plan', 'edit', 'Books');
  });

  it('run what is due once, make up for what was missed, and end with the worst code', async () => {
    await add('Books', '--schedule', 'full hourly');
    await add('Away', '--schedule', 'hourly');
    const early = await runDue(0);
    offFor(150, bench.home, 'Books');
    offFor(90, bench.home, 'Away');
    await bench.backup(0, 'Away');
    writeFileSync(bench.path('vault', 'Away', 'strongroom-vault.json'), 'x');
    writeFileSync(bench.path('vault', 'Away', 'strongroom-vault.copy.json'), 'x');

    const due = await runDue(4);
    const again = await runDue(0);

    expect([early, again]).toEqual([{ runs: [] }, { runs: [] }]);
    expect(due.runs).toMatchObject([
      { name: 'Books', result: { outcome: 'complete', kind: 'full' } },
      { name: 'Away', failure: { code: expect.stringMatching(/^vault-/) } },
    ]);
    const { rows } = documentOf(zRunPage, 0, await bench.run('--json', 'history', 'Books'));
    expect(rows.map(({ outcome, skip }) => skip ?? outcome).filter((how) => how !== 'not-running')).toEqual([
      'complete',
    ]);
    expect(rows.filter(({ skip }) => skip === 'not-running').length).toBeGreaterThan(0);
  });

  it('rest while a plan is paused', async () => {
    await add('Books', '--schedule', 'hourly');
    const paused = await plan('pause', 'Books');
    offFor(90, bench.home, 'Books');

    const due = await runDue(0);
    const resumed = await plan('resume', 'Books');

    expect([paused.state, due.runs, resumed.state]).toEqual(['paused', [], 'never']);
    const { rows } = documentOf(zRunPage, 0, await bench.run('--json', 'history', 'Books'));
    expect(new Set(rows.map(({ skip }) => skip))).toEqual(new Set(['paused']));
  });

  it.runIf(process.platform === 'linux')(
    'say whether the program starts at log-on, and that the desktop was told not to',
    async () => {
      const file = bench.path('config', 'autostart', 'strongroom.desktop');
      const env = { ...process.env, XDG_CONFIG_HOME: bench.path('config') };
      const status = async (...more: string[]) => {
        const words = [entry, '--home', bench.home, ...more, 'schedule', 'status'];
        return promisify(execFile)(process.execPath, words, { env }).catch(
          (failed: { code: number; stdout: string }) => failed,
        );
      };
      const atLogOn = async (): Promise<unknown> =>
        (JSON.parse((await status('--json')).stdout) as { atLogOn?: string }).atLogOn;

      expect(await atLogOn()).toBe('off');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, '[Desktop Entry]\nType=Application\nExec=strongroom --hidden\n');
      expect(await atLogOn()).toBe('on');
      appendFileSync(file, 'Hidden=true\n');
      expect(await atLogOn()).toBe('barred');
      expect((await status()).stdout).toContain('The system has been told not to start Strongroom when you log on');
    },
  );
});

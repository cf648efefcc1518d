import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { PipedService } from '../support/piped-service.ts';
import { makeDue } from '../support/told-office.ts';
import { entry, runProgram } from './cli-runner.ts';

/** When the service looks, counted from the start of the command: before it, with it, and while it opens its data folder. Milliseconds. */
const MEETINGS = (process.env['STRONGROOM_MEETINGS'] ?? '-300,0,300,700').split(',').map(Number);

const folder = mkdtempSync(join(tmpdir(), 'strongroom-meeting-'));
const home = join(folder, 'home');
const plans: string[] = [];
let service: PipedService;

beforeAll(async () => {
  // Long enough away from now that no time of it comes while this is tried.
  const anHourAgo = new Date(Date.now() - 3_600_000).toTimeString().slice(0, 5);
  writeFileSync(join(folder, 'ledger.txt'), 'figures');
  const engine = await openEngine({ home });
  for (const at of MEETINGS) {
    const vault = join(folder, `vault-${plans.length}`);
    const source = join(folder, 'ledger.txt');
    plans.push(
      (await engine.planAdd({ name: `at ${at}`, sources: [source], vault, schedule: `daily ${anHourAgo}` })).id,
    );
  }
  await engine.close();
  service = await PipedService.start(home);
});
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function runs(plan: string): Promise<(string | null | undefined)[]> {
  const { rows } = await service.ask('run.list', { plan });
  return rows.filter(({ skip }) => skip === undefined).map(({ outcome }) => outcome);
}

describe('the service beside the clock and the command of the system', () => {
  it.each(MEETINGS.map((at, i) => ({ at, i })))(
    'run what is due once, met $at ms after each other',
    async ({ at, i }) => {
      const plan = plans[i] ?? '';
      makeDue(home, undefined, plan);

      const command = async () => {
        await wait(Math.max(0, -at));
        return runProgram(process.execPath, [entry, '--home', home, '--json', 'run-due'], folder);
      };
      const look = async () => {
        await wait(Math.max(0, at));
        await service.ask('schedule.wake', {});
      };
      const [said] = await Promise.all([command(), look()]);

      expect({ exit: said.exit, stderr: said.stderr }).toEqual({ exit: 0, stderr: '' });
      await expect.poll(() => runs(plan), { timeout: 30_000 }).toEqual(['complete']);
      // Another look of both finds nothing more to do.
      await service.ask('schedule.wake', {});
      await runProgram(process.execPath, [entry, '--home', home, 'run-due'], folder);
      expect(await runs(plan)).toEqual(['complete']);
    },
  );
});

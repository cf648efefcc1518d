import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { processWorld } from '../../electron/cli/process-world.ts';
import { runCli } from '../../electron/cli/run-cli.ts';
import { IsolatedEngine } from '../../electron/service/apart/isolated-engine.ts';
import { EnginePlace } from '../support/engine-place.ts';
import { SambaMount, whyNoSambaMount } from '../support/samba-mount.ts';

const why = whyNoSambaMount();
if (why !== undefined) console.warn(`run-due-hung-share.test.ts is skipped: ${why}`);

const MINUTE_MS = 60_000;
/** As in the product, but sooner. */
const patience = { silence: 500, probe: 700, job: 1500 };

const zRuns = z.object({
  runs: z.array(
    z.object({
      name: z.string(),
      result: z.object({ outcome: z.string() }).optional(),
      failure: z.object({ code: z.string() }).optional(),
    }),
  ),
});

describe.skipIf(why !== undefined)('run-due, while the share of one plan stands still', () => {
  let place: EnginePlace;
  let share: SambaMount;

  beforeAll(async () => {
    place = new EnginePlace('run-due');
    share = await SambaMount.start();
    for (const name of ['far', 'near', 'also-far']) {
      mkdirSync(place.path(name));
      writeFileSync(place.path(name, 'file'), name);
    }
    const engine = await place.open();
    const add = (name: string, vault: string) =>
      engine.planAdd({ name, sources: [place.path(name)], vault, schedule: 'every 15m' });
    await add('far', join(share.path, 'vault'));
    await add('also-far', join(share.path, 'vault'));
    await add('near', place.vault);
    await engine.close();
    vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
  });
  afterAll(async () => {
    vi.useRealTimers();
    await share?.stop();
    await place?.remove();
  });

  async function runDue(afterMinutes: number): Promise<{ exit: number; ends: Record<string, string> }> {
    vi.setSystemTime(Date.now() + afterMinutes * MINUTE_MS);
    let said = '';
    const exit = await runCli({
      ...processWorld(),
      argv: ['--home', place.home, '--json', 'run-due'],
      stdout: { write: (text) => void (said += text), isTerminal: false },
      openIsolated: (home) =>
        IsolatedEngine.open({
          options: { home, vaultReadme: 'A vault of a test.\n', passphraseLogN: 8 },
          patience,
          errors: 'ignore',
          report: (error) => console.error(error),
        }),
    });
    const { runs } = zRuns.parse(JSON.parse(said));
    return {
      exit,
      ends: Object.fromEntries(runs.map((run) => [run.name, run.failure?.code ?? run.result?.outcome ?? ''])),
    };
  }

  it('runs the others, says so of that one, and makes up for it once when the share is back', async () => {
    expect(await runDue(16)).toEqual({ exit: 0, ends: { far: 'complete', 'also-far': 'complete', near: 'complete' } });

    share.freeze();
    const silent = await runDue(16);
    const later = await runDue(16);
    share.thaw();

    const [one, other] = ['far', 'also-far'].toSorted((a, b) => Number(b in silent.ends) - Number(a in silent.ends));
    expect(silent).toEqual({ exit: 4, ends: { [one ?? '']: 'place-silent', near: 'complete' } });
    expect(later.ends).toMatchObject({ [other ?? '']: 'place-silent', near: 'complete' });
    const engine = await place.open();
    const runs = await engine.runList({ verb: 'backup', outcome: 'failed' });
    expect(runs.rows.map(({ planName, failure }) => [planName, failure?.code])).toEqual(
      expect.arrayContaining([
        ['far', 'place-silent'],
        ['also-far', 'place-silent'],
      ]),
    );

    // The system may take a moment to end what waited for the share.
    let back = await runDue(61);
    for (let n = 0; n < 10 && Object.values(back.ends).includes('busy'); n++) back = await runDue(241);
    expect(back.ends).toMatchObject({ far: 'complete', 'also-far': 'complete' });
    expect(await runDue(0)).toEqual({ exit: 0, ends: {} });
  });
});

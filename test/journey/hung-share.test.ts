import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../electron/contract/index.ts';
import { IsolatedEngine } from '../../electron/service/apart/isolated-engine.ts';
import { EnginePlace } from '../support/engine-place.ts';
import { PipedService } from '../support/piped-service.ts';
import { SambaMount, whyNoSambaMount } from '../support/samba-mount.ts';

const why = whyNoSambaMount();
if (why !== undefined) console.warn(`hung-share.test.ts is skipped: ${why}`);

/** What a person is promised, and what a computer with much else to do may add. */
const CANCEL_MS = 5000;
const SLACK_MS = 2000;
const FILES = 25;
const FILE_BYTES = 4 * 1024 ** 2;

const isDone = ({ state }: Job): boolean => state === 'done';
const hasStored = ({ state, progress }: Job): boolean => state === 'done' || (progress?.bytes.stored ?? 0) > 0;

describe.skipIf(why !== undefined)('a share whose server stands still', () => {
  let place: EnginePlace;
  let share: SambaMount;

  beforeAll(async () => {
    place = new EnginePlace('hung-share');
    share = await SambaMount.start();
    for (const name of ['large', 'small']) mkdirSync(place.path(name));
    for (let n = 0; n < FILES; n++) writeFileSync(place.path('large', `${n}.bin`), randomBytes(FILE_BYTES));
    for (let n = 0; n < 50; n++) writeFileSync(place.path('small', `${n}.txt`), `small ${n}\n`);
  });
  afterAll(async () => {
    // The share first: nobody may wait for it when the rest ends.
    await share?.stop();
    await place?.remove();
  });

  it('holds up neither the window nor other plans; what waits for it is cancelled in time, and goes on once it is back', async () => {
    const service = await PipedService.start(place.home);
    const vault = join(share.path, 'vault');
    await service.ask('plan.add', { name: 'On the share', sources: [place.path('large')], vault });
    await service.ask('plan.add', { name: 'Here', sources: [place.path('small')], vault: place.vault });
    const { jobId: first } = await service.ask('backup.start', { plan: 'Here' });
    await service.until(first, isDone);

    const { jobId: hung } = await service.ask('backup.start', { plan: 'On the share' });
    const begun = await service.until(hung, hasStored);
    share.freeze();
    const answers = [
      await service.ask('plan.list', {}),
      await service.ask('point.list', { plan: 'Here' }),
      await service.ask('file.list', { plan: 'Here', path: 'small' }),
      await service.ask('run.list', {}),
    ];
    const { jobId: beside } = await service.ask('backup.start', { plan: 'Here' });
    const local = await service.until(beside, isDone);
    const stillHangs = service.jobs.find(({ id }) => id === hung)?.state;
    const asked = performance.now();
    await service.ask('job.cancel', { jobId: hung });
    const cancelled = await service.until(hung, isDone);
    const tookMs = performance.now() - asked;
    const history = await service.ask('run.list', {});
    const { jobId: refused } = await service.ask('backup.start', { plan: 'On the share' });
    const whileStuck = await service.until(refused, isDone);

    share.thaw();
    let again: Job;
    do {
      // Until the system has ended what waited for the share, it still holds the plan.
      const { jobId } = await service.ask('backup.start', { plan: 'On the share' });
      again = await service.until(jobId, isDone);
    } while (again.failure?.code === 'place-silent');
    const { jobId: check } = await service.ask('verify.start', { plan: 'On the share' });
    const verified = await service.until(check, isDone);
    await service.stop();

    expect(begun.state).toBe('running');
    expect(answers).toMatchObject([{ length: 2 }, { length: 1 }, { total: 50 }, { total: 2 }]);
    expect(local.result).toMatchObject({ outcome: 'complete' });
    expect(stillHangs).toBe('running');
    expect(cancelled.failure?.code ?? (cancelled.result as { outcome?: string }).outcome).toBe('cancelled');
    expect(tookMs).toBeLessThan(CANCEL_MS + SLACK_MS);
    expect(history.rows.find(({ planName }) => planName === 'On the share')).toMatchObject({ outcome: 'cancelled' });
    // Where the system has let go of the process that was killed, this one stands still in its stead; here it has not.
    expect(whileStuck.failure).toMatchObject({ code: 'place-silent', subject: vault });
    expect(again.result).toMatchObject({ outcome: 'complete', files: { scanned: FILES } });
    expect(verified.result).toMatchObject({ outcome: 'complete' });
    // What lies behind the share has arrived, whatever the mount says.
    const oracle = await place.open(place.path('home of the oracle'));
    const { plans } = await oracle.vaultOpen(join(share.behind, 'vault'));
    expect(plans).toMatchObject([{ points: 1 }]);
    expect(await oracle.verify({ plan: 'On the share', level: 'deep' })).toMatchObject({ outcome: 'complete' });
  });

  it('fails a run that nobody attends, by itself and with the reason', async () => {
    const engine = await IsolatedEngine.open({
      options: { home: place.path('another home') },
      patience: { silence: 500, probe: 500, job: 3000 },
      report: (error) => {
        throw error;
      },
    });
    const vault = join(share.path, 'another vault');
    await engine.planAdd({ name: 'Unattended', sources: [place.path('large')], vault });
    const progress = Promise.withResolvers<void>();
    const onProgress = ({ bytes }: { bytes: { stored: number } }) => bytes.stored > 0 && progress.resolve();

    const run = engine.backup({ plan: 'Unattended' }, { onProgress }).then(
      ({ outcome }) => outcome,
      ({ code }: { code: string }) => code,
    );
    await progress.promise;
    share.freeze();
    const question = engine.prunePreview({ plan: 'Unattended' }).catch(({ code }: { code: string }) => code);
    const silent = async () => (await engine.planShow('Unattended')).silent?.path;
    await expect.poll(silent, { timeout: 30_000 }).toBe(vault);
    const failure = await run;
    const answer = await question;
    const [row] = (await engine.runList()).rows;
    const later = await silent();
    share.thaw();
    await engine.close();

    expect([failure, answer, later]).toEqual(['place-silent', 'place-silent', undefined]);
    expect(row).toMatchObject({ outcome: 'failed', failure: { code: 'place-silent', subject: vault } });
  });
});

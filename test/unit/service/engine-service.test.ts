import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { CALLS, CONTRACT_VERSION, type Job, type ServiceMessage } from '../../../electron/contract/index.ts';
import { EngineError } from '../../../electron/engine/engine.ts';
import type { EngineDoor } from '../../../electron/service/dispatcher.ts';
import { createService } from '../../../electron/service/engine-service.ts';
import { complete, fakeEngine } from './fake-engine.ts';

async function started(open?: () => Promise<EngineDoor>) {
  const fake = fakeEngine();
  const sent: ServiceMessage[] = [];
  const reported: unknown[] = [];
  const service = createService({
    home: '/nowhere',
    openEngine: open ?? (() => Promise.resolve(fake.engine)),
    send: (message) => sent.push(structuredClone(message)),
    report: (error) => reported.push(error),
  });
  let lastId = 0;
  const ask = async (call: string, input: unknown) => {
    lastId += 1;
    const id = lastId;
    await service.receive({ id, call, input });
    return sent.find((message) => message.kind === 'reply' && message.id === id);
  };
  const jobs = (): Job[] =>
    (sent.findLast((message) => message.kind === 'topic' && message.topic === 'jobs') as { value: Job[] }).value;
  const start = async (plan: string) => {
    const answer = await ask('backup.start', { plan });
    return answer?.kind === 'reply' && answer.reply.ok ? (answer.reply.value as { jobId: string }).jobId : '';
  };
  await ask('app.hello', { contract: CONTRACT_VERSION });
  return { ...fake, service, sent, reported, ask, jobs, start };
}

const refusal = (code: string) => ({ kind: 'reply', reply: { ok: false, error: { code } } });

describe('the engine service', () => {
  it('answers nothing before a greeting of its own version', async () => {
    const sent: ServiceMessage[] = [];
    const service = createService({
      home: '/nowhere',
      openEngine: () => Promise.resolve(fakeEngine().engine),
      send: (message) => sent.push(message),
      report: () => {},
    });
    const replies = () => sent.filter((message) => message.kind === 'reply');

    await service.receive({ id: 1, call: 'plan.list', input: {} });
    await service.receive({ id: 2, call: 'app.hello', input: { contract: CONTRACT_VERSION + 1 } });

    expect(replies()).toMatchObject([refusal('version-mismatch'), refusal('version-mismatch')]);
  });

  it('tells what was expected to fail by its code, and bugs without their text', async () => {
    const { ask, reported } = await started();

    expect(await ask('backup.start', { plan: 'zzz' })).toMatchObject({
      reply: { ok: false, error: { code: 'plan-unknown', subject: 'zzz' } },
    });
    expect(await ask('file.find', { pattern: 'x' })).toEqual({
      kind: 'reply',
      id: expect.any(Number),
      reply: { ok: false, error: { code: 'internal' } },
    });
    expect(reported).toEqual([new TypeError('a bug')]);
  });

  it('does nothing for messages that are not in the contract', async () => {
    const { service, asked, sent } = await started();
    const before = asked.length;
    const call = fc.oneof(fc.string(), fc.constantFrom(...Object.keys(CALLS).filter((name) => name !== 'plan.list')));

    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.anything(), fc.record({ id: fc.integer(), call, input: fc.array(fc.anything()) })),
        (message) => service.receive(message),
      ),
      { numRuns: 10_000 },
    );

    expect(asked.slice(before)).toEqual([]);
    expect(sent.filter((message) => message.kind === 'reply' && message.reply.ok)).toHaveLength(1);
  });

  it('runs one job of a plan at a time and others beside it', async () => {
    const { ask, runs, jobs, start } = await started();

    await start('a');
    await start('b');
    await ask('restore.start', { plan: 'a', target: { kind: 'folder', path: '/target' } });

    expect(runs.map((run) => run.plan)).toEqual(['a', 'b']);
    await vi.waitFor(() => expect(jobs().map((job) => job.state)).toEqual(['running', 'running', 'waiting']));
    runs[0]?.end(complete);
    await vi.waitFor(() => expect(jobs().map((job) => job.state)).toEqual(['done', 'running', 'running']));
  });

  it('refuses a second backup of a plan that is being backed up', async () => {
    const { ask, start } = await started();

    await start('a');

    expect(await ask('backup.start', { plan: 'a' })).toMatchObject({
      reply: { ok: false, error: { code: 'busy', holder: { verb: 'backup', plan: 'plan a', by: 'window' } } },
    });
  });

  it('keeps a consolidation waiting while its plan is backed up, and refuses a second one', async () => {
    const { ask, start, jobs } = await started();

    await start('a');
    await ask('consolidate.start', { plan: 'a' });

    await vi.waitFor(() => expect(jobs().map((job) => job.state)).toEqual(['running', 'waiting']));
    expect(await ask('consolidate.start', { plan: 'a' })).toMatchObject(refusal('busy'));
  });

  it('passes the wish to cancel on at once, and keeps the outcome', async () => {
    const { ask, runs, jobs, start } = await started();
    const jobId = await start('a');

    await ask('job.cancel', { jobId });

    expect(runs[0]?.control?.signal?.aborted).toBe(true);
    await vi.waitFor(() => expect(jobs()[0]?.state).toBe('cancelling'));
    runs[0]?.end({ ...complete, outcome: 'cancelled', setId: null });
    await vi.waitFor(() => expect(jobs()[0]).toMatchObject({ state: 'done', result: { outcome: 'cancelled' } }));
    expect(await ask('job.cancel', { jobId: 'none' })).toMatchObject(refusal('usage'));
  });

  it('pauses a running job, keeps others of the plan waiting, and lets it go on or end', async () => {
    const { ask, runs, jobs, start } = await started();
    const jobId = await start('a');
    await ask('verify.start', { plan: 'a' });
    const states = () => jobs().map((job) => job.state);

    await ask('job.pause', { jobId });
    expect(runs[0]?.control?.gate?.isClosed).toBe(true);
    await vi.waitFor(() => expect(states()).toEqual(['paused', 'waiting']));
    await ask('job.resume', { jobId });
    expect(runs[0]?.control?.gate?.isClosed).toBe(false);
    await vi.waitFor(() => expect(states()).toEqual(['running', 'waiting']));
    await ask('job.pause', { jobId });
    await ask('job.cancel', { jobId });

    expect(runs[0]?.control?.signal?.aborted).toBe(true);
    await vi.waitFor(() => expect(states()).toEqual(['cancelling', 'waiting']));
    await ask('job.pause', { jobId });
    runs[0]?.end({ ...complete, outcome: 'cancelled', setId: null });
    await vi.waitFor(() => expect(states()).toEqual(['done', 'running']));
    expect(await ask('job.pause', { jobId: 'none' })).toMatchObject(refusal('usage'));
    expect(await ask('job.resume', { jobId: 'none' })).toMatchObject(refusal('usage'));
  });

  it('never starts a job that was cancelled while it waited', async () => {
    const { ask, runs, jobs, start } = await started();
    await start('a');
    await ask('verify.start', { plan: 'a' });
    await vi.waitFor(() => expect(jobs()).toHaveLength(2));

    await ask('job.cancel', { jobId: jobs()[1]?.id });
    runs[0]?.end(complete);

    await vi.waitFor(() => expect(jobs().map((job) => job.state)).toEqual(['done', 'done']));
    expect(jobs()[1]).toMatchObject({ failure: { code: 'cancelled' } });
  });

  it('tells of plans after a run and after each change of them', async () => {
    const { ask, runs, sent, start } = await started();
    const plansTold = () => sent.filter((message) => message.kind === 'topic' && message.topic === 'plans').length;
    await vi.waitFor(() => expect(plansTold()).toBe(1));

    await ask('plan.remove', { plan: 'b' });
    await vi.waitFor(() => expect(plansTold()).toBe(2));
    await start('a');
    runs[0]?.fail(new EngineError('vault-full', { subject: '/vault' }));

    await vi.waitFor(() => expect(plansTold()).toBe(3));
  });

  it('samples progress at most ten times a second and never loses the last', async () => {
    const { runs, jobs, sent, start } = await started();
    await start('a');
    const before = sent.length;
    const sample = (done: number) => ({
      phase: 'saving' as const,
      files: { seen: done, done },
      bytes: { seen: 0, done: 0, stored: 0 },
      gaps: 0,
    });

    for (let done = 1; done <= 1000; done += 1) runs[0]?.control?.onProgress?.(sample(done));

    await vi.waitFor(() => expect(jobs()[0]?.progress?.files.done).toBe(1000));
    expect(sent.length - before).toBeLessThan(4);
  });

  it('keeps the last fifty jobs that have ended, with every trouble counted and long lists cut', async () => {
    const { runs, jobs, start } = await started();
    const gaps = Array.from({ length: 700 }, (_, index) => ({ path: `${index}`, code: 'locked' as const }));

    for (let run = 0; run < 55; run += 1) {
      // Refused as busy until the run before has ended.
      await vi.waitFor(async () => expect(await start('a')).not.toBe(''), { interval: 1 });
      runs[run]?.end({ ...complete, outcome: 'incomplete', gaps });
    }

    await vi.waitFor(() => expect(jobs().filter((job) => job.state === 'done')).toHaveLength(50));
    expect(jobs().map((job) => job.troubles)).toEqual(jobs().map(() => ({ locked: 700 })));
    const shown = jobs().map((job) => (job.result && 'gaps' in job.result ? job.result.gaps.length : 0));
    expect(shown).toEqual([...Array.from({ length: 49 }, () => 20), 500]);
  }, 30_000);

  it('says why the engine does not open, and opens it once that is mended', async () => {
    const { engine } = fakeEngine();
    const open = vi
      .fn<() => Promise<EngineDoor>>()
      .mockRejectedValueOnce(new EngineError('home-unusable', { subject: '/home' }))
      .mockRejectedValueOnce(new EngineError('home-unusable', { subject: '/home' }))
      .mockResolvedValue(engine);
    const { ask } = await started(open);

    expect(await ask('plan.list', {})).toMatchObject(refusal('home-unusable'));
    expect(await ask('plan.list', {})).toMatchObject({ reply: { ok: true } });
  });

  it('stops by cancelling what runs, waiting for it, and closing the engine', async () => {
    const { service, runs, asked, start } = await started();
    await start('a');

    const stopped = service.stop();
    expect(runs[0]?.control?.signal?.aborted).toBe(true);
    expect(asked).not.toContain('close');
    runs[0]?.end({ ...complete, outcome: 'cancelled' });
    await stopped;

    expect(asked).toContain('close');
  });
});

import { describe, expect, it } from 'vitest';
import type { Job, Plan } from '../../../electron/contract/index.ts';
import { currentJob, isOutdated, lastEnded, withLost } from '../../../renderer/state/job-history.ts';
import { lossOf } from '../../../renderer/state/next-step.ts';
import { needsStart, overallOf, shareDone, standingOf } from '../../../renderer/state/standing.ts';
import { plan } from '../service/fake-engine.ts';

const EARLIER = '2026-01-01T00:00:00.000Z';
const LATER = '2026-02-01T00:00:00.000Z';

const good = (id: string, lastGoodAt = LATER): Plan => ({ ...plan(id), state: 'protected', lastGoodAt });
const job = (id: string, state: Job['state'], more: Partial<Job> = {}): Job => ({
  id,
  verb: 'backup',
  planId: 'a',
  startedAt: EARLIER,
  state,
  ...more,
});

describe('how things stand', () => {
  it('is protected only if every plan of this computer is', () => {
    expect(overallOf([good('a'), good('b', EARLIER)], [])).toEqual({
      kind: 'protected',
      plans: 2,
      oldestGoodAt: EARLIER,
    });
    expect(overallOf([good('a'), plan('b')], [])).toEqual({ kind: 'unprotected', plans: 1, name: 'plan b' });
    for (const state of ['paused', 'failing', 'overdue', 'incomplete', 'written'] as const) {
      expect(overallOf([good('a'), { ...good('b'), state }], [])).toEqual({
        kind: 'attention',
        plans: 1,
        name: 'plan b',
      });
    }
  });

  it('needs attention, and is not without protection, where a backup was written and not yet read', () => {
    const written: Plan = { ...plan('a'), state: 'written', writtenAt: LATER };

    expect(overallOf([written], []).kind).toBe('attention');
    expect(lossOf([written])).toEqual({ kind: 'unread', plans: 1 });
    expect(lossOf([written, plan('b')])).toEqual({ kind: 'all', plans: 1 });
  });

  it('needs attention where the program would not be there after the next start of the computer', () => {
    const scheduled = { ...good('a'), schedule: 'daily 18:30' };
    const paused: Plan = { ...scheduled, state: 'paused' };

    expect(overallOf([scheduled], [], false)).toEqual({ kind: 'asleep' });
    expect(overallOf([scheduled], [], true).kind).toBe('protected');
    expect(overallOf([scheduled], []).kind).toBe('protected');
    expect(overallOf([good('a')], [], false).kind).toBe('protected');
    expect(overallOf([scheduled, plan('b')], [], false).kind).toBe('unprotected');
    expect([needsStart([paused]), needsStart([{ ...scheduled, origin: 'vault' }])]).toEqual([false, false]);
  });

  it('is never plainly protected by backups on the disk of the files', () => {
    const besides: Plan = { ...good('a'), isSameDisk: true };

    expect([standingOf(besides, []), standingOf({ ...besides, isSameDisk: false }, [])]).toEqual([
      'same-disk',
      'protected',
    ]);
    expect(standingOf({ ...besides, state: 'overdue' }, [])).toBe('overdue');
    expect(overallOf([besides, good('b')], [])).toEqual({ kind: 'attention', plans: 1, name: 'plan a' });
  });

  it('does not count what was only opened for reading', () => {
    const found: Plan = { ...good('c'), origin: 'vault' };

    expect(overallOf([], [])).toEqual({ kind: 'empty' });
    expect(overallOf([found], [])).toEqual({ kind: 'reading' });
    expect(standingOf(found, [])).toBe('elsewhere');
    expect(overallOf([found, good('a')], [])).toMatchObject({ kind: 'protected', plans: 1 });
  });

  it('is working while a backup waits or runs', () => {
    expect(overallOf([good('a')], [job('1', 'running')])).toEqual({ kind: 'working', plans: 1, name: 'plan a' });
    expect(standingOf(good('a'), [job('1', 'running', { verb: 'restore' })])).toBe('protected');
    expect(standingOf(good('a'), [job('1', 'paused')])).toBe('halted');
    expect(overallOf([good('a')], [job('1', 'paused')])).toMatchObject({ kind: 'protected' });
  });
});

describe('how far a job is', () => {
  const at = (phase: 'scanning' | 'saving' | 'checking', done: number, expected?: number) =>
    shareDone(
      job('1', 'running', {
        progress: {
          phase,
          files: { seen: 0, done: 0 },
          bytes: { seen: 0, done, stored: 0, ...(expected !== undefined && { expected }) },
          gaps: 0,
        },
      }),
    );

  it('is said only where there is an estimate that still holds', () => {
    expect(at('saving', 50, 200)).toBe(0.25);
    expect(at('saving', 50)).toBeUndefined();
    expect(at('saving', 300, 200)).toBeUndefined();
    expect(at('checking', 50, 200)).toBeUndefined();
  });
});

describe('a job that has ended', () => {
  it('is outdated once the engine knows of a later run', () => {
    const ended = job('1', 'done', { endedAt: LATER });
    const lost = job('2', 'done');
    const ranAt = (endedAt: string): Plan => ({ ...plan('a'), lastRun: { run: 1, outcome: 'complete', endedAt } });

    expect([
      isOutdated(ended, ranAt(EARLIER)),
      isOutdated(ended, ranAt(LATER)),
      isOutdated(ended, ranAt('2026-02-01T00:00:00.001Z')),
      isOutdated(lost, ranAt(EARLIER)),
      isOutdated(lost, ranAt(LATER)),
      isOutdated(ended, plan('a')),
    ]).toEqual([false, false, true, false, true, false]);
  });
});

describe('the jobs', () => {
  it('never lose one that was under way when the engine died', () => {
    const before = [job('1', 'done'), job('2', 'running')];
    const after = withLost(before, []);

    expect(after).toEqual([job('2', 'done', { failure: { code: 'internal', detail: 'engine-stopped' } })]);
    expect(withLost(after, [job('3', 'running')]).map(({ id }) => id)).toEqual(['2', '3']);
  });

  it('show a running one before a waiting one, and the newest that has ended', () => {
    const jobs = [job('1', 'done'), job('2', 'done'), job('3', 'waiting', { verb: 'restore' }), job('4', 'running')];

    expect(currentJob(jobs, 'a')?.id).toBe('4');
    expect(currentJob(jobs, 'a', 'restore')?.id).toBe('3');
    expect(lastEnded(jobs, 'a', 'backup')?.id).toBe('2');
    expect(currentJob(jobs, 'b')).toBeUndefined();
  });
});

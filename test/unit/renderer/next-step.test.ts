import { describe, expect, it } from 'vitest';
import type { Failure, Job, Plan } from '../../../electron/contract/index.ts';
import { lossOf, nextRunOf, nextStepOf } from '../../../renderer/state/next-step.ts';
import { plan } from '../service/fake-engine.ts';

const EARLIER = '2026-01-01T00:00:00.000Z';
const LATER = '2026-02-01T00:00:00.000Z';
const as = (id: string, state: Plan['state'], more: Partial<Plan> = {}): Plan => ({
  ...plan(id),
  state,
  ...(state !== 'never' && { lastGoodAt: LATER }),
  ...more,
});
const found = as('v', 'protected', { origin: 'vault' });
const working: Job = { id: '1', verb: 'backup', planId: 'a', startedAt: EARLIER, state: 'running' };

describe('what is most needed', () => {
  it('is the reason of a failure before anything that could fail in the same way', () => {
    expect(nextStepOf([as('a', 'never'), as('b', 'failing')], [], true)).toMatchObject({
      kind: 'look',
      plan: { id: 'b' },
    });
  });

  it('is a backup where the computer was switched off over the last one, or the newest was found damaged', () => {
    const ended = (failure?: Failure): Plan['lastRun'] => ({
      run: 1,
      outcome: 'failed',
      endedAt: LATER,
      ...(failure && { failure }),
    });
    const newestDamaged = { setId: 's1', at: LATER };
    const step = (more: Partial<Plan>) => nextStepOf([as('a', 'failing', more)], [], true).kind;

    expect(step({ lastRun: ended({ code: 'interrupted' }) })).toBe('back-up');
    expect(step({ newestDamaged, lastRun: ended() })).toBe('back-up');
    expect(step({ newestDamaged, lastRun: ended({ code: 'vault-unavailable' }) })).toBe('look');
  });

  it('is a backup where there is none that counts', () => {
    for (const state of ['never', 'overdue'] as const) {
      const step = nextStepOf([as('a', state), as('b', 'incomplete'), as('c', 'paused')], [], true);
      expect(step).toMatchObject({ kind: 'back-up', plans: [{ id: 'a' }] });
    }
  });

  it('is a check where nobody has read the newest backup', () => {
    expect(nextStepOf([as('a', 'written'), as('b', 'incomplete')], [], true)).toMatchObject({
      kind: 'check',
      plan: { id: 'a' },
    });
  });

  it('goes on to what is missing, then to what is paused', () => {
    expect(nextStepOf([as('a', 'paused'), as('b', 'incomplete')], [], true)).toMatchObject({ kind: 'look' });
    expect(nextStepOf([as('a', 'paused'), as('b', 'protected')], [], true)).toMatchObject({ kind: 'resume' });
  });

  it('is the proof by a restore once all is well, unless one was done or that is not known', () => {
    expect(nextStepOf([as('a', 'protected')], [], false)).toMatchObject({ kind: 'prove' });
    expect(nextStepOf([as('a', 'protected')], [], true)).toEqual({ kind: 'restore' });
    expect(nextStepOf([as('a', 'protected')], [], undefined)).toEqual({ kind: 'restore' });
  });

  it('is to look at backups that would be lost together with the files', () => {
    const besides = as('a', 'protected', { isSameDisk: true });

    expect(nextStepOf([besides], [], false)).toEqual({ kind: 'look', plan: besides });
    expect(nextStepOf([besides, as('b', 'never')], [], false)).toMatchObject({ kind: 'back-up' });
  });

  it('is to go on with a backup that was halted', () => {
    const halted: Job = { ...working, state: 'paused' };

    expect(nextStepOf([as('a', 'never')], [halted], true)).toEqual({ kind: 'continue', jobId: '1' });
  });

  it('is nothing while a backup runs, and a plan where there is none', () => {
    expect(nextStepOf([as('a', 'failing')], [working], true)).toEqual({ kind: 'none' });
    expect(nextStepOf([found], [], true)).toEqual({ kind: 'first-plan' });
  });
});

describe('what would be lost', () => {
  it('is everything of a plan without a good backup', () => {
    expect(lossOf([as('a', 'protected'), as('b', 'never'), found])).toEqual({ kind: 'all', plans: 1 });
  });

  it('is everything where the backups lie on the same disk', () => {
    expect(lossOf([as('a', 'protected'), as('b', 'protected', { isSameDisk: true })])).toEqual({
      kind: 'all',
      plans: 1,
    });
  });

  it('is the work since the oldest of the newest good backups', () => {
    expect(lossOf([as('a', 'protected'), as('b', 'failing', { lastGoodAt: EARLIER })])).toEqual({
      kind: 'since',
      at: EARLIER,
    });
    expect(lossOf([found])).toBeUndefined();
  });
});

it('names the run that comes first', () => {
  const plans = [as('a', 'protected', { nextRunAt: LATER }), as('b', 'protected', { nextRunAt: EARLIER }), found];

  expect(nextRunOf(plans)).toMatchObject({ at: EARLIER, plan: { id: 'b' } });
  expect(nextRunOf([found])).toBeUndefined();
});

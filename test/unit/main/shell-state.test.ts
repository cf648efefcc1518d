import { describe, expect, it } from 'vitest';
import type { Job, Plan, PlanState } from '../../../electron/contract/index.ts';
import { activeJobs, isBarred, keepsAwake, progressOf, stateOf } from '../../../electron/main/shell-state.ts';
import { plan } from '../service/fake-engine.ts';

const planThat = (state: PlanState, origin: Plan['origin'] = 'here'): Plan => ({ ...plan(state), state, origin });
const job = (state: Job['state'], bytes?: { done: number; expected?: number }): Job => ({
  id: 'j',
  verb: 'backup',
  planId: 'a',
  startedAt: '2026-11-21T09:00:00.000Z',
  state,
  ...(bytes && {
    progress: {
      phase: 'saving',
      files: { seen: 0, done: 0 },
      bytes: { seen: 0, stored: 0, ...bytes },
      gaps: 0,
    },
  }),
});
const reported = (plans: Plan[] | undefined, jobs: Job[] = [], isEngineGone = false, startsWithComputer = true) =>
  stateOf({ plans, jobs, alarms: [], isUnwatched: false, isEngineGone, startsWithComputer, isStartBarred: false });

describe('the state that the tray shows', () => {
  it('is green only where every plan of this computer is protected', () => {
    expect(reported([planThat('protected'), planThat('never', 'vault')])).toBe('ok');
    for (const state of ['paused', 'never', 'overdue', 'incomplete', 'written'] as const) {
      expect(reported([planThat('protected'), planThat(state)])).toBe('attention');
    }
  });

  it('is not green over backups on the disk of the files', () => {
    expect(reported([{ ...planThat('protected'), isSameDisk: true }])).toBe('attention');
  });

  it('is not green over a schedule that nothing keeps after the next start of the computer', () => {
    const scheduled = { ...planThat('protected'), schedule: 'daily 18:30' };

    expect([reported([scheduled], [], false, false), reported([scheduled])]).toEqual(['attention', 'ok']);
    expect(reported([planThat('protected')], [], false, false)).toBe('ok');
  });

  it('knows that the system bars the start, where a plan would want it', () => {
    const scheduled = { ...planThat('protected'), schedule: 'daily 18:30' };

    expect(isBarred({ plans: [scheduled], isStartBarred: true })).toBe(true);
    expect(isBarred({ plans: [planThat('protected')], isStartBarred: true })).toBe(false);
    expect(isBarred({ plans: [scheduled], isStartBarred: false })).toBe(false);
  });

  it('is not green where nothing is known or nothing is protected', () => {
    expect([reported(undefined), reported([]), reported([planThat('protected', 'vault')])]).toEqual([
      'attention',
      'attention',
      'attention',
    ]);
  });

  it('is failed where a plan fails or the engine is gone, whatever else is well', () => {
    expect(reported([planThat('protected'), planThat('failing')])).toBe('failed');
    expect(reported([planThat('protected')], [], true)).toBe('failed');
  });

  it('is working while anything waits, runs or is held', () => {
    for (const state of ['waiting', 'running', 'paused', 'cancelling'] as const) {
      expect(reported([planThat('failing')], [job(state)])).toBe('working');
    }
    expect(reported([planThat('protected')], [job('done')])).toBe('ok');
  });
});

describe('the progress on the taskbar', () => {
  it('is the mean of what runs, and nothing where nothing runs', () => {
    expect(progressOf([job('done')])).toBeUndefined();
    expect(
      progressOf([job('running', { done: 20, expected: 100 }), job('running', { done: 60, expected: 100 })]),
    ).toEqual({ share: 0.4, mode: 'normal' });
  });

  it('says nothing it does not know', () => {
    const unknown = { share: undefined, mode: 'indeterminate' };

    expect(progressOf([job('running')])).toEqual(unknown);
    expect(progressOf([job('running', { done: 5 })])).toEqual(unknown);
    expect(progressOf([job('running', { done: 200, expected: 100 })])).toEqual(unknown);
    expect(progressOf([job('running', { done: 20, expected: 100 }), job('waiting')])).toEqual(unknown);
  });

  it('is held only where all work is', () => {
    expect(progressOf([job('paused', { done: 1, expected: 2 })])).toEqual({ share: 0.5, mode: 'paused' });
    expect(progressOf([job('paused', { done: 1, expected: 2 }), job('running', { done: 1, expected: 2 })])?.mode).toBe(
      'normal',
    );
  });
});

describe('work', () => {
  it('keeps the computer awake while it goes on, and only then', () => {
    expect(
      (['waiting', 'running', 'paused', 'cancelling', 'done'] as const).map((state) => keepsAwake([job(state)])),
    ).toEqual([false, true, false, true, false]);
  });

  it('that is not done is what quitting would break off', () => {
    expect(activeJobs([job('done'), job('paused'), job('waiting')]).map(({ state }) => state)).toEqual([
      'paused',
      'waiting',
    ]);
  });
});

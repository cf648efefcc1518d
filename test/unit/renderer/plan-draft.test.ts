import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../electron/contract/index.ts';
import { isLeftOut, leftOutBy, ownPatterns, withGroup } from '../../../renderer/state/leave-out.ts';
import { keepChoiceOf, keepOf } from '../../../renderer/state/keep-choice.ts';
import { changeOf, draftOf, EMPTY_DRAFT, inputOf, wantsStart } from '../../../renderer/state/plan-draft.ts';
import { withEvery } from '../../../renderer/state/schedule-choice.ts';
import { rulesOf } from '../../../renderer/state/schedule-rules.ts';
import { plan } from '../service/fake-engine.ts';

const known: Plan = { ...plan('a'), schedule: 'daily 18:30', exclude: ['*.bak'], level: 3 };

describe('a schedule', () => {
  it('keeps its time when only how often is changed', () => {
    expect(withEvery({ every: 'day', time: '18:30' }, 'week')).toEqual({ every: 'week', days: ['fri'], time: '18:30' });
    expect(withEvery({ every: 'day', time: '18:30' }, 'own')).toEqual({ every: 'own', rule: 'daily 18:30' });
  });
});

describe('a plan that is being written', () => {
  it('is no plan before what, where and name are there', () => {
    const draft = { ...EMPTY_DRAFT, sources: ['/a'], vault: '/v' };

    expect(inputOf({ ...draft, sources: [] }, 'A')).toBeUndefined();
    expect(inputOf({ ...draft, vault: undefined }, 'A')).toBeUndefined();
    expect(inputOf(draft, '  ')).toBeUndefined();
    expect(inputOf(draft, ' A ')).toMatchObject({ name: 'A', sources: ['/a'], vault: '/v', scheme: 'automatic' });
  });

  it('asks for the start with the computer with its first schedule, and not again of who left it off', () => {
    const unscheduled = draftOf({ ...known, schedule: '' });

    expect(wantsStart(EMPTY_DRAFT)).toBe(true);
    expect(wantsStart({ ...EMPTY_DRAFT, rules: [{ choice: { every: 'hand' } }] })).toBe(false);
    expect(wantsStart({ ...EMPTY_DRAFT, startsWithComputer: false })).toBe(false);
    expect([wantsStart(unscheduled), wantsStart({ ...unscheduled, rules: rulesOf('hourly') })]).toEqual([false, true]);
    expect(wantsStart(draftOf(known))).toBe(false);
  });

  it('changes only what differs', () => {
    const draft = draftOf(known);

    expect(changeOf(known, draft, known.name)).toEqual({});
    expect(changeOf(known, { ...draft, exclude: [] }, 'Other')).toEqual({ name: 'Other', exclude: [] });
    expect(changeOf(known, { ...draft, rules: [{ choice: { every: 'hand' } }], level: 6 }, known.name)).toEqual({
      schedule: '',
      level: 6,
    });
  });
});

describe('how long to keep', () => {
  it.each(['', 'days 30', 'daily 7 weekly 5 monthly 12 yearly 3', 'last 10'])(
    '(%j) is a choice, and the same rule again',
    (rule) => {
      expect(keepOf(keepChoiceOf(rule))).toBe(rule);
      expect(keepChoiceOf(rule).keep === 'own').toBe(rule === 'last 10');
    },
  );

  it('is written into a plan, and only where it differs', () => {
    const draft = { ...draftOf(known), keep: { keep: 'month' } as const };

    expect(changeOf(known, draft, known.name)).toEqual({ keep: 'days 30' });
    expect(inputOf(draft, 'A')).toMatchObject({ keep: 'days 30' });
    expect(inputOf({ ...EMPTY_DRAFT, sources: ['/a'], vault: '/v' }, 'A')).toMatchObject({ keep: '' });
  });
});

describe('what is left out', () => {
  it('is ticked as a group only where all of it is left out', () => {
    const all = withGroup(['*.bak'], 'videos', true);

    expect(isLeftOut(all, 'videos')).toBe(true);
    expect(ownPatterns(all)).toEqual(['*.bak']);
    expect(isLeftOut(all.slice(0, -1), 'videos')).toBe(false);
    expect(ownPatterns(['*.mp4'])).toEqual(['*.mp4']);
    expect(withGroup(all, 'videos', false)).toEqual(['*.bak']);
  });

  it('is counted over the patterns of a group, without what the engine leaves out by itself', () => {
    const counts = [
      { pattern: '*.mp4', builtin: false, entries: 2, example: 'Documents/a.mp4' },
      { pattern: '*.mkv', builtin: false, entries: 1 },
      { pattern: '*.mkv', builtin: true, entries: 50 },
    ];

    expect(leftOutBy(counts, ['*.mkv', '*.mp4'])).toEqual({ entries: 3, example: 'Documents/a.mp4' });
  });
});

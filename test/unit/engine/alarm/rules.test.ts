import { describe, expect, it } from 'vitest';
import {
  conditionsOf,
  type WatchedPlan,
  watchedNeighbours,
  type World,
} from '../../../../electron/engine/alarm/index.ts';
import { parseSchedule } from '../../../../electron/engine/plan/index.ts';
import type { FleetMachine } from '../../../../electron/contract/index.ts';

const now = new Date('2026-11-20T20:00:00.000Z');
const ago = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();

function plan(change: Partial<WatchedPlan> = {}): WatchedPlan {
  const good = change.goodAt ?? ago(2);
  return {
    id: 'p1',
    name: 'Accounts',
    vaultId: 'v1',
    place: '/share',
    schedule: parseSchedule('hourly'),
    createdAt: ago(5000),
    goodAt: good,
    verifiedAt: good,
    newestAt: good,
    damagedSets: 0,
    isRolledBack: false,
    copies: [],
    ...change,
  };
}

function causes(plans: readonly WatchedPlan[], more: Partial<World> = {}): string[] {
  const world = { now, plans, spaces: [], neighbours: [], machine: { id: 'm', name: 'PC' }, ...more };
  return conditionsOf(world).map(({ cause, subject, urgent }) => `${cause} ${subject}${urgent ? ' urgent' : ''}`);
}

const failed = (code: 'vault-unavailable' | 'write-failed' | 'interrupted', run = 7, hours = 1) => ({
  lastRun: { run, outcome: 'failed', endedAt: ago(hours), failure: { code } },
});

describe('what the watchdog finds', () => {
  it('is nothing where all is well', () => {
    expect(causes([plan()])).toEqual([]);
  });

  it('is a plan without a good point for too long, also where nothing ever ran', () => {
    const never = { ...plan({ createdAt: ago(60) }), goodAt: undefined, verifiedAt: undefined, newestAt: undefined };

    expect(causes([plan({ goodAt: ago(30) })])).toEqual(['no-good-point p1 urgent']);
    expect(causes([never])).toEqual(['no-good-point p1 urgent']);
  });

  it('leaves an hour after a start to catch up, unless it is late by days', () => {
    const started = { aliveSince: new Date(now.getTime() - 600_000) };

    expect(causes([plan({ goodAt: ago(30) })], started)).toEqual([]);
    expect(causes([plan({ goodAt: ago(24 * 9) })], started)).toEqual(['no-good-point p1 urgent']);
  });

  it('is one alarm for a share that is away, naming all its plans that were not backed up since', () => {
    const plans = [
      plan({ id: 'a', name: 'A', ...failed('vault-unavailable', 3, 5) }),
      plan({ id: 'b', name: 'B', ...failed('vault-unavailable', 4, 4) }),
      plan({ id: 'c', name: 'C' }),
      plan({ id: 'd', name: 'D', lastRun: { run: 5, outcome: 'complete', endedAt: ago(1) } }),
      plan({ id: 'e', name: 'E', vaultId: 'v2' }),
    ];

    const [only, ...others] = conditionsOf({
      now,
      plans,
      spaces: [],
      neighbours: [],
      machine: { id: 'm', name: 'PC' },
    });

    expect(others).toEqual([]);
    expect([only?.cause, only?.subject, only?.plans.map(({ id }) => id), only?.faultAt, only?.mark]).toEqual([
      'place-lost',
      'v1',
      ['a', 'b', 'c'],
      ago(5),
      '4',
    ]);
  });

  it('is not hidden by the success of another plan', () => {
    const well = plan({ id: 'b', name: 'B', lastRun: { run: 9, outcome: 'complete', endedAt: ago(0) } });

    expect(causes([plan(failed('write-failed')), well])).toEqual(['run-failed p1']);
  });

  it('becomes urgent, and no second alarm, where a plan that fails has no good point for too long', () => {
    expect(causes([plan({ ...failed('write-failed'), goodAt: ago(40) })])).toEqual(['run-failed p1 urgent']);
  });

  it('waits for the next run where the computer was switched off over one', () => {
    expect(causes([plan(failed('interrupted'))])).toEqual([]);
    expect(causes([plan({ ...failed('interrupted'), goodAt: ago(40) })])).toEqual(['no-good-point p1 urgent']);
  });

  it('tells of gaps at once where they stay by themselves, and after a day where they may pass', () => {
    const gaps = (code: string, hours: number) =>
      plan({ gaps: { set: 's', since: ago(hours), counts: { [code]: 2 } } });

    expect(causes([gaps('permission', 1)])).toEqual(['gaps p1']);
    expect([causes([gaps('locked', 1)]), causes([gaps('locked', 25)])]).toEqual([[], ['gaps p1']]);
  });

  it('is damage and points that are gone, also of a plan that is paused', () => {
    expect(causes([plan({ pausedSince: ago(1), damagedSets: 2, isRolledBack: true })])).toEqual([
      'damage p1 urgent',
      'points-missing p1 urgent',
    ]);
  });

  it('is a copy in which damage was found', () => {
    const copies = [{ id: 'c', name: 'Safe', place: '/safe', damagedSets: 1 }];

    expect(causes([plan({ copies })])).toEqual(['copy-damaged p1 c']);
  });

  it('is a copy that is behind, and what nobody has read back', () => {
    const copy = (hours: number) => [
      { id: 'c', name: 'Safe', place: '/safe', damagedSets: 0, behindSince: ago(hours) },
    ];

    expect([causes([plan({ copies: copy(24) })]), causes([plan({ copies: copy(80) })])]).toEqual([
      [],
      ['copy-behind p1 c'],
    ]);
    expect(causes([plan({ verifiedAt: ago(24 * 15) })])).toEqual(['check-late p1']);
  });

  it('is a place that fills up, sooner where it is certain', () => {
    const full = (hours: number, isRough?: true) => ({
      spaces: [{ vaultId: 'v1', place: '/share', freeBytes: 1, fullAt: ago(-hours), isRough }],
    });

    expect(causes([plan()], full(24 * 9))).toEqual(['space v1']);
    expect(causes([plan()], full(24 * 9, true))).toEqual([]);
    expect(causes([plan()], full(24))).toEqual(['space v1 urgent']);
  });

  it('is a clock that was set back, and a pause that was forgotten', () => {
    expect(causes([plan()], { seenAt: ago(-3) })).toEqual(['clock m']);
    expect(causes([plan({ pausedSince: ago(24 * 15) })])).toEqual(['paused-long p1']);
  });
});

describe('whom a computer watches', () => {
  const machine = (id: string, state: FleetMachine['state'], heardHours = 50): FleetMachine => ({
    machine: id,
    state,
    isHere: false,
    heardAt: ago(heardHours),
    plans: [],
  });
  const watched = (machines: FleetMachine[], own: string) =>
    watchedNeighbours(machines, own, now).map((one) => one.machine);

  it('is the next in the ring up to the second that is well, so that each is watched by two that are alive', () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) =>
      machine(id, id === 'c' || id === 'd' ? 'overdue' : 'protected'),
    );

    expect(['a', 'b', 'e', 'f'].map((own) => watched(all, own))).toEqual([['c', 'd'], ['c', 'd'], [], []]);
    expect(watched([machine('a', 'overdue'), machine('b', 'protected')], 'b')).toEqual(['a']);
  });

  it('is nobody who can speak for itself, and no computer that was put away long ago', () => {
    expect(watched([machine('b', 'failing'), machine('c', 'incomplete')], 'a')).toEqual([]);
    expect(watched([machine('b', 'overdue', 24 * 91)], 'a')).toEqual([]);
  });
});

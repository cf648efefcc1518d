import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WatchedPlan, World } from '../../electron/engine/alarm/index.ts';
import { State } from '../../electron/engine/catalogue/index.ts';
import { settleAlarms } from '../../electron/engine/watch/alarms.ts';
import { nextTimes, parseSchedule } from '../../electron/engine/plan/index.ts';
import { Prng } from '../support/prng.ts';

/** Minutes of simulated time between two looks, and how many months; the campaign asks for more. */
const LOOK_MINUTES = Number(process.env['STRONGROOM_LOOK_MINUTES'] ?? 30);
const MONTHS = Number(process.env['STRONGROOM_ALARM_MONTHS'] ?? 1);
const SEED = Number(process.env['STRONGROOM_SEED'] ?? 7);
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const start = Date.parse('2026-10-05T06:00:00.000Z');
const schedule = parseSchedule('every 4h');

/** What goes wrong, from when to when; days since the start. */
interface Fault {
  readonly kind: 'share-away' | 'run-fails' | 'scheduler-dead' | 'damage';
  readonly from: number;
  readonly to: number;
}

let home: string;
let state: State;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'strongroom-'));
  state = State.open(join(home, 'state.db'));
});
afterEach(() => {
  state.close();
  rmSync(home, { recursive: true });
});

/** Five plans on one share, run by a scheduler that may be dead; nobody tells the watchdog of anything. */
class Office {
  readonly #plans = new Map<
    string,
    { goodAt: number; run: number; failed: boolean; endedAt: number; nextAt: number }
  >();
  #run = 0;

  constructor(at: number) {
    for (const id of ['p1', 'p2', 'p3', 'p4', 'p5'])
      this.#plans.set(id, { goodAt: at, run: 0, failed: false, endedAt: at, nextAt: this.#next(at) });
  }

  until(at: number, faults: readonly Fault[]): void {
    const now = (kind: Fault['kind'], when: number): boolean =>
      faults.some((fault) => fault.kind === kind && when >= fault.from && when < fault.to);
    for (const [id, plan] of this.#plans)
      while (plan.nextAt <= at) {
        const when = plan.nextAt;
        plan.nextAt = this.#next(when);
        if (now('scheduler-dead', when)) continue;
        plan.failed = now('share-away', when) || (id === 'p1' && now('run-fails', when));
        plan.run = ++this.#run;
        plan.endedAt = when;
        if (!plan.failed) plan.goodAt = when;
      }
  }

  world(at: number, faults: readonly Fault[]): World {
    const isDamaged = faults.some(({ kind, from, to }) => kind === 'damage' && at >= from && at < to);
    const isAway = faults.some(
      ({ kind, from, to }) => kind === 'share-away' && at >= from - DAY_MS / 6 && at < to + DAY_MS,
    );
    const plans = [...this.#plans].map(([id, plan]): WatchedPlan => {
      const goodAt = new Date(plan.goodAt).toISOString();
      const code = isAway ? ('vault-unavailable' as const) : ('write-failed' as const);
      return {
        id,
        name: id,
        vaultId: 'v',
        place: '/share',
        schedule,
        createdAt: new Date(start).toISOString(),
        goodAt,
        verifiedAt: goodAt,
        newestAt: goodAt,
        lastRun: {
          run: plan.run,
          outcome: plan.failed ? 'failed' : 'complete',
          endedAt: new Date(plan.endedAt).toISOString(),
          ...(plan.failed && { failure: { code } }),
        },
        damagedSets: isDamaged && id === 'p2' ? 1 : 0,
        isRolledBack: false,
        copies: [],
      };
    });
    return { now: new Date(at), plans, spaces: [], neighbours: [], machine: { id: 'm', name: 'PC' } };
  }

  #next(after: number): number {
    return nextTimes(schedule, new Date(after), 1, 'UTC')[0]?.at.getTime() ?? Number.POSITIVE_INFINITY;
  }
}

/** Each fault has its days, so that what is told can be laid to it. */
function faultsOf(month: number): Fault[] {
  const day = (n: number): number => start + (month * 40 + n) * DAY_MS;
  return [
    { kind: 'share-away', from: day(2), to: day(3) },
    { kind: 'run-fails', from: day(9), to: day(9.5) },
    { kind: 'scheduler-dead', from: day(16), to: day(19) },
    { kind: 'damage', from: day(24), to: day(25.3) },
    { kind: 'share-away', from: day(30), to: day(35) },
  ];
}

describe('a simulated month', () => {
  it('misses no alarm and tells none twice, although whoever tells is killed now and then', () => {
    const random = new Prng(SEED);
    const faults = Array.from({ length: MONTHS }, (_, month) => faultsOf(month)).flat();
    const office = new Office(start);
    const told: string[] = [];
    const ids = new Set<string>();
    let doubled = 0;
    const end = start + MONTHS * 40 * DAY_MS;
    for (let at = start; at < end; at += LOOK_MINUTES * MINUTE_MS) {
      office.until(at, faults);
      state.alarms.within(() => settleAlarms({ state }, office.world(at, faults)));
      for (;;) {
        const telling = state.alarms.claim('mail', new Date(start), new Date(at));
        if (!telling) break;
        // Killed before it was sent: it waits until nobody can be at it any more.
        if (random.chance(0.2)) continue;
        if (ids.has(telling.id)) doubled += 1;
        ids.add(telling.id);
        told.push(`${telling.kind} ${telling.alarm.cause}`);
        state.alarms.told(telling.id, 'mail', new Date(at));
      }
    }

    const alarms = state.alarms.closed(1000);
    const delays = alarms.map(({ openedAt, faultAt }) => (Date.parse(openedAt) - Date.parse(faultAt)) / MINUTE_MS);
    if (MONTHS > 1) printDelays(alarms.map(({ cause }, index) => [cause, delays[index] ?? 0]));
    const once = [
      'opened place-lost',
      'over place-lost',
      'opened run-failed',
      'over run-failed',
      ...Array.from({ length: 5 }, () => 'opened no-good-point'),
      ...Array.from({ length: 5 }, () => 'over no-good-point'),
      'opened damage',
      'over damage',
      'opened place-lost',
      'over place-lost',
    ];
    const counted = told.filter((line) => !/^(again|worse)/.test(line));
    expect(doubled).toBe(0);
    expect(counted.toSorted()).toEqual(
      Array.from({ length: MONTHS }, () => once)
        .flat()
        .toSorted(),
    );
    expect(state.alarms.open()).toEqual([]);
    // From the first missed run on: two intervals and a day, and a look.
    expect(Math.max(...delays)).toBeLessThanOrEqual(24 * 60 + LOOK_MINUTES);
  });
});

function printDelays(delays: readonly (readonly [string, number])[]): void {
  for (const cause of new Set(delays.map(([each]) => each))) {
    const minutes = delays.flatMap(([each, delay]) => (each === cause ? [delay] : [])).sort((a, b) => a - b);
    const mean = minutes.reduce((sum, each) => sum + each, 0) / minutes.length;
    process.stdout.write(
      `fault to alarm, ${cause}: ${minutes.length} alarms, mean ${mean.toFixed(0)} min, longest ${(minutes.at(-1) ?? 0).toFixed(0)} min\n`,
    );
  }
}

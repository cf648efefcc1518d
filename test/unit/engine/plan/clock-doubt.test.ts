import { describe, expect, it } from 'vitest';
import { clockDoubt, type KeepPoint, keepVerdicts, parseKeep } from '../../../../electron/engine/plan/index.ts';
import { pointsAt as points } from '../../../support/keep-points.ts';
import { Prng } from '../../../support/prng.ts';

const DAY_MS = 86_400_000;

const week = points('2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05');
const at = (text: string): Date => new Date(text);

describe('a clock', () => {
  it('that goes on evenly is believed, also over a month without a backup, and with no point at all', () => {
    expect(clockDoubt({ points: week, now: at('2026-11-06'), seen: at('2026-11-05') })).toBeUndefined();
    expect(clockDoubt({ points: week, now: at('2026-12-04') })).toBeUndefined();
    expect(clockDoubt({ points: [], now: at('2026-12-04') })).toBeUndefined();
  });

  it('that shows an earlier time than before is not; an hour is nothing', () => {
    const seen = at('2026-11-06T12:00Z');

    expect(clockDoubt({ points: week, now: at('2026-11-06T10:59Z'), seen })).toBe('clock-behind');
    expect(clockDoubt({ points: week, now: at('2026-11-06T11:00Z'), seen })).toBeUndefined();
  });

  it('is not believed where a point is dated later than it', () => {
    expect(clockDoubt({ points: week, now: at('2026-11-04') })).toBe('point-ahead');
    expect(clockDoubt({ points: week, now: at('2026-11-04'), trustedSeq: 5 })).toBeUndefined();
    expect(clockDoubt({ points: week, now: at('2026-11-04'), trustedSeq: 4 })).toBe('point-ahead');
  });

  it('that is far ahead of the newest point is not', () => {
    expect(clockDoubt({ points: week, now: at('2026-12-06') })).toBe('clock-ahead');
    expect(clockDoubt({ points: week, now: at('2036-11-06') })).toBe('clock-ahead');
  });

  it('that made its newest point after a jump is not, before a week with three good points has passed', () => {
    const jumped = (...more: string[]): KeepPoint[] => points(...week.map((point) => point.at), ...more);
    const soon = jumped('2027-11-06', '2027-11-07', '2027-11-08');
    const later = jumped('2027-11-06', '2027-11-07', '2027-11-13');

    expect(clockDoubt({ points: soon, now: at('2027-11-12') })).toBe('clock-ahead');
    expect(clockDoubt({ points: later, now: at('2027-11-13') })).toBeUndefined();
    const gaps = later.map((point) => (point.seq === 7 ? { ...point, complete: false } : point));
    expect(clockDoubt({ points: gaps, now: at('2027-11-13') })).toBe('clock-ahead');
    expect(clockDoubt({ points: soon, now: at('2027-11-12'), trustedSeq: 6 })).toBeUndefined();
  });

  it('is judged by what is usual for the plan', () => {
    const quarterly = points('2025-01-01', '2025-04-01', '2025-07-01', '2025-10-01');

    expect(clockDoubt({ points: quarterly, now: at('2026-01-01') })).toBeUndefined();
    expect(clockDoubt({ points: quarterly, now: at('2027-01-01') })).toBe('clock-ahead');
  });
});

const seed = Number(process.env['STRONGROOM_SEED'] ?? 1);
const steps = Number(process.env['STRONGROOM_STEPS'] ?? 5000);
const STEPS_A_LIFE = 250;

/** A plan's life: backups by a clock that sometimes runs away or back for some days, and a clean-up after each. */
function live(prng: Prng, rule: string, stepCount: number): { deletions: number; doubts: number } {
  let truth = Date.parse('2024-01-01T00:00:00Z') + prng.next() * 700 * DAY_MS;
  let error = 0;
  let wrongFor = 0;
  let seen = 0;
  let all: (KeepPoint & { readonly trueAt: string })[] = [];
  const told = { deletions: 0, doubts: 0 };
  for (let step = 1; step <= stepCount; step++) {
    const isAbsent = error === 0 && prng.next() < 0.02;
    truth += isAbsent ? (20 + prng.next() * 80) * DAY_MS : prng.next() * (error === 0 ? 2 : 1) * DAY_MS;
    wrongFor--;
    if (wrongFor <= 0) {
      // A clock that is wrong from the first moment on is the only one there is.
      const jumps = step > 1 && prng.next() < 0.01;
      error = jumps ? (400 + prng.next() * 3000) * DAY_MS * (prng.next() < 0.3 ? 1 : -1) : 0;
      wrongFor = jumps ? prng.int(1, 5) : 0;
    }
    const clock = new Date(truth + error);
    const lastFull = all.findLast(({ parent }) => parent === null);
    const parent = prng.pick([null, all.at(-1)?.id ?? null, all.at(-1)?.id ?? null, lastFull?.id ?? null]);
    all.push({
      id: `p${step}`,
      seq: step,
      place: step,
      at: clock.toISOString(),
      trueAt: new Date(truth).toISOString(),
      complete: prng.next() < 0.85,
      standing: 'verified',
      parent,
    });
    const doubt = clockDoubt({ points: all, now: clock, seen: new Date(seen) });
    seen = Math.max(seen, clock.getTime());
    if (doubt) {
      told.doubts++;
      continue;
    }
    // A clock that is wrong by more than a year has to be noticed at once.
    expect(error).toBe(0);
    const parsed = parseKeep(rule);
    const right = keepVerdicts({
      rule: parsed,
      points: all.map((point) => ({ ...point, at: point.trueAt })),
      now: new Date(truth),
    });
    const mayGo = new Set(right.filter(({ reasons }) => reasons.length === 0).map(({ id }) => id));
    const goes = keepVerdicts({ rule: parsed, points: all, now: clock }).filter(({ reasons }) => reasons.length === 0);
    if (goes.some(({ id }) => !mayGo.has(id))) {
      const v = new Map(keepVerdicts({ rule: parsed, points: all, now: clock }).map((x) => [x.id, x.reasons]));
      console.log(
        rule,
        'now',
        clock.toISOString(),
        '\n' +
          all
            .map((x) =>
              [
                x.id,
                x.at.slice(0, 10),
                x.trueAt.slice(0, 10),
                x.complete,
                x.parent,
                (v.get(x.id) ?? []).map((r) => r.why + (r.period ?? '')).join(),
                '| true:',
                (right.find((y) => y.id === x.id)?.reasons ?? []).map((r) => r.why + (r.period ?? '')).join(),
              ].join(' '),
            )
            .join('\n'),
      );
    }
    // By the true dates of all points no more may go.
    expect(goes.filter(({ id }) => !mayGo.has(id))).toEqual([]);
    told.deletions += goes.length;
    const gone = new Set(goes.map(({ id }) => id));
    all = all.filter(({ id }) => !gone.has(id));
    const there = new Set(all.map(({ id }) => id));
    expect(all.filter((point) => point.parent !== null && !there.has(point.parent))).toEqual([]);
  }
  return told;
}

describe('clocks that run away and come back', () => {
  it(`never make a clean-up throw away what the right time would keep (${steps} steps)`, () => {
    const prng = new Prng(seed);
    const rules = ['last 10', 'days 30', 'daily 7 weekly 5 monthly 12 yearly 3', 'daily 3 min 5', 'monthly 2 days 7'];
    const told = { deletions: 0, doubts: 0 };
    for (let life = 0; life < steps / STEPS_A_LIFE; life++) {
      const { deletions, doubts } = live(prng, prng.pick(rules), STEPS_A_LIFE);
      told.deletions += deletions;
      told.doubts += doubts;
    }
    console.log(`${steps} steps, ${told.deletions} deletions, ${told.doubts} in doubt (STRONGROOM_SEED=${seed})`);
    expect(told.deletions).toBeGreaterThan(steps / 10);
    expect(told.doubts).toBeGreaterThan(0);
  }, 600_000);
});

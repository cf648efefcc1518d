import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeepReason } from '../../../../electron/contract/index.ts';
import { type KeepPoint, keepVerdicts, parseKeep } from '../../../../electron/engine/plan/index.ts';
import { type GivenPoint, pointsAt as points } from '../../../support/keep-points.ts';

const BERLIN = 'Europe/Berlin';
const DAY_MS = 86_400_000;

function daily(from: string, count: number): KeepPoint[] {
  return points(...Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * DAY_MS).toISOString()));
}

interface Asked {
  readonly now?: string;
  readonly timeZone?: string;
  readonly held?: ReadonlyMap<string, KeepReason['why']>;
}

function staying(rule: string, of: readonly KeepPoint[], asked: Asked = {}): Map<string, readonly KeepReason[]> {
  const { now = of.at(-1)?.at ?? '2026-01-01', ...more } = asked;
  const verdicts = keepVerdicts({ rule: parseKeep(rule), points: of, now: new Date(now), timeZone: BERLIN, ...more });
  return new Map(verdicts.filter(({ reasons }) => reasons.length > 0).map(({ id, reasons }) => [id, reasons]));
}

const idsOf = (stays: ReadonlyMap<string, unknown>): string[] => [...stays.keys()];
const whys = (stays: ReadonlyMap<string, readonly KeepReason[]>, id: string): string[] =>
  (stays.get(id) ?? []).map(({ why, period }) => (period === undefined ? why : `${why} ${period}`));

describe('what a rule keeps', () => {
  it('is everything where there is no rule, or only a least number', () => {
    const all = daily('2026-01-01T12:00:00Z', 5);

    expect(idsOf(staying('', all))).toHaveLength(5);
    expect(idsOf(staying('min 3', all))).toHaveLength(5);
  });

  it('is the newest so many', () => {
    expect(idsOf(staying('last 4', daily('2026-01-01T12:00:00Z', 10)))).toEqual(['p7', 'p8', 'p9', 'p10']);
  });

  it('is what was made within so many days of the calendar', () => {
    const all = daily('2026-01-01T12:00:00Z', 20);

    expect(idsOf(staying('days 5 min 1', all))).toEqual(['p15', 'p16', 'p17', 'p18', 'p19', 'p20']);
    expect(idsOf(staying('days 5 min 1', all, { now: '2026-03-20T12:00:00Z' }))).toEqual(['p20']);
  });

  it('is the newest of each day, week, month and year that has one, with its reason', () => {
    const all = daily('2023-01-01T12:00:00Z', 1420); // to 20 November 2026
    const stays = staying('daily 7 weekly 5 monthly 12 yearly 3', all);
    const dates = [...stays].map(([id, reasons]) => [
      all.find((point) => point.id === id)?.at.slice(0, 10),
      reasons.flatMap(({ period }) => period ?? []).join(' '),
    ]);

    expect(dates).toEqual([
      ['2024-12-31', '2024'],
      ['2025-12-31', '2025-12 2025'],
      ['2026-01-31', '2026-01'],
      ['2026-02-28', '2026-02'],
      ['2026-03-31', '2026-03'],
      ['2026-04-30', '2026-04'],
      ['2026-05-31', '2026-05'],
      ['2026-06-30', '2026-06'],
      ['2026-07-31', '2026-07'],
      ['2026-08-31', '2026-08'],
      ['2026-09-30', '2026-09'],
      ['2026-10-25', '2026-W43'],
      ['2026-10-31', '2026-10'],
      ['2026-11-01', '2026-W44'],
      ['2026-11-08', '2026-W45'],
      ['2026-11-14', '2026-11-14'],
      ['2026-11-15', '2026-11-15 2026-W46'],
      ['2026-11-16', '2026-11-16'],
      ['2026-11-17', '2026-11-17'],
      ['2026-11-18', '2026-11-18'],
      ['2026-11-19', '2026-11-19'],
      ['2026-11-20', '2026-11-20 2026-W47 2026-11 2026'],
    ]);
  });

  it('counts days and months that have a point, so that a long absence takes nothing away', () => {
    const all = points('2026-01-05T12:00Z', '2026-01-06T12:00Z', '2026-06-01T12:00Z', '2026-11-01T12:00Z');

    expect(idsOf(staying('daily 4 min 1', all))).toEqual(['p1', 'p2', 'p3', 'p4']);
    expect(idsOf(staying('monthly 3 min 1', all))).toEqual(['p2', 'p3', 'p4']);
  });
});

describe('the calendar', () => {
  it('is that of the time zone', () => {
    const all = points('2026-06-30T21:59:00Z', '2026-06-30T22:30:00Z');

    expect(whys(staying('monthly 5', all), 'p1')).toContain('monthly 2026-06');
    expect(whys(staying('monthly 5', all), 'p2')).toContain('monthly 2026-07');
    expect(whys(staying('monthly 5', all, { timeZone: 'Asia/Shanghai' }), 'p1')).not.toContain('monthly 2026-06');
  });

  it('has a day of 25 hours as one day, and one of 23', () => {
    const autumn = points('2026-10-24T22:10:00Z', '2026-10-25T22:50:00Z', '2026-10-25T23:10:00Z');
    const spring = points('2026-03-28T23:10:00Z', '2026-03-29T21:50:00Z', '2026-03-29T22:10:00Z');

    expect(idsOf(staying('daily 9 min 1', autumn))).toEqual(['p2', 'p3']);
    expect(idsOf(staying('daily 9 min 1', spring))).toEqual(['p2', 'p3']);
  });

  it.each([
    ['2024-12-29', '2024-W52'],
    ['2024-12-30', '2025-W01'],
    ['2026-01-01', '2026-W01'],
    ['2020-12-31', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2021-01-04', '2021-W01'],
    ['2027-01-03', '2026-W53'],
  ])('counts %s to the week %s', (date, week) => {
    expect(whys(staying('weekly 1', points(`${date}T12:00:00Z`)), 'p1')).toContain(`weekly ${week}`);
  });

  it('has the last minute of a year in that year', () => {
    const all = points('2025-12-31T22:59Z', '2025-12-31T23:00Z', '2026-06-01T12:00Z', '2026-12-31T22:59Z');

    expect(idsOf(staying('yearly 9 min 1', all))).toEqual(['p1', 'p4']);
    expect(whys(staying('yearly 9 min 1', all), 'p4')).toContain('yearly 2026');
  });

  it('is the one of the computer where none is named', () => {
    const all = points('2026-06-30T21:59:00Z');
    const local = new Date('2026-06-30T21:59:00Z');
    const day = [local.getFullYear(), local.getMonth() + 1, local.getDate()].map((n) => String(n).padStart(2, '0'));
    const [verdict] = keepVerdicts({ rule: parseKeep('daily 1'), points: all, now: local });

    expect(verdict?.reasons).toContainEqual({ why: 'daily', period: day.join('-') });
  });
});

describe('points that do not count', () => {
  const incomplete: GivenPoint = { complete: false };

  it('push no good one out, however many they are', () => {
    const all = points(
      '2026-01-01T12:00Z',
      '2026-01-02T12:00Z',
      ...Array.from({ length: 6 }, (_, i) => [`2026-01-0${i + 3}T12:00Z`, incomplete] as const),
    );

    expect(idsOf(staying('last 2 min 1', all))).toEqual(['p1', 'p2', 'p7', 'p8']);
  });

  it('go by the same rule, so that a plan that is never complete does not fill its disk', () => {
    const all = points(...Array.from({ length: 9 }, (_, i) => [`2026-01-0${i + 1}T12:00Z`, incomplete] as const));

    expect(idsOf(staying('last 3', all))).toEqual(['p7', 'p8', 'p9']);
  });

  it('and are damaged stay, and so does what they build on', () => {
    const all = points(
      '2026-01-01T12:00Z',
      ['2026-01-02T12:00Z', { standing: 'damaged', parent: 'p1' }],
      '2026-01-03T12:00Z',
    );
    const stays = staying('last 1 min 1', all);

    expect(whys(stays, 'p2')).toEqual(['damaged']);
    expect(stays.get('p1')).toEqual([{ why: 'needed', by: 'p2' }]);
  });
});

describe('points that nobody has read', () => {
  const written = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => [`2026-01-0${from + i}T12:00Z`, { standing: 'written' }] as const);

  it('push no verified one out, count beside them, and stay in the least number where there is nothing else', () => {
    const all = points('2026-01-01T12:00Z', '2026-01-02T12:00Z', ...written(3, 8));

    expect(idsOf(staying('last 1 min 1', all))).toEqual(['p2', 'p8']);
    expect(idsOf(staying('last 1 min 2', all))).toEqual(['p1', 'p2', 'p7', 'p8']);
    expect(idsOf(staying('last 1 min 3', points(...written(1, 5))))).toEqual(['p3', 'p4', 'p5']);
  });
});

describe('a point that was made once more', () => {
  it('counts once, and lets the chain go that it was made from', () => {
    const all = points(
      '2026-01-01T12:00Z',
      ['2026-01-02T12:00Z', { parent: 'p1' }],
      ['2026-01-03T12:00Z', { parent: 'p2' }],
      ['2026-01-03T12:00Z', { place: 3 }],
      ['2026-01-05T12:00Z', { parent: 'p4' }],
    );

    expect(idsOf(staying('last 2 min 1', all))).toEqual(['p4', 'p5']);
    expect(idsOf(staying('daily 2 min 2', all))).toEqual(['p4', 'p5']);
    expect(idsOf(staying('last 2 min 3', all))).toEqual(['p1', 'p2', 'p4', 'p5']);
  });

  it('from an older one stays as long as nothing was written after it, so that no number is given twice', () => {
    const all = points('2026-01-01T12:00Z', '2026-01-02T12:00Z', '2026-01-03T12:00Z', [
      '2026-01-01T12:00Z',
      { place: 1 },
    ]);
    const stays = staying('last 1 min 1', all);

    expect(idsOf(stays)).toEqual(['p4', 'p3']);
    expect(whys(stays, 'p4')).toEqual(['newest']);
  });
});

describe('the least number', () => {
  it('holds for good points, three unless another is written', () => {
    const all = points(
      '2024-01-01T12:00Z',
      '2024-01-02T12:00Z',
      '2024-01-03T12:00Z',
      '2024-01-04T12:00Z',
      ['2024-01-05T12:00Z', { complete: false }],
      ['2024-01-06T12:00Z', { complete: false }],
    );
    const now = '2026-01-01T12:00Z';

    expect(idsOf(staying('days 5', all, { now }))).toEqual(['p2', 'p3', 'p4', 'p6']);
    expect(idsOf(staying('days 5 min 1', all, { now }))).toEqual(['p4', 'p6']);
    expect(idsOf(staying('days 5 min 9', all, { now }))).toEqual(['p1', 'p2', 'p3', 'p4', 'p6']);
  });
});

describe('what a point needs', () => {
  it('stays with it, back to its full, and says for which', () => {
    const all = points(
      '2026-01-01T12:00Z',
      ['2026-01-02T12:00Z', { parent: 'p1' }],
      ['2026-01-03T12:00Z', { parent: 'p2' }],
      ['2026-01-04T12:00Z', { parent: 'p1' }],
      '2026-01-05T12:00Z',
      ['2026-01-06T12:00Z', { parent: 'p5' }],
    );
    const stays = staying('last 1 min 4', all);

    expect(idsOf(stays)).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
    expect(stays.get('p1')).toEqual([{ why: 'needed', by: 'p4' }]);
    expect(stays.get('p2')).toEqual([{ why: 'needed', by: 'p3' }]);
    expect(idsOf(staying('last 1 min 3', all))).toEqual(['p1', 'p4', 'p5', 'p6']);
    expect(idsOf(staying('last 2 min 1', all))).toEqual(['p5', 'p6']);
  });

  it('is found however crafted the parents are', () => {
    const all = points(
      ['2026-01-01T12:00Z', { parent: 'p2' }],
      ['2026-01-02T12:00Z', { parent: 'p1' }],
      ['2026-01-03T12:00Z', { parent: 'lost' }],
      ['2026-01-04T12:00Z', { parent: 'p1' }],
    );

    expect(idsOf(staying('last 1 min 1', all))).toEqual(['p1', 'p2', 'p4']);
  });

  it('and what is held back for another reason stays too', () => {
    const all = points('2026-01-01T12:00Z', ['2026-01-02T12:00Z', { parent: 'p1' }], '2026-01-03T12:00Z');
    const stays = staying('last 1 min 1', all, { held: new Map([['p2', 'only-copy' as const]]) });

    expect(whys(stays, 'p2')).toEqual(['only-copy']);
    expect(idsOf(stays)).toEqual(['p1', 'p2', 'p3']);
  });
});

describe('a date that a wrong clock gave', () => {
  it('stands for nothing, takes no place, and its point stays', () => {
    const all = points('2026-01-05T12:00Z', '2026-02-05T12:00Z', '1970-01-01T00:00Z', '2026-03-05T12:00Z');
    const stays = staying('yearly 1 monthly 3 min 1', all);

    expect(idsOf(stays)).toEqual(['p1', 'p2', 'p3', 'p4']);
    expect(whys(stays, 'p3')).toEqual(['odd-date']);
  });

  it('in the future does the same', () => {
    const all = points('2026-01-05T12:00Z', '2036-02-05T12:00Z', '2026-03-05T12:00Z');
    const stays = staying('monthly 2 min 1', all);

    expect(whys(stays, 'p2')).toEqual(['odd-date']);
    expect(whys(stays, 'p1')).toContain('monthly 2026-01');
  });

  it('makes all stay where nobody can tell which dates are right', () => {
    const right = daily('2026-01-05T12:00Z', 6).map(({ at }) => at);
    const wrong = daily('2016-01-05T12:00Z', 7).map(({ at }) => at);
    const all = points(...right, ...wrong, '2026-01-20T12:00Z');

    expect(idsOf(staying('days 1 min 1', all))).toEqual(all.map(({ id }) => id));
    expect(idsOf(staying('last 1 min 1', all))).toEqual(['p14']);
  });

  it('is known also once everything before it has gone', () => {
    const all = points('2021-01-05T12:00Z', '2021-01-06T12:00Z', '2026-01-05T12:00Z', '2026-01-20T12:00Z');

    expect(idsOf(staying('days 1 min 1', all))).toEqual(['p1', 'p2', 'p4']);
  });
});

/** Points in order of time, each building on one before it or standing alone. */
const history: fc.Arbitrary<KeepPoint[]> = fc
  .array(
    fc.record({
      gapHours: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 5000 })),
      complete: fc.boolean(),
      back: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null, freq: 2 }),
    }),
    { maxLength: 60 },
  )
  .map((rows) => {
    let at = Date.parse('2021-01-01T00:00:00Z');
    return rows.map(({ gapHours, complete, back }, i) => {
      at += gapHours * 3_600_000 + 1;
      const parent = back === null || i - back < 0 ? null : `p${i - back + 1}`;
      return {
        id: `p${i + 1}`,
        seq: i + 1,
        place: i + 1,
        at: new Date(at).toISOString(),
        complete,
        standing: 'verified',
        parent,
      };
    });
  });

const count = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined });
const rule = fc
  .record({ last: count, days: count, daily: count, weekly: count, monthly: count, yearly: count, min: count })
  .map((parts) =>
    Object.entries(parts)
      .flatMap(([word, n]) => (n === undefined ? [] : [`${word} ${n}`]))
      .join(' '),
  );

describe('any rule over any history', () => {
  it('keeps the newest good points up to the least number, the newest of all, and whole chains', () => {
    fc.assert(
      fc.property(rule, history, (text, all) => {
        const stays = staying(text, all);
        const min = parseKeep(text)?.min ?? all.length;
        const least = all.filter(({ complete }) => complete).slice(-min);

        for (const { id } of [...least, ...all.slice(-1)]) expect(stays.has(id)).toBe(true);
        for (const { id, parent } of all) if (stays.has(id) && parent !== null) expect(stays.has(parent)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps of the good ones what it would keep if there were no others', () => {
    fc.assert(
      fc.property(rule, history, (text, all) => {
        const now = all.at(-1)?.at;
        const good = all.filter(({ complete }) => complete).map((point) => ({ ...point, parent: null }));
        const stays = staying(text, all);

        for (const id of idsOf(staying(text, good, now === undefined ? {} : { now }))) {
          // The newest good one stays by its own right only where it is the newest of all.
          if (id !== good.at(-1)?.id) expect(stays.has(id)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('throws nothing more away when it is asked again', () => {
    fc.assert(
      fc.property(rule, history, (text, all) => {
        const now = all.at(-1)?.at;
        const stays = idsOf(staying(text, all));
        const left = all.filter(({ id }) => stays.includes(id));

        expect(idsOf(staying(text, left, now === undefined ? {} : { now }))).toEqual(stays);
      }),
      { numRuns: 500 },
    );
  });

  it('gives no period more than one point among the good, and no more periods than it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), history, (n, all) => {
        const good = all.filter(({ complete }) => complete);
        const months = [...staying(`monthly ${n}`, good).values()]
          .flat()
          .flatMap(({ why, period }) => (why === 'monthly' ? [period] : []));
        const made = new Set(
          good.map(({ at }) => new Date(at).toLocaleDateString('sv-SE', { timeZone: BERLIN }).slice(0, 7)),
        );

        expect(months).toEqual([...made].sort().slice(-n));
      }),
      { numRuns: 300 },
    );
  });
});

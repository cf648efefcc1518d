import { describe, expect, it } from 'vitest';
import {
  atEvent,
  type Circumstances,
  cleanHolidays,
  daysOff,
  isOverdue,
  lastTimes,
  nextTimes,
  onComputer,
  parseSchedule,
  printSchedule,
  type Schedule,
  spreadMs,
} from '../../../../electron/engine/plan/index.ts';

const BERLIN = 'Europe/Berlin';
const next = (schedule: string, after: string, count = 3, zone = BERLIN): string[] =>
  nextTimes(parseSchedule(schedule), new Date(after), count, zone).map(({ at }) => at.toISOString());
const last = (schedule: string, until: string, count = 2, zone = BERLIN): string[] =>
  lastTimes(parseSchedule(schedule), new Date(until), count, zone).map(({ at }) => at.toISOString());

describe('a schedule', () => {
  it.each([
    ['', ''],
    ['  ', ''],
    ['hourly', 'hourly'],
    ['every 15m', 'every 15m'],
    ['Daily  9:05', 'daily 09:05'],
    ['FULL weekly sun 02:00 ;differential daily 18:30', 'full weekly sun 02:00; differential daily 18:30'],
    ['weekly mon,thu 7:00', 'weekly mon,thu 07:00'],
    ['monthly last 02:00', 'monthly last 02:00'],
    ['cron 0 9-17 * * 1-5', 'cron 0 9-17 * * 1-5'],
    ['hourly 8:00-18:30', 'hourly 08:00-18:30'],
    [
      'full Monthly First Sun 2:00; every 30m 8:00-18:30 mon,sat',
      'full monthly first sun 02:00; every 30m 08:00-18:30 mon,sat',
    ],
    [
      'hourly 08:00-18:30 workdays; log-on; full plug-in; shutdown',
      'hourly 08:00-18:30 workdays; log-on; full plug-in; shutdown',
    ],
  ])('%j is written back as %j, which means the same', (text, printed) => {
    const schedule = parseSchedule(text);

    expect(printSchedule(schedule)).toBe(printed);
    expect(parseSchedule(printed)).toEqual(schedule);
  });

  it.each([
    ';',
    'daily',
    'daily 24:00',
    'daily 18:60',
    'daily 18:30 20:00',
    'every 7m',
    'every 0m',
    'every 60m',
    'every 5h',
    'every day',
    'weekly 02:00',
    'weekly sunday 02:00',
    'monthly 0 02:00',
    'monthly 32 02:00',
    'full',
    'sometimes',
    'cron * * * *',
    'cron 0 0 30 2 *',
    'cron 99 * * * *',
    'hourly 18:30-08:00',
    'hourly 08:00',
    'hourly 08:00-18:30 sunday',
    'hourly 08:00-18:30 mon tue',
    'monthly fifth sun 02:00',
    'monthly first day 02:00',
    'log-on 08:00',
    'daily 18:30; nonsense',
    Array.from({ length: 21 }, () => 'hourly').join(';'),
  ])('%j is refused', (text) => {
    expect(() => parseSchedule(text)).toThrow(expect.objectContaining({ code: 'schedule-invalid' }));
  });

  it.each([
    ['hourly', ['2026-01-15T12:00:00.000Z', '2026-01-15T13:00:00.000Z']],
    ['every 15m', ['2026-01-15T11:45:00.000Z', '2026-01-15T12:00:00.000Z']],
    ['every 6h', ['2026-01-15T17:00:00.000Z', '2026-01-15T23:00:00.000Z']],
    ['daily 18:30', ['2026-01-15T17:30:00.000Z', '2026-01-16T17:30:00.000Z']],
    ['workdays 08:00', ['2026-01-16T07:00:00.000Z', '2026-01-19T07:00:00.000Z']],
    ['weekly sun 02:00', ['2026-01-18T01:00:00.000Z', '2026-01-25T01:00:00.000Z']],
    ['monthly 1 02:00', ['2026-02-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z']],
    ['monthly last 02:00', ['2026-01-31T01:00:00.000Z', '2026-02-28T01:00:00.000Z']],
    ['monthly 31 02:00', ['2026-01-31T01:00:00.000Z', '2026-02-28T01:00:00.000Z']],
    ['monthly 30 02:00', ['2026-01-30T01:00:00.000Z', '2026-02-28T01:00:00.000Z']],
    ['monthly first sun 02:00', ['2026-02-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z']],
    ['monthly third thu 18:30', ['2026-01-15T17:30:00.000Z', '2026-02-19T17:30:00.000Z']],
    ['monthly last fri 18:00', ['2026-01-30T17:00:00.000Z', '2026-02-27T17:00:00.000Z']],
    ['hourly 08:30-18:30', ['2026-01-15T12:30:00.000Z', '2026-01-15T13:30:00.000Z']],
    ['every 4h 08:00-13:00 workdays', ['2026-01-16T07:00:00.000Z', '2026-01-16T11:00:00.000Z']],
    ['every 30m 18:00-18:30 sat', ['2026-01-17T17:00:00.000Z', '2026-01-17T17:30:00.000Z']],
    ['log-on', []],
    ['cron 0 9 * * 1', ['2026-01-19T08:00:00.000Z', '2026-01-26T08:00:00.000Z']],
  ])('%j comes next at %j', (schedule, expected) => {
    expect(next(schedule, '2026-01-15T11:30:00.000Z', 2)).toEqual(expected);
  });

  it('comes once at a time of day that the spring change leaves out, and once at one that autumn has twice', () => {
    expect(next('daily 02:30', '2026-03-28T12:00:00Z')).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
      '2026-03-31T00:30:00.000Z',
    ]);
    expect(next('daily 02:30', '2026-10-24T12:00:00Z')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
      '2026-10-27T01:30:00.000Z',
    ]);
    expect(next('hourly', '2026-10-24T23:30:00Z', 4).map((at) => at.slice(11, 16))).toEqual([
      '00:00',
      '01:00',
      '02:00',
      '03:00',
    ]);
  });

  it('has the larger kind where two parts fall on the same minute', () => {
    const schedule = parseSchedule('daily 02:00; differential daily 02:00; full weekly sun 02:00');

    const dues = nextTimes(schedule, new Date('2026-01-16T12:00:00Z'), 3, BERLIN);

    expect(dues).toEqual([
      { at: new Date('2026-01-17T01:00:00.000Z'), kind: 'differential' },
      { at: new Date('2026-01-18T01:00:00.000Z'), kind: 'full' },
      { at: new Date('2026-01-19T01:00:00.000Z'), kind: 'differential' },
    ]);
  });

  it('knows the times that have passed, the present moment included', () => {
    expect(last('daily 18:30', '2026-01-15T17:30:00.000Z')).toEqual([
      '2026-01-14T17:30:00.000Z',
      '2026-01-15T17:30:00.000Z',
    ]);
    expect(last('daily 18:30', '2026-01-15T17:29:59.999Z')).toEqual([
      '2026-01-13T17:30:00.000Z',
      '2026-01-14T17:30:00.000Z',
    ]);
    expect(last('monthly last 02:00', '2026-03-15T12:00:00Z')).toEqual([
      '2026-01-31T01:00:00.000Z',
      '2026-02-28T01:00:00.000Z',
    ]);
  });

  it('finds the same times forwards and backwards through a year with both changes of the clock', () => {
    const text = 'every 30m; full daily 02:30; weekly sun 03:00';
    const forwards = next(text, '2025-12-31T23:00:00.000Z', 5000);

    expect(last(text, forwards.at(-1) as string, 5000)).toEqual(forwards);
  });
});

describe('a schedule on a computer', () => {
  const here = (text: string, given: Partial<Circumstances>): Schedule =>
    onComputer(parseSchedule(text), { daysOff: undefined, restsOnDaysOff: false, delayMs: 0, ...given });
  const christmas = daysOff(['12-25', '2025-12-29..2026-01-02'], BERLIN);

  it('leaves holidays out of runs on workdays, and out of all where the plan rests then, forwards and backwards', () => {
    const from = new Date('2025-12-24T12:00:00Z');
    const days = (text: string, restsOnDaysOff: boolean): string[] =>
      nextTimes(here(text, { daysOff: christmas, restsOnDaysOff }), from, 4, BERLIN).map(({ at }) =>
        at.toISOString().slice(0, 10),
      );
    const back = lastTimes(here('workdays 18:30', { daysOff: christmas }), new Date('2026-01-05T18:00:00Z'), 3, BERLIN);

    expect(days('workdays 18:30', false)).toEqual(['2025-12-24', '2025-12-26', '2026-01-05', '2026-01-06']);
    expect(days('daily 18:30', false)).toEqual(['2025-12-24', '2025-12-25', '2025-12-26', '2025-12-27']);
    expect(days('daily 18:30', true)).toEqual(['2025-12-24', '2025-12-26', '2025-12-27', '2025-12-28']);
    expect(days('every 15m', true).length).toBe(4);
    expect(back.map(({ at }) => at.toISOString().slice(0, 10))).toEqual(['2025-12-24', '2025-12-26', '2026-01-05']);
  });

  it('is not there at all where every day is a holiday', () => {
    const always = daysOff(['2000-01-01..2999-12-31'], BERLIN);

    expect(nextTimes(here('daily 18:30', { daysOff: always, restsOnDaysOff: true }), new Date(), 1, BERLIN)).toEqual(
      [],
    );
  });

  it.each(['2026-02-30', '2026-13-01', '02-30', '2026-12-24..2026-12-01', 'Christmas'])(
    'refuses the holiday %j',
    (day) => {
      expect(() => cleanHolidays([day])).toThrow(expect.objectContaining({ code: 'holiday-invalid', subject: day }));
    },
  );

  it('comes later by the spread of this computer, the same forwards and backwards', () => {
    const later = here('daily 18:30', { delayMs: 17 * 60_000 });
    const at = new Date('2026-01-15T17:47:00.000Z');

    expect(nextTimes(later, new Date('2026-01-15T17:35:00Z'), 1, BERLIN)).toEqual([{ at }]);
    expect(lastTimes(later, at, 1, BERLIN)).toEqual([{ at }]);
    expect(lastTimes(later, new Date(at.getTime() - 1), 1, BERLIN)[0]?.at.toISOString()).toBe(
      '2026-01-14T17:47:00.000Z',
    );
  });

  it('spreads a hundred computers over the whole window, each always at the same minute of it', () => {
    const minutes = Array.from({ length: 100 }, (_, n) => spreadMs(`pc-${n}`, 'plan', 30) / 60_000);

    expect(minutes).toEqual(Array.from({ length: 100 }, (_, n) => spreadMs(`pc-${n}`, 'plan', 30) / 60_000));
    expect(minutes.every((minute) => Number.isInteger(minute) && minute >= 0 && minute < 30)).toBe(true);
    expect(new Set(minutes).size).toBeGreaterThan(20);
    expect(spreadMs('pc-1', 'plan', 0)).toBe(0);
  });

  it('answers events with the larger kind, and not on days off', () => {
    const at = new Date('2025-12-25T08:00:00Z');
    const schedule = here('log-on; full log-on; daily 18:30', { daysOff: christmas });

    expect(atEvent(schedule, 'log-on', at)).toEqual({ at, kind: 'full' });
    expect(atEvent(schedule, 'shutdown', at)).toBeUndefined();
    expect(atEvent(here('log-on', { daysOff: christmas, restsOnDaysOff: true }), 'log-on', at)).toBeUndefined();
  });
});

describe('a plan is overdue', () => {
  const overdue = (schedule: string, goodAt: string, now: string): boolean =>
    isOverdue(parseSchedule(schedule), new Date(goodAt), new Date(now), BERLIN);

  it.each([
    ['daily 18:30', '2026-01-12T17:31:00Z', '2026-01-14T17:29:00Z', false],
    ['daily 18:30', '2026-01-12T11:00:00Z', '2026-01-13T17:31:00Z', false],
    ['daily 18:30', '2026-01-12T11:00:00Z', '2026-01-14T11:00:00Z', true],
    ['daily 18:30', '2026-01-12T17:31:00Z', '2026-01-14T17:31:00Z', true],
    ['every 15m', '2026-01-12T17:31:00Z', '2026-01-13T17:30:00Z', false],
    ['every 15m', '2026-01-12T17:31:00Z', '2026-01-13T17:32:00Z', true],
    ['workdays 18:30', '2026-01-16T17:31:00Z', '2026-01-19T17:31:00Z', false],
    ['workdays 18:30', '2026-01-16T17:31:00Z', '2026-01-20T17:31:00Z', true],
    ['', '2026-01-13T17:32:00Z', '2026-01-20T17:31:00Z', false],
    ['', '2026-01-13T17:31:00Z', '2026-01-20T17:31:00Z', true],
    ['log-on', '2026-01-13T17:31:00Z', '2026-01-20T17:31:00Z', true],
  ])('by %j with a point of %s at %s: %s', (schedule, goodAt, now, expected) => {
    expect(overdue(schedule, goodAt, now)).toBe(expected);
  });
});

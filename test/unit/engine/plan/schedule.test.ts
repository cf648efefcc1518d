import { describe, expect, it } from 'vitest';
import {
  isOverdue,
  lastTimes,
  nextTimes,
  parseSchedule,
  printSchedule,
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
  ])('by %j with a point of %s at %s: %s', (schedule, goodAt, now, expected) => {
    expect(overdue(schedule, goodAt, now)).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { cleanHolidays } from '../../../electron/engine/plan/index.ts';
import { holidayDates, holidayEntry, isOver } from '../../../renderer/state/holiday-dates.ts';

const TODAY = '2026-11-22';

describe('a list of holidays', () => {
  it('begins with what comes next, and ends with what is over', () => {
    const dates = holidayDates(
      ['01-01', '02-29', '12-25', '2026-05-01', '2026-12-24..2027-01-06', '2026-11-22'],
      TODAY,
    );

    expect(dates.map(({ entry, from }) => [entry, from])).toEqual([
      ['2026-11-22', '2026-11-22'],
      ['2026-12-24..2027-01-06', '2026-12-24'],
      ['12-25', '2026-12-25'],
      ['01-01', '2027-01-01'],
      ['02-29', '2028-02-29'],
      ['2026-05-01', '2026-05-01'],
    ]);
    expect(dates.filter((one) => isOver(one, TODAY)).map(({ entry }) => entry)).toEqual(['2026-05-01']);
  });

  it.each([
    [{ from: '2026-12-24', to: '', isYearly: false }, '2026-12-24'],
    [{ from: '2026-12-24', to: '2026-12-24', isYearly: false }, '2026-12-24'],
    [{ from: '2026-12-24', to: '2027-01-06', isYearly: false }, '2026-12-24..2027-01-06'],
    [{ from: '2026-12-25', to: '', isYearly: true }, '12-25'],
  ])('gets %j as the engine writes it', (asked, entry) => {
    expect(holidayEntry(asked)).toBe(entry);
    expect(cleanHolidays([entry])).toEqual([entry]);
  });

  it('gets nothing of what is no day, or ends before it begins', () => {
    expect(holidayEntry({ from: '', to: '', isYearly: false })).toBeUndefined();
    expect(holidayEntry({ from: '0026-12-24', to: '', isYearly: false })).toBeUndefined();
    expect(holidayEntry({ from: '2026-12-24', to: '2026-12-23', isYearly: false })).toBeUndefined();
  });
});

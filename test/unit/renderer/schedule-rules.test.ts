import { describe, expect, it } from 'vitest';
import { parseSchedule, printSchedule } from '../../../electron/engine/plan/index.ts';
import { rulesOf, ruleText, scheduleOfRules, tidied, withAnother } from '../../../renderer/state/schedule-rules.ts';

describe('the rules of a schedule', () => {
  it.each([
    '',
    'daily 18:30',
    'workdays 18:30; full monthly first sun 12:00',
    'incremental hourly 08:00-18:00 workdays; differential weekly mon,fri 19:00; full monthly last 12:00; cron 0 4 * * *',
  ])('of %j are the same schedule again', (schedule) => {
    expect(scheduleOfRules(rulesOf(schedule))).toBe(schedule);
    expect(printSchedule(parseSchedule(schedule))).toBe(schedule);
  });

  it('are none where a plan is run by hand, and then the first one added is the only one', () => {
    const byHand = rulesOf('');

    expect(byHand).toEqual([{ choice: { every: 'hand' } }]);
    expect(withAnother(byHand)).toHaveLength(1);
  });

  it('are each another one when more are added', () => {
    const many = withAnother(withAnother(withAnother(withAnother(rulesOf('workdays 18:30')))));

    expect(new Set(many.map(ruleText)).size).toBe(many.length);
    expect(many).toHaveLength(4);
  });

  it('come apart where somebody typed several as one', () => {
    const typed = [{ choice: { every: 'own', rule: 'full weekly sun 02:00; daily 18:30' } }] as const;

    expect(tidied(typed)).toEqual([
      { kind: 'full', choice: { every: 'week', days: ['sun'], time: '02:00' } },
      { choice: { every: 'day', time: '18:30' } },
    ]);
  });
});

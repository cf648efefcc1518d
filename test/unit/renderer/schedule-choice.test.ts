import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../electron/engine/plan/index.ts';
import { choiceOf, scheduleOf, withEvery } from '../../../renderer/state/schedule-choice.ts';

describe('the choice of a schedule', () => {
  it.each([
    ['hourly 08:00-18:30 workdays', { every: 'opening', from: '08:00', to: '18:30', onWorkdays: true }],
    ['hourly 09:00-17:00', { every: 'opening', from: '09:00', to: '17:00', onWorkdays: false }],
    ['log-on', { every: 'log-on' }],
    ['plug-in', { every: 'plug-in' }],
    ['monthly first sun 02:00', { every: 'own', rule: 'monthly first sun 02:00' }],
  ] as const)('reads %j and writes it back', (schedule, choice) => {
    expect(choiceOf(schedule)).toEqual(choice);
    expect(scheduleOf(choice)).toBe(schedule);
  });

  it.each(['hand', 'hour', 'opening', 'day', 'workday', 'week', 'month', 'log-on', 'plug-in'] as const)(
    'makes a schedule that the engine understands of %j',
    (every) => {
      expect(() => parseSchedule(scheduleOf(withEvery({ every: 'hour' }, every)))).not.toThrow();
    },
  );
});

import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../electron/engine/plan/index.ts';
import { choiceOf, scheduleOf, withEvery } from '../../../renderer/state/schedule-choice.ts';

describe('the choice of a rule', () => {
  it.each([
    ['hourly', { every: 'hour', step: '1h' }],
    ['every 15m', { every: 'hour', step: '15m' }],
    ['hourly 08:00-18:30 workdays', { every: 'opening', step: '1h', from: '08:00', to: '18:30', onWorkdays: true }],
    ['every 30m 09:00-17:00', { every: 'opening', step: '30m', from: '09:00', to: '17:00', onWorkdays: false }],
    ['log-on', { every: 'log-on' }],
    ['shutdown', { every: 'shutdown' }],
    ['weekly mon,thu 18:30', { every: 'week', days: ['mon', 'thu'], time: '18:30' }],
    ['monthly 15 02:00', { every: 'month', day: '15', time: '02:00' }],
    ['monthly first sun 12:00', { every: 'month-week', which: 'first', day: 'sun', time: '12:00' }],
    ['every 30m 08:00-18:30 mon,sat', { every: 'own', rule: 'every 30m 08:00-18:30 mon,sat' }],
  ] as const)('reads %j and writes it back', (schedule, choice) => {
    expect(choiceOf(schedule)).toEqual(choice);
    expect(scheduleOf(choice)).toBe(schedule);
  });

  it.each([
    'hand',
    'hour',
    'opening',
    'day',
    'workday',
    'week',
    'month',
    'month-week',
    'log-on',
    'plug-in',
    'shutdown',
  ] as const)('makes a schedule that the engine understands of %j', (every) => {
    expect(() => parseSchedule(scheduleOf(withEvery({ every: 'hour', step: '1h' }, every)))).not.toThrow();
  });
});

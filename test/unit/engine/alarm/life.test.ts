import { describe, expect, it } from 'vitest';
import {
  type Alarm,
  type AlarmCondition,
  type AlarmRaised,
  zAlarmRaised,
} from '../../../../electron/contract/index.ts';
import { acknowledged, delivered, raised, reminded, settled } from '../../../../electron/engine/alarm/index.ts';

const start = Date.parse('2026-11-20T18:30:00.000Z');
const after = (hours: number): Date => new Date(start + hours * 3_600_000);

function condition(change: Partial<AlarmRaised> = {}): AlarmCondition {
  return zAlarmRaised.parse({
    cause: 'run-failed',
    subject: 'p1',
    name: 'Accounts',
    faultAt: after(0).toISOString(),
    failure: { code: 'write-failed' },
    mark: '1',
    ...change,
  });
}

const opened = (change?: Partial<AlarmRaised>): Alarm => {
  const step = raised(undefined, condition(change), after(0), () => 'a1');
  if (!step) throw new Error('not opened');
  return step.alarm;
};
const alarmOf = (step: { alarm: Alarm } | undefined): Alarm => {
  if (!step) throw new Error('no step');
  return step.alarm;
};

describe('an alarm', () => {
  it('is told when it is new, and once however often the same is seen', () => {
    const first = raised(undefined, condition(), after(0), () => 'a1');
    const again = raised(first?.alarm, condition(), after(0.1), () => 'a2');

    expect([first?.tell, again]).toEqual(['opened', undefined]);
  });

  it('counts up instead of becoming a second one', () => {
    const step = raised(opened(), condition({ mark: '2' }), after(24), () => 'a2');

    expect([step?.tell, step?.alarm.id, step?.alarm.count]).toEqual([undefined, 'a1', 2]);
  });

  it('is told again after a day, then every three days', () => {
    const told: number[] = [];
    let alarm = opened();

    for (let hour = 0; hour <= 24 * 8; hour++) {
      const step = reminded(alarm, after(hour));
      if (!step) continue;
      alarm = step.alarm;
      told.push(hour);
    }

    expect(told).toEqual([24, 96, 168]);
  });

  it('is told again where a clock that ran ahead has put that off', () => {
    expect(reminded(opened(), after(-24 * 30))?.tell).toBe('again');
    expect(reminded(opened(), after(-1))).toBeUndefined();
  });

  it('is quiet once a person has acknowledged it, and heard again when the days are over', () => {
    const { alarm } = acknowledged(opened(), { by: 'Ann', days: 7 }, after(1));

    expect([alarm.state, reminded(alarm, after(24 * 6))]).toEqual(['acknowledged', undefined]);
    const step = reminded(alarm, after(24 * 7 + 1));
    expect([step?.tell, step?.alarm.state, step?.alarm.acknowledged]).toEqual(['again', 'told', undefined]);
  });

  it('is heard at once when it becomes worse, although it was acknowledged', () => {
    const { alarm } = acknowledged(opened(), { by: 'Ann', days: 7 }, after(1));

    const urgent = raised(alarm, condition({ urgent: true }), after(2), () => 'x');
    const other = raised(alarm, condition({ failure: { code: 'vault-full' } }), after(2), () => 'x');

    expect([urgent?.tell, urgent?.alarm.acknowledged, other?.tell]).toEqual(['worse', undefined, 'worse']);
  });

  it('is no worse for one more plan of the same place', () => {
    const plans = [{ id: 'p2', name: 'Mail' }];

    const step = raised(opened(), condition({ plans }), after(1), () => 'x');

    expect([step?.tell, step?.alarm.plans]).toEqual([undefined, plans]);
  });

  it('says once that it is over', () => {
    const over = settled(opened(), after(5));

    expect([over?.tell, over?.alarm.state, over?.alarm.nextTellAt]).toEqual(['over', 'closed', undefined]);
    expect(settled(alarmOf(over), after(6))).toBeUndefined();
    expect(reminded(alarmOf(over), after(100))).toBeUndefined();
  });

  it('that comes back within a day is the same one, and no longer over at the first good sign', () => {
    const over = alarmOf(settled(opened(), after(1)));
    const back = raised(over, condition({ mark: '2' }), after(2), () => 'a2');
    const calm = alarmOf(settled(alarmOf(back), after(3)));
    const backAgain = raised(calm, condition({ mark: '3' }), after(4), () => 'a2');

    expect([back?.tell, back?.alarm.id, back?.alarm.returns]).toEqual(['again', 'a1', 1]);
    expect([calm.state, calm.closedAt]).toEqual(['told', undefined]);
    expect([backAgain?.tell, backAgain?.alarm.calmSince, backAgain?.alarm.count]).toEqual([undefined, undefined, 3]);
    const still = alarmOf(settled(alarmOf(backAgain), after(5)));
    expect([settled(still, after(10)), settled(still, after(11.5))?.tell]).toEqual([undefined, 'over']);
  });

  it('that comes back later is a new one', () => {
    const over = alarmOf(settled(opened(), after(1)));

    expect(raised(over, condition({ mark: '2' }), after(26), () => 'a2')?.alarm.id).toBe('a2');
  });

  it('is over at once where a person says so', () => {
    const over = alarmOf(settled(opened(), after(1)));
    const back = alarmOf(raised(over, condition({ mark: '2' }), after(2), () => 'a2'));

    expect(settled(back, after(3), 'Ann')?.alarm).toMatchObject({ state: 'closed', closedBy: 'Ann' });
  });

  it('is not silenced by a clock that is set back', () => {
    expect(reminded(opened(), after(-24 * 400))?.tell).toBe('again');
  });

  it('is told once somebody has heard it', () => {
    expect(delivered(opened(), after(1)).alarm).toMatchObject({ state: 'told', timesTold: 1 });
    expect(delivered(acknowledged(opened(), { by: 'Ann', days: 7 }, after(1)).alarm, after(2)).alarm.state).toBe(
      'acknowledged',
    );
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Alarm, zAlarm } from '../../../../electron/contract/index.ts';
import { State } from '../../../../electron/engine/catalogue/index.ts';

const at = (minutes: number): Date => new Date(Date.parse('2026-11-20T18:30:00.000Z') + minutes * 60_000);

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

function alarm(id: string, change: Partial<Alarm> = {}): Alarm {
  return zAlarm.parse({
    id,
    cause: 'run-failed',
    subject: id,
    name: id,
    faultAt: at(0).toISOString(),
    state: 'open',
    openedAt: at(0).toISOString(),
    seenAt: at(0).toISOString(),
    count: 1,
    returns: 0,
    timesTold: 0,
    ...change,
  });
}

const claim = (channel: string, minute: number, since = -1) => state.alarms.claim(channel, at(since), at(minute));

describe('the alarm log', () => {
  it('gives each channel what is to be told once', () => {
    state.alarms.write({ alarm: alarm('a'), tell: 'opened' }, at(0));

    const mail = claim('mail', 1);
    const hook = claim('hook', 1);
    if (mail) state.alarms.told(mail.id, 'mail', at(1));

    expect([mail?.kind, mail?.alarm.id, hook?.id === mail?.id]).toEqual(['opened', 'a', true]);
    expect([claim('mail', 60), claim('hook', 5), claim('hook', 60)?.id]).toEqual([undefined, undefined, mail?.id]);
  });

  it('gives what a clock that ran ahead has put off', () => {
    state.alarms.write({ alarm: alarm('a'), tell: 'opened' }, at(0));
    const month = 30 * 24 * 60;

    const first = claim('mail', month);
    if (first) state.alarms.notTold(first.id, 'mail', at(month + 60));

    expect(claim('mail', 1)?.id).toBe(first?.id);
  });

  it('gives what somebody was killed over to the next, after ten minutes and under the same id', () => {
    state.alarms.write({ alarm: alarm('a'), tell: 'opened' }, at(0));

    const first = claim('mail', 1);

    expect(claim('mail', 10)).toBeUndefined();
    expect(claim('mail', 11.5)?.id).toBe(first?.id);
  });

  it('waits with what could not be told until it is to be tried again', () => {
    state.alarms.write({ alarm: alarm('a'), tell: 'opened' }, at(0));
    const first = claim('mail', 1);
    if (first) state.alarms.notTold(first.id, 'mail', at(30));

    expect([claim('mail', 29), claim('mail', 30)?.id]).toEqual([undefined, first?.id]);
  });

  it('tells only the newest of what has come together for one alarm', () => {
    state.alarms.write({ alarm: alarm('a'), tell: 'opened' }, at(0));
    state.alarms.write({ alarm: alarm('a', { state: 'closed', closedAt: at(9).toISOString() }), tell: 'over' }, at(9));

    const telling = claim('mail', 10);
    if (telling) state.alarms.told(telling.id, 'mail', at(10));

    expect([telling?.kind, claim('mail', 100)]).toEqual(['over', undefined]);
  });

  it('tells a new channel what is open, and not what was over before', () => {
    state.alarms.write({ alarm: alarm('open'), tell: 'opened' }, at(0));
    state.alarms.write({ alarm: alarm('old', { closedAt: at(2).toISOString() }), tell: 'over' }, at(2));

    const telling = claim('mail', 10, 5);
    if (telling) state.alarms.told(telling.id, 'mail', at(10));

    expect([telling?.alarm.id, claim('mail', 100, 5)]).toEqual(['open', undefined]);
  });

  it('counts a telling for the alarm once, whatever number of channels tell it', () => {
    state.alarms.write({ alarm: alarm('a'), tell: 'opened' }, at(0));
    const id = claim('mail', 1)?.id ?? '';

    expect([state.alarms.told(id, 'mail', at(1))?.id, state.alarms.told(id, 'hook', at(1))]).toEqual(['a', undefined]);
  });

  it('never holds two open alarms of one cause and subject', () => {
    state.alarms.write({ alarm: alarm('a') }, at(0));

    expect(() => state.alarms.write({ alarm: alarm('b', { subject: 'a' }) }, at(0))).toThrow('UNIQUE');
  });

  it('changes nothing in a step that ends in an error', () => {
    expect(() =>
      state.alarms.within(() => {
        state.alarms.write({ alarm: alarm('a'), tell: 'opened' }, at(0));
        throw new Error('stop');
      }),
    ).toThrow('stop');

    expect([state.alarms.open(), claim('mail', 1)]).toEqual([[], undefined]);
  });
});

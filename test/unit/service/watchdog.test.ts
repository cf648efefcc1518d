import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createService } from '../../../electron/service/engine-service.ts';
import { Watchdog } from '../../../electron/service/watchdog.ts';
import { fakeEngine } from './fake-engine.ts';

const MINUTE = 60_000;

let looks: Date[];
let watchdog: Watchdog;
let fails: boolean;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-20T08:00:00.000Z') });
  looks = [];
  fails = false;
  watchdog = new Watchdog({
    look: (aliveSince) => {
      looks.push(aliveSince);
      return fails ? Promise.reject(new Error('no')) : Promise.resolve({ alarms: [], watch: { everyMs: 1 } });
    },
    lookAround: () => new Promise(() => {}),
    seen: () => {},
    report: () => {},
  });
});
afterEach(() => {
  watchdog.stop();
  vi.useRealTimers();
});

describe('the watchdog', () => {
  it('looks soon after the start and every five minutes, whatever a look ends with', async () => {
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(looks).toHaveLength(1);
    fails = true;

    await vi.advanceTimersByTimeAsync(20 * MINUTE);

    expect(looks).toHaveLength(5);
  });

  it('looks at once when something has ended, and not because of a place that does not answer less often', async () => {
    await vi.advanceTimersByTimeAsync(MINUTE);

    watchdog.look();
    await vi.advanceTimersByTimeAsync(0);

    expect(looks).toHaveLength(2);
  });

  it('counts from the end of a sleep', async () => {
    await vi.advanceTimersByTimeAsync(MINUTE);
    vi.setSystemTime(new Date('2026-11-21T08:00:00.000Z'));

    await vi.advanceTimersByTimeAsync(6 * MINUTE);

    expect(looks.at(-1)?.getTime()).toBeGreaterThanOrEqual(Date.parse('2026-11-21T08:00:00.000Z'));
  });
});

describe('a scheduler that is dead', () => {
  it('keeps nobody from looking', async () => {
    vi.useRealTimers();
    vi.useFakeTimers({ now: new Date('2026-11-20T08:00:00.000Z') });
    const { engine } = fakeEngine();
    const looked: string[] = [];
    const alarms = {
      ...engine.alarms,
      look: (by: string) => {
        looked.push(by);
        return engine.alarms.look('service');
      },
    };
    const schedule = {
      ...engine.schedule,
      take: () => new Promise<never>(() => {}),
      nextAt: () => Promise.reject(new Error('dead')),
    };
    const sent: unknown[] = [];
    const service = createService({
      home: '/nowhere',
      openEngine: () => Promise.resolve({ ...engine, alarms, schedule }),
      send: (message) => sent.push(message),
      report: () => {},
    });

    await vi.advanceTimersByTimeAsync(11 * MINUTE);

    expect(looked.length).toBeGreaterThanOrEqual(3);
    expect(sent).toContainEqual(expect.objectContaining({ topic: 'alarms' }));
    await service.stop();
  });
});

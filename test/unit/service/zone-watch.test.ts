import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemZone } from '../../../electron/service/system-zone.ts';
import { ZoneWatch } from '../../../electron/service/zone-watch.ts';

const HOUR = 3_600_000;
const before = process.env['TZ'];

let system: string | undefined;
let fails: boolean;
let changes: string[];
let reports: number;
let watch: ZoneWatch;

beforeEach(() => {
  process.env['TZ'] = 'Europe/Berlin';
  vi.useFakeTimers({ now: new Date('2026-11-20T08:00:00.000Z') });
  [system, fails, changes, reports] = ['Europe/Berlin', false, [], 0];
  watch = new ZoneWatch({
    systemZone: async () => {
      if (fails) throw new Error('no');
      return system;
    },
    changed: (zone) => changes.push(zone),
    report: () => reports++,
  });
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

describe("the watch over the system's time zone", () => {
  it('notices another one within the hour, once, and times of day are in it from then on', async () => {
    await vi.advanceTimersByTimeAsync(10 * HOUR);
    expect(changes).toEqual([]);
    expect(new Date().getHours()).toBe(19);
    system = 'Asia/Shanghai';

    await vi.advanceTimersByTimeAsync(HOUR);

    expect(changes).toEqual(['Asia/Shanghai']);
    expect(new Date().getHours()).toBe(3);
    await vi.advanceTimersByTimeAsync(10 * HOUR);
    expect(changes).toHaveLength(1);
  });

  it('looks at once after a sleep', async () => {
    system = 'America/New_York';

    watch.look();
    await vi.advanceTimersByTimeAsync(0);

    expect(changes).toEqual(['America/New_York']);
  });

  it('goes on looking where the system could not be asked, and keeps what it has', async () => {
    fails = true;
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    system = undefined;
    fails = false;
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    expect(changes).toEqual([]);
    expect(reports).toBeGreaterThan(2);

    system = 'Asia/Tokyo';
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(changes).toEqual(['Asia/Tokyo']);
  });
});

describe('the zone of the system', () => {
  it('is not what was set for this process', async () => {
    vi.useRealTimers();
    process.env['TZ'] = 'Pacific/Chatham';

    expect(await systemZone()).not.toBe('Pacific/Chatham');
  });
});

import { readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AlarmCause } from '../../electron/contract/index.ts';
import { overdueAt, parseSchedule } from '../../electron/engine/plan/index.ts';
import { PipedService } from '../support/piped-service.ts';
import { makeDue, ToldOffice } from '../support/told-office.ts';

const deadScheduler = fileURLToPath(new URL('../support/dead-scheduler.ts', import.meta.url));
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const office = new ToldOffice();
beforeAll(() => office.begin());
afterAll(() => office.end());
beforeEach(() => office.clear());

/** When each of both ways has brought it, ms since `performance.timeOrigin`. */
function arrivals(): Promise<Record<'mail' | 'webhook', number>> {
  const at: Partial<Record<'mail' | 'webhook', number>> = {};
  return new Promise((done) => {
    office.onArrival = (channel) => {
      at[channel] ??= performance.now();
      if (at.mail !== undefined && at.webhook !== undefined) done({ mail: at.mail, webhook: at.webhook });
    };
  });
}

interface Fault {
  readonly cause: AlarmCause;
  /** Does it, and has the service come upon it as it would. */
  readonly happens: (
    at: { home: string; source: string; vault: string; plan: string },
    service: PipedService,
  ) => Promise<unknown>;
}

const scheduledRun = async (home: string, service: PipedService): Promise<void> => {
  makeDue(home);
  await service.ask('schedule.wake', {});
};

const FAULTS: readonly Fault[] = [
  {
    cause: 'damage',
    happens: async ({ vault, plan }, service) => {
      const volume = readdirSync(vault, { recursive: true, encoding: 'utf8' }).find((name) => /data-000001/.test(name));
      truncateSync(join(vault, volume ?? ''), 100);
      await service.ask('verify.start', { plan });
    },
  },
  {
    cause: 'run-failed',
    happens: async ({ home, source }, service) => {
      rmSync(source, { recursive: true });
      await scheduledRun(home, service);
    },
  },
  {
    cause: 'place-lost',
    happens: async ({ home, vault }, service) => {
      renameSync(vault, `${vault} elsewhere`);
      await scheduledRun(home, service);
    },
  },
];

describe('from a fault until somebody elsewhere has been told', () => {
  it.each(FAULTS)(
    '$cause: a moment after the run or the check that comes upon it has ended',
    async ({ cause, happens }) => {
      const at = await office.home(cause);
      const service = await PipedService.start(at.home);
      const told = arrivals();

      const from = performance.now();
      await happens(at, service);
      const { mail, webhook } = await told;
      await service.stop();

      const seconds = (ms: number): string => `${((ms - from) / 1000).toFixed(1)} s`;
      console.log(`${cause}: mail after ${seconds(mail)}, webhook after ${seconds(webhook)}`);
      expect(office.arrived().find(({ channel }) => channel === 'webhook')?.causes).toEqual([cause]);
    },
  );

  it('a dead scheduler: the watchdog of the same service tells that no good point came, within its limit', async () => {
    const { home } = await office.home('dead');
    const service = await PipedService.start(home, { execArgv: ['--import', deadScheduler] });

    await arrivals();
    const board = await service.ask('alarm.look', {});
    await service.stop();

    const [post] = office.arrived().filter(({ channel }) => channel === 'webhook');
    expect(post?.causes).toEqual(['no-good-point']);
    const alarm = board.alarms.find(({ cause }) => cause === 'no-good-point');
    const goodAt = new Date(alarm?.facts.lastGoodAt ?? '');
    const limit = overdueAt(parseSchedule('hourly'), goodAt).getTime();
    for (const { channel, sentAt } of office.arrived()) {
      const told = Date.parse(sentAt);
      const hours = (ms: number): string => `${(ms / HOUR_MS).toFixed(2)} h`;
      console.log(
        `dead scheduler: ${channel} ${hours(told - Date.parse(alarm?.faultAt ?? ''))} after the first run that did not come, ${hours(told - goodAt.getTime())} after the last good point, limit + ${((told - limit) / MINUTE_MS).toFixed(1)} min`,
      );
      expect(told).toBeGreaterThanOrEqual(limit);
      // Until the next look; a moment in which this computer is busy is many minutes by the quick clock.
      expect(told - limit).toBeLessThanOrEqual(3 * HOUR_MS);
    }
  });
});

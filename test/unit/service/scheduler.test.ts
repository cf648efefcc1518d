import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONTRACT_VERSION, type ServiceMessage } from '../../../electron/contract/index.ts';
import type { DueRun, Engine, Look } from '../../../electron/engine/engine.ts';
import { createService } from '../../../electron/service/engine-service.ts';
import { Scheduler } from '../../../electron/service/scheduler.ts';
import { EnginePlace } from '../../support/engine-place.ts';
import { complete, fakeEngine } from './fake-engine.ts';

const HOUR_MS = 3_600_000;
const timeZone = process.env['TZ'];

beforeEach(() => {
  process.env['TZ'] = 'Europe/Berlin';
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  if (timeZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = timeZone;
});

describe('the scheduler, with the schedules of a real engine', () => {
  let place: EnginePlace;
  let engine: Engine;
  let ran: string[];
  let scheduler: Scheduler | undefined;

  const start = (run: (due: DueRun) => Promise<void> = () => Promise.resolve()): void => {
    scheduler = new Scheduler({
      take: (look) => engine.schedule.take(look),
      nextAt: () => engine.schedule.nextAt(),
      run: (due) => {
        ran.push(`${due.name} ${new Date(due.at).toLocaleString('sv')}`);
        return run(due);
      },
      report: (error) => {
        throw error;
      },
    });
  };
  const skips = async (): Promise<(string | undefined)[]> =>
    (await engine.runList({ outcome: 'skipped' })).rows.toReversed().map(({ skip }) => skip);

  beforeEach(() => {
    ran = [];
    place = new EnginePlace('scheduler');
  });
  afterEach(async () => {
    scheduler?.stop();
    await place.remove();
  });

  it.each([
    ['spring', '2026-03-29T00:30:00', ['03-29 03:00', '03-30 02:30']],
    ['autumn', '2026-10-25T00:30:00', ['10-25 02:30', '10-26 02:30']],
  ])('runs once a night, also in the one in which the clocks change in %s', async (_season, from, nights) => {
    vi.setSystemTime(new Date(from));
    engine = await place.withPlan({ schedule: 'daily 02:30' });
    start();

    await vi.advanceTimersByTimeAsync(4 * HOUR_MS);
    vi.setSystemTime(new Date(Date.now() + 21 * HOUR_MS));
    await vi.advanceTimersByTimeAsync(3 * HOUR_MS);

    expect(ran).toEqual(nights.map((night) => `P 2026-${night}:00`));
    expect(await skips()).toEqual([]);
  });

  it('makes up for what was missed once, at the start and after sleep', async () => {
    vi.setSystemTime(new Date('2026-06-01T12:00:00'));
    engine = await place.withPlan({ schedule: 'daily 18:00' });
    vi.setSystemTime(new Date('2026-06-03T19:00:00'));
    start();
    await vi.advanceTimersByTimeAsync(60_000);
    const atStart = [...ran];

    // Timers stand still while a computer sleeps, and its clock does not.
    vi.setSystemTime(new Date('2026-06-06T08:00:00'));
    await vi.advanceTimersByTimeAsync(60_000);

    expect(atStart).toEqual(['P 2026-06-03 18:00:00']);
    expect(ran).toEqual([...atStart, 'P 2026-06-05 18:00:00']);
    expect(await skips()).toEqual(['not-running', 'not-running', 'not-running']);
  });

  it('makes up for what was missed at once where it is told that the computer woke', async () => {
    vi.setSystemTime(new Date('2026-06-01T12:00:00'));
    engine = await place.withPlan({ schedule: 'daily 18:00' });
    start();
    await vi.advanceTimersByTimeAsync(10_000);
    vi.setSystemTime(new Date('2026-06-02T08:00:00'));

    scheduler?.wake();
    await vi.advanceTimersByTimeAsync(1);

    expect(ran).toEqual(['P 2026-06-01 18:00:00']);
  });

  it('looks no more once it is stopped, also when the computer wakes', async () => {
    vi.setSystemTime(new Date('2026-06-01T12:00:00'));
    engine = await place.withPlan({ schedule: 'daily 18:00' });
    start();
    scheduler?.stop();
    vi.setSystemTime(new Date('2026-06-02T08:00:00'));

    scheduler?.wake();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(ran).toEqual([]);
  });

  it('runs plans of other vaults beside one that stands still, and no more than two', async () => {
    vi.setSystemTime(new Date('2026-06-01T12:01:00'));
    engine = await place.withPlan({ schedule: 'hourly' });
    for (const name of ['Q', 'R']) {
      vi.setSystemTime(new Date(Date.now() + 1000));
      await engine.planAdd({ name, sources: [place.source], vault: place.path(name), schedule: 'hourly' });
    }
    const ends: (() => void)[] = [];
    start((due) => (due.name === 'P' ? new Promise(() => {}) : new Promise((done) => void ends.push(done))));

    await vi.advanceTimersByTimeAsync(HOUR_MS);
    const whileBothRan = ran.map((each) => each[0]);
    ends.shift()?.();
    await vi.advanceTimersByTimeAsync(1000);

    expect(whileBothRan).toEqual(['P', 'Q']);
    expect(ran.map((each) => each[0])).toEqual(['P', 'Q', 'R']);
  });

  it('runs plans of one vault one after the other, and calls what went by meanwhile busy', async () => {
    vi.setSystemTime(new Date('2026-06-01T12:01:00'));
    engine = await place.withPlan({ schedule: 'hourly' });
    await engine.planAdd({ name: 'Q', sources: [place.source], vault: place.vault, schedule: 'hourly' });
    const ends: (() => void)[] = [];
    start(() => new Promise((done) => void ends.push(done)));

    await vi.advanceTimersByTimeAsync(3 * HOUR_MS);
    const whileFirstRan = [...ran];
    ends.shift()?.();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(whileFirstRan).toHaveLength(1);
    expect(ran).toHaveLength(2);
    expect(await skips()).toEqual(['busy', 'busy', 'busy']);
  });

  it('runs a plan that was added later, on the minute', async () => {
    vi.setSystemTime(new Date('2026-06-01T12:01:00'));
    engine = await place.withPlan();
    start();
    await vi.advanceTimersByTimeAsync(2 * HOUR_MS);

    await engine.planEdit('P', { schedule: 'daily 15:00' });
    await vi.advanceTimersByTimeAsync(HOUR_MS);

    expect(ran).toEqual(['P 2026-06-01 15:00:00']);
  });
});

describe('the service', () => {
  it('looks for what is due at once when the computer has woken', async () => {
    const fake = fakeEngine();
    let looks = 0;
    const takeDueRun = (): Promise<undefined> => {
      looks++;
      return Promise.resolve(undefined);
    };
    const service = createService({
      home: '/nowhere',
      openEngine: () => Promise.resolve({ ...fake.engine, schedule: { ...fake.engine.schedule, take: takeDueRun } }),
      send: () => {},
      report: () => {},
    });
    await service.receive({ id: 1, call: 'app.hello', input: { contract: CONTRACT_VERSION } });

    await service.receive({ id: 2, call: 'schedule.wake', input: {} });
    await vi.advanceTimersByTimeAsync(1);

    expect(looks).toBe(1);
    await service.stop();
  });

  it('runs what is due as a job, and notes a time at which the plan was being backed up anyway', async () => {
    const fake = fakeEngine();
    const dues: DueRun[] = ['a', 'a', 'b'].map((plan) => ({
      plan,
      name: plan,
      vaultId: 'v',
      at: '2026-06-01T12:00:00.000Z',
      attempt: 1,
      isLate: false,
    }));
    const sent: ServiceMessage[] = [];
    const takeDueRun = ({ busyVaults }: Look): Promise<DueRun | undefined> =>
      Promise.resolve(busyVaults?.has('v') ? undefined : dues.shift());
    const service = createService({
      home: '/nowhere',
      openEngine: () => Promise.resolve({ ...fake.engine, schedule: { ...fake.engine.schedule, take: takeDueRun } }),
      send: (message) => sent.push(message),
      report: () => {},
    });
    await service.receive({ id: 1, call: 'app.hello', input: { contract: CONTRACT_VERSION } });
    await service.receive({ id: 2, call: 'backup.start', input: { plan: 'b' } });
    await vi.advanceTimersByTimeAsync(6000);
    const first = fake.runs.map(({ plan }) => plan);

    fake.runs[1]?.end(complete);
    await vi.advanceTimersByTimeAsync(1000);
    fake.runs[2]?.end(complete);
    await vi.advanceTimersByTimeAsync(1000);

    expect(first).toEqual(['b', 'a']);
    expect(fake.runs.map(({ plan }) => plan)).toEqual(['b', 'a', 'a']);
    expect(fake.asked.filter((name) => name === 'schedule.skipped')).toHaveLength(1);
    fake.runs[0]?.end(complete);
    await service.stop();
  });
});

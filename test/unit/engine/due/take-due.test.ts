import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Condition, ENDING } from '../../../../electron/contract/index.ts';
import type { DueRun, Engine } from '../../../../electron/engine/engine.ts';
import { backUp, EnginePlace, failureOf } from '../../../support/engine-place.ts';

let place: EnginePlace;
let engine: Engine;

/** The only clock that the engine asks is set; its timers and files go on as they are. */
const at = (local: string): Date => {
  const time = new Date(local);
  vi.setSystemTime(time);
  return time;
};
const LONG_AGO = new Date(0);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at('2026-03-02T12:00:00');
  place = new EnginePlace('due');
  engine = await place.withPlan({ schedule: 'daily 18:30' });
  writeFileSync(place.path('source', 'a.txt'), 'one');
});
afterEach(async () => {
  await place.remove();
  vi.useRealTimers();
});

const skipped = async (): Promise<[string, string | undefined][]> =>
  (await engine.runList({ outcome: 'skipped' })).rows
    .toReversed()
    .map(({ startedAt, skip }) => [new Date(startedAt).toLocaleString('sv'), skip]);

describe('what is due', () => {
  it('is nothing before its time, and then once, whoever asks', async () => {
    const other = await place.open();
    at('2026-03-02T18:29:59');
    const before = await engine.schedule.take({ aliveSince: LONG_AGO });
    at('2026-03-02T18:30:01');

    const taken = [
      await engine.schedule.take({ aliveSince: LONG_AGO }),
      await other.schedule.take({ aliveSince: LONG_AGO }),
      await engine.schedule.take({ aliveSince: LONG_AGO }),
    ];

    const { id, vaultId } = await engine.planShow('P');
    expect(before).toBeUndefined();
    expect(taken).toEqual([
      {
        plan: id,
        name: 'P',
        vaultId,
        at: new Date('2026-03-02T18:30:00').toISOString(),
        attempt: 1,
        after: 0,
        isLate: false,
      },
      undefined,
      undefined,
    ]);
    expect(await engine.schedule.nextAt()).toEqual(new Date('2026-03-03T18:30:00'));
  });

  it('is made up for once after a pause of days, with every missed time noted', async () => {
    const started = at('2026-03-05T08:00:00');

    const due = await engine.schedule.take({ aliveSince: started });

    expect(due?.at).toBe(new Date('2026-03-04T18:30:00').toISOString());
    expect(await engine.schedule.take({ aliveSince: started })).toBeUndefined();
    expect(await skipped()).toEqual([
      ['2026-03-02 18:30:00', 'not-running'],
      ['2026-03-03 18:30:00', 'not-running'],
    ]);
  });

  it('calls times busy that went by while something else ran', async () => {
    await engine.planEdit('P', { schedule: 'hourly' });
    at('2026-03-02T15:10:00');

    const due = await engine.schedule.take({ aliveSince: new Date('2026-03-02T13:30:00') });

    expect(due?.at).toBe(new Date('2026-03-02T15:00:00').toISOString());
    expect(await skipped()).toEqual([
      ['2026-03-02 13:00:00', 'not-running'],
      ['2026-03-02 14:00:00', 'busy'],
    ]);
  });

  it('is the plan first that has waited longest', async () => {
    await engine.planAdd({ name: 'Early', sources: [place.source], vault: place.path('v2'), schedule: 'daily 18:00' });
    at('2026-03-02T19:00:00');

    const names = [
      await engine.schedule.take({ aliveSince: LONG_AGO }),
      await engine.schedule.take({ aliveSince: LONG_AGO }),
    ].map((due) => due?.name);

    expect(names).toEqual(['Early', 'P']);
  });

  it('rests while the plan is paused, is noted, and not made up for', async () => {
    await engine.schedule.pause('P');
    const paused = await engine.planShow('P');
    at('2026-03-02T18:31:00');
    const whilePaused = await engine.schedule.take({ aliveSince: LONG_AGO });
    at('2026-03-03T19:00:00');
    await engine.schedule.resume('P');

    expect(paused).toMatchObject({ state: 'paused', pausedSince: new Date('2026-03-02T12:00:00').toISOString() });
    expect(paused).not.toHaveProperty('nextRunAt');
    expect([whilePaused, await engine.schedule.take({ aliveSince: LONG_AGO })]).toEqual([undefined, undefined]);
    expect(await skipped()).toEqual([
      ['2026-03-02 18:30:00', 'paused'],
      ['2026-03-03 18:30:00', 'paused'],
    ]);
    expect((await engine.planShow('P')).nextRunAt).toBe(new Date('2026-03-04T18:30:00').toISOString());
  });

  it('does not come from a time before the schedule was made', async () => {
    at('2026-03-02T17:00:00');
    await engine.planEdit('P', { schedule: 'daily 16:00' });

    expect(await engine.schedule.take({ aliveSince: LONG_AGO })).toBeUndefined();
  });

  it('comes again after a clock that ran years ahead was set right', async () => {
    at('2031-01-01T00:00:00');
    await engine.schedule.take({ aliveSince: LONG_AGO });
    at('2026-03-02T18:00:00');
    await engine.schedule.take({ aliveSince: LONG_AGO });
    at('2026-03-02T18:30:30');

    expect((await engine.schedule.take({ aliveSince: LONG_AGO }))?.at).toBe(
      new Date('2026-03-02T18:30:00').toISOString(),
    );
  });

  it('is noted as skipped where the place is not there, and the plan is failing', async () => {
    await backUp(engine);
    at('2026-03-02T18:31:00');
    const due = (await engine.schedule.take({ aliveSince: LONG_AGO })) as DueRun;
    renameSync(place.vault, place.path('unplugged'));

    const code = await failureOf(engine.schedule.run(due));

    const { rows } = await engine.runList();
    expect(code).toBe('vault-unavailable');
    expect(rows).toMatchObject([
      { outcome: 'skipped', skip: 'vault-unavailable', failure: { code: 'vault-unavailable' } },
      { outcome: 'complete' },
    ]);
    expect((await engine.planShow('P')).state).toBe('failing');
  });
});

describe('a plan with a schedule', () => {
  it('is overdue once two runs should have made a point, and not by hand alone', async () => {
    await backUp(engine);
    at('2026-03-03T18:31:00');
    const oneMissed = (await engine.planShow('P')).state;
    at('2026-03-04T18:32:00');
    const other = await place.open();

    expect([oneMissed, (await other.planShow('P')).state]).toEqual(['protected', 'overdue']);
    await engine.planEdit('P', { schedule: '' });
    expect((await engine.planShow('P')).state).toBe('protected');
  });
});

describe('a run that could not be', () => {
  const take = (unmet: readonly Condition[] = []): Promise<DueRun | undefined> =>
    engine.schedule.take({ aliveSince: LONG_AGO, unmet });

  it('is tried again with growing pauses within the day, and not once something was saved', async () => {
    await backUp(engine);
    renameSync(place.vault, place.path('unplugged'));
    at('2026-03-02T18:30:00');
    const tries: string[] = [];
    for (let minute = 0; minute < 23 * 60; minute += 5) {
      at(new Date(Date.parse('2026-03-02T18:30:00') + minute * 60_000).toISOString());
      const due = await take();
      if (!due) continue;
      tries.push(`${due.attempt} ${minute}`);
      await failureOf(engine.schedule.run(due));
    }
    const waiting = (await engine.planShow('P')).waiting;
    renameSync(place.path('unplugged'), place.vault);
    await backUp(engine);
    at('2026-03-03T18:25:00');

    expect(tries).toEqual(['1 0', '2 10', '3 40', '4 100', '5 220', '6 460', '7 700', '8 940', '9 1180']);
    expect(waiting?.since).toBe(new Date('2026-03-02T18:30:00').toISOString());
    expect(await take()).toBeUndefined();
  });

  it('is not tried again where only a person can help', async () => {
    await backUp(engine);
    at('2026-03-02T18:30:00');
    const due = (await take()) as DueRun;
    for (const name of ['strongroom-vault.json', 'strongroom-vault.copy.json'])
      writeFileSync(join(place.vault, name), 'x');

    await failureOf(engine.schedule.run(due));
    at('2026-03-03T12:00:00');

    expect(await take()).toBeUndefined();
  });

  it('waits for what the plan waits for, and then runs all the same', async () => {
    await engine.planEdit('P', { timing: { waitsFor: ['mains', 'network'], waitMinutes: 60 } });
    at('2026-03-02T18:30:00');
    const first = await take(['network']);
    const waiting = (await engine.planShow('P')).waiting;
    at('2026-03-02T19:00:00');
    const second = await take(['mains']);
    at('2026-03-02T19:31:00');

    expect([first, second]).toEqual([undefined, undefined]);
    expect(waiting).toEqual({
      since: new Date('2026-03-02T18:30:00').toISOString(),
      until: new Date('2026-03-02T19:30:00').toISOString(),
      for: 'network',
    });
    expect(await take(['network', 'mains'])).toMatchObject({ attempt: 1 });
    expect((await engine.planShow('P')).waiting).toBeUndefined();
  });

  it('runs at once where what it waits for is there, or nobody can tell', async () => {
    await engine.planEdit('P', { timing: { waitsFor: ['idle'] } });
    at('2026-03-02T18:30:00');

    expect(await take(['mains'])).toMatchObject({ attempt: 1 });
  });

  it('is noted with what it waited for where the next one comes first', async () => {
    await engine.planEdit('P', { schedule: 'hourly', timing: { waitsFor: ['unmetered'], waitMinutes: 90 } });
    at('2026-03-02T13:00:00');
    await take(['unmetered']);
    at('2026-03-02T14:00:00');
    const second = await take(['unmetered']);
    at('2026-03-02T14:30:00');

    expect(second).toBeUndefined();
    expect((await take(['unmetered']))?.at).toBe(new Date('2026-03-02T14:00:00').toISOString());
    expect(await skipped()).toEqual([['2026-03-02 13:00:00', 'unmetered']]);
  });

  it('goes on after its program was ended in the middle of it, and not after a person has stopped it', async () => {
    at('2026-03-02T18:30:00');
    const first = (await take()) as DueRun;
    await engine.schedule.run(first, { signal: AbortSignal.abort(ENDING) });
    at('2026-03-02T19:00:00');
    const second = (await take()) as DueRun;
    const { outcome } = await engine.schedule.run(second, { signal: AbortSignal.abort() });
    at('2026-03-02T23:00:00');

    expect(second).toMatchObject({ at: first.at, attempt: 2 });
    expect([outcome, await take()]).toEqual(['cancelled', undefined]);
  });

  it('goes on after its process was lost, once', async () => {
    const lost = await place.open();
    at('2026-03-02T18:30:00');
    const first = await lost.schedule.take({ aliveSince: LONG_AGO });
    const meanwhile = await take();
    await lost.close();

    expect([first?.attempt, meanwhile]).toEqual([1, undefined]);
    expect(await take()).toMatchObject({ at: first?.at, attempt: 2 });
    expect(await take()).toBeUndefined();
  });

  it('is left out where the plan does not make up for what was missed, and noted', async () => {
    await engine.planEdit('P', { timing: { catchUp: false } });
    const started = at('2026-03-04T08:00:00');
    const late = await engine.schedule.take({ aliveSince: started });
    at('2026-03-04T18:30:05');

    expect(late).toBeUndefined();
    expect(await skipped()).toEqual([
      ['2026-03-02 18:30:00', 'not-running'],
      ['2026-03-03 18:30:00', 'not-running'],
    ]);
    expect((await engine.schedule.take({ aliveSince: started }))?.at).toBe(
      new Date('2026-03-04T18:30:00').toISOString(),
    );
  });

  it('is made up for with the kind that stores most of those that were missed', async () => {
    await engine.planEdit('P', { schedule: 'full weekly tue 02:00; differential daily 18:30' });
    at('2026-03-05T08:00:00');

    expect(await take()).toMatchObject({ kind: 'full', at: new Date('2026-03-04T18:30:00').toISOString() });
  });
});

describe('a clock', () => {
  it('that is set back does not bring a run twice', async () => {
    at('2026-03-02T18:30:10');
    const due = (await engine.schedule.take({ aliveSince: LONG_AGO })) as DueRun;
    await engine.schedule.run(due);
    at('2026-03-02T15:00:00');
    await engine.schedule.take({ aliveSince: LONG_AGO });
    at('2026-03-02T18:31:00');

    expect(await engine.schedule.take({ aliveSince: LONG_AGO })).toBeUndefined();
    expect((await engine.planShow('P')).nextRunAt).toBe(new Date('2026-03-03T18:30:00').toISOString());
  });

  it('that goes to another time zone keeps what was promised', async () => {
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'Europe/Berlin';
      await engine.planEdit('P', { schedule: 'daily 18:00' });
      vi.setSystemTime('2026-03-03T10:00:00.000Z');
      await engine.schedule.take({ aliveSince: LONG_AGO });
      process.env['TZ'] = 'Asia/Tokyo';
      const planned = (await engine.planShow('P')).nextRunAt;
      vi.setSystemTime('2026-03-03T17:05:00.000Z');

      expect(planned).toBe('2026-03-03T17:00:00.000Z');
      expect((await engine.schedule.take({ aliveSince: LONG_AGO }))?.at).toBe('2026-03-03T17:00:00.000Z');
      expect((await engine.planShow('P')).nextRunAt).toBe('2026-03-04T09:00:00.000Z');
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});

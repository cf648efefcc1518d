import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Fleet } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { EncryptedPlace, PASSPHRASE } from '../support/encrypted-place.ts';
import { otherDisk } from '../support/other-disk.ts';
import { vaultState } from '../support/vault-files.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = Date.parse('2026-03-02T09:00:00.000Z');

let place: EncryptedPlace;
/** On another disk than the files: else nobody is protected. */
let vault = '';
afterEach(async () => {
  await place.remove();
  rmSync(vault, { recursive: true });
  vi.useRealTimers();
});

const clock = (ms: number) => vi.setSystemTime(MONDAY + ms);

/** An office: each computer has a home and files of its own, and all keep their backups in one vault. */
async function computer(name: string, encrypt: boolean): Promise<Engine> {
  writeFileSync(join(place.makeFolder(`${name}-files`), 'letter.txt'), `of ${name}`);
  const engine = await place.open(place.path(name));
  await engine.planAdd(
    {
      name,
      sources: [place.path(`${name}-files`)],
      vault,
      schedule: 'daily 08:00',
      ...(encrypt && { encrypt }),
    },
    encrypt ? { passphrase: PASSPHRASE } : {},
  );
  return engine;
}

async function office(encrypt = false): Promise<[till: Engine, desk: Engine, manager: Engine]> {
  place = new EncryptedPlace('fleet');
  vault = mkdtempSync(join(otherDisk(), 'strongroom-fleet-'));
  vi.useFakeTimers({ toFake: ['Date'] });
  clock(0);
  return [await computer('till', encrypt), await computer('desk', encrypt), await computer('manager', encrypt)];
}

const known = async (engine: Engine): Promise<Fleet> => {
  const [vault] = await engine.fleetVaults();
  return await engine.fleet(vault?.vaultId ?? '');
};
const heartbeats = (wanted: (path: string) => boolean = () => true) =>
  readdirSync(vault, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('heartbeat'))
    .map((name) => join(vault, name))
    .filter(wanted);
const told = ({ machines }: Fleet) =>
  machines.map(({ state, why, plans }) => [plans.map(({ name }) => name).join(), state, why]);

describe('the computers of one vault', () => {
  it('see of one another how each stands, and who has gone silent', async () => {
    const [till, desk, manager] = await office();
    for (const [engine, name] of [
      [till, 'till'],
      [desk, 'desk'],
      [manager, 'manager'],
    ] as const)
      await engine.backup({ plan: name });

    for (const engine of [till, desk, manager])
      expect((await known(engine)).machines.map(({ state }) => state)).toEqual(Array(3).fill('protected'));
    expect((await known(till)).machines.filter(({ isHere }) => isHere).map(({ plans }) => plans[0]?.name)).toEqual([
      'till',
    ]);
    expect((await till.fleetVaults()).map(({ machines }) => machines)).toEqual([3]);

    // The next day nobody has switched the till on, and the files of the desk are gone.
    clock(DAY + HOUR);
    rmSync(place.path('desk-files'), { recursive: true });
    await expect(desk.backup({ plan: 'desk' })).rejects.toMatchObject({ code: 'sources-unavailable' });
    await manager.backup({ plan: 'manager' });
    expect(told(await known(manager))).toEqual([
      ['desk', 'failing', 'run-failed'],
      ['till', 'protected', undefined],
      ['manager', 'protected', undefined],
    ]);
    expect((await known(manager)).machines[0]?.plans[0]?.lastRun).toMatchObject({
      outcome: 'failed',
      code: 'sources-unavailable',
    });

    clock(2 * DAY + 2 * HOUR);
    await manager.backup({ plan: 'manager' });
    expect(told(await known(manager)).slice(0, 2)).toEqual([
      ['desk', 'failing', 'run-failed'],
      ['till', 'overdue', 'silent'],
    ]);
    // It looks after itself again as soon as it runs.
    await till.backup({ plan: 'till' });
    expect(
      told(await known(manager))
        .slice(1)
        .map(([name]) => name),
    ).not.toContain('overdue');
  });

  it('find out where a set that was told of has gone, but not where it was thrown away', async () => {
    const [till, desk] = await office();
    await till.planEdit('till', { keep: 'last 1 min 1' });
    await till.backup({ plan: 'till', kind: 'full' });
    await desk.backup({ plan: 'desk' });
    const [said = ''] = heartbeats((name) => readFileSync(name, 'utf8').includes('"name":"till"'));
    const before = readFileSync(said);
    clock(HOUR);
    await till.backup({ plan: 'till', kind: 'full' });
    await till.prune({ plan: 'till' });
    expect(told(await known(desk))).toContainEqual(['till', 'protected', undefined]);
    // As somebody sees it who comes between the clean-up and the word about it.
    for (const name of heartbeats((name) => readFileSync(name, 'utf8').includes('"name":"till"'))) rmSync(name);
    writeFileSync(said, before);
    expect(told(await known(desk))).toContainEqual(['till', 'protected', undefined]);
    await till.backup({ plan: 'till', kind: 'full' });

    const newest = (await till.points('till')).at(-1)?.setId ?? '';
    const folder = readdirSync(vault, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(newest));
    rmSync(join(vault, folder ?? 'none'), { recursive: true });
    expect(told(await known(desk))[0]).toEqual(['till', 'failing', 'points-missing']);
  });

  it('are judged by the clock of whoever looks, and never green where clocks disagree', async () => {
    const [till, desk] = await office();
    clock(30 * DAY);
    await till.backup({ plan: 'till' });
    clock(HOUR);
    await desk.backup({ plan: 'desk' });

    expect(told(await known(desk))[0]).toEqual(['till', 'unknown', 'clock-ahead']);
  });

  it('are known by their seals where a computer says nothing, and where somebody puts nonsense in their place', async () => {
    const [till, desk] = await office();
    await till.backup({ plan: 'till' });
    await desk.backup({ plan: 'desk' });
    const beat = heartbeats();
    expect(beat).toHaveLength(2);
    for (const name of beat) writeFileSync(name, '{"strongroom":"heartbeat"}\n');

    const machines = (await known(desk)).machines;
    expect(machines.map(({ state, why, isHere }) => [state, why, isHere])).toEqual([
      ['unknown', 'heartbeat-damaged', false],
      ['protected', undefined, true],
    ]);
    expect(machines[0]?.lastGoodAt).toBe((await till.points('till'))[0]?.at);
    for (const name of beat) rmSync(name);
    expect((await known(desk)).machines[0]).toMatchObject({ state: 'unknown', why: 'no-heartbeat' });
    clock(9 * DAY);
    expect((await known(desk)).machines.find(({ isHere }) => !isHere)).toMatchObject({
      state: 'overdue',
      why: 'silent',
    });
    // One that cannot be written keeps no run from its good end.
    for (const machine of readdirSync(join(vault, 'machines'))) {
      mkdirSync(join(vault, 'machines', machine, 'heartbeat-1.json.part'));
    }
    expect((await till.backup({ plan: 'till' })).outcome).toBe('complete');
  });

  it('tell nothing to a computer that only writes into an encrypted vault, and all to one that has opened it', async () => {
    const [till, desk, manager] = await office(true);
    await till.backup({ plan: 'till' });
    await desk.backup({ plan: 'desk' });
    await manager.backup({ plan: 'manager' });
    await desk.close();
    for (const name of heartbeats()) expect(readFileSync(name, 'latin1')).not.toContain('till');

    const again = await place.open(place.path('desk'));
    const locked = await known(again);
    expect(locked).toMatchObject({ isEncrypted: true, isLocked: true });
    expect(told(locked)).toEqual([
      ['', 'unknown', 'locked'],
      ['', 'unknown', 'locked'],
      ['desk', 'protected', undefined],
    ]);
    expect(locked.machines[0]?.lastGoodAt).toBeDefined();
    expect(locked.machines[0]?.name).toBeUndefined();

    const open = await again.fleet(vault, { passphrase: PASSPHRASE });
    expect(open.isLocked).toBe(false);
    expect(new Set(told(open).map(([name]) => name))).toEqual(new Set(['desk', 'manager', 'till']));
    await expect(again.fleet(vault, { passphrase: 'not the passphrase' })).rejects.toMatchObject({
      code: 'key-wrong',
    });
  });

  it('leave no trace of whoever only looks', async () => {
    const [till] = await office();
    await till.backup({ plan: 'till' });
    const before = vaultState(vault);
    const stranger = await place.open(place.path('stranger'));
    const seen = await stranger.fleet(vault);
    await stranger.vaultOpen(vault);
    await stranger.verify({ plan: 'till' });

    expect(seen.machines.map(({ isHere }) => isHere)).toEqual([false]);
    expect(vaultState(vault)).toEqual(before);
  });
});

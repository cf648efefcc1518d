import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { vaultFiles } from '../support/vault-files.ts';

const DAY_MS = 86_400_000;

let place: EnginePlace;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-01T18:30:00') });
  place = new EnginePlace('holes');
});
afterEach(async () => {
  await place.remove();
  vi.useRealTimers();
});

const passDays = (days: number): void => void vi.setSystemTime(Date.now() + days * DAY_MS);
const causes = async (engine: Engine): Promise<string[]> =>
  (await engine.alarms.look('service')).alarms.map(({ cause }) => cause);

async function withFile(input: Parameters<EnginePlace['withPlan']>[0] = {}): Promise<Engine> {
  const engine = await place.withPlan({ schedule: 'daily 18:30', ...input });
  writeFileSync(join(place.source, 'paper.txt'), 'a paper');
  return engine;
}

it('A point that a clock running ahead has dated lets no plan be called protected until that day', async () => {
  const engine = await withFile();
  await backUp(engine);
  passDays(60);
  await backUp(engine);
  passDays(-59);
  const atOnce = [(await engine.planShow('P')).state, await causes(engine)];
  passDays(2);
  const late = [(await engine.planShow('P')).state, await causes(engine)];
  await backUp(engine);

  expect(atOnce).toEqual(['protected', ['clock']]);
  expect(late).toEqual(['overdue', ['no-good-point', 'clock']]);
  expect([(await engine.planShow('P')).state, await causes(engine)]).toEqual(['protected', ['clock']]);
});

it('A place whose path is longer than a name may be keeps the watchdog from nothing', async () => {
  const long = place.makeFolder(...Array.from({ length: 6 }, () => 'v'.repeat(100)), 'vault');
  const engine = await withFile({ vault: long });
  await backUp(engine);
  renameSync(long, `${long} away`);
  await failureOf(engine.backup({ plan: 'P' }));
  const [alarm] = (await engine.alarms.look('service')).alarms;

  expect(alarm).toMatchObject({ cause: 'place-lost', facts: { place: long } });
  expect(alarm?.name).toMatch(/^\/.{249}….{243}\/vault$/);
});

it('A run that finds neither its place nor what stands in for it is in the history, and changes nothing of an earlier one', async () => {
  const engine = await withFile();
  await engine.copyAdd({ plan: 'P', place: place.path('safe'), name: 'Safe', failover: true });
  await backUp(engine);
  const before = await engine.runList();
  passDays(1);
  for (const name of ['vault', 'safe']) renameSync(place.path(name), place.path(`${name} away`));
  const due = await engine.schedule.take({ aliveSince: new Date() });
  const failure = due && (await failureOf(engine.schedule.run(due)));
  const { rows } = await engine.runList();

  expect(failure).toBe('vault-unavailable');
  expect(rows.slice(-before.rows.length)).toEqual(before.rows);
  expect(rows.slice(0, -before.rows.length)).toMatchObject([
    { verb: 'backup', outcome: 'skipped', failure: { code: 'vault-unavailable' } },
  ]);
  expect(await engine.planShow('P')).toMatchObject({ state: 'failing' });
  expect(await causes(engine)).toEqual(['place-lost']);
});

it('Gaps that become many more are told although a person has acknowledged the few', async () => {
  const [office, shop] = [place.makeFolder('office'), place.makeFolder('shop')];
  writeFileSync(join(office, 'paper.txt'), 'a paper');
  mkdirSync(join(shop, 'goods'));
  const engine = await withFile({ sources: [place.makeFolder('source'), office, shop] });
  for (let i = 0; i < 20; i++) writeFileSync(join(shop, 'goods', `${i}`), 'goods');
  await backUp(engine);
  rmSync(office, { recursive: true });
  await engine.backup({ plan: 'P' });
  passDays(1);
  const [few] = (await engine.alarms.look('service')).alarms;
  await engine.alarms.acknowledge({ alarm: few?.id ?? '', by: 'Front desk', days: 90 });
  rmSync(shop, { recursive: true });
  await engine.backup({ plan: 'P' });
  const [many] = (await engine.alarms.look('service')).alarms;

  expect(few).toMatchObject({ cause: 'gaps', facts: { counts: { 'source-missing': 2 } } });
  expect(many).toMatchObject({ id: few?.id, state: 'told' });
  expect(many?.acknowledged).toBeUndefined();
});

it('A computer that was late is told of no more once nobody here has a plan in its vault', async () => {
  const engine = await withFile();
  await backUp(engine);
  const { vaultId } = await engine.planShow('P');
  const fleet = await engine.fleet(place.vault);
  const [own] = fleet.machines;
  const silent = {
    ...own,
    machine: 'other',
    name: 'Till 2',
    isHere: false,
    state: 'overdue' as const,
    why: 'silent' as const,
  };
  await engine.alarms.watched(vaultId, { ...fleet, machines: [own, silent] as typeof fleet.machines });
  const late = await causes(engine);
  passDays(1);
  const again = await engine.alarms.unwatched();
  await engine.planRemove('P');

  expect([late, again]).toEqual([['neighbour'], [vaultId]]);
  expect(await causes(engine)).toEqual([]);
});

it('Damage that a check finds in a copy is an alarm until the copy is mended, and the copy has no more points than are whole', async () => {
  const engine = await withFile();
  const { copy } = await engine.copyAdd({ plan: 'P', place: place.path('safe'), name: 'Safe' });
  await backUp(engine);
  const points = async (): Promise<unknown> => (await engine.planShow('P')).copies?.map((each) => each.points);
  const before = [await points(), await causes(engine)];
  const volume = join(place.path('safe'), vaultFiles(place.path('safe')).find((path) => path.includes('data-')) ?? '');
  const bytes = readFileSync(volume);
  bytes[100] = (bytes[100] ?? 0) ^ 0xff;
  chmodSync(volume, 0o600);
  writeFileSync(volume, bytes);
  await engine.verify({ plan: 'P', copy, level: 'read' });
  const damaged = [await points(), await causes(engine)];
  await backUp(engine);

  expect(before).toEqual([[1], []]);
  expect(damaged).toEqual([[0], ['copy-damaged']]);
  expect([await points(), await causes(engine)]).toEqual([[2], []]);
});

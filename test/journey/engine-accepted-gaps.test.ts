import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { EnginePlace } from '../support/engine-place.ts';

const DAY_MS = 86_400_000;

let place: EnginePlace;
let engine: Engine;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-01T18:30:00') });
  place = new EnginePlace('accepted');
  const [first, second] = [place.makeFolder('first'), place.makeFolder('second')];
  for (const folder of [first, second]) writeFileSync(join(folder, 'paper.txt'), 'a paper');
  mkdirSync(place.source, { recursive: true });
  engine = await place.withPlan({ sources: [first, second], schedule: 'daily 18:30' });
  await engine.backup({ plan: 'P' });
  renameSync(second, place.path('away'));
});
afterEach(async () => {
  await place.remove();
  vi.useRealTimers();
});

const passDays = (days: number): void => void vi.setSystemTime(Date.now() + days * DAY_MS);
const alarms = async (): Promise<string[]> => (await engine.alarms.look('service')).alarms.map(({ cause }) => cause);

it('What a person has accepted by name alarms nobody for so long, and the plan is never called plainly protected', async () => {
  const { outcome, gaps } = await engine.backup({ plan: 'P' });
  const before = await engine.planShow('P');
  await engine.alarms.acceptGap({ plan: 'P', pattern: 'second', days: 7, by: 'Front desk' });
  const accepted = await engine.planShow('P');
  const quiet = await alarms();
  for (let day = 0; day < 3; day++) {
    passDays(1);
    await engine.backup({ plan: 'P' });
  }
  const later = await engine.planShow('P');
  passDays(5);
  await engine.backup({ plan: 'P' });

  expect([outcome, gaps.length]).toEqual(['incomplete', 2]);
  expect(before).toMatchObject({ state: 'incomplete', gaps: 2 });
  expect(before.accepted).toBeUndefined();
  expect(accepted).toMatchObject({ state: 'incomplete', accepted: { files: 2, until: '2026-10-08T18:30:00.000Z' } });
  expect(quiet).not.toContain('gaps');
  // Three days without a whole point are no delay either.
  expect(later).toMatchObject({ state: 'incomplete', accepted: { files: 2 }, lastGoodAt: before.lastGoodAt });
  expect((await engine.planShow('P')).accepted).toBeUndefined();
  expect(await alarms()).toContain('gaps');
});

import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_LIMITS } from '../../../../electron/contract/index.ts';
import { type Engine, openEngine } from '../../../../electron/engine/engine.ts';
import { isWithinHours } from '../../../../electron/engine/base/index.ts';
import { EnginePlace, failureOf } from '../../../support/engine-place.ts';

let place: EnginePlace;
let engine: Engine;
beforeEach(async () => {
  place = new EnginePlace('limits');
  engine = await place.withPlan();
  mkdirSync(place.source, { recursive: true });
});
afterEach(() => place.remove());

describe('hours', () => {
  const at = (time: string): Date => new Date(`2026-03-02T${time}:00`);

  it.each([
    ['08:00-18:30', '08:00', true],
    ['08:00-18:30', '18:29', true],
    ['08:00-18:30', '18:30', false],
    ['08:00-18:30', '07:59', false],
    ['22:00-06:00', '23:00', true],
    ['22:00-06:00', '05:59', true],
    ['22:00-06:00', '12:00', false],
  ])('%s at %s: %s', (hours, time, isWithin) => {
    expect(isWithinHours(hours, at(time))).toBe(isWithin);
  });
});

function writeSome(): void {
  for (let i = 0; i < 12; i++) writeFileSync(join(place.source, `${i}`), randomBytes(500_000));
}

describe('limits of this computer', () => {
  it('are none at first, and remembered', async () => {
    expect(await engine.limits()).toEqual(NO_LIMITS);
    await engine.limitsSet({ writeMiB: 5, during: '08:00-18:00' });
    const again = await place.open();
    expect(await again.limits()).toEqual({ ...NO_LIMITS, writeMiB: 5, during: '08:00-18:00' });
  });

  it('hold a backup to a rate', async () => {
    writeSome();
    await engine.limitsSet({ readMiB: 4 });
    const slow = await engine.backup({ plan: 'P' });
    // 6 MB at 4 MiB a second; what a run may be ahead is taken off. A bound from below cannot fail on a slow machine.
    expect(slow).toMatchObject({ outcome: 'complete' });
    expect(slow.seconds).toBeGreaterThan(1);
  });

  it.each(['read', 'deep'] as const)('hold a check to a rate (%s)', async (level) => {
    writeSome();
    writeFileSync(join(place.source, 'large'), randomBytes(9_000_000));
    await engine.backup({ plan: 'P' });
    await engine.limitsSet({ readMiB: 9 });

    const slow = await engine.verify({ plan: 'P', level });

    expect(slow).toMatchObject({ outcome: 'complete', points: [{ state: 'good' }] });
    // 15 MB, for a deep check twice.
    expect(slow.seconds).toBeGreaterThan(level === 'deep' ? 2.5 : 1.2);
  });

  it('hold a consolidation to a rate', async () => {
    writeSome();
    await engine.backup({ plan: 'P' });
    writeFileSync(join(place.source, 'more'), 'more');
    await engine.backup({ plan: 'P', kind: 'incremental' });
    await engine.limitsSet({ readMiB: 4 });

    const slow = await engine.consolidate({ plan: 'P' });

    expect(slow).toMatchObject({ outcome: 'complete' });
    expect(slow.seconds).toBeGreaterThan(1);
  });

  it('end at once where a slowed check is cancelled, and nothing is claimed of what was not read', async () => {
    writeSome();
    writeFileSync(join(place.source, 'large'), randomBytes(9_000_000));
    await engine.backup({ plan: 'P' });
    await engine.limitsSet({ readMiB: 0.01 });
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 50);

    expect(await engine.verify({ plan: 'P', level: 'read' }, { signal: cancel.signal })).toMatchObject({
      outcome: 'cancelled',
      points: [],
    });
  });

  it('end at once where a slowed backup is cancelled', async () => {
    writeSome();
    await engine.limitsSet({ readMiB: 0.01 });
    const cancel = new AbortController();
    const run = engine.backup(
      { plan: 'P' },
      { signal: cancel.signal, onProgress: ({ phase }) => phase === 'saving' && setTimeout(() => cancel.abort(), 50) },
    );
    expect(await run).toMatchObject({ outcome: 'cancelled' });
  });
});

describe('a battery that is nearly empty', () => {
  const due = { plan: '', name: 'P', vaultId: '', at: new Date().toISOString(), attempt: 1, isLate: false };

  it('keeps a scheduled backup from beginning, says why, and lets one by hand run', async () => {
    const state = { isDischarging: true, percent: 15 };
    const low = await openEngine({ home: place.home, battery: async () => state });
    const { id } = await low.planShow('P');

    expect(await failureOf(low.schedule.run({ ...due, plan: id }))).toBe('battery-low');
    const { rows } = await low.runList();
    expect(rows).toMatchObject([{ outcome: 'skipped', skip: 'battery-low' }]);
    expect(await low.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete' });
    state.isDischarging = false;
    expect(await low.schedule.run({ ...due, plan: id })).toMatchObject({ outcome: 'complete' });
    await low.close();
  });

  it('is no matter where the limit is 0', async () => {
    const low = await openEngine({ home: place.home, battery: async () => ({ isDischarging: true, percent: 1 }) });
    const { id } = await low.planShow('P');
    await low.limitsSet({ battery: 0 });
    expect(await low.schedule.run({ ...due, plan: id })).toMatchObject({ outcome: 'complete' });
    await low.close();
  });
});

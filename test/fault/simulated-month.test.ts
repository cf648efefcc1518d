import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { SimulatedOffice } from '../support/simulated-office.ts';

const MONTHS = Number(process.env['STRONGROOM_MONTHS'] ?? 1);
const SEED = Number(process.env['STRONGROOM_SEED'] ?? 20_261_101);
/** Looks, half an hour apart at most: with sleep a month. */
const STEPS = 1500;
/** In each of them some clocks change. */
const BEGINS = ['2026-03-08T09:00:00', '2026-10-18T09:00:00', '2026-12-14T09:00:00'];
const HOLIDAYS = ['2026-04-03', '2026-04-06', '2026-11-02', '2026-12-25', '2027-01-01'];

const timeZone = process.env['TZ'];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  if (timeZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = timeZone;
});

describe('a month in which everything happens', () => {
  it.each(Array.from({ length: MONTHS }, (_, n) => SEED + n))(
    'has each due run made once, or noted with its reason (seed %i)',
    async (seed) => {
      process.env['TZ'] = 'Europe/Berlin';
      const prng = new Prng(seed);
      const place = new EnginePlace('month');
      const office = new SimulatedOffice(place, prng, { from: new Date(prng.pick(BEGINS)), holidays: HOLIDAYS });

      await office.open();
      for (let step = 0; step < STEPS; step++) await office.step();
      const faults = await office.faults();

      await office.close();
      await place.remove();
      expect(faults.join('\n')).toBe('');
      expect(office.counts.due).toBeGreaterThan(30);
    },
  );
});

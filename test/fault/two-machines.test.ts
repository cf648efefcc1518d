import { afterAll, describe, expect, it } from 'vitest';
import { Prng } from '../support/prng.ts';
import { TwoMachines } from '../support/two-machines.ts';

const seed = Number(process.env['STRONGROOM_SEED'] ?? 1);
/** How often two computers work into one vault at the same time. */
const rounds = Number(process.env['STRONGROOM_PAIRS'] ?? 3);
/** Then a new vault: so that restoring all of it stays quick. */
const ROUNDS_OF_A_VAULT = 25;

const total = { runs: 0, killed: 0, halted: 0, complete: 0, busy: 0, sets: 0 };
afterAll(() => console.info(`${rounds} interleavings: ${JSON.stringify(total)} (STRONGROOM_SEED=${seed})`));

describe('two computers on one vault', () => {
  const vaults = Array.from({ length: Math.ceil(rounds / ROUNDS_OF_A_VAULT) }, (_, n) => n);

  it.each(vaults)('lose no set, whatever becomes of their runs (vault %i)', async (n) => {
    const machines = new TwoMachines(new Prng(seed * 10_000 + n));
    try {
      await machines.begin();
      for (let round = 0; round < Math.min(ROUNDS_OF_A_VAULT, rounds - n * ROUNDS_OF_A_VAULT); round++)
        await machines.round();
      await machines.end();
    } catch (error) {
      console.error(
        `vault ${n}; replay: STRONGROOM_SEED=${seed} STRONGROOM_PAIRS=${rounds} vitest run test/fault/two-machines`,
      );
      throw error;
    } finally {
      for (const [key, count] of Object.entries(machines.counts)) total[key as keyof typeof total] += count;
      await machines.remove();
    }
    expect(machines.counts.complete).toBeGreaterThan(0);
  });
});

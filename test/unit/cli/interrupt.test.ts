import { describe, expect, it } from 'vitest';
import { backupResult } from './fake-engine.ts';
import { run } from './run-in-world.ts';

describe('Ctrl-C', () => {
  it('cancels cleanly the first time and ends at once the second time', async () => {
    const halted: number[] = [];
    let interrupt = () => {};
    const ran = await run(['backup', 'P'], {
      engine: {
        backup: (_input, control) => {
          interrupt();
          expect([control?.signal?.aborted, halted]).toEqual([true, []]);
          interrupt();
          return Promise.resolve({ ...backupResult, outcome: 'cancelled', setId: null });
        },
      },
      interrupts: (made) => {
        interrupt = made;
      },
      halted: (exitCode) => halted.push(exitCode),
    });

    expect(halted).toEqual([130]);
    expect(ran.exit).toBe(130);
    expect(ran.stdout).toContain('No recovery point was made');
  });
});

import { describe, expect, it } from 'vitest';
import { ERRORS, type ErrorCode, type VerifyResult } from '../../../electron/contract/index.ts';
import { backupResult, restoreResult, verifyResult } from './fake-engine.ts';
import { run, words } from './run-in-world.ts';

const answering =
  <T>(value: T) =>
  () =>
    Promise.resolve(value);

class Refused extends Error {
  readonly code: ErrorCode;
  readonly subject = 'the thing';

  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

describe('the exit code', () => {
  it.each(Object.keys(ERRORS) as ErrorCode[])(
    'of a failure %s is the one of the contract, in text and in JSON',
    async (code) => {
      const engine = { planShow: () => Promise.reject(new Refused(code)) };

      const text = await run(['plan', 'show', 'P'], { engine });
      const json = await run(['plan', 'show', 'P', '--json'], { engine });

      expect([text.exit, json.exit]).toEqual([ERRORS[code].exit, ERRORS[code].exit]);
      expect([text.stdout, json.stderr]).toEqual(['', '']);
      expect(text.stderr.split('\n')).toHaveLength(4);
      expect(JSON.parse(json.stdout).error).toMatchObject({ code, subject: 'the thing' });
    },
  );

  it('of a bug is 1, with the code for the telephone', async () => {
    const ran = await run(['status'], {
      engine: { status: () => Promise.reject(new TypeError('x is not a function')) },
    });

    expect(ran.exit).toBe(1);
    expect(ran.stderr).toContain('SR-999');
  });

  it.each([
    ['complete', 0],
    ['incomplete', 3],
    ['cancelled', 130],
    ['failed', 1],
    ['skipped', 1],
  ] as const)('of a backup that is %s is %i', async (outcome, exit) => {
    const ran = await run(['backup', 'P'], { engine: { backup: answering({ ...backupResult, outcome }) } });

    expect(ran.exit).toBe(exit);
  });

  it.each([
    ['complete', { outcome: 'complete' }, 0],
    ['incomplete', { outcome: 'incomplete' }, 3],
    ['incomplete for damage', { outcome: 'incomplete', damaged: true }, 6],
    ['failed for damage', { outcome: 'failed', damaged: true }, 6],
    ['cancelled', { outcome: 'cancelled', damaged: true }, 130],
    [
      'said to be complete with nothing restored',
      { outcome: 'complete', files: { requested: 2, restored: 0, skipped: 2, failed: 0 } },
      3,
    ],
  ] as const)('of a restore that is %s', async (_name, difference, exit) => {
    const engine = { restore: answering({ ...restoreResult, ...difference }) };

    const ran = await run(words('restore P --to a'), { engine });
    const json = await run(words('restore P --to a --json'), { engine });

    expect([ran.exit, json.exit]).toEqual([exit, exit]);
    if (exit === 3) expect(JSON.parse(json.stdout).outcome).toBe('incomplete');
  });

  const good = { setId: 's1', state: 'good' as const, damage: [] };
  const hurt = {
    code: 'volume-damaged' as const,
    setId: 's1',
    file: 'data-000001.tar.zst',
    paths: ['Documents/a'],
    pathCount: 1,
  };
  it.each<[string, Partial<VerifyResult>, number]>([
    ['no damage', {}, 0],
    ['damage of a point', { points: [good, { setId: 's2', state: 'damaged', damage: [hurt] }] }, 6],
    ['a damaged copy of a point that is good', { points: [{ ...good, damage: [{ code: 'seal-copy-damaged' }] }] }, 6],
    ['damage of the vault', { vault: [{ code: 'marker-missing' }] }, 6],
    ['damage before it was cancelled', { outcome: 'cancelled', vault: [{ code: 'marker-missing' }] }, 6],
    ['a cancel', { outcome: 'cancelled' }, 130],
    [
      'a set of a newer version and nothing else',
      { points: [{ setId: 's2', state: 'damaged', damage: [{ code: 'set-newer' }] }] },
      1,
    ],
  ])('of a verification with %s', async (_name, difference, exit) => {
    const ran = await run(words('verify P'), {
      engine: { verify: answering({ ...verifyResult, ...difference }) },
    });

    expect(ran.exit).toBe(exit);
  });
});

import { describe, expect, it } from 'vitest';
import type { Gap } from '../../../electron/contract/index.ts';
import {
  backupResult,
  consolidateResult,
  plan,
  point,
  pruneResult,
  restoreResult,
  verifyResult,
} from './fake-engine.ts';
import { run, words } from './run-in-world.ts';

describe('what a person reads of a clean-up', () => {
  it('is what would go and what stays, each with its reason, and what is in the trash', async () => {
    const { stdout, exit } = await run(words('prune P --preview'));

    expect(exit).toBe(0);
    expect(stdout).toContain('“Accounts”: 1 recovery point would go into the trash, 1 would stay.');
    expect(stdout).toContain('1 in the trash would be deleted for good.');
    expect(stdout).toMatch(/stays +is the newest; stands for the month 2025-11 +s1/);
    expect(stdout).toMatch(/goes +s0/);
    expect(stdout).toContain('Nothing has been changed.');
  });

  it('is what went, for how long it can be brought back, and with which command', async () => {
    const { stdout } = await run(words('prune P'));

    expect(stdout.split('\n')).toEqual([
      '1 recovery point went into the trash of the vault. It stays there for 7 days.',
      '1 recovery point is there.',
      '1 in the trash can be brought back: strongroom prune p1 --undo',
      'That gives back 100 bytes once they are deleted for good.',
      '',
    ]);
  });

  it('is why nothing was thrown away, with exit code 1', async () => {
    const frozen = { ...pruneResult, outcome: 'skipped' as const, frozen: 'damage' as const, removed: [] };

    const { stdout, exit } = await run(words('prune P'), { engine: { prune: () => Promise.resolve(frozen) } });

    expect(exit).toBe(1);
    expect(stdout).toContain('Damage was found in the backups of this plan, so nothing is thrown away');
  });

  it('is that --undo stands alone', async () => {
    const { stderr, exit } = await run(words('prune P --undo --preview'));

    expect([exit, stderr.includes('--undo stands alone')]).toEqual([2, true]);
  });
});

describe('what a person reads after a backup', () => {
  it('is what was saved, how much was new, and that it was read back', async () => {
    const { stdout } = await run(words('backup P'));

    expect(stdout.split('\n')).toEqual([
      'The backup of “Accounts” is complete.',
      '  Kind                 full (because it is the first)',
      '  Files                12,345 (4.77 MB)',
      '  New                  12,345',
      '  Stored in the vault  1.91 MB',
      '  Read back            everything written was read back from the disk and agrees',
      '  Time taken           5.8 sec',
      '  Recovery point       s1',
      '',
    ]);
  });

  it('groups what is missing by its cause, the first 20 of each', async () => {
    const locked: Gap[] = Array.from({ length: 23 }, (_, at) => ({ path: `Documents/${at}.xls`, code: 'locked' }));
    const gaps: Gap[] = [{ path: 'Documents/secret', code: 'permission', lastGoodSet: 's0' }, ...locked];
    const result = {
      ...backupResult,
      outcome: 'incomplete' as const,
      files: { ...backupResult.files, gaps: 24 },
      gaps,
    };

    const { stdout, exit } = await run(words('backup P'), { engine: { backup: () => Promise.resolve(result) } });

    expect(exit).toBe(3);
    expect(stdout).toContain('INCOMPLETE: 24 items could not be saved as they are.');
    expect(stdout).toContain(
      'Another program was using it (23 items). Close that program and back up again.\n  Documents/0.xls',
    );
    expect(stdout).toContain('  Documents/19.xls\n  ... and 3 more\n');
    expect(stdout).toContain('You are not allowed to read it (1 item).');
    expect(stdout).toContain('  Documents/secret (an earlier copy is in s0)');
    expect(stdout.indexOf('Another program')).toBeLessThan(stdout.indexOf('You are not allowed'));
  });

  it('cannot be forged by the name of a file', async () => {
    const gaps: Gap[] = [{ path: 'a\nThe backup is complete.\u001b[1A', code: 'locked' }];
    const result = { ...backupResult, outcome: 'incomplete' as const, gaps };

    const { stdout } = await run(words('backup P'), { engine: { backup: () => Promise.resolve(result) } });

    expect(stdout).toContain('a\\u{A}The backup is complete.\\u{1B}[1A');
  });

  it('says once what no backup keeps where the engine does, and nothing elsewhere', async () => {
    const result = { ...backupResult, notKept: ['acl' as const, 'streams' as const] };

    const onWindows = await run(words('backup P'), { engine: { backup: () => Promise.resolve(result) } });
    const elsewhere = await run(words('backup P'));

    expect(onWindows.exit).toBe(0);
    expect(onWindows.stdout.match(/Not kept is who may open them in Windows/g)).toHaveLength(1);
    expect(elsewhere.stdout).not.toContain('Not kept');
  });

  it('does not claim that something was read back when nothing was written', async () => {
    const files = { ...backupResult.files, new: 0, unchanged: 12345 };
    const result = { ...backupResult, files, bytes: { scanned: 1, read: 0, stored: 0 } };

    const { stdout } = await run(words('backup P'), { engine: { backup: () => Promise.resolve(result) } });

    expect(stdout).toContain('nothing was written');
  });
});

describe('what a person reads of a plan', () => {
  it('is never "protected" for one that was only found in a vault', async () => {
    const found = { ...plan, origin: 'vault' as const };

    const { stdout } = await run(words('plan list'), { engine: { planList: () => Promise.resolve([found]) } });
    const status = {
      plans: [found],
      version: '0.1.0',
      node: 'v24',
      catalogueRebuilt: false,
      alarms: [],
      watch: { everyMs: 300_000 },
    };
    const told = await run(['status'], { engine: { status: () => Promise.resolve(status) } });

    expect(stdout).toContain('opened for reading');
    expect(stdout).not.toContain('protected');
    expect(told.stdout).toContain('Nothing is protected');
  });
});

describe('what a person reads after a restore', () => {
  it('says NOTHING where nothing was restored', async () => {
    const result = { ...restoreResult, files: { requested: 2, restored: 0, skipped: 2, failed: 0 } };

    const { stdout } = await run(words('restore P --to a --quiet'), {
      engine: { restore: () => Promise.resolve(result) },
    });

    expect(stdout).toContain('NOTHING was restored.');
    expect(stdout).toContain('Left as they were  2');
  });

  it('names each file that was not restored, why, and where an earlier copy is', async () => {
    const result = {
      ...restoreResult,
      outcome: 'incomplete' as const,
      files: { requested: 3, restored: 1, skipped: 0, failed: 2 },
      failures: [
        { path: 'Documents/a', code: 'damaged' as const, detail: 'data-000001.tar.zst' },
        { path: 'Documents/b', code: 'gap' as const, lastGoodSet: 's0' },
      ],
      renamed: [{ path: 'Documents/c', as: 'c (2)' }],
      notices: ['owner-not-set' as const],
    };

    const { stdout } = await run(words('restore P --to a'), { engine: { restore: () => Promise.resolve(result) } });

    for (const part of [
      'The restore is INCOMPLETE: 1 of 3 files were restored.',
      'Restored to',
      'What is stored of it is damaged (1 item).',
      'Documents/a (data-000001.tar.zst)',
      'Documents/b (an earlier copy is in s0)',
      'Documents/c -> c (2)',
      'now belong to you',
    ]) {
      expect(stdout).toContain(part);
    }
  });
});

describe('what a person reads after a check', () => {
  it('is which points are damaged, in which stored file, and which files that costs', async () => {
    const damage = {
      code: 'volume-damaged' as const,
      setId: 's0',
      file: 'data-000001.tar.zst',
      paths: ['Documents/a'],
      pathCount: 30,
    };
    const result = {
      ...verifyResult,
      points: [...verifyResult.points, { setId: 's2', state: 'damaged' as const, damage: [damage] }],
      ignored: ['README.txt'],
    };

    const { stdout, exit } = await run(words('verify P'), { engine: { verify: () => Promise.resolve(result) } });

    expect(exit).toBe(6);
    for (const part of [
      'DAMAGE was found: 1 of 2 recovery points are affected.',
      'What was checked: every stored byte.',
      'a stored file is damaged: s0/data-000001.tar.zst',
      'Affects 30 files:',
      'Documents/a\n',
      '... and 29 more',
      'strongroom backup Accounts --kind full',
      'README.txt',
    ]) {
      expect(stdout).toContain(part);
    }
  });
});

describe('what a person reads after a consolidation', () => {
  it('is what the new full stands for, what was read for it, and what is missing in it as before', async () => {
    const made = await run(words('consolidate P'));
    const result = { ...consolidateResult, outcome: 'incomplete' as const, gapCount: 1, gaps };
    const lacking = await run(words('consolidate P'), { engine: { consolidate: () => Promise.resolve(result) } });

    expect(made.stdout.split('\n').slice(1)).toEqual([
      '  Files                 3 (4 KB)',
      '  Read                  2 KB',
      '  Taken over as stored  1 KB',
      '  Stored in the vault   2 KB',
      '  Read back             everything written was read back from the disk and agrees',
      '  Time taken            1.5 sec',
      '  Made from             s1',
      '  Recovery point        s2',
      '',
    ]);
    expect(made.stdout).toMatch(/^A new full backup of “Accounts” was made from what is stored\./);
    expect(lacking.exit).toBe(3);
    expect(lacking.stdout).toContain('it is INCOMPLETE: 1 file is missing.');
    expect(lacking.stdout).toContain('Documents/secret (an earlier copy is in s0)');
  });

  it('says that a point is a full from the backups', async () => {
    const { stdout } = await run(words('points P'), {
      engine: { points: () => Promise.resolve([{ ...point, madeFrom: 's0' }]) },
    });

    expect(stdout).toContain('full (from the backups)');
  });
});

const gaps: Gap[] = [{ path: 'Documents/secret', code: 'permission', lastGoodSet: 's0' }];

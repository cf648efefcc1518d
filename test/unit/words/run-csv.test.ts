import { describe, expect, it } from 'vitest';
import type { Run } from '../../../electron/contract/index.ts';
import { createWords, runCsv } from '../../../electron/words/index.ts';

const run: Run = {
  id: 1,
  planId: 'p1',
  planName: 'Accounts',
  verb: 'backup',
  startedAt: '2026-11-21T10:00:00.000Z',
  troubles: {},
};

function cellsOf(planName: string): string {
  return (
    runCsv(createWords('en'), [{ ...run, planName }])
      .split('\r\n')[1]
      ?.split(',')[2] ?? ''
  );
}

describe('the table of runs', () => {
  it('begins with the mark that spreadsheets need, and a head in the language', () => {
    expect(runCsv(createWords('zh-CN'), [])).toBe(
      '\uFEFF开始时间,结束时间,计划,操作,结果,原因,代码,类型,用时（秒）,文件数,字节数,占用字节数,问题数,恢复点,恢复到\r\n',
    );
  });

  it('has one line a run, with numbers as numbers', () => {
    const ended: Run = {
      ...run,
      planName: 'Books, "new"\nand old',
      endedAt: '2026-11-21T10:00:05.000Z',
      outcome: 'incomplete',
      kind: 'full',
      setId: 's1',
      seconds: 5.2,
      files: 12345,
      bytes: 5_000_000,
      storedBytes: 2_000_000,
      troubles: { locked: 2, permission: 1 },
    };

    const [, line] = runCsv(createWords('en'), [ended]).split('\r\n');

    expect(line).toMatch(
      /^2026-11-2\d \d\d:00:00,2026-11-2\d \d\d:00:05,"Books, ""new""\nand old",Backup,INCOMPLETE,,,full,5\.2,12345,5000000,2000000,3,s1,$/i,
    );
  });

  it('says why a run was skipped or failed, with the code for the telephone', () => {
    const csv = runCsv(createWords('en'), [
      { ...run, outcome: 'skipped', skip: 'paused' },
      { ...run, outcome: 'failed', failure: { code: 'vault-unavailable', subject: '/mnt/x' } },
    ]);

    expect(csv).toContain('the plan was paused');
    expect(csv).toContain('The vault “/mnt/x” cannot be reached.,SR-302');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '＝1', '\tx'])(
    'makes text of the name %j, which is a formula',
    (name) => {
      expect(cellsOf(name)).toBe(`'${name}`);
    },
  );

  it('leaves other names alone', () => {
    expect([cellsOf('Konto = 1'), cellsOf('账目')]).toEqual(['Konto = 1', '账目']);
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../../electron/contract/index.ts';
import { type Farewell, LastBackup } from '../../../electron/main/last-backup.ts';
import { shutDownCommand } from '../../../electron/main/shut-down.ts';

const job = (id: string, more: Partial<Job> = {}): Job => ({
  id,
  verb: 'backup',
  planId: `plan of ${id}`,
  startedAt: '2026-11-21T09:00:00.000Z',
  state: 'running',
  ...more,
});
const ended = (id: string, outcome: 'complete' | 'incomplete' | 'failed' | 'cancelled' = 'complete'): Job =>
  job(id, { state: 'done', result: { outcome } as NonNullable<Job['result']> });

let begun: Map<string, string>;
let failed: string[];
let asked: Farewell[];
/** What a person answers; undefined: nobody does before it is called off. */
let answer: boolean | undefined;
let downs: number;
let isRefused: boolean;
let last: LastBackup;

beforeEach(() => {
  begun = new Map([
    ['1', 'a'],
    ['2', 'b'],
  ]);
  [failed, asked, answer, downs, isRefused] = [[], [], true, 0, false];
  last = new LastBackup({
    backUpAll: async () => ({ begun, failed }),
    ask: (farewell, gone) => {
      asked.push(farewell);
      if (answer !== undefined) return Promise.resolve(answer);
      return new Promise((done) => gone.addEventListener('abort', () => done(true)));
    },
    shutDown: async () => {
      if (isRefused) throw new Error('no');
      downs++;
    },
    changed: () => undefined,
  });
});

const reported = async (...jobs: Job[]): Promise<void> => {
  last.jobsReported(jobs);
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

describe('a backup before the computer shuts down', () => {
  it('shuts it down once all is backed up, and not before', async () => {
    await last.begin(() => []);
    await reported(job('1'), job('2'));
    await reported(ended('1'), job('2'));
    expect([asked, downs, last.isUnderWay]).toEqual([[], 0, true]);

    await reported(ended('1'), ended('2'));

    expect([asked, downs, last.isOver, last.isUnderWay]).toEqual([[{ kind: 'ready' }], 1, true, false]);
    await reported(ended('1'), ended('2'));
    expect(downs).toBe(1);
  });

  it.each(['incomplete', 'failed', 'cancelled'] as const)(
    'keeps it on after one that is %s, unless a person wants otherwise',
    async (outcome) => {
      answer = false;
      await last.begin(() => []);
      await reported(ended('1'), ended('2', outcome));
      expect([asked, downs]).toEqual([[{ kind: 'failed', plans: ['b'] }], 0]);

      answer = true;
      await last.begin(() => []);
      await reported(ended('1', outcome), ended('2'));
      expect([asked.at(-1), downs]).toEqual([{ kind: 'failed', plans: ['a'] }, 1]);
    },
  );

  it('keeps it on where one was lost with the engine, could not be begun, or ended with a failure', async () => {
    answer = false;
    await last.begin(() => [job('1')]);
    last.engineEnded();
    expect(asked.at(-1)).toEqual({ kind: 'failed', plans: ['a', 'b'] });
    await reported();

    await last.begin(() => [job('1'), job('2')]);
    await reported(ended('2'));
    expect(asked.at(-1)).toEqual({ kind: 'failed', plans: ['a'] });

    failed = ['c'];
    await last.begin(() => [ended('1'), job('2', { state: 'done', failure: { code: 'vault-unavailable' } })]);
    expect(asked.at(-1)).toEqual({ kind: 'failed', plans: ['c', 'b'] });
    await reported();
    expect([asked.length, downs]).toEqual([3, 0]);
  });

  it('is called off at any moment, and then stays on', async () => {
    const beginning = last.begin(() => []);
    last.callOff();
    await beginning;
    await reported(ended('1'), ended('2'));

    await last.begin(() => []);
    last.callOff();
    await reported(ended('1'), ended('2'));
    expect([asked, downs]).toEqual([[], 0]);

    answer = undefined;
    await last.begin(() => [ended('1'), ended('2')]);
    last.callOff();
    await reported();
    expect([asked, downs, last.isUnderWay]).toEqual([[{ kind: 'ready' }], 0, false]);
  });

  it('says so where there is nothing to back up, or the system does not shut down', async () => {
    begun = new Map();
    answer = false;
    await last.begin(() => []);
    expect([asked, downs]).toEqual([[{ kind: 'no-plan' }], 0]);

    vi.spyOn(console, 'error').mockImplementationOnce(() => undefined);
    begun = new Map([['1', 'a']]);
    [answer, isRefused] = [true, true];
    await last.begin(() => [ended('1')]);
    await reported();
    expect([asked.slice(1), last.isOver]).toEqual([[{ kind: 'ready' }, { kind: 'refused' }], false]);
  });
});

describe('the order to shut down', () => {
  it('is that of the system, and ends no program by force', () => {
    expect(shutDownCommand('win32', { SystemRoot: 'D:\\Windows' })).toEqual([
      'D:\\Windows\\System32\\shutdown.exe',
      '/s',
      '/t',
      '0',
    ]);
    expect(shutDownCommand('linux', {})).toEqual(['systemctl', 'poweroff']);
    expect(shutDownCommand('darwin', {})[0]).toBe('osascript');
  });
});

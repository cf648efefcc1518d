import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunResult, State } from '../../../../electron/engine/catalogue/index.ts';

let home: string;
let state: State;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'strongroom-'));
  state = State.open(join(home, 'state.db'));
});
afterEach(() => {
  state.close();
  rmSync(home, { recursive: true });
});

const all = { offset: 0, limit: -1 };
const ids = (filter: object): number[] => state.runs.list({ ...all, ...filter }).rows.map(({ id }) => id);

function begin(startedAt: string, plan = 'one', verb: 'backup' | 'restore' | 'verify' = 'backup'): number {
  return state.runs.begin({ plan, planName: `The ${plan}`, verb, startedAt });
}

const restored: RunResult = {
  outcome: 'incomplete',
  setId: 'set2',
  files: { requested: 5, restored: 3, skipped: 0, failed: 2 },
  bytes: 300,
  seconds: 1.5,
  to: '/target',
  damaged: true,
  failures: [
    { path: 'a', code: 'damaged' },
    { path: 'b', code: 'gap', lastGoodSet: 'set1' },
  ],
  renamed: [],
  notices: [],
  undo: { restore: 'r1', until: '2999-01-01T00:00:00.000Z', replaced: 2 },
};

describe('the log of runs', () => {
  it('lists the newest first, filtered, page by page, with the number of all', () => {
    const first = begin('2026-11-01T10:00:00.000Z');
    const second = begin('2026-11-02T10:00:00.000Z', 'two', 'restore');
    const third = begin('2026-11-03T10:00:00.000Z', 'one', 'verify');
    state.runs.end(second, { outcome: 'incomplete', result: restored });

    expect(ids({})).toEqual([third, second, first]);
    expect(ids({ plan: 'one' })).toEqual([third, first]);
    expect(ids({ verb: 'restore' })).toEqual([second]);
    expect(ids({ outcome: 'incomplete' })).toEqual([second]);
    expect(ids({ from: '2026-11-02T10:00:00.000Z', to: '2026-11-03T10:00:00.000Z' })).toEqual([second]);
    expect(state.runs.list({ offset: 1, limit: 1 })).toMatchObject({ rows: [{ id: second }], total: 3 });
  });

  it('tells of a restore where it went, what failed, and how to take it back until that is forgotten', () => {
    const run = begin('2026-11-02T10:00:00.000Z', 'one', 'restore');
    state.runs.end(run, { outcome: 'incomplete', result: restored });

    const told = state.runs.list(all).rows;
    state.runs.forgetUndo('r1');

    expect(told).toEqual([
      {
        id: run,
        planId: 'one',
        planName: 'The one',
        verb: 'restore',
        startedAt: '2026-11-02T10:00:00.000Z',
        endedAt: expect.any(String),
        outcome: 'incomplete',
        setId: 'set2',
        seconds: 1.5,
        files: 3,
        bytes: 300,
        to: '/target',
        troubles: { damaged: 1, gap: 1 },
        undo: restored.undo,
      },
    ]);
    expect(state.runs.list(all).rows[0]).not.toHaveProperty('undo');
  });

  it('does not offer to take a restore back whose time is over', () => {
    const run = begin('2026-11-02T10:00:00.000Z', 'one', 'restore');
    const undo = { restore: 'r1', until: '2026-11-09T10:00:00.000Z', replaced: 2 };
    state.runs.end(run, { outcome: 'incomplete', result: { ...restored, undo } });

    expect(state.runs.list(all).rows[0]).not.toHaveProperty('undo');
  });

  it('groups the damage of a check by its code, with every affected file counted', () => {
    const run = begin('2026-11-02T10:00:00.000Z', 'one', 'verify');
    const result: RunResult = {
      outcome: 'failed',
      level: 'read',
      vault: [{ code: 'marker-missing', file: 'strongroom-vault.json' }],
      points: [
        {
          setId: 'set1',
          state: 'damaged',
          damage: [
            { code: 'file-damaged', paths: ['a', 'b'], pathCount: 5 },
            { code: 'volume-damaged', setId: 'set0', file: 'data-000001.tar.zst' },
          ],
        },
      ],
      bytesRead: 10,
      bytesNotRead: 0,
      seconds: 1,
      ignored: [],
    };
    state.runs.end(run, { outcome: 'failed', result });

    expect(state.runs.troubles(run)).toEqual([
      { code: 'file-damaged', count: 5, paths: [{ path: 'a' }, { path: 'b' }] },
      { code: 'marker-missing', count: 1, paths: [{ path: 'strongroom-vault.json' }] },
      { code: 'volume-damaged', count: 1, paths: [{ path: 'set0/data-000001.tar.zst' }] },
    ]);
    expect(state.runs.troubles(999)).toBeUndefined();
  });

  it('takes no skipped run for a try, unless what it needs was missing', () => {
    const run = begin('2026-11-02T10:00:00.000Z');
    state.runs.end(run, { outcome: 'failed', failure: { code: 'vault-unavailable' } });
    state.runs.addSkipped(
      { plan: 'one', planName: 'The one', verb: 'backup', startedAt: '2026-11-03T10:00:00.000Z' },
      'busy',
    );
    const afterBusy = state.runs.lastBackup('one');
    state.runs.markSkipped(run, 'vault-unavailable');

    expect([afterBusy, state.runs.lastBackup('one')]).toMatchObject([
      { run, outcome: 'failed' },
      { run, outcome: 'skipped' },
    ]);
  });

  it('leaves runs of living processes open, and ends those of a killed one as failed', async () => {
    const mine = begin('2026-11-01T10:00:00.000Z');
    const door = join(import.meta.dirname, '../../../../electron/engine/catalogue/index.ts');
    const script = `import { State } from ${JSON.stringify(door)};
      const state = State.open(process.argv[1]);
      state.runs.begin({ plan: 'one', planName: 'The one', verb: 'restore', startedAt: '2026-11-02T10:00:00.000Z' });
      console.log('begun'); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', script, join(home, 'state.db')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(other.stdout, 'data');

    state.runs.closeBroken();
    const whileItLived = state.runs.list(all).rows.map(({ outcome }) => outcome);
    other.kill('SIGKILL');
    await once(other, 'exit');
    state.runs.closeBroken();

    expect(whileItLived).toEqual([undefined, undefined]);
    expect(state.runs.list(all).rows).toMatchObject([
      { verb: 'restore', outcome: 'failed', failure: { code: 'interrupted' } },
      { id: mine },
    ]);
    expect(state.runs.list(all).rows[1]).not.toHaveProperty('outcome');
    state.runs.leave();
    expect(readdirSync(join(home, 'leases'))).toEqual([]);
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { State } from '../../../../electron/engine/catalogue/index.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'strongroom-'));
});
afterEach(() => rmSync(home, { recursive: true }));

/** Each file is what a version of the program once wrote, and is never changed. */
function stateOfVersion(version: number, more = ''): State {
  const db = new Database(join(home, 'state.db'));
  db.exec(readFileSync(join(import.meta.dirname, `state-${version}.sql`), 'utf8') + more);
  db.close();
  return State.open(join(home, 'state.db'));
}

describe('state of version 1', () => {
  it('keeps its plans and runs, which become the history', () => {
    const state = stateOfVersion(1);

    const { rows, total } = state.runs.list({ offset: 0, limit: -1 });

    expect(state.plans().map(({ definition }) => definition.name)).toEqual(['Documents']);
    expect([rows, total]).toEqual([
      [
        {
          id: 3,
          planId: 'removed22222',
          planName: 'removed22222',
          verb: 'backup',
          startedAt: '2026-11-20T18:30:00.000Z',
          endedAt: '2026-11-20T18:30:04.000Z',
          outcome: 'failed',
          failure: { code: 'vault-full', subject: '/vault' },
          seconds: 4,
          troubles: {},
        },
        {
          id: 2,
          planId: 'plan22222222',
          planName: 'Documents',
          verb: 'backup',
          startedAt: '2026-11-19T18:30:00.000Z',
          endedAt: '2026-11-19T18:30:06.000Z',
          outcome: 'incomplete',
          kind: 'full',
          setId: 'set222222222',
          seconds: 5.5,
          files: 3,
          bytes: 30,
          storedBytes: 20,
          troubles: { locked: 2, permission: 1 },
        },
        {
          id: 1,
          planId: 'plan22222222',
          planName: 'Documents',
          verb: 'backup',
          startedAt: '2026-11-18T18:30:00.000Z',
          kind: 'full',
          troubles: {},
        },
      ],
      3,
    ]);
    expect(state.runs.troubles(2)).toEqual([
      { code: 'locked', count: 2, paths: [{ path: 'a/1' }, { path: 'a/2', lastGoodSet: 'set111111111' }] },
      { code: 'permission', count: 1, paths: [{ path: 'a/3' }] },
    ]);
    state.close();
  });

  it('has the vault of each plan as its primary place', () => {
    const state = stateOfVersion(1);

    expect(state.places.all()).toEqual([
      {
        plan: 'plan22222222',
        vaultId: 'vault2222222',
        place: '/vault',
        credentials: null,
        volume: undefined,
        role: 'primary',
        name: '',
        position: 0,
        keep: '',
        addedAt: '2026-11-18T18:00:00.000Z',
        usedAt: undefined,
      },
    ]);
    state.close();
  });

  it('has the run that was broken off there closed as failed', () => {
    const state = stateOfVersion(1);

    state.runs.closeBroken();

    expect(
      state.runs.list({ outcome: 'failed', offset: 0, limit: -1 }).rows.map(({ id, failure }) => [id, failure]),
    ).toEqual([
      [3, { code: 'vault-full', subject: '/vault' }],
      [1, { code: 'interrupted' }],
    ]);
    state.close();
  });

  it('tells of a run that was closed there in the words of today', () => {
    const failure = '{"code":"internal","detail":"interrupted"}';
    const state = stateOfVersion(1, `UPDATE runs SET failure = '${failure}' WHERE id = 3;`);

    expect(state.runs.lastBackup('removed22222')).toEqual({
      run: 3,
      outcome: 'failed',
      endedAt: '2026-11-20T18:30:04.000Z',
      failure: { code: 'interrupted' },
    });
    state.close();
  });
});

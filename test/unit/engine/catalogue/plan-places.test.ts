import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { State } from '../../../../electron/engine/catalogue/index.ts';

const PLAN = {
  id: 'plan22222222',
  name: 'Documents',
  sources: [{ path: '/a', label: 'a' }],
  scheme: 'automatic' as const,
  exclude: [],
  level: 1,
  schedule: '',
  keep: '',
  createdAt: '2026-11-21T06:00:00.000Z',
};

let home: string;
let state: State;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'strongroom-'));
  state = State.open(join(home, 'state.db'));
  for (const vault of ['vaulta', 'vaultb']) state.rememberVault(vault, `/${vault}`);
  state.addPlan(PLAN, 'vaulta');
});
afterEach(() => {
  state.close();
  rmSync(home, { recursive: true });
});

const rolesAndNames = (): string[] =>
  state.places.of(PLAN.id).map(({ vaultId, role, name, position }) => `${position} ${vaultId} ${role} ${name}`);

describe('places of a plan', () => {
  it('begin with the one it was made with, and keep the order in which the others came', () => {
    state.places.put(PLAN.id, 'vaultb', { role: 'rotation', name: 'Friday disk B' });
    state.places.put(PLAN.id, 'vaulta', { role: 'rotation', name: 'Friday disk A' });

    expect(rolesAndNames()).toEqual(['0 vaulta rotation Friday disk A', '1 vaultb rotation Friday disk B']);
  });

  it('go with the plan, and stay when it is taken back from another computer', () => {
    state.places.put(PLAN.id, 'vaultb', { role: 'rotation', name: 'B' });
    state.takePlan(PLAN, 'vaultb', { machine: 'other', seq: 3 });

    expect(rolesAndNames()).toEqual(['0 vaultb rotation B', '1 vaulta primary ']);
    state.removePlan(PLAN.id);
    expect(state.places.all()).toEqual([]);
  });

  it('remember where they were last found, and on which volume', () => {
    const volume = { id: 'uuid:1234', label: 'BACKUP', inside: 'Strongroom' };
    state.rememberVault('vaulta', '/media/b/Strongroom');
    state.places.rememberVolume('vaulta', volume);

    expect(state.places.of(PLAN.id)[0]).toMatchObject({ place: '/media/b/Strongroom', volume });
  });

  it('have a newest set each, and the newest of all comes first', () => {
    state.rememberHead(PLAN.id, 'vaulta', { set: 'first', seq: 1, seal: 's1' });
    state.rememberHead(PLAN.id, 'vaultb', { set: 'second', seq: 2, seal: 's2' });

    expect(state.head(PLAN.id, 'vaulta')?.set).toBe('first');
    expect(state.heads(PLAN.id).map(({ vault }) => vault)).toEqual(['vaultb', 'vaulta']);
  });
});

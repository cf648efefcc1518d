import { describe, expect, it } from 'vitest';
import type { Fleet, FleetMachine } from '../../../electron/contract/index.ts';
import { chosenRows, fleetRows, needsAttention, type WatchedVault } from '../../../renderer/state/fleet-rows.ts';

const machine = (name: string, change: Partial<FleetMachine> = {}): FleetMachine => ({
  machine: `id-of-${name}`,
  name,
  isHere: false,
  state: 'protected',
  lastGoodAt: '2026-03-02T09:00:00.000Z',
  plans: [{ plan: 'p', name: 'Accounts', state: 'protected' }],
  ...change,
});

const vault = (
  vaultId: string,
  machines: readonly FleetMachine[],
  change: Partial<WatchedVault> = {},
): WatchedVault => ({
  vault: `/mnt/${vaultId}`,
  vaultId,
  isAsking: false,
  fleet: { vault: `/mnt/${vaultId}`, vaultId, at: '', isEncrypted: false, isLocked: false, machines } as Fleet,
  ...change,
});

describe('the computers of several places', () => {
  const north = vault('north', [
    machine('till 2', { state: 'overdue', why: 'silent' }),
    machine('desk'),
    machine('attic', { lastGoodAt: '2026-03-01T09:00:00.000Z' }),
  ]);
  const south = vault('south', [machine('柜台3', { state: 'failing' }), machine('cellar', { state: 'paused' })]);

  it('are one list, worst first, and among equals those without a good backup for longest', () => {
    expect(fleetRows([north, south]).map(({ name, vaultId }) => [name, vaultId])).toEqual([
      ['柜台3', 'south'],
      ['till 2', 'north'],
      ['cellar', 'south'],
      ['attic', 'north'],
      ['desk', 'north'],
    ]);
  });

  it('of a place that cannot be asked any more are not shown as they were', () => {
    const away = { ...south, failure: { code: 'vault-unavailable' } } as const;

    expect(fleetRows([north, away]).map(({ vaultId }) => vaultId)).toEqual(['north', 'north', 'north']);
  });

  it('are found by the name of a computer or of one of its plans, and by how they stand', () => {
    const rows = fleetRows([north, south]);
    const names = (show: 'all' | 'attention' | 'overdue', search: string) =>
      chosenRows(rows, { show, search }).map(({ name }) => name);

    expect(names('all', ' TILL ')).toEqual(['till 2']);
    expect(names('all', '柜台')).toEqual(['柜台3']);
    expect(names('all', 'accounts')).toHaveLength(5);
    expect(names('attention', '')).toEqual(['柜台3', 'till 2', 'cellar']);
    expect(names('overdue', '')).toEqual(['till 2']);
    expect(names('overdue', 'desk')).toEqual([]);
    expect(rows.filter(needsAttention)).toHaveLength(3);
  });
});

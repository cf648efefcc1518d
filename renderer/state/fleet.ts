import { useEffect, useState } from 'react';
import {
  type Failure,
  FLEET_STATES,
  type Fleet,
  type FleetMachine,
  type FleetState,
} from '../../electron/contract/index.ts';
import { ask, useAnswer } from './ask.ts';
import { usePlans } from './topics.ts';

/** A computer of one of the vaults. */
export interface FleetRow extends FleetMachine {
  readonly vault: string;
  readonly vaultId: string;
}

/** What is known of one vault so far: the last answer stays in sight while it is asked again. */
export interface WatchedVault {
  readonly vault: string;
  readonly vaultId: string;
  readonly fleet?: Fleet | undefined;
  readonly failure?: Failure | undefined;
  readonly isAsking: boolean;
}

export interface FleetChoice {
  readonly show: 'all' | 'attention' | FleetState;
  readonly search: string;
}

/** Whether there are others beside this computer, as far as that is known without looking. */
export function useHasNeighbours(): boolean {
  const vaults = useAnswer('fleet.vaults', {}, usePlans());
  return 'value' in vaults && (vaults.value?.some(({ machines = 0 }) => machines > 1) ?? false);
}

/** Asks every vault by itself, so that one that does not answer keeps no other back; undefined until they are known. */
export function useFleet(): {
  vaults: readonly WatchedVault[] | undefined;
  failure: Failure | undefined;
  look: () => void;
} {
  const [looks, setLooks] = useState(0);
  const [vaults, setVaults] = useState<readonly WatchedVault[]>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    let isStale = false;
    const put = (vaultId: string, told: Partial<WatchedVault>) => {
      if (isStale) return;
      setVaults((before) => before?.map((each) => (each.vaultId === vaultId ? { ...each, ...told } : each)));
    };
    const look = async () => {
      const reply = await ask('fleet.vaults', {});
      if (isStale) return;
      setFailure(reply.ok ? undefined : reply.error);
      if (!reply.ok) return;
      setVaults((before) =>
        reply.value.map(({ vault, vaultId }) => {
          const known = before?.find((each) => each.vaultId === vaultId);
          return { ...known, vault, vaultId, isAsking: true };
        }),
      );
      for (const { vaultId } of reply.value) {
        void ask('fleet.get', { vault: vaultId }).then((answer) => {
          if (answer.ok) put(vaultId, { fleet: answer.value, failure: undefined, isAsking: false });
          else put(vaultId, { failure: answer.error, isAsking: false });
        });
      }
    };
    void look();
    return () => {
      isStale = true;
    };
  }, [looks]);
  return { vaults, failure, look: () => setLooks((before) => before + 1) };
}

/** All computers of all vaults, worst first. What could no longer be asked is not shown: it would be taken for true. */
export function fleetRows(vaults: readonly WatchedVault[]): FleetRow[] {
  return vaults
    .flatMap(({ fleet, failure, vault, vaultId }) =>
      fleet && !failure ? fleet.machines.map((machine) => ({ ...machine, vault, vaultId })) : [],
    )
    .sort(worstFirst);
}

export function chosenRows(rows: readonly FleetRow[], { show, search }: FleetChoice): FleetRow[] {
  const wanted = search.trim().toLocaleLowerCase();
  return rows.filter((row) => {
    const isShown = show === 'all' || (show === 'attention' ? needsAttention(row) : row.state === show);
    const said = [row.name, row.machine, ...row.plans.map(({ name }) => name)];
    return isShown && (wanted === '' || said.some((text) => text?.toLocaleLowerCase().includes(wanted)));
  });
}

/** Whatever is not known to be well. */
export function needsAttention({ state }: Pick<FleetMachine, 'state'>): boolean {
  return state !== 'protected';
}

function worstFirst(a: FleetRow, b: FleetRow): number {
  const byState = FLEET_STATES.indexOf(a.state) - FLEET_STATES.indexOf(b.state);
  if (byState !== 0) return byState;
  const [goodA, goodB] = [a.lastGoodAt ?? '', b.lastGoodAt ?? ''];
  if (goodA !== goodB) return goodA < goodB ? -1 : 1;
  return (a.name ?? a.machine).localeCompare(b.name ?? b.machine);
}

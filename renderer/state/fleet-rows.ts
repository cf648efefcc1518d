import {
  type Failure,
  FLEET_STATES,
  type Fleet,
  type FleetMachine,
  type FleetState,
} from '../../electron/contract/index.ts';

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

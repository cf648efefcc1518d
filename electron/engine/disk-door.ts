import type { DiskAdd, DiskAdded, DiskEjected } from '../contract/index.ts';
import {
  addDisk,
  duePlugIns,
  ejectDisk,
  type GivenSecret,
  type PlugInRun,
  removeDisk,
  renameDisk,
} from './ledger/index.ts';
import type { DataFolder } from './data-folder.ts';

/** What can be done with the disks of a plan. A disk is named by its name, the id of its vault, or where it is. */
export interface DiskDoor {
  /** Another disk takes turns with those of the plan. `secret`: for the vault on it. Throws `disk-name-taken`, and for want of the PIN. */
  add(input: DiskAdd & { plan: string; pin?: string }, secret?: GivenSecret): Promise<DiskAdded>;
  /** Throws `disk-unknown`, `disk-name-taken`. */
  rename(input: { plan: string; disk: string; name: string }): Promise<void>;
  /** What is on it stays there. Throws `disk-unknown`, `disk-last`, and for want of the PIN. */
  remove(input: { plan: string; disk: string; pin?: string }): Promise<void>;
  /** Lets go of a disk, that of the place in use where none is named. Throws `disk-absent`, `disk-busy`, `eject-refused`. */
  eject(input: { plan: string; disk?: string }): Promise<DiskEjected>;
  /** Looks which disks of the plans have come or gone since the last look; `runs`: what wants to run for that. */
  news(): Promise<{ readonly changed: boolean; readonly runs: PlugInRun[] }>;
}

/** `birth`: what a new vault gets. */
export function diskDoor(
  data: DataFolder,
  birth: { readonly readme: string | undefined; readonly logN: number | undefined },
): DiskDoor {
  return {
    add: (input, secret = {}) => data.with((deps) => addDisk(deps, { pin: undefined, ...input }, { ...birth, secret })),
    rename: (input) => data.with((deps) => renameDisk(deps, input)),
    remove: (input) => data.with((deps) => removeDisk(deps, { pin: undefined, ...input })),
    eject: (input) => data.with((deps) => ejectDisk(deps, input)),
    news: () =>
      data.with(async (deps) => {
        const { come, changed } = await deps.disks.news(deps.state);
        return { changed, runs: duePlugIns(deps, come) };
      }),
  };
}

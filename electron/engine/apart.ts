import { resolve } from 'node:path';
import type { Failure } from '../contract/index.ts';
import type { VaultKeys } from './crypt/index.ts';
import type { DataFolder } from './data-folder.ts';
import { duePlugIns, findPlan } from './ledger/index.ts';
import { tidyUndo, undoLeft, type UndoLeft } from './restore/index.ts';
import type { DiskDoor } from './disk-door.ts';
import { isRemote } from './place/index.ts';

/** Keys of one vault, as somebody has typed them. Only ever in memory. */
export type HeldKeys = VaultKeys;

/** Vaults that are on disks, and whether each is connected. */
export type SeenDisks = readonly (readonly [vault: string, connected: boolean])[];

/** What a plan touches. */
export interface Whereabouts {
  readonly planId: string;
  /** The one that its keys are of. */
  readonly vaultId: string;
  readonly place: string;
  /** Of the vaults of all its places, the one in use among them. */
  readonly places: readonly string[];
  /** Paths. */
  readonly sources: readonly string[];
}

/** What a process needs of its engine that leaves places to engines in other processes, and what those need. Nothing of it waits for a disk or a server, but `tidyUndo`. */
export class Apart {
  readonly #data: DataFolder;

  constructor(data: DataFolder) {
    this.#data = data;
  }

  /** Throws `plan-unknown`, `plan-ambiguous`. */
  whereIs(wanted: string): Promise<Whereabouts> {
    return this.#data.with((deps) => {
      const { definition, vaultId, vaultPlace } = findPlan(deps, wanted);
      const places = deps.state.places.of(definition.id).map(({ place }) => place);
      const sources = definition.sources.map(({ path }) => path);
      return {
        planId: definition.id,
        vaultId: deps.state.originOf(vaultId),
        place: vaultPlace,
        places: [vaultPlace, ...places],
        sources,
      };
    });
  }

  vaultPlaces(): string[] {
    return this.#data.state.vaults().map(({ place }) => place);
  }

  /** Those that are reached through the file system, so that a process may stand still there; what is remote says by itself when it is silent. */
  foldersAmong(places: readonly string[]): string[] {
    return [...new Set(places.filter((place) => !isRemote(place)).map((place) => resolve(place)))];
  }

  heldKeys(): HeldKeys[] {
    return this.#data.keys.held();
  }

  hold(keys: readonly HeldKeys[]): void {
    for (const each of keys) this.#data.keys.hold(each);
  }

  lock(vaultId: string): void {
    this.#data.keys.lock(vaultId);
  }

  /** Which volumes are connected now, as one word to compare; asks the system's own tables and no disk. Undefined where no plan has a disk. */
  diskTable(): Promise<string | undefined> {
    return this.#data.with(({ state, disks }) => disks.table(state));
  }

  /** Looks at the disks themselves, which takes a few seconds at most. */
  lookAtDisks(): Promise<SeenDisks> {
    return this.#data.with(async ({ state, disks }) => {
      await disks.news(state, 0);
      return disks.seen;
    });
  }

  /** What another process has seen of the disks; answers what has come or gone with that, and what wants to run for it. */
  tellDisks(seen: SeenDisks): ReturnType<DiskDoor['news']> {
    const { come, changed } = this.#data.disks.tell(seen);
    return this.#data.with((deps) => ({ changed, runs: duePlugIns(deps, come) }));
  }

  /** What the runs of this process are known by in the history. */
  get presence(): string {
    return this.#data.state.runs.presence;
  }

  /** For a process that has been ended or will never go on. */
  endRunsOf(
    presence: string,
    plan: string | undefined,
    end: { outcome: 'cancelled' | 'failed'; failure: Failure },
  ): void {
    this.#data.state.runs.endRunsOf(presence, plan, end);
  }

  /** For one that is gone. */
  forgetPresence(presence: string): void {
    this.#data.state.runs.forgetPresence(presence);
  }

  get cataloguePath(): string {
    return this.#data.cataloguePath;
  }

  /** Whether vaults have to be read into a new catalogue; `vaultOpen` of each does that, and then `catalogueReadAgain`. */
  get isCatalogueLost(): boolean {
    return this.#data.isCatalogueLost;
  }

  setCatalogueAside(): void {
    this.#data.setCatalogueAside();
  }

  catalogueReadAgain(): void {
    this.#data.catalogueReadAgain();
  }

  /** What earlier restores have left for `tidyUndo`. */
  get undoLeft(): UndoLeft {
    return undoLeft(this.#data.path);
  }

  /** Looks after it, on whatever disks it is. */
  tidyUndo(): void {
    tidyUndo(this.#data.path, this.#data.state);
  }
}

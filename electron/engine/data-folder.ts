import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError, errnoOf } from './base/index.ts';
import { CacheDatabase, Catalogue, FolderPages, isDamage, SearchIndex, setAside, State } from './catalogue/index.ts';
import { DiskFinder, systemVolumes, type Volumes } from './disk/index.ts';
import { Disks, type KnownPlan, type PlanDeps, settledPlan } from './ledger/index.ts';
import { rebuildCatalogue } from './browse/index.ts';
import { sendRateOf } from './run/index.ts';
import type { EngineRole } from './engine-options.ts';
import { closeRemotes, PlaceBook, systemShares } from './place/index.ts';
import { KeyRing, KeyStore } from './vault/index.ts';

/** Throws EngineError `home-unusable`. */
export function makeHome(home: string): string {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    return home;
  } catch (cause) {
    throw new EngineError('home-unusable', { subject: home, detail: errnoOf(cause), cause });
  }
}

/** The databases of one data folder: the state, which is precious, and the caches, which are made again where they are damaged. */
export class DataFolder {
  readonly path: string;
  readonly role: EngineRole;
  readonly state: State;
  /** What opens encrypted vaults: to write, from the store of this computer; to read, from whoever has typed it. */
  readonly keys: KeyRing;
  /** Where the vaults are now. */
  readonly disks: Disks;
  readonly folders: CacheDatabase<FolderPages>;
  readonly #search: CacheDatabase<SearchIndex>;
  #catalogue: Catalogue | undefined;
  #searchTurn: Promise<unknown> = Promise.resolve();
  #wasRebuilt = false;

  /** Throws EngineError `home-newer`, `state-damaged`. */
  constructor(path: string, role: EngineRole = 'alone', volumes: Volumes = systemVolumes()) {
    this.path = path;
    this.role = role;
    this.disks = new Disks(new DiskFinder(volumes));
    this.state = State.open(join(path, 'state.db'));
    const places = new PlaceBook({
      knownHosts: join(path, 'known-hosts'),
      remembered: (address) => this.state.vaults().find(({ place }) => place === address)?.credentials ?? undefined,
      known: () => this.state.vaults().map(({ place }) => place),
      rate: () => sendRateOf({ state: this.state }),
      shares: systemShares(join(path, 'shares')),
    });
    this.keys = new KeyRing(new KeyStore(path), this.state.machine.id, places);
    this.#search = new CacheDatabase(join(path, 'search.db'), (file) => SearchIndex.open(file));
    this.folders = new CacheDatabase(join(path, 'folders.db'), (file) => FolderPages.open(file));
  }

  /** Since it was opened the catalogue had to be made again from the vaults. */
  get news(): { catalogueRebuilt: boolean } {
    return { catalogueRebuilt: this.#wasRebuilt };
  }

  /** The catalogue is new while vaults are known, and they have not been read into it: only where that is left to others. */
  get isCatalogueLost(): boolean {
    return this.role !== 'alone' && this.#deps().catalogue.isNew && this.state.vaults().length > 0;
  }

  /** Runs with the catalogue open. A damaged one is set aside, made again from the vaults, and the work tried once more; or, where that is
   * left to others, thrown as `state-damaged` with its path. */
  with<T>(work: (deps: PlanDeps) => T | Promise<T>): Promise<T> {
    return this.keys.places.during(() => this.#with(work));
  }

  async #with<T>(work: (deps: PlanDeps) => T | Promise<T>): Promise<T> {
    try {
      return await work(this.#deps());
    } catch (error) {
      if (!isDamage(error) && !(error instanceof EngineError && error.code === 'state-damaged')) throw error;
      if (this.role !== 'alone') throw new EngineError('state-damaged', { subject: this.cataloguePath, cause: error });
      this.setCatalogueAside();
      return await work(this.#deps());
    }
  }

  get cataloguePath(): string {
    return join(this.path, 'catalogue.db');
  }

  /** A new one is made at the next need. */
  setCatalogueAside(): void {
    this.#catalogue?.close();
    this.#catalogue = undefined;
    setAside(this.cataloguePath);
  }

  /** The vaults have been read into the new catalogue, as far as they could be. */
  catalogueReadAgain(): void {
    this.#wasRebuilt = true;
    this.#deps().catalogue.markKept();
  }

  /** The same after a look at which disks are connected, which is told to who must not wait for one. */
  looked<T>(work: (deps: PlanDeps) => T | Promise<T>): Promise<T> {
    return this.with(async (deps) => {
      if (this.role !== 'front') await deps.disks.look(deps.state);
      return await work(deps);
    });
  }

  /** The same for a plan, with a place of it that is connected; `at`: the one that has that point. */
  withPlan<T>(
    wanted: { readonly plan: string; readonly at?: string | undefined },
    work: (deps: PlanDeps, plan: KnownPlan) => T | Promise<T>,
  ): Promise<T> {
    return this.with(async (deps) => await work(deps, await settledPlan(deps, wanted)));
  }

  /** One after the other. */
  async withSearch<T>(work: (search: SearchIndex) => Promise<T>): Promise<T> {
    const turn = this.#searchTurn.then(() => this.#search.use(work));
    this.#searchTurn = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.#searchTurn;
    await this.#search.close();
    await this.folders.close();
    this.#catalogue?.close();
    this.state.close();
    await closeRemotes();
  }

  #deps(): PlanDeps {
    if (!this.#catalogue) {
      this.#catalogue = Catalogue.open(this.cataloguePath);
      const deps = { state: this.state, catalogue: this.#catalogue, keys: this.keys, disks: this.disks };
      const isLost = this.#catalogue.isNew && this.state.vaults().length > 0;
      if (isLost && this.role === 'alone') {
        rebuildCatalogue(deps);
        this.#wasRebuilt = true;
      }
      if (!isLost || this.role === 'alone') this.#catalogue.markKept();
    }
    return { state: this.state, catalogue: this.#catalogue, keys: this.keys, disks: this.disks };
  }
}

import { join } from 'node:path';
import { EngineError } from './base/index.ts';
import { CacheDatabase, Catalogue, FolderPages, isDamage, SearchIndex, setAside, State } from './catalogue/index.ts';
import { type PlanDeps, rebuildCatalogue } from './job/index.ts';
import { closeRemotes, PlaceBook } from './place/index.ts';
import { KeyRing, KeyStore } from './vault/index.ts';

/** The databases of one data folder: the state, which is precious, and the caches, which are made again where they are damaged. */
export class DataFolder {
  readonly path: string;
  readonly state: State;
  /** What opens encrypted vaults: to write, from the store of this computer; to read, from whoever has typed it. */
  readonly keys: KeyRing;
  readonly folders: CacheDatabase<FolderPages>;
  readonly #search: CacheDatabase<SearchIndex>;
  #catalogue: Catalogue | undefined;
  #searchTurn: Promise<unknown> = Promise.resolve();
  #wasRebuilt = false;

  /** Throws EngineError `home-newer`, `state-damaged`. */
  constructor(path: string) {
    this.path = path;
    this.state = State.open(join(path, 'state.db'));
    const places = new PlaceBook({
      knownHosts: join(path, 'known-hosts'),
      remembered: (address) => this.state.vaults().find(({ place }) => place === address)?.credentials ?? undefined,
    });
    this.keys = new KeyRing(new KeyStore(path), this.state.machine.id, places);
    this.#search = new CacheDatabase(join(path, 'search.db'), (file) => SearchIndex.open(file));
    this.folders = new CacheDatabase(join(path, 'folders.db'), (file) => FolderPages.open(file));
  }

  /** Since it was opened the catalogue had to be made again from the vaults. */
  get news(): { catalogueRebuilt: boolean } {
    return { catalogueRebuilt: this.#wasRebuilt };
  }

  /** Runs with the catalogue open. A damaged one is set aside, made again from the vaults, and the work tried once more. */
  async with<T>(work: (deps: PlanDeps) => T | Promise<T>): Promise<T> {
    try {
      return await work(this.#deps());
    } catch (error) {
      if (!isDamage(error) && !(error instanceof EngineError && error.code === 'state-damaged')) throw error;
      this.#catalogue?.close();
      this.#catalogue = undefined;
      setAside(join(this.path, 'catalogue.db'));
      return await work(this.#deps());
    }
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
      this.#catalogue = Catalogue.open(join(this.path, 'catalogue.db'));
      const deps = { state: this.state, catalogue: this.#catalogue, keys: this.keys };
      if (this.#catalogue.isNew && this.state.vaults().length > 0) {
        rebuildCatalogue(deps);
        this.#wasRebuilt = true;
      }
      this.#catalogue.markKept();
    }
    return { state: this.state, catalogue: this.#catalogue, keys: this.keys };
  }
}

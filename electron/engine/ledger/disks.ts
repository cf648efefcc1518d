import type { State } from '../catalogue/index.ts';
import { type DiskFinder, knownVolumeOf, type Volume, type Whereabouts } from '../disk/index.ts';
import { isRemote } from '../place/index.ts';
import { nextTurn } from '../plan/index.ts';
import type { KnownPlan } from './plans.ts';

/** A look at the disks is good for so long, where nobody needs to know better. */
const FRESH_MS = 5000;
/** While the same volumes are connected, what is on them is looked at no more often: disks that rest are to go on resting. */
const REST_MS = 60_000;

/** What a look has found. */
export interface Seen {
  /** Vaults that were not connected at the look before. */
  readonly come: readonly string[];
  readonly changed: boolean;
}

/**
 * Where the vaults of this computer are now, as far as that can be seen on its disks. A vault under another letter or mount point is
 * remembered there, so that everything else finds it. Never writes to a disk.
 */
export class Disks {
  readonly finder: DiskFinder;
  readonly #connected = new Map<string, boolean>();
  #looking: Promise<Seen> | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #table: string | undefined;

  constructor(finder: DiskFinder) {
    this.finder = finder;
  }

  /** Undefined where nobody has looked. */
  isConnected(vault: string): boolean | undefined {
    return this.#connected.get(vault);
  }

  /** What has been seen, for an engine that does not look itself. */
  get seen(): [vault: string, connected: boolean][] {
    return [...this.#connected];
  }

  /** What was seen elsewhere. */
  tell(seen: readonly (readonly [vault: string, connected: boolean])[]): Seen {
    const before = new Map(this.#connected);
    for (const [vault, connected] of seen) this.#connected.set(vault, connected);
    return this.#since(before);
  }

  /** Looks where the disks of all plans are, unless that was just done. */
  async look(state: State): Promise<void> {
    if (performance.now() - this.#lookedAt >= FRESH_MS) await this.news(state, FRESH_MS);
  }

  /** The same, cheap enough to be asked every few seconds: only where other volumes are connected than before are the disks themselves looked at. */
  async news(state: State, restMs = REST_MS): Promise<Seen> {
    this.#looking ??= this.#news(state, restMs).finally(() => {
      this.#looking = undefined;
    });
    return await this.#looking;
  }

  /** Which volumes are connected, and what may be on them; undefined where no plan has a disk. Asks no disk. */
  async table(state: State): Promise<string | undefined> {
    const vaults = vaultsOnDisks(state);
    return vaults.size === 0 ? undefined : JSON.stringify([await this.finder.volumes(), [...vaults]]);
  }

  async #news(state: State, restMs: number): Promise<Seen> {
    const table = await this.table(state);
    const isAsBefore = table === this.#table && performance.now() - this.#lookedAt < restMs;
    if (table === undefined || isAsBefore) return { come: [], changed: false };
    const before = new Map(this.#connected);
    await this.#lookFor(state, vaultsOnDisks(state));
    this.#table = table;
    this.#lookedAt = performance.now();
    return this.#since(before);
  }

  #since(before: ReadonlyMap<string, boolean>): Seen {
    const now = [...this.#connected];
    const come = now.filter(([vault, is]) => is && before.get(vault) === false).map(([vault]) => vault);
    return { come, changed: now.some(([vault, is]) => before.get(vault) !== is) };
  }

  /** Finds these vaults again where they have moved. Whoever opens them then says what is wrong where one is not there. */
  async bringUpToDate(state: State, vaults: Iterable<string>): Promise<void> {
    await this.#lookFor(state, new Set(vaults));
  }

  /**
   * The plan with the place that is to be worked with. Of several disks that take turns: for a run the connected one that was used
   * longest ago, or the one to plug in where none is; for all else the one in use, or any that is connected.
   */
  async settled(state: State, plan: KnownPlan, purpose: 'run' | 'look'): Promise<KnownPlan> {
    const places = state.places.of(plan.definition.id).filter(({ role }) => role === 'primary' || role === 'rotation');
    await this.bringUpToDate(state, [plan.vaultId, ...places.map(({ vaultId }) => vaultId)]);
    const turns = places.filter(({ role }) => role === 'rotation');
    const here = turns.filter(({ vaultId, place }) => this.isConnected(vaultId) === true || isRemote(place));
    const inUse = here.find(({ vaultId }) => vaultId === plan.vaultId);
    const turn = (purpose === 'look' ? inUse : undefined) ?? nextTurn(here) ?? (purpose === 'run' && nextTurn(turns));
    const vaultId = turn ? turn.vaultId : plan.vaultId;
    if (turn && here.length > 0) state.places.use(plan.definition.id, vaultId);
    const vaultPlace = state.vaults().find(({ id }) => id === vaultId)?.place;
    return vaultPlace === undefined ? plan : { ...plan, vaultId, vaultPlace };
  }

  async #lookFor(state: State, wanted: ReadonlySet<string>): Promise<void> {
    const vaults = state.vaults().filter(({ id, place }) => wanted.has(id) && !isRemote(place));
    if (vaults.length === 0) return;
    const [volumes, found] = await Promise.all([
      this.finder.volumes(),
      Promise.all(vaults.map(({ id, place, volume }) => this.finder.look({ vaultId: id, place, volume }))),
    ]);
    vaults.forEach((vault, i) => {
      const is = found[i] as Whereabouts;
      this.#connected.set(vault.id, is.is === 'there' || is.is === 'moved');
      if (is.is === 'moved') state.rememberVault(vault.id, is.place);
      if (is.is === 'there' || is.is === 'moved')
        this.#rememberVolume(state, vault, is.is === 'moved' ? is.place : vault.place, volumes);
    });
  }

  #rememberVolume(
    state: State,
    { id, volume: known }: { readonly id: string; readonly volume: object | undefined },
    place: string,
    volumes: readonly Volume[],
  ): void {
    const volume = knownVolumeOf(place, volumes);
    if (JSON.stringify(volume) !== JSON.stringify(known)) state.places.rememberVolume(id, volume);
  }
}

function vaultsOnDisks(state: State): Set<string> {
  const places = state.places.all().filter(({ role, volume }) => role === 'rotation' || volume !== undefined);
  return new Set(places.map(({ vaultId }) => vaultId));
}

import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { MARKER_NAMES, type Marker, newMarker, parseMarker, printMarker } from '../archive/index.ts';
import { EngineError, errnoOf, ID_PATTERN, now, randomId } from '../base/index.ts';
import type { VaultKeys } from '../crypt/index.ts';
import {
  addressBelow,
  parseAddress,
  type Place,
  PlaceBook,
  printAddress,
  storedPath,
  unreachable,
} from '../place/index.ts';
import { Heartbeats } from './heartbeats.ts';
import { KeyFiles } from './key-files.ts';
import type { KeyRing, VaultAccess } from './key-ring.ts';
import { giveUpReserve, keepReserve } from './reserve.ts';
import { hasRescueScript, RESCUE_NAME, rescueScript } from './rescue-script.ts';
import { readWhole } from './place-files.ts';
import { SetFolder } from './set-folder.ts';
import { Trash } from './trash.ts';
import { writing } from './writing.ts';

const MARKER_BYTES_MAX = 64 * 1024;
const README_NAME = 'READ ME - restoring without Strongroom.txt';

/** Where a vault goes in a folder with other things in it. */
const INSIDE = 'Strongroom';

const NO_ACCESS: VaultAccess = { identities: [], write: undefined, macKeyOf: () => undefined };

/** What a new vault gets. */
export interface VaultBirth {
  /** The text that explains it to whoever finds it; the script that restores without this program lies beside it. */
  readonly readme: string | undefined;
  /** The keys of an encrypted one, and the passphrase that they go behind; asked for before anything is written. */
  readonly newKeys?: ((vaultId: string) => Promise<NewKeys>) | undefined;
  /** It is to hold copies of the sets of that vault, behind the same keys. */
  readonly copyOf?: Vault | undefined;
}

export interface NewKeys {
  readonly keys: VaultKeys;
  readonly passphrase: string;
  /** Cost of guessing it; left out, that of the product. */
  readonly logN?: number | undefined;
}

export interface PlanFolder {
  readonly machine: string;
  readonly plan: string;
}

/** A place that holds sets. To have a Vault is to have read its marker: nothing is ever written into a place without one. */
export class Vault {
  readonly place: Place;
  readonly marker: Marker;
  readonly #ring: KeyRing | undefined;
  #access: VaultAccess | undefined;

  private constructor(place: Place, marker: Marker, ring: KeyRing | undefined) {
    this.place = place;
    this.marker = marker;
    this.#ring = ring;
  }

  /** What holds the same sets at another place. Looks at nothing there: for content that is compared with its hash. */
  mirror(place: Place): Vault {
    return new Vault(place, this.marker, this.#ring);
  }

  /** The address of its place. */
  get path(): string {
    return this.place.address;
  }

  /** What it is known by: a copy of a vault is known by an id of its own. */
  get id(): string {
    return idOf(this.marker);
  }

  /** Id of the vault whose sets it holds, which stands in seals and belongs to the keys: its own, unless it is a copy. */
  get origin(): string {
    return this.marker.vault;
  }

  get isCopy(): boolean {
    return this.marker.copy !== undefined;
  }

  get isEncrypted(): boolean {
    return this.marker.encryption === 'age';
  }

  get keyFiles(): KeyFiles {
    return new KeyFiles(this.place);
  }

  /** What can be done with it now; undefined where it is not encrypted. */
  get access(): VaultAccess | undefined {
    if (!this.isEncrypted) return undefined;
    this.#access ??= this.#ring?.accessTo(this.origin) ?? NO_ACCESS;
    return this.#access;
  }

  /** Throws EngineError `vault-not-encrypted`. */
  demandEncrypted(): void {
    if (!this.isEncrypted) throw new EngineError('vault-not-encrypted', { subject: this.path });
  }

  /** Throws EngineError `key-needed` where its files can only be written here, or not even that. */
  demandOpen(): void {
    if (this.access?.identities.length === 0) throw new EngineError('key-needed', { subject: this.path });
  }

  /** Throws EngineError `key-needed` where this computer has never been given the keys. */
  demandWritable(): void {
    if (this.access && !this.access.write) throw new EngineError('key-needed', { subject: this.path });
  }

  /**
   * `ring`: what opens it where it is encrypted. Throws `vault-unavailable`, `vault-marker-missing`, `vault-marker-damaged`, `vault-newer`;
   * `vault-foreign` if `expectedId` is another's.
   */
  static open(at: string | Place, ring?: KeyRing, expectedId?: string): Vault {
    const place = placeAt(at, ring);
    if (!isThere(place)) throw new EngineError('vault-unavailable', { subject: place.address });
    const marker = readMarker(place);
    if (expectedId !== undefined && idOf(marker) !== expectedId)
      throw new EngineError('vault-foreign', { subject: place.address });
    // Whoever changes the mark must not get sets in the clear.
    if (marker.encryption === 'none' && (ring?.hasWritten(marker.vault) || new KeyFiles(place).areThere))
      throw new EngineError('vault-marker-damaged', { subject: place.address, detail: 'encryption: none' });
    return new Vault(place, marker, ring);
  }

  /** The vault that `openOrCreate` would open; undefined where it would make one. Throws what `open` throws. */
  static find(at: string, ring: KeyRing): Vault | undefined {
    const found = [placeAt(at, ring), placeAt(insideOf(at), ring)].find(hasMarker);
    return found && Vault.open(found, ring);
  }

  /**
   * Opens the vault at this place, or makes one where it is new or empty. A place with other things in it gets the vault in a new
   * folder `Strongroom`.
   */
  static async openOrCreate(
    at: string,
    ring: KeyRing,
    birth: VaultBirth,
  ): Promise<{ vault: Vault; inSubfolder: boolean }> {
    const place = placeAt(at, ring);
    if (!isThere(place)) {
      // A file in its stead.
      if (existsSync(place.localPath('') ?? '')) throw new EngineError('vault-unavailable', { subject: place.address });
      return { vault: await Vault.#create(place, ring, birth), inSubfolder: false };
    }
    if (hasMarker(place)) return { vault: Vault.open(place, ring), inSubfolder: false };
    const names = listNames(place);
    if (names.length === 0) return { vault: await Vault.#create(place, ring, birth), inSubfolder: false };
    // A place that looks like a vault but has lost both markers must never get a second identity.
    if (names.includes('machines')) throw new EngineError('vault-marker-missing', { subject: place.address });
    const inside = placeAt(insideOf(at), ring);
    if (hasMarker(inside)) return { vault: Vault.open(inside, ring), inSubfolder: true };
    if (isThere(inside) && listNames(inside).length > 0)
      throw new EngineError('vault-marker-missing', { subject: inside.address });
    return { vault: await Vault.#create(inside, ring, birth), inSubfolder: true };
  }

  /** Takes away again what it has laid down where it does not come to its end: no half vault is left behind. */
  static async #create(place: Place, ring: KeyRing, birth: VaultBirth): Promise<Vault> {
    const isNewFolder = !isThere(place);
    const laid: (() => void)[] = [];
    try {
      return await Vault.#layDown(place, ring, birth, laid);
    } catch (error) {
      for (const takeAway of laid.reverse()) takeAway();
      const path = place.localPath('');
      if (isNewFolder && path !== undefined && existsSync(path) && readdirSync(path).length === 0) rmdirSync(path);
      throw error;
    }
  }

  static async #layDown(
    place: Place,
    ring: KeyRing,
    { readme, newKeys, copyOf }: VaultBirth,
    laid: (() => void)[],
  ): Promise<Vault> {
    const vault = copyOf?.origin ?? randomId(16);
    const made = await newKeys?.(vault);
    const encryption = copyOf?.marker.encryption ?? (made ? 'age' : 'none');
    const marker = newMarker({
      vault,
      createdAt: now().toISOString(),
      encryption,
      ...(copyOf && { copy: randomId(16) }),
    });
    const lay = (name: string, bytes: Buffer): void => {
      place.put(name, bytes);
      laid.push(() => place.remove(name));
    };
    const script = rescueScript();
    writing(place.address, () => {
      place.makeFolder('');
      if (readme) lay(README_NAME, Buffer.from(readme.replaceAll('\n', '\r\n'), 'utf8'));
      lay(RESCUE_NAME, script);
    });
    if (made) {
      const files = new KeyFiles(place);
      files.begin();
      laid.push(() => place.removeFolder(KeyFiles.folder));
      await files.write(made.keys, made.passphrase, made.logN);
      await ring.unlock(made.keys);
    }
    if (copyOf?.isEncrypted) {
      laid.push(() => place.removeFolder(KeyFiles.folder));
      copyOf.keyFiles.copyTo(place);
    }
    return writing(place.address, () => {
      // The marker comes last: nothing else makes a folder a vault.
      for (const name of MARKER_NAMES) lay(name, printMarker(marker));
      return Vault.open(place, ring, idOf(marker));
    });
  }

  /** Gives the script to a vault that was made without it, or with an older one, which stays. Throws EngineError. */
  addRescueScript(): void {
    if (hasRescueScript(listNames(this.place))) return;
    const script = rescueScript();
    writing(this.path, () => this.place.put(RESCUE_NAME, script));
  }

  /** Keeps a little room for clean-ups back, where there is enough. */
  keepReserve(): void {
    keepReserve(this.place);
  }

  /** False where there is none left. */
  giveUpReserve(): boolean {
    return writing(this.path, () => giveUpReserve(this.place));
  }

  /** What its computers say of themselves. */
  get heartbeats(): Heartbeats {
    return new Heartbeats(this.place, this.id, this.access);
  }

  /** Bytes that it still takes; undefined where the place cannot say. */
  get freeBytes(): number | undefined {
    try {
      return this.place.space()?.free;
    } catch {
      return undefined;
    }
  }

  /** `of`: those in the folder of one computer. */
  planFolders(of?: string): PlanFolder[] {
    return (of === undefined ? idsIn(this.place, 'machines') : [of]).flatMap((machine) =>
      idsIn(this.place, `machines/${machine}/plans`).map((plan) => ({ machine, plan })),
    );
  }

  /** Those thrown away are not among them. */
  setIds(of: PlanFolder): string[] {
    const ids = idsIn(this.place, `${planFolder(of)}/sets`);
    if (this.place.canMoveFolders) return ids;
    const thrownAway = new Set(this.trash(of).ids());
    return ids.filter((id) => !thrownAway.has(id) || this.set(of, id).hasAnySeal());
  }

  /** `staging`: as for `createSet`, where it goes on being written. */
  set(of: PlanFolder, setId: string, staging?: string): SetFolder {
    const home = { place: this.place, folder: `${planFolder(of)}/sets/${setId}` };
    return new SetFolder({ ...home, ...(this.place.kind !== 'folder' && { staging }) }, setId, this.access);
  }

  trash(of: PlanFolder): Trash {
    return new Trash(this.place, planFolder(of), this.access);
  }

  /**
   * Makes the folder of a new set. `staging`: a folder of this computer that is its own, where its files wait if they have to be sent.
   * Throws `vault-full`, `vault-unwritable`.
   */
  createSet(of: PlanFolder, setId: string, staging: string): SetFolder {
    const folder = this.set(of, setId, staging);
    writing(this.path, () => {
      if (folder.isSent) mkdirSync(staging, { recursive: true, mode: 0o700 });
      else this.place.makeFolder(`${planFolder(of)}/sets/${setId}`);
    });
    return folder;
  }
}

/** What each of the two markers is worth, for verification: `undefined` where it reads well. */
export function markerStates(place: Place): { name: string; state: 'missing' | 'damaged' | undefined }[] {
  return MARKER_NAMES.map((name) => {
    const marker = tryMarker(place, name);
    return { name, state: marker === 'missing' || marker === 'damaged' ? marker : undefined };
  });
}

function readMarker(place: Place): Marker {
  const markers = MARKER_NAMES.map((name) => tryMarker(place, name));
  const [good, other] = markers.filter((marker) => typeof marker === 'object');
  // Two identities in one place, or one that takes the encryption away: nothing may be guessed about which of them is ours.
  if (good && other && (other.vault !== good.vault || other.copy !== good.copy || other.encryption !== good.encryption))
    throw new EngineError('vault-marker-damaged', { subject: place.address });
  if (good) return good;
  throw new EngineError(markers.includes('damaged') ? 'vault-marker-damaged' : 'vault-marker-missing', {
    subject: place.address,
  });
}

/** A marker of a newer format throws: its copy will say the same, and nothing may be guessed from an older reader's view. */
function tryMarker(place: Place, name: string): Marker | 'missing' | 'damaged' {
  let bytes: Buffer;
  try {
    bytes = readWhole(place, name, MARKER_BYTES_MAX);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    return errnoOf(error) === 'ENOENT' ? 'missing' : 'damaged';
  }
  try {
    return parseMarker(bytes);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'vault-newer')
      throw new EngineError('vault-newer', {
        subject: storedPath(place, name),
        ...(error.detail && { detail: error.detail }),
      });
    return 'damaged';
  }
}

function idOf({ vault, copy }: Marker): string {
  return copy ?? vault;
}

function placeAt(at: string | Place, ring: KeyRing | undefined): Place {
  if (typeof at !== 'string') return at;
  return (ring?.places ?? new PlaceBook()).open(at);
}

function insideOf(at: string): string {
  return printAddress(addressBelow(parseAddress(at), INSIDE));
}

function isThere(place: Place): boolean {
  return reaching(place, () => place.exists());
}

function hasMarker(place: Place): boolean {
  return reaching(place, () => MARKER_NAMES.some((name) => place.size(name) !== undefined));
}

function listNames(place: Place): string[] {
  return reaching(place, () => place.list('').map(({ name }) => name));
}

function idsIn(place: Place, folder: string): string[] {
  return reaching(place, () => place.list(folder).map(({ name }) => name))
    .filter((name) => ID_PATTERN.test(name))
    .sort();
}

/** Throws EngineError `vault-unavailable`, `credentials-wrong`, `host-key-changed`. */
function reaching<T>(place: Place, look: () => T): T {
  try {
    return look();
  } catch (cause) {
    const gone = unreachable(cause, place.address);
    throw gone ?? new EngineError('vault-unavailable', { subject: place.address, detail: errnoOf(cause), cause });
  }
}

function planFolder({ machine, plan }: PlanFolder): string {
  return `machines/${machine}/plans/${plan}`;
}

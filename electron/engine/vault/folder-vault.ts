import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MARKER_NAMES, type Marker, newMarker, parseMarker, printMarker } from '../archive/index.ts';
import {
  EngineError,
  errnoOf,
  flushFolder,
  ID_PATTERN,
  now,
  randomId,
  readSmallFile,
  writeNewFile,
} from '../base/index.ts';
import type { VaultKeys } from '../crypt/index.ts';
import { KeyFiles } from './key-files.ts';
import type { KeyRing, VaultAccess } from './key-ring.ts';
import { folderOf } from './place.ts';
import { hasRescueScript, RESCUE_NAME, rescueScript } from './rescue-script.ts';
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

/** A folder that holds sets. To have a Vault is to have read its marker: nothing is ever written into a folder without one. */
export class Vault {
  readonly path: string;
  readonly marker: Marker;
  readonly #ring: KeyRing | undefined;
  #access: VaultAccess | undefined;

  private constructor(path: string, marker: Marker, ring: KeyRing | undefined) {
    this.path = path;
    this.marker = marker;
    this.#ring = ring;
  }

  get id(): string {
    return this.marker.vault;
  }

  get isEncrypted(): boolean {
    return this.marker.encryption === 'age';
  }

  get keyFiles(): KeyFiles {
    return new KeyFiles(this.path);
  }

  /** What can be done with it now; undefined where it is not encrypted. */
  get access(): VaultAccess | undefined {
    if (!this.isEncrypted) return undefined;
    this.#access ??= this.#ring?.accessTo(this.id) ?? NO_ACCESS;
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
  static open(place: string, ring?: KeyRing, expectedId?: string): Vault {
    const path = folderOf(place);
    if (!isFolder(path)) throw new EngineError('vault-unavailable', { subject: path });
    const marker = readMarker(path);
    if (expectedId !== undefined && marker.vault !== expectedId)
      throw new EngineError('vault-foreign', { subject: path });
    // Whoever changes the mark must not get sets in the clear.
    if (marker.encryption === 'none' && (ring?.hasWritten(marker.vault) || new KeyFiles(path).areThere))
      throw new EngineError('vault-marker-damaged', { subject: path, detail: 'encryption: none' });
    return new Vault(path, marker, ring);
  }

  /** The vault that `openOrCreate` would open; undefined where it would make one. Throws what `open` throws. */
  static find(place: string, ring: KeyRing): Vault | undefined {
    const path = folderOf(place);
    const found = [path, join(path, INSIDE)].find(hasMarker);
    return found === undefined ? undefined : Vault.open(found, ring);
  }

  /**
   * Opens the vault in this folder, or makes one where the folder is new or empty. A folder with other things in it gets
   * the vault in a new folder `Strongroom`.
   */
  static async openOrCreate(
    place: string,
    ring: KeyRing,
    birth: VaultBirth,
  ): Promise<{ vault: Vault; inSubfolder: boolean }> {
    const path = folderOf(place);
    if (!existsSync(path)) return { vault: await Vault.#create(path, ring, birth), inSubfolder: false };
    if (!isFolder(path)) throw new EngineError('vault-unavailable', { subject: path });
    if (hasMarker(path)) return { vault: Vault.open(path, ring), inSubfolder: false };
    const names = listNames(path);
    if (names.length === 0) return { vault: await Vault.#create(path, ring, birth), inSubfolder: false };
    // A folder that looks like a vault but has lost both markers must never get a second identity.
    if (names.includes('machines')) throw new EngineError('vault-marker-missing', { subject: path });
    const inside = join(path, INSIDE);
    if (hasMarker(inside)) return { vault: Vault.open(inside, ring), inSubfolder: true };
    if (existsSync(inside) && listNames(inside).length > 0)
      throw new EngineError('vault-marker-missing', { subject: inside });
    return { vault: await Vault.#create(inside, ring, birth), inSubfolder: true };
  }

  /** Takes away again what it has laid down where it does not come to its end: no half vault is left behind. */
  static async #create(path: string, ring: KeyRing, birth: VaultBirth): Promise<Vault> {
    const isNewFolder = !existsSync(path);
    const laid: string[] = [];
    try {
      return await Vault.#layDown(path, ring, birth, laid);
    } catch (error) {
      for (const each of laid.reverse()) rmSync(each, { recursive: true, force: true });
      if (isNewFolder && existsSync(path) && readdirSync(path).length === 0) rmdirSync(path);
      throw error;
    }
  }

  static async #layDown(path: string, ring: KeyRing, { readme, newKeys }: VaultBirth, laid: string[]): Promise<Vault> {
    const vaultId = randomId(16);
    const made = await newKeys?.(vaultId);
    const marker = printMarker(newMarker(vaultId, now().toISOString(), made ? 'age' : 'none'));
    const lay = (name: string, bytes: Buffer): void => {
      writeNewFile(join(path, name), bytes);
      laid.push(join(path, name));
    };
    const script = rescueScript();
    writing(path, () => {
      mkdirSync(path, { recursive: true });
      if (readme) lay(README_NAME, Buffer.from(readme.replaceAll('\n', '\r\n'), 'utf8'));
      lay(RESCUE_NAME, script);
    });
    if (made) {
      const files = new KeyFiles(path);
      files.begin();
      laid.push(files.path);
      await files.write(made.keys, made.passphrase, made.logN);
      await ring.unlock(made.keys);
    }
    return writing(path, () => {
      // The marker comes last: nothing else makes a folder a vault.
      for (const name of MARKER_NAMES) lay(name, marker);
      flushFolder(path);
      return Vault.open(path, ring, vaultId);
    });
  }

  /** Gives the script to a vault that was made without it, or with an older one, which stays. Throws EngineError. */
  addRescueScript(): void {
    if (hasRescueScript(listNames(this.path))) return;
    const script = rescueScript();
    writing(this.path, () => {
      // Two computers may do this at the same time: each writes a file of its own, and both have the same bytes.
      writeNewFile(join(this.path, RESCUE_NAME), script, `${RESCUE_NAME}.${randomId()}.part`);
      flushFolder(this.path);
    });
  }

  planFolders(): PlanFolder[] {
    const machines = join(this.path, 'machines');
    return idsIn(machines).flatMap((machine) =>
      idsIn(join(machines, machine, 'plans')).map((plan) => ({ machine, plan })),
    );
  }

  setIds(of: PlanFolder): string[] {
    return idsIn(this.#setsPath(of));
  }

  set(of: PlanFolder, setId: string): SetFolder {
    return new SetFolder(join(this.#setsPath(of), setId), setId, this.access);
  }

  trash(of: PlanFolder): Trash {
    return new Trash(this.#setsPath(of), this.access);
  }

  /** Makes the folder of a new set. Throws `vault-full`, `vault-unwritable`. */
  createSet(of: PlanFolder, setId: string): SetFolder {
    const sets = this.#setsPath(of);
    return writing(this.path, () => {
      makeDurableFolder(join(sets, setId));
      return this.set(of, setId);
    });
  }

  #setsPath({ machine, plan }: PlanFolder): string {
    return join(this.path, 'machines', machine, 'plans', plan, 'sets');
  }
}

/** What each of the two markers is worth, for verification: `undefined` where it reads well. */
export function markerStates(path: string): { name: string; state: 'missing' | 'damaged' | undefined }[] {
  return MARKER_NAMES.map((name) => {
    const marker = tryMarker(join(path, name));
    return { name, state: marker === 'missing' || marker === 'damaged' ? marker : undefined };
  });
}

function readMarker(path: string): Marker {
  const markers = MARKER_NAMES.map((name) => tryMarker(join(path, name)));
  const [good, other] = markers.filter((marker) => typeof marker === 'object');
  // Two identities in one folder, or one that takes the encryption away: nothing may be guessed about which of them is ours.
  if (other && (other.vault !== good?.vault || other.encryption !== good.encryption))
    throw new EngineError('vault-marker-damaged', { subject: path });
  if (good) return good;
  throw new EngineError(markers.includes('damaged') ? 'vault-marker-damaged' : 'vault-marker-missing', {
    subject: path,
  });
}

/** A marker of a newer format throws: its copy will say the same, and nothing may be guessed from an older reader's view. */
function tryMarker(path: string): Marker | 'missing' | 'damaged' {
  let bytes: Buffer;
  try {
    bytes = readSmallFile(path, MARKER_BYTES_MAX);
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? 'missing' : 'damaged';
  }
  try {
    return parseMarker(bytes);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'vault-newer')
      throw new EngineError('vault-newer', { subject: path, ...(error.detail && { detail: error.detail }) });
    return 'damaged';
  }
}

function hasMarker(path: string): boolean {
  return MARKER_NAMES.some((name) => existsSync(join(path, name)));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function listNames(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (cause) {
    throw new EngineError('vault-unavailable', { subject: path, detail: errnoOf(cause), cause });
  }
}

function idsIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return listNames(path)
    .filter((name) => ID_PATTERN.test(name))
    .sort();
}

/** A name is only durable once the folder that holds it has been flushed, level by level. */
function makeDurableFolder(path: string): void {
  const parent = dirname(path);
  if (!existsSync(parent)) makeDurableFolder(parent);
  mkdirSync(path);
  flushFolder(parent);
}

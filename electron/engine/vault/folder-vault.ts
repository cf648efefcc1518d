import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
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
import { folderOf } from './place.ts';
import { hasRescueScript, RESCUE_NAME, rescueScript } from './rescue-script.ts';
import { SetFolder } from './set-folder.ts';
import { Trash } from './trash.ts';
import { writing } from './writing.ts';

const MARKER_BYTES_MAX = 64 * 1024;
const README_NAME = 'READ ME - restoring without Strongroom.txt';

export interface PlanFolder {
  readonly machine: string;
  readonly plan: string;
}

/** A folder that holds sets. To have a Vault is to have read its marker: nothing is ever written into a folder without one. */
export class Vault {
  readonly path: string;
  readonly marker: Marker;

  private constructor(path: string, marker: Marker) {
    this.path = path;
    this.marker = marker;
  }

  get id(): string {
    return this.marker.vault;
  }

  /** Throws `vault-unavailable`, `vault-marker-missing`, `vault-marker-damaged`, `vault-newer`; `vault-foreign` if `expectedId` is another's. */
  static open(place: string, expectedId?: string): Vault {
    const path = folderOf(place);
    if (!isFolder(path)) throw new EngineError('vault-unavailable', { subject: path });
    const marker = readMarker(path);
    if (expectedId !== undefined && marker.vault !== expectedId)
      throw new EngineError('vault-foreign', { subject: path });
    return new Vault(path, marker);
  }

  /**
   * Opens the vault in this folder, or makes one where the folder is new or empty. A folder with other things in it gets
   * the vault in a new folder `Strongroom`. `readme` is the text that explains the vault to whoever finds it; the script that
   * restores without this program lies beside it.
   */
  static openOrCreate(place: string, readme: string | undefined): { vault: Vault; inSubfolder: boolean } {
    const path = folderOf(place);
    if (!existsSync(path)) return { vault: Vault.#create(path, readme), inSubfolder: false };
    if (!isFolder(path)) throw new EngineError('vault-unavailable', { subject: path });
    if (hasMarker(path)) return { vault: Vault.open(path), inSubfolder: false };
    const names = listNames(path);
    if (names.length === 0) return { vault: Vault.#create(path, readme), inSubfolder: false };
    // A folder that looks like a vault but has lost both markers must never get a second identity.
    if (names.includes('machines')) throw new EngineError('vault-marker-missing', { subject: path });
    const inside = join(path, 'Strongroom');
    if (hasMarker(inside)) return { vault: Vault.open(inside), inSubfolder: true };
    if (existsSync(inside) && listNames(inside).length > 0)
      throw new EngineError('vault-marker-missing', { subject: inside });
    return { vault: Vault.#create(inside, readme), inSubfolder: true };
  }

  static #create(path: string, readme: string | undefined): Vault {
    const marker = newMarker(randomId(16), now().toISOString());
    const script = rescueScript();
    return writing(path, () => {
      mkdirSync(path, { recursive: true });
      if (readme) writeNewFile(join(path, README_NAME), Buffer.from(readme.replaceAll('\n', '\r\n'), 'utf8'));
      writeNewFile(join(path, RESCUE_NAME), script);
      // The marker comes last: nothing else makes a folder a vault.
      for (const name of MARKER_NAMES) writeNewFile(join(path, name), printMarker(marker));
      flushFolder(path);
      return Vault.open(path, marker.vault);
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
    return new SetFolder(join(this.#setsPath(of), setId), setId);
  }

  trash(of: PlanFolder): Trash {
    return new Trash(this.#setsPath(of));
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
  // Two identities in one folder: nothing may be guessed about which of them is ours.
  if (other && other.vault !== good?.vault) throw new EngineError('vault-marker-damaged', { subject: path });
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

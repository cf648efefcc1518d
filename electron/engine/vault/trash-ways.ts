import { lstatSync } from 'node:fs';
import { SEAL_MAX, SEAL_NAMES } from '../archive/index.ts';
import type { Place } from '../place/index.ts';
import type { VaultAccess } from './key-ring.ts';
import { readWhole } from './place-files.ts';
import { SetFolder } from './set-folder.ts';

/** What is left of a removed set: `whole` can be brought back, `opened` has lost its seal, of `gone` only the note is there. */
export type TrashState = 'whole' | 'opened' | 'gone';

/** Names of the folders, and what reads their seals. */
export interface TrashFolders {
  readonly place: Place;
  readonly sets: string;
  readonly trash: string;
  readonly access: VaultAccess | undefined;
}

/** How a set leaves the plan's sets and comes back. Throws what `Place` throws. */
export interface WayOut {
  /** Where its seal is while it is thrown away. */
  folder(id: string): SetFolder;
  state(id: string, hasNote: boolean): TrashState;
  take(id: string): void;
  bringBack(id: string): void;
  destroy(id: string): void;
}

/** By one rename of its folder. */
export class MoveAway implements WayOut {
  readonly #at: TrashFolders;

  constructor(at: TrashFolders) {
    this.#at = at;
  }

  folder(id: string): SetFolder {
    return new SetFolder({ place: this.#at.place, folder: this.#there(id) }, id, this.#at.access);
  }

  state(id: string): TrashState {
    if (!this.#isFolder(id)) return 'gone';
    return this.folder(id).hasAnySeal() ? 'whole' : 'opened';
  }

  take(id: string): void {
    this.#at.place.moveFolder(`${this.#at.sets}/${id}`, this.#there(id));
  }

  bringBack(id: string): void {
    this.#at.place.moveFolder(this.#there(id), `${this.#at.sets}/${id}`);
  }

  destroy(id: string): void {
    if (!this.#isFolder(id)) return;
    removeSealFirst(this.#at.place, this.#there(id));
  }

  /** A link to a folder is none: what it leads to is not ours to delete. */
  #isFolder(id: string): boolean {
    const { place, trash } = this.#at;
    const path = place.localPath(this.#there(id));
    if (path !== undefined) return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    return place.list(trash).some(({ name, isFolder }) => isFolder && name === id);
  }

  #there(id: string): string {
    return `${this.#at.trash}/${id}`;
  }
}

/**
 * Where folders cannot be moved its seal alone goes, and the rest stays where it is: without a seal it is no set. The seal is in
 * the trash before it leaves, and is back before it leaves the trash.
 */
export class SealAway implements WayOut {
  readonly #at: TrashFolders;

  constructor(at: TrashFolders) {
    this.#at = at;
  }

  folder(id: string): SetFolder {
    return new SetFolder({ place: this.#at.place, folder: `${this.#at.trash}/${id}` }, id, this.#at.access);
  }

  state(id: string, hasNote: boolean): TrashState {
    if (this.folder(id).hasAnySeal()) return 'whole';
    if (!hasNote) return 'gone';
    const left = this.#at.place.list(`${this.#at.sets}/${id}`).map(({ name }) => name);
    return left.length > 0 && !SEAL_NAMES.some((name) => left.includes(name)) ? 'opened' : 'gone';
  }

  take(id: string): void {
    this.#copySeals(`${this.#at.sets}/${id}`, `${this.#at.trash}/${id}`);
    removeSeals(this.#at.place, `${this.#at.sets}/${id}`);
  }

  bringBack(id: string): void {
    this.#copySeals(`${this.#at.trash}/${id}`, `${this.#at.sets}/${id}`);
    this.#at.place.removeFolder(`${this.#at.trash}/${id}`);
  }

  destroy(id: string): void {
    const { place, sets, trash } = this.#at;
    const isOurs = (folder: string): boolean =>
      place.list(folder).some(({ name }) => SEAL_NAMES.includes(name as never));
    // A blow while it was thrown away may have left both.
    if (isOurs(`${sets}/${id}`)) return place.removeFolder(`${trash}/${id}`);
    removeSealFirst(place, `${trash}/${id}`);
    place.removeFolder(`${sets}/${id}`);
  }

  /** Of those that are there, those that are not there yet. */
  #copySeals(from: string, to: string): void {
    const { place } = this.#at;
    const there = new Set(place.list(to).map(({ name }) => name));
    for (const name of SEAL_NAMES) {
      if (there.has(name) || place.size(`${from}/${name}`) === undefined) continue;
      place.put(`${to}/${name}`, readWhole(place, `${from}/${name}`, SEAL_MAX));
    }
  }
}

/** The copy before the seal: what a blow leaves in between is the set with its first seal. */
function removeSeals(place: Place, folder: string): void {
  for (const name of SEAL_NAMES.toReversed()) place.remove(`${folder}/${name}`);
}

function removeSealFirst(place: Place, folder: string): void {
  removeSeals(place, folder);
  place.removeFolder(folder);
}

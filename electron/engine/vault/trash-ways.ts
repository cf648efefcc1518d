import { lstatSync } from 'node:fs';
import { SEAL_MAX } from '../archive/index.ts';
import { originalName, type Place } from '../place/index.ts';
import type { VaultAccess } from './key-ring.ts';
import { readWhole } from './place-files.ts';
import { sealsAmong } from './seal-names.ts';
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
    return left.length > 0 && sealsAmong(left).length === 0 ? 'opened' : 'gone';
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
    const isOurs = (folder: string): boolean => sealsIn(place, folder).length > 0;
    // A blow while it was thrown away may have left both.
    if (isOurs(`${sets}/${id}`)) return place.removeFolder(`${trash}/${id}`);
    removeSealFirst(place, `${trash}/${id}`);
    place.removeFolder(`${sets}/${id}`);
  }

  /** Of those that are there, those that are not there yet. */
  #copySeals(from: string, to: string): void {
    const { place } = this.#at;
    const there = new Set(sealsIn(place, to));
    for (const name of sealsIn(place, from))
      if (!there.has(name)) place.put(`${to}/${name}`, readWhole(place, `${from}/${name}`, SEAL_MAX));
  }
}

/** The copy before the seal, and good copies of them last: what a blow leaves in between is the set with a seal. */
function removeSeals(place: Place, folder: string): void {
  const there = sealsIn(place, folder);
  const seals = there.filter((name) => name === originalName(name));
  const good = there.filter((name) => name !== originalName(name));
  for (const name of [...seals.toReversed(), ...good]) place.remove(`${folder}/${name}`);
}

function sealsIn(place: Place, folder: string): string[] {
  return sealsAmong(place.list(folder).map(({ name }) => name));
}

function removeSealFirst(place: Place, folder: string): void {
  removeSeals(place, folder);
  place.removeFolder(folder);
}

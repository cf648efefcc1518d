import { parseTrashNote, printTrashNote, TRASH_NOTE_MAX, type TrashNote } from '../archive/index.ts';
import { EngineError, errnoOf, ID_PATTERN } from '../base/index.ts';
import { type Place, storedPath, unreachable } from '../place/index.ts';
import type { VaultAccess } from './key-ring.ts';
import { readWhole, removeBegun } from './place-files.ts';
import type { SetFolder } from './set-folder.ts';
import { MoveAway, SealAway, type TrashState, type WayOut } from './trash-ways.ts';
import { writing } from './writing.ts';

export interface TrashedFolder {
  readonly id: string;
  /** Undefined where there is none that can be read: then nothing says how long the set must be kept. */
  readonly note: TrashNote | undefined;
  readonly state: TrashState;
}

/**
 * The sets that a plan has thrown away, beside its `sets`. A set goes in as a whole, and a durable note about it is there before;
 * it leaves for good seal first, so that what is left of it is never taken for a set. After a blow at any moment each
 * set is one of the plan's, or is in the trash, or is one whose time was over.
 */
export class Trash {
  readonly #place: Place;
  readonly #folder: string;
  readonly #way: WayOut;

  /** `plan`: name of the plan's folder. `access`: of an encrypted vault, without which none of its seals counts. */
  constructor(place: Place, plan: string, access: VaultAccess | undefined) {
    this.#place = place;
    this.#folder = `${plan}/trash`;
    const Way = place.canMoveFolders ? MoveAway : SealAway;
    this.#way = new Way({ place, sets: `${plan}/sets`, trash: this.#folder, access });
  }

  /** Of every set that is there, or of which a note is there; without reading any. */
  ids(): string[] {
    const names = this.#names().map((name) => name.replace(/\.json$/, ''));
    return [...new Set(names.filter((name) => ID_PATTERN.test(name)))].sort();
  }

  look(id: string): TrashedFolder {
    const note = this.#note(id);
    return { id, note, state: this.#way.state(id, note !== undefined) };
  }

  /** The seal of a set that is here. Undefined where it cannot be read. */
  readSeal(id: string): ReturnType<SetFolder['readSeal']> {
    return this.#way.folder(id).readSeal();
  }

  /** First step of throwing away: the set is still one of the plan's, but from now on it can be known why it is not. */
  announce(note: Parameters<typeof printTrashNote>[0]): void {
    // One of an earlier try that went no further, or of a set that has come back since.
    this.forget(note.set);
    this.#write(() => {
      removeBegun(this.#place, this.#folder, (name) => ID_PATTERN.test(name.replace(/\.json$/, '')));
      this.#place.put(this.#noteFile(note.set), printTrashNote(note));
    });
  }

  /** Second step: from here on it is no set of the plan. */
  take(id: string): void {
    this.#write(() => this.#way.take(id));
  }

  /** The whole set is one of the plan's again. */
  bringBack(id: string): void {
    // Its deletion may have been begun, with the copy of the seal.
    this.#way.folder(id).completeSealCopy();
    this.#write(() => this.#way.bringBack(id));
    this.forget(id);
  }

  /** For good. Its note stays, so that another computer which knew the set learns that it was not lost. */
  destroy(id: string): void {
    this.#write(() => this.#way.destroy(id));
  }

  /** The note alone. */
  forget(id: string): void {
    this.#write(() => this.#place.remove(this.#noteFile(id)));
  }

  #write(work: () => unknown): void {
    writing(storedPath(this.#place, this.#folder), work);
  }

  #note(id: string): TrashNote | undefined {
    try {
      const note = parseTrashNote(readWhole(this.#place, this.#noteFile(id), TRASH_NOTE_MAX));
      return note.set === id ? note : undefined;
    } catch (error) {
      if (error instanceof EngineError && error.code !== 'set-damaged') throw error;
      if (error instanceof EngineError || errnoOf(error) !== '') return undefined;
      throw error;
    }
  }

  #names(): string[] {
    try {
      return this.#place.list(this.#folder).map(({ name }) => name);
    } catch (cause) {
      const gone = unreachable(cause, this.#place.address);
      throw (
        gone ??
        new EngineError('vault-unavailable', {
          subject: storedPath(this.#place, this.#folder),
          detail: errnoOf(cause),
          cause,
        })
      );
    }
  }

  #noteFile(id: string): string {
    return `${this.#folder}/${id}.json`;
  }
}

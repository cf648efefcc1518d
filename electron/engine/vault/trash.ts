import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseTrashNote, printTrashNote, SEAL_NAMES, TRASH_NOTE_MAX, type TrashNote } from '../archive/index.ts';
import { EngineError, errnoOf, flushFolder, ID_PATTERN, readSmallFile, writeNewFile } from '../base/index.ts';
import type { VaultAccess } from './key-ring.ts';
import { SetFolder } from './set-folder.ts';
import { writing } from './writing.ts';

/** What is left of a removed set: `whole` can be brought back, `opened` has lost its seal, of `gone` only the note is there. */
export type TrashState = 'whole' | 'opened' | 'gone';

export interface TrashedFolder {
  readonly id: string;
  /** Undefined where there is none that can be read: then nothing says how long the set must be kept. */
  readonly note: TrashNote | undefined;
  readonly state: TrashState;
}

/**
 * The sets that a plan has thrown away, beside its `sets`. A set goes in as a whole, by one rename, and a durable note about it is
 * there before; it leaves for good seal first, so that what is left of it is never taken for a set. After a blow at any
 * moment each set is in one of the two folders, or is one whose time was over.
 */
export class Trash {
  readonly #sets: string;
  readonly #path: string;
  readonly #access: VaultAccess | undefined;

  /** `sets`: the folder of the plan's sets. `access`: of an encrypted vault, without which none of its seals counts. */
  constructor(sets: string, access: VaultAccess | undefined) {
    this.#sets = sets;
    this.#access = access;
    this.#path = join(dirname(sets), 'trash');
  }

  /** Of every set that is there, or of which a note is there; without reading any. */
  ids(): string[] {
    const names = this.#names().map((name) => name.replace(/\.json$/, ''));
    return [...new Set(names.filter((name) => ID_PATTERN.test(name)))].sort();
  }

  look(id: string): TrashedFolder {
    const folder = this.#folder(id);
    const state = !isFolder(folder.path) ? 'gone' : folder.hasAnySeal() ? 'whole' : 'opened';
    return { id, note: this.#note(id), state };
  }

  /** The seal of a set that is here. Undefined where it cannot be read. */
  readSeal(id: string): ReturnType<SetFolder['readSeal']> {
    return this.#folder(id).readSeal();
  }

  /** First step of throwing away: the set is still one of the plan's, but from now on it can be known why it is not. */
  announce(note: Parameters<typeof printTrashNote>[0]): void {
    writing(this.#path, () => {
      if (!existsSync(this.#path)) {
        mkdirSync(this.#path);
        flushFolder(dirname(this.#path));
      }
      // One of an earlier try that went no further, or of a set that has come back since.
      this.forget(note.set);
      writeNewFile(this.#noteFile(note.set), printTrashNote(note));
      flushFolder(this.#path);
    });
  }

  /** Second step: from here on it is no set of the plan. */
  take(id: string): void {
    this.#move(join(this.#sets, id), this.#folder(id).path);
  }

  /** The whole set is one of the plan's again. */
  bringBack(id: string): void {
    // Its deletion may have been begun, with the copy of the seal.
    this.#folder(id).completeSealCopy();
    this.#move(this.#folder(id).path, join(this.#sets, id));
    this.forget(id);
  }

  /** For good. Its note stays, so that another computer which knew the set learns that it was not lost. */
  destroy(id: string): void {
    const { path } = this.#folder(id);
    if (!isFolder(path)) return;
    writing(path, () => {
      // The copy before the seal: what a blow leaves in between is the set with its first seal.
      for (const name of SEAL_NAMES.toReversed()) {
        rmSync(join(path, name), { force: true });
        flushFolder(path);
      }
      for (const name of readdirSync(path)) rmSync(join(path, name), { recursive: true, force: true });
      rmSync(path, { recursive: true, force: true });
      flushFolder(this.#path);
    });
  }

  /** The note alone. */
  forget(id: string): void {
    if (!existsSync(this.#noteFile(id))) return;
    writing(this.#path, () => {
      rmSync(this.#noteFile(id));
      flushFolder(this.#path);
    });
  }

  #move(from: string, to: string): void {
    writing(from, () => {
      if (existsSync(to)) throw Object.assign(new Error('a folder of this name is there'), { code: 'EEXIST' });
      renameSync(from, to);
      // The new name first: a set may be seen twice after a blow, but must not be seen nowhere.
      flushFolder(dirname(to));
      flushFolder(dirname(from));
    });
  }

  #note(id: string): TrashNote | undefined {
    try {
      const note = parseTrashNote(readSmallFile(this.#noteFile(id), TRASH_NOTE_MAX));
      return note.set === id ? note : undefined;
    } catch (error) {
      if (error instanceof EngineError || errnoOf(error) !== '') return undefined;
      throw error;
    }
  }

  #names(): string[] {
    try {
      return readdirSync(this.#path);
    } catch (cause) {
      if (errnoOf(cause) === 'ENOENT') return [];
      throw new EngineError('vault-unavailable', { subject: this.#path, detail: errnoOf(cause), cause });
    }
  }

  #folder(id: string): SetFolder {
    return new SetFolder(join(this.#path, id), id, this.#access);
  }

  #noteFile(id: string): string {
    return join(this.#path, `${id}.json`);
  }
}

/** A link to a folder is none: what it leads to is not ours to delete. */
function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

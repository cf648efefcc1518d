import type { Entry } from '../archive/index.ts';
import type { RawPath } from '../base/index.ts';
import type { Keep } from '../pool/index.ts';
import type { Made, UndoJournal } from './undo-journal.ts';
import { mend } from './undo-shelf.ts';

interface Item {
  readonly entry: Entry;
  readonly place: RawPath;
  readonly keep: boolean;
}

export interface Note {
  readonly place: RawPath;
  readonly n: number | undefined;
  /** Present where something is there to be kept. */
  readonly keep: Keep | undefined;
}

type What = Pick<Made, 'file' | 'link'>;

/**
 * What a restore leaves behind to be taken back by. Nothing is replaced before the journal that tells where it is kept is
 * durable; what is only made is noted as far as that can be, for the worst that can follow is that it stays.
 */
export class RestoreTrail {
  replaced = 0;
  made = 0;
  readonly #journal: UndoJournal | undefined;
  readonly #rootOf: (place: RawPath) => RawPath;

  constructor(journal: UndoJournal | undefined, rootOf: (place: RawPath) => RawPath) {
    this.#journal = journal;
    this.#rootOf = rootOf;
  }

  /** `refused`: what would have been replaced and could not be kept. */
  noteAll<T extends Item>(
    items: readonly T[],
    whatOf: (item: T) => What,
  ): { ready: { item: T; note: Note }[]; refused: { item: T; error: unknown }[] } {
    const noted = items.map((item) => ({ item, ...this.#note(item, whatOf(item)) }));
    const failure = this.#written(items.some((item) => item.keep));
    const ready: { item: T; note: Note }[] = [];
    const refused: { item: T; error: unknown }[] = [];
    for (const { item, note, error = failure } of noted) {
      if (item.keep && error !== undefined) refused.push({ item, error });
      else ready.push({ item, note });
    }
    return { ready, refused };
  }

  /** Does one thing at once that puts something in its place. Throws what noting or doing it throws. */
  put(item: Item, what: What, work: (keep: Keep | undefined) => void): void {
    const { ready, refused } = this.noteAll([item], () => what);
    if (refused[0]) throw refused[0].error;
    const note = ready[0]?.note;
    try {
      work(note?.keep);
    } catch (error) {
      this.settle(note, false);
      throw error;
    }
    this.settle(note, true);
  }

  settle(note: Note | undefined, isDone: boolean): void {
    if (!note) return;
    if (isDone) {
      if (note.keep) this.replaced++;
      else this.made++;
    } else if (note.keep) mend(note.place, [note.keep]);
    else if (note.n !== undefined) this.#attempt((journal) => journal.missed(note.n as number));
  }

  folder(place: RawPath): void {
    this.#attempt((journal) => journal.noteFolder(place));
  }

  #note({ place, keep: isThere }: Item, what: What): { note: Note; error?: unknown } {
    const journal = this.#journal;
    try {
      if (!journal) throw new Error('there is no journal');
      const keep = isThere ? journal.keepFor(place, this.#rootOf(place)) : undefined;
      return { note: { place, keep, n: journal.note({ place, ...what, ...(keep && { keep }) }) } };
    } catch (error) {
      return { note: { place, n: undefined, keep: undefined }, error };
    }
  }

  #written(durable: boolean): unknown {
    try {
      this.#journal?.write(durable);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  #attempt(work: (journal: UndoJournal) => void): void {
    try {
      if (this.#journal) work(this.#journal);
    } catch {
      // It stays where it was made, which loses nothing.
    }
  }
}

import { uptime } from 'node:os';
import {
  type ChunkRef,
  decodeFrame,
  type Entry,
  entriesOf,
  type FileEntry,
  parseSegment,
  SEGMENT_RAW_MAX,
} from '../archive/index.ts';
import { comparePaths, type RawPath } from '../base/index.ts';
import { readRange } from '../crypt/index.ts';
import { isSameStat, type Scanned, trustedBefore } from '../scan/index.ts';
import type { SetFolder } from '../vault/index.ts';
import {
  type JournalFolder,
  type OpenFile,
  type ReadJournal,
  type RunFacts,
  readJournal,
} from './checkpoint-journal.ts';

/** A set that has been begun this often and never sealed is begun anew: something about it may be what ends the runs. */
const ATTEMPTS_MAX = 32;
/** Two readings of when the computer was started differ by this much at most while its clock is only corrected. */
const SAME_BOOT_MS = 60_000;

export function bootedAt(): number {
  return Date.now() - uptime() * 1000;
}

/** An unsealed set of a run that did not come to its end, and what of it can be relied on. */
export class InterruptedRun {
  readonly set: SetFolder;
  readonly #attempts: readonly ReadJournal[];
  readonly #last: ReadJournal;

  private constructor(set: SetFolder, attempts: readonly ReadJournal[], last: ReadJournal) {
    this.set = set;
    this.#attempts = attempts;
    this.#last = last;
  }

  /** Undefined where nothing has been noted that could be gone on with. */
  static of(set: SetFolder, journals: JournalFolder): InterruptedRun | undefined {
    const paths = journals.attempts(set.id);
    if (paths.length === 0 || paths.length > ATTEMPTS_MAX || set.hasAnySeal()) return undefined;
    const attempts = paths.map(readJournal).filter((read) => read !== undefined);
    const last = attempts.at(-1);
    return last && new InterruptedRun(set, attempts, last);
  }

  /** Whether a run on these facts may go on with it, and every volume it rests on is still there. */
  fits(facts: RunFacts): boolean {
    return (
      this.#attempts.every((attempt) => isSame(attempt.facts, facts)) &&
      this.#last.volumes.every((volume) => this.set.volumeState(volume, false) === 'good')
    );
  }

  get kept(): Pick<ReadJournal, 'volumes' | 'durable' | 'direct'> {
    return this.#last;
  }

  /** The computer was started anew since, or the place never confirmed a flush: what was read back then may be gone. */
  get mustBeReadAgain(): boolean {
    const isSameBoot = Math.abs(this.#last.bootedAt - bootedAt()) < SAME_BOOT_MS;
    return (!isSameBoot && !this.set.isElsewhere) || !this.#last.durable;
  }

  get open(): OpenFile | undefined {
    return this.#last.open;
  }

  /** Removes whatever stands behind the last checkpoint: an open volume is never continued. `set`: as it is to be written. */
  prepare(set: SetFolder): void {
    set.keepOnly(new Set(this.#last.volumes.map(({ name }) => name)));
  }

  /** Where the contents rest that this set holds already. */
  *chunks(): Generator<ChunkRef> {
    const ours = ({ set }: ChunkRef): boolean => set === this.set.id;
    for (const attempt of this.#attempts) {
      for (const entry of entries(attempt)) if (entry.type === 'file') yield* entry.chunks.filter(ours);
      yield* attempt.open?.chunks ?? [];
    }
  }

  listing(): StoredBefore {
    return new StoredBefore(this.#attempts);
  }
}

/** What interrupted attempts have listed. To be asked in path order. */
export class StoredBefore {
  /** Newest first: what it says stands before what older ones say. */
  readonly #layers: readonly { readonly trustedBefore: bigint; readonly cursor: Cursor }[];

  constructor(attempts: readonly ReadJournal[]) {
    this.#layers = attempts.toReversed().map((attempt) => ({
      trustedBefore: trustedBefore(attempt.startedAt),
      cursor: new Cursor(entries(attempt)),
    }));
  }

  /** What stands in the volumes for a file that is still as it was then. */
  file({ path, stat, hardLink, sparse }: Extract<Scanned, { type: 'file' }>): FileEntry | undefined {
    for (const { trustedBefore, cursor } of this.#layers) {
      const entry = cursor.at(path);
      if (entry?.type !== 'file' || entry.changedWhileRead) continue;
      const isSameFile = isSameStat(entry, stat) && entry.hardLink === hardLink && (entry.sparse ?? false) === sparse;
      if (isSameFile && BigInt(stat.ctime) < trustedBefore && BigInt(stat.mtime) < trustedBefore) return entry;
    }
    return undefined;
  }

  /** Whether the stream of a full has this folder or link already. */
  holds(wanted: Entry): boolean {
    const entry = this.#layers.map(({ cursor }) => cursor.at(wanted.path)).find((found) => found !== undefined);
    if (!entry || entry.type === 'gap' || entry.type === 'file' || entry.type !== wanted.type) return false;
    return (
      entry.mtime === wanted.mtime &&
      entry.mode === wanted.mode &&
      entry.uid === wanted.uid &&
      entry.gid === wanted.gid &&
      (entry.type !== 'symlink' || wanted.type !== 'symlink' || entry.target === wanted.target)
    );
  }
}

class Cursor {
  readonly #entries: Iterator<Entry>;
  #next: IteratorResult<Entry>;

  constructor(source: Iterator<Entry>) {
    this.#entries = source;
    this.#next = source.next();
  }

  at(path: RawPath): Entry | undefined {
    while (!this.#next.done && comparePaths(this.#next.value.path, path) < 0) this.#next = this.#entries.next();
    return !this.#next.done && this.#next.value.path === path ? this.#next.value : undefined;
  }
}

function* entries({ path, frames }: ReadJournal): Generator<Entry> {
  yield* entriesOf(
    (function* () {
      for (const { offset, length } of frames)
        yield parseSegment(decodeFrame(readRange(path, offset, length), SEGMENT_RAW_MAX));
    })(),
  );
}

function isSame(a: RunFacts, b: RunFacts): boolean {
  return (
    a.vault === b.vault &&
    a.plan === b.plan &&
    a.kind === b.kind &&
    a.parent === b.parent &&
    a.definition === b.definition
  );
}

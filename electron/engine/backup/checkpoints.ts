import type { CheckpointJournal, OpenFile } from './checkpoint-journal.ts';
import type { ManifestWriter } from './manifest-writer.ts';
import type { SetWriter } from './set-writer.ts';

/** An interrupted run does at most what it did in this time, or stored in these bytes, a second time. */
export interface CheckpointRules {
  readonly milliseconds: number;
  readonly storedBytes: number;
  /** Told after each one that is noted, with how many there are. */
  readonly noted?: (count: number) => void;
}

export const CHECKPOINT_RULES: CheckpointRules = { milliseconds: 30_000, storedBytes: 256 * 1024 * 1024 };

/** From time to time notes how far a run has come, so that another can go on from there. */
export class Checkpoints {
  readonly #journal: CheckpointJournal;
  readonly #writer: SetWriter;
  readonly #manifest: ManifestWriter;
  readonly #segments: Buffer[];
  readonly #rules: CheckpointRules;
  #at = performance.now();
  #storedAt: number;
  #noting: Promise<void> = Promise.resolve();
  #noted = 0;
  #hasFailed = false;

  /** `segments` is filled by `manifest`, and emptied here. */
  constructor(
    journal: CheckpointJournal,
    { writer, manifest, segments }: { writer: SetWriter; manifest: ManifestWriter; segments: Buffer[] },
    rules: CheckpointRules,
  ) {
    this.#journal = journal;
    this.#writer = writer;
    this.#manifest = manifest;
    this.#segments = segments;
    this.#rules = rules;
    this.#storedAt = writer.storedBytes;
  }

  get isDue(): boolean {
    if (this.#hasFailed) return false;
    // What is on its way counts: a slow place must not put a checkpoint off.
    const stored = this.#writer.storedBytes + this.#writer.bytesInFlight - this.#storedAt;
    if (stored >= this.#rules.storedBytes) return true;
    return (stored > 0 || this.#segments.length > 0) && performance.now() - this.#at >= this.#rules.milliseconds;
  }

  /** How many an interruption could go on from. */
  get noted(): number {
    return this.#noted;
  }

  /** To be called when nothing is on its way into the stream. Does not wait until it is noted. */
  take(open: (OpenFile & { readonly known: number }) | undefined): void {
    const listed = { segments: this.#segments.splice(0), pending: this.#manifest.pending() };
    const written = this.#writer.checkpoint();
    this.#at = performance.now();
    this.#storedAt = this.#writer.storedBytes;
    this.#noting = this.#noting.then(async () => {
      const { volumes, durable, direct } = await written;
      if (this.#hasFailed) return;
      try {
        this.#journal.append({ volumes, durable, direct, ...listed, open });
      } catch {
        // The data folder has no room for it. The run itself does not need it, and what was noted before still holds.
        this.#hasFailed = true;
        return;
      }
      this.#noted++;
      this.#rules.noted?.(this.#noted);
    });
    this.#writer.track(this.#noting);
  }
}

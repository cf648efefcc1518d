import { BATCH_BYTES, type ChunkRef, tarPadding } from '../archive/index.ts';

/** An entry of a full's stream: its tar header and, for a file that is not empty, the one chunk it is. */
export interface Carried {
  readonly header: Buffer;
  readonly chunk?: ChunkRef | undefined;
}

/** Entries that make one frame; `whole` is a stored one that, as far as a listing tells, holds just these. */
export interface CarriedBatch<C extends Carried> {
  readonly items: readonly C[];
  readonly bytes: number;
  readonly whole?: ChunkRef | undefined;
}

/** A smaller frame is made anew with its neighbours: the small ones of many incrementals would stay small for ever. */
const WHOLE_MIN_BYTES = BATCH_BYTES / 4;

/** What is left of stored frames is parted where one of them ends, if it can be: then each of them is read for one new frame, not for two. */
const LOOSE_MIN_BYTES = BATCH_BYTES / 2;
const LOOSE_MAX_BYTES = BATCH_BYTES + BATCH_BYTES / 4;

interface Candidate<C> {
  readonly frame: ChunkRef;
  readonly size: number;
  readonly items: C[];
  position: number;
}

/**
 * Divides entries, in the order of a tree, into frames so that as many as possible are frames which are stored already. A listing
 * tells where contents stand in a frame, not what else is in it, so a run of entries is a candidate while the
 * headers and contents between them add up to these places. Pure; whether the bytes are the same is seen by whoever has them.
 */
export class CarriedBatches<C extends Carried> {
  readonly #rawSizeOf: (chunk: ChunkRef) => number | undefined;
  #loose: C[] = [];
  #looseBytes = 0;
  #candidate: Candidate<C> | undefined;

  /** `rawSizeOf`: to how many bytes the frame of a chunk decodes, where that can be told. */
  constructor(rawSizeOf: (chunk: ChunkRef) => number | undefined) {
    this.#rawSizeOf = rawSizeOf;
  }

  /** Gives the frames that are complete now, in order. */
  *add(item: C): Generator<CarriedBatch<C>> {
    if (this.#candidate && !this.#goesOn(this.#candidate, item)) yield* this.#giveUp();
    if (!this.#candidate) {
      this.#candidate = this.#begin(item);
      if (!this.#candidate) return yield* this.#addLoose(item);
      if (this.#looseBytes >= LOOSE_MIN_BYTES) yield* this.#flushLoose();
    }
    this.#candidate.items.push(item);
    this.#candidate.position += sizeOf(item);
    if (this.#candidate.position < this.#candidate.size) return;
    yield* this.#flushLoose();
    const { items, size, frame } = this.#candidate;
    this.#candidate = undefined;
    yield { items, bytes: size, whole: frame };
  }

  *flush(): Generator<CarriedBatch<C>> {
    yield* this.#giveUp();
    yield* this.#flushLoose();
  }

  #goesOn({ frame, position, size }: Candidate<C>, item: C): boolean {
    const { chunk, header } = item;
    if (position + sizeOf(item) > size) return false;
    return chunk === undefined || (isSameFrame(chunk, frame) && chunk.at === position + header.length);
  }

  /** What stands in front of the first content of a frame are headers that came just before. */
  #begin({ chunk, header }: C): Candidate<C> | undefined {
    if (!chunk) return undefined;
    const size = this.#rawSizeOf(chunk);
    if (size === undefined || size < WHOLE_MIN_BYTES) return undefined;
    let lead = chunk.at - header.length;
    let from = this.#loose.length;
    while (lead > 0 && from > 0 && !this.#loose[from - 1]?.chunk) lead -= (this.#loose[--from] as C).header.length;
    if (lead !== 0) return undefined;
    const items = this.#loose.splice(from);
    const position = items.reduce((sum, item) => sum + sizeOf(item), 0);
    this.#looseBytes -= position;
    return { frame: chunk, size, items, position };
  }

  *#giveUp(): Generator<CarriedBatch<C>> {
    const items = this.#candidate?.items ?? [];
    this.#candidate = undefined;
    for (const item of items) yield* this.#addLoose(item);
  }

  *#addLoose(item: C): Generator<CarriedBatch<C>> {
    this.#loose.push(item);
    this.#looseBytes += sizeOf(item);
    if (this.#looseBytes >= LOOSE_MAX_BYTES) yield* this.#flushLoose();
  }

  *#flushLoose(): Generator<CarriedBatch<C>> {
    if (this.#loose.length === 0) return;
    const batch = { items: this.#loose, bytes: this.#looseBytes };
    this.#loose = [];
    this.#looseBytes = 0;
    yield batch;
  }
}

function sizeOf({ header, chunk }: Carried): number {
  return header.length + (chunk ? chunk.length + tarPadding(chunk.length) : 0);
}

function isSameFrame(a: ChunkRef, b: ChunkRef): boolean {
  return a.set === b.set && a.volume === b.volume && a.frame === b.frame;
}

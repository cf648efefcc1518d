import type { GapCode } from '../../contract/index.ts';
import { type ChunkRef, tarHeader, tarPadding } from '../archive/index.ts';
import { free, type Halt, type RawPath, throwIfCancelled } from '../base/index.ts';
import type { EarlierChunks } from '../chunk/index.ts';
import { type Cut, type FileToRead, type HashedChunk, ownedBy, type Pool, type Slice } from '../pool/index.ts';
import { isSameStat } from '../scan/index.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { OpenFile } from './checkpoint-journal.ts';
import type { Reading } from './content.ts';
import type { Piece, SetWriter, Slot } from './set-writer.ts';
import { WholeHash } from './whole-hash.ts';

const READ_ATTEMPTS = 3;
/** A file up to this size is one slice, and so one slot: several of them may be under way at once. */
const ONE_SLICE_BYTES = 8 * 1024 * 1024;
const ZEROS = Buffer.alloc(1024 * 1024);

/** A file that is being stored, for a checkpoint in its midst; `known`: how many of its chunks an earlier one has told. */
export type OpenNow = () => Promise<OpenFile & { readonly known: number }>;

/** A slice that is back from being hashed; `sha256`: of the whole file, with its last slice. */
type HashedCut = Cut & { readonly sha256?: string | undefined };

interface StoredSlice {
  readonly refs: readonly ChunkRef[];
  readonly sha256?: string | undefined;
}

export interface Breaks extends Halt {
  /** After so many bytes were read: waits where that was faster than allowed. */
  readonly slow: (bytes: number) => Promise<void>;
  /** Between two slices. May take a checkpoint. */
  readonly rest: (open: OpenNow) => Promise<void>;
}

interface SliceFacts {
  readonly file: FileToRead;
  readonly first: boolean;
  /** So many of its chunks stand in the stream already. */
  readonly stored: number;
  /** Chunks of the previous point by their hash. */
  readonly named?: ReadonlyMap<string, ChunkRef>;
}

/** Stores files that are cut into chunks. One worker reads and cuts a file; all of them compress what it cut. */
export class LargeFiles {
  readonly #pool: Pool;
  readonly #writer: SetWriter;
  readonly #store: ChunkStore;
  /** Memory of slices that are stored, to be read into again. So much is in use at once as the writer lets be on its way. */
  readonly #spares: SharedArrayBuffer[] = [];
  #nextId = 0;

  constructor(pool: Pool, writer: SetWriter, store: ChunkStore) {
    this.#pool = pool;
    this.#writer = writer;
    this.#store = store;
  }

  fitsOneSlice(reading: Reading): boolean {
    return reading.file.stat.size <= ONE_SLICE_BYTES;
  }

  /** For files of one slice; answers false where it has grown beyond that, and `storeLong` must take it. */
  async storeShort(reading: Reading): Promise<boolean> {
    const slot = this.#writer.reserve(reading.file.stat.size);
    const cut = await this.#cutWhole(reading.file);
    if (!cut || 'gap' in cut) {
      await slot.place([]);
      if (cut) reading.content = { status: 'gap', code: cut.gap };
      return cut !== undefined;
    }
    const hashed = await this.#hashed(cut, new WholeHash(this.#pool, this.#nextId++));
    this.#settle(reading, cut, [await this.#storeSlice(slot, hashed, { file: reading.file, first: true, stored: 0 })]);
    return true;
  }

  /** For files of any size. Nothing else may reserve a slot until it returns: in a full, a tar entry is contiguous. */
  async storeLong(reading: Reading, breaks: Breaks): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const end = await this.#storeStream(reading.file, breaks, { earlier: reading.previous?.chunks });
      if (end === 'differs') throw new Error('a file without a stored part cannot differ from it');
      if ('gap' in end) {
        reading.content = { status: 'gap', code: end.gap };
        return;
      }
      if (end.last.end?.changed && attempt < READ_ATTEMPTS) continue;
      this.#writer.track(end.slices.then((slices) => this.#settle(reading, end.last, slices)));
      await this.#writer.room();
      return;
    }
  }

  /**
   * Brings an entry of a full to its end that an interrupted run has begun: what stands in the stream is read and hashed
   * again, and gone on behind if it agrees. Undefined: the entry is complete and worth nothing, the file has to be stored anew.
   */
  async goOn(open: OpenFile, breaks: Breaks): Promise<Reading | undefined> {
    const reading: Reading = { file: open, previous: undefined };
    const end = await this.#storeStream(open, breaks, { before: open.chunks });
    if (end === 'differs' || 'gap' in end || end.last.end?.changed) return undefined;
    this.#writer.track(end.slices.then((slices) => this.#settle(reading, end.last, slices)));
    return reading;
  }

  /** One reading of a file from its begin to its end. `before`: chunks that stand in the stream already; `earlier`: how it was at the previous point. */
  async #storeStream(
    file: FileToRead,
    breaks: Breaks,
    { before, earlier }: { before?: readonly ChunkRef[]; earlier?: readonly ChunkRef[] | undefined },
  ): Promise<{ gap: GapCode } | 'differs' | { last: Cut; slices: Promise<readonly StoredSlice[]> }> {
    const id = this.#nextId++;
    const lane = this.#pool.pick();
    const whole = new WholeHash(this.#pool, id);
    // What the previous point names is in the chain: it need not be looked for.
    const named = new Map((this.#store.dedupes ? (earlier ?? []) : []).map((chunk) => [chunk.sha256, chunk]));
    const slices: Promise<StoredSlice>[] = before ? [Promise.resolve({ refs: before })] : [];
    const soFar = async (): Promise<ChunkRef[]> => (await Promise.all(slices)).flatMap(({ refs }) => refs);
    const left = [...(before ?? [])];
    let written = left.reduce((sum, chunk) => sum + chunk.length, 0);
    let promised = file.stat.size;
    let known = 0;
    let cut = await this.#pool.run(
      'cut',
      { id, file, earlier: earlierOf(earlier ?? before), into: this.#spare() },
      { lane },
    );
    // The entry's header has promised a size: the stream stays valid, and the manifest says not to use what is in it.
    const giveUp = async (): Promise<void> => {
      await Promise.all([this.#pool.run('cutStop', { id }, { lane }), whole.stop()]);
      if (!this.#store.dedupes) this.#writer.track(this.#writer.reserve(0).place(endOfEntry(promised, written)));
    };
    for (let first = !before; ; first = false) {
      if ('gap' in cut) {
        if (!first) await giveUp();
        return cut;
      }
      const stored = left.splice(0, cut.chunks.length);
      if (before && !(isSameStat(cut.stat, file.stat) && agree(stored, cut.chunks))) {
        await giveUp();
        return 'differs';
      }
      const fresh = cut.chunks.slice(stored.length);
      const slot = this.#writer.reserve(cut.length);
      // Asked for before this slice is handed out, so that its chunks go to the threads that are not cutting.
      const next = cut.end ? undefined : this.#cutNext(id, lane);
      next?.catch(() => undefined);
      const kept = { file, first, stored: stored.length, named };
      const work = this.#hashed(cut, whole).then((hashed) => this.#storeSlice(slot, hashed, kept));
      this.#writer.track(work);
      slices.push(work);
      promised = cut.stat.size;
      written += fresh.reduce((sum, chunk) => sum + chunk.length, 0);
      if (!next) break;
      await this.#writer.room();
      await breaks.slow(cut.length);
      await breaks.gate?.opened(breaks.signal);
      if (breaks.signal?.aborted) await this.#pool.run('cutStop', { id }, { lane });
      throwIfCancelled(breaks.signal);
      const { stat } = cut;
      if (left.length === 0)
        await breaks.rest(async () => {
          const ours = (await soFar()).filter((chunk) => chunk.set === this.#store.setId);
          const open = { path: file.path, at: file.at, stat, known, chunks: ours.slice(known) };
          known = ours.length;
          return open;
        });
      cut = await next;
    }
    return { last: cut, slices: Promise.all(slices) };
  }

  #cutNext(id: number, lane: number): Promise<Cut | { gap: GapCode }> {
    return this.#pool.run('cut', { id, into: this.#spare() }, { lane });
  }

  #spare(): SharedArrayBuffer {
    return this.#spares.pop() ?? new SharedArrayBuffer(ONE_SLICE_BYTES);
  }

  /** Undefined: longer than one slice by now. */
  async #cutWhole(file: FileToRead): Promise<Cut | { gap: GapCode } | undefined> {
    for (let attempt = 1; ; attempt++) {
      const id = this.#nextId++;
      const lane = this.#pool.pick();
      const cut = await this.#pool.run('cut', { id, file: file }, { lane });
      if ('gap' in cut) return cut;
      if (!cut.end) {
        await this.#pool.run('cutStop', { id }, { lane });
        return undefined;
      }
      if (!cut.end.changed || attempt === READ_ATTEMPTS) return cut;
    }
  }

  async #hashed(cut: Cut, whole: WholeHash): Promise<HashedCut> {
    return { ...cut, ...(await whole.add(cut)) };
  }

  /** Without the chunks that stand in the stream already. */
  async #storeSlice(
    slot: Slot,
    { sha256, ...cut }: HashedCut,
    { file, first, stored, named }: SliceFacts,
  ): Promise<StoredSlice> {
    const { level, dedupes } = this.#store;
    const chunks = cut.chunks.slice(stored);
    const known = chunks.map((chunk) =>
      dedupes ? (named?.get(chunk.sha256) ?? this.#store.find(chunk.sha256)) : undefined,
    );
    const keep = chunks.filter((chunk, i) => !dedupes || (!known[i] && this.#store.claim(chunk.sha256)));
    const { frames, slice } =
      keep.length === 0
        ? { frames: [], slice: cut.slice }
        : await this.#pool.run('compress', { slice: cut.slice, chunks: keep, level }, { transfer: ownedBy(cut.slice) });
    this.#giveBack(slice);
    const pieces = keep.flatMap((chunk, i): Piece[] => {
      const frame: Piece = {
        frame: frames[i] as (typeof frames)[number],
        contents: [{ at: 0, length: chunk.length, sha256: chunk.sha256 }],
      };
      return dedupes ? [{ glue: partHeader(chunk, file) }, frame, { glue: padding(chunk.length) }] : [frame];
    });
    if (!dedupes && first) pieces.unshift({ glue: fileHeader(file, cut) });
    if (!dedupes && cut.end) pieces.push(...endOfEntry(cut.stat.size, cut.end.length));
    const placed = await slot.place(pieces);
    const refs = keep.map((chunk, i) => this.#store.ref(placed[i] as (typeof placed)[number], { ...chunk, at: 0 }));
    if (!dedupes) return { refs, sha256 };
    for (const ref of refs) this.#store.remember(ref);
    const all = chunks.map(async (chunk, i) => known[i] ?? (await this.#store.claimed(chunk.sha256)));
    return { refs: await Promise.all(all), sha256 };
  }

  #giveBack(slice: Slice): void {
    if (slice instanceof SharedArrayBuffer) this.#spares.push(slice);
    else free(slice);
  }

  #settle(reading: Reading, cut: Cut, slices: readonly StoredSlice[]): void {
    const end = cut.end as NonNullable<Cut['end']>;
    const chunks = slices.flatMap(({ refs }) => refs);
    const known = chunks.every((chunk) => chunk.set !== this.#store.setId);
    reading.content = {
      status: 'saved',
      stat: cut.stat,
      size: end.length,
      sha256: slices.at(-1)?.sha256 as string,
      chunks,
      changed: end.changed,
      known,
      ...(end.look && { look: end.look }),
    };
  }
}

function earlierOf(chunks: readonly ChunkRef[] | undefined): EarlierChunks | undefined {
  if (!chunks || chunks.length < 2) return undefined;
  return {
    lengths: Uint32Array.from(chunks, ({ length }) => length),
    hashes: chunks.map(({ sha256 }) => sha256).join(''),
  };
}

function agree(stored: readonly ChunkRef[], cut: readonly HashedChunk[]): boolean {
  return stored.every((chunk, i) => chunk.sha256 === cut[i]?.sha256 && chunk.length === cut[i]?.length);
}

function fileHeader({ path }: FileToRead, { stat }: Cut): Buffer {
  return tarHeader({
    path,
    type: 'file',
    size: stat.size,
    mode: stat.mode,
    uid: stat.uid,
    gid: stat.gid,
    mtime: stat.mtime,
  });
}

/** Outside a full a chunk is an entry of its own, so that stock tools never write a part of a file under its whole name. */
function partHeader(chunk: HashedChunk, { stat }: FileToRead): Buffer {
  const path = `.strongroom-parts/${chunk.sha256}` as RawPath;
  return tarHeader({ path, type: 'file', size: chunk.length, mode: 0o600, uid: stat.uid, gid: stat.gid, mtime: '0' });
}

function padding(size: number): Buffer {
  return ZEROS.subarray(0, tarPadding(size));
}

/** What is missing to the size that the header has promised, then the padding. */
function endOfEntry(promised: number, written: number): Piece[] {
  const pieces: Piece[] = [];
  for (let left = promised - written; left > 0; left -= ZEROS.length)
    pieces.push({ glue: ZEROS.subarray(0, Math.min(left, ZEROS.length)) });
  return [...pieces, { glue: padding(promised) }];
}

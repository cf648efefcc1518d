import type { GapCode } from '../../contract/index.ts';
import { type ChunkRef, tarHeader, tarPadding } from '../archive/index.ts';
import { type Halt, type RawPath, throwIfCancelled } from '../base/index.ts';
import type { Cut, FileToRead, HashedChunk, Pool } from '../pool/index.ts';
import { isSameStat } from '../scan/index.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { OpenFile } from './checkpoint-journal.ts';
import type { Reading } from './content.ts';
import type { Piece, SetWriter, Slot } from './set-writer.ts';

const READ_ATTEMPTS = 3;
/** A file up to this size is one slice, and so one slot: several of them may be under way at once. */
const ONE_SLICE_BYTES = 8 * 1024 * 1024;
const ZEROS = Buffer.alloc(1024 * 1024);

/** A file that is being stored, for a checkpoint in its midst; `known`: how many of its chunks an earlier one has told. */
export type OpenNow = () => Promise<OpenFile & { readonly known: number }>;

type HashedCut = Omit<Cut, 'chunks'> & { readonly chunks: readonly HashedChunk[] };

export interface Breaks extends Halt {
  /** After so many bytes were read: waits where that was faster than allowed. */
  readonly slow: (bytes: number) => Promise<void>;
  /** Between two slices. May take a checkpoint. */
  readonly rest: (open: OpenNow) => Promise<void>;
}

/** Stores files that are cut into chunks. One worker reads and cuts a file; all of them compress what it cut. */
export class LargeFiles {
  readonly #pool: Pool;
  readonly #writer: SetWriter;
  readonly #store: ChunkStore;
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
    const chunks = await this.#storeSlice(slot, await this.#hashed(cut), reading.file, true);
    this.#settle(reading, cut, chunks);
    return true;
  }

  /** For files of any size. Nothing else may reserve a slot until it returns: in a full, a tar entry is contiguous. */
  async storeLong(reading: Reading, breaks: Breaks): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const end = await this.#storeStream(reading.file, breaks, undefined);
      if (end === 'differs') throw new Error('a file without a stored part cannot differ from it');
      if ('gap' in end) {
        reading.content = { status: 'gap', code: end.gap };
        return;
      }
      if (end.last.end?.changed && attempt < READ_ATTEMPTS) continue;
      this.#writer.track(end.chunks.then((chunks) => this.#settle(reading, end.last, chunks)));
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
    const end = await this.#storeStream(open, breaks, open.chunks);
    if (end === 'differs' || 'gap' in end || end.last.end?.changed) return undefined;
    this.#writer.track(end.chunks.then((chunks) => this.#settle(reading, end.last, chunks)));
    return reading;
  }

  /** One reading of a file from its begin to its end. `before`: chunks that stand in the stream already. */
  async #storeStream(
    file: FileToRead,
    breaks: Breaks,
    before: readonly ChunkRef[] | undefined,
  ): Promise<{ gap: GapCode } | 'differs' | { last: Cut; chunks: Promise<ChunkRef[]> }> {
    const id = this.#nextId++;
    const lane = this.#pool.pick();
    const slices: Promise<ChunkRef[]>[] = [];
    const soFar = async (): Promise<ChunkRef[]> => [...(before ?? []), ...(await Promise.all(slices)).flat()];
    const left = [...(before ?? [])];
    let written = left.reduce((sum, chunk) => sum + chunk.length, 0);
    let promised = file.stat.size;
    let known = 0;
    let cut = await this.#pool.run('cut', { id, file }, { lane });
    // The entry's header has promised a size: the stream stays valid, and the manifest says not to use what is in it.
    const giveUp = (): void => {
      if (!this.#store.dedupes) this.#writer.track(this.#writer.reserve(0).place(endOfEntry(promised, written)));
    };
    for (let first = !before; ; first = false) {
      if ('gap' in cut) {
        if (!first) giveUp();
        return cut;
      }
      const stored = left.splice(0, cut.chunks.length);
      const sliceBytes = cut.slice.byteLength;
      const early = stored.length > 0 ? await this.#hashed(cut) : undefined;
      if (before && !(isSameStat(cut.stat, file.stat) && agree(stored, early?.chunks ?? []))) {
        await this.#pool.run('cutStop', { id }, { lane });
        giveUp();
        return 'differs';
      }
      const fresh = cut.chunks.slice(stored.length);
      const slot = this.#writer.reserve(sliceBytes);
      // Asked for before this slice is handed out, so that its chunks go to the threads that are not cutting.
      const next = cut.end ? undefined : this.#pool.run('cut', { id }, { lane });
      next?.catch(() => undefined);
      const work = this.#storeFresh(slot, early ?? this.#hashed(cut), { file, first, stored: stored.length });
      this.#writer.track(work);
      slices.push(work);
      promised = cut.stat.size;
      written += fresh.reduce((sum, chunk) => sum + chunk.length, 0);
      if (!next) break;
      await this.#writer.room();
      await breaks.slow(sliceBytes);
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
    return { last: cut, chunks: soFar() };
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

  /** Without the chunks that stand in the stream already. */
  async #storeFresh(
    slot: Slot,
    hashed: HashedCut | Promise<HashedCut>,
    { file, first, stored }: { file: FileToRead; first: boolean; stored: number },
  ): Promise<ChunkRef[]> {
    const cut = await hashed;
    return this.#storeSlice(slot, { ...cut, chunks: cut.chunks.slice(stored) }, file, first);
  }

  /** The slice goes to a thread and comes back. */
  async #hashed(cut: Cut): Promise<HashedCut> {
    const { slice, chunks } = cut;
    return { ...cut, ...(await this.#pool.run('hashChunks', { slice, chunks }, { transfer: [slice] })) };
  }

  async #storeSlice(slot: Slot, cut: HashedCut, file: FileToRead, first: boolean): Promise<ChunkRef[]> {
    const known = cut.chunks.map((chunk) => (this.#store.dedupes ? this.#store.find(chunk.sha256) : undefined));
    const keep = cut.chunks.filter(
      (chunk, i) => !this.#store.dedupes || (!known[i] && this.#store.claim(chunk.sha256)),
    );
    const { level, dedupes } = this.#store;
    const { frames } =
      keep.length === 0
        ? { frames: [] }
        : await this.#pool.run('compress', { slice: cut.slice, chunks: keep, level }, { transfer: [cut.slice] });
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
    if (!dedupes) return refs;
    for (const ref of refs) this.#store.remember(ref);
    return Promise.all(cut.chunks.map(async (chunk, i) => known[i] ?? (await this.#store.claimed(chunk.sha256))));
  }

  #settle(reading: Reading, cut: Cut, chunks: readonly ChunkRef[]): void {
    const end = cut.end as NonNullable<Cut['end']>;
    const known = chunks.every((chunk) => chunk.set !== this.#store.setId);
    reading.content = {
      status: 'saved',
      stat: cut.stat,
      size: end.length,
      sha256: end.sha256,
      chunks,
      changed: end.changed,
      known,
      ...(end.look && { look: end.look }),
    };
  }
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

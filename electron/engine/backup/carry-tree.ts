import {
  type ChunkRef,
  type DirEntry,
  type Entry,
  type FileEntry,
  FRAME_HEADER_MAX,
  frameRawSize,
  SMALL_FILE_MAX,
  type SymlinkEntry,
  type TarEntry,
  tarHeader,
  tarPadding,
} from '../archive/index.ts';
import { breathe, EngineError, type Halt, shownPath, type Tally, textOf, waitIfPaused } from '../base/index.ts';
import type { Pool } from '../pool/index.ts';
import { placedChunks, type ReadVolume, slicesOf, type VolumePath } from '../sets/index.ts';
import type { Pace } from '../run/index.ts';
import { type Carried, type CarriedBatch, CarriedBatches } from './carried-batches.ts';
import type { ManifestWriter } from './manifest-writer.ts';
import { linkTo, tarEntryOf } from './save-tree.ts';
import type { Piece, PlacedFrame, SetWriter } from './set-writer.ts';

const ENTRIES_PER_BREATH = 256;

/** An entry on its way into the manifest; a file has to wait until its content has its place. */
interface Queued {
  readonly entry: Entry;
  /** The same for all names of one file. */
  readonly content: { chunks?: readonly ChunkRef[] };
}

interface Item extends Carried {
  readonly queued: Queued;
}

export interface CarryTreeDeps {
  /** The point whose tree it is. */
  readonly pointId: string;
  /** The set that is being written. */
  readonly setId: string;
  readonly level: number;
  readonly pool: Pool;
  readonly writer: SetWriter;
  readonly manifest: ManifestWriter;
  readonly tally: Tally;
  readonly halt: Halt;
  readonly pace: Pace;
  readonly volumePath: VolumePath;
  readonly readVolume: ReadVolume;
}

/** Writes the stream of a full from what other sets hold, and its listing. Every byte is compared with its hash on the way. */
export class CarryTree {
  readonly #deps: CarryTreeDeps;
  readonly #batches: CarriedBatches<Item>;
  readonly #queue: Queued[] = [];
  /** The first name of each hard-link group carries its content. */
  readonly #groups = new Map<string, Queued & { readonly entry: FileEntry }>();
  #nextId = 0;
  #sized: { readonly key: string; readonly size: number | undefined } | undefined;
  bytesRead = 0;
  /** Of the tar stream: what went over in frames as they were stored. */
  bytesCopied = 0;
  damagedPath: string | undefined;

  constructor(deps: CarryTreeDeps) {
    this.#deps = deps;
    this.#batches = new CarriedBatches((chunk) => this.#rawSizeOf(chunk));
  }

  /** `entries`: a whole point in path order. Throws EngineError `set-damaged`; `damagedPath` is then the file that it was found in. */
  async run(entries: Iterable<Entry>): Promise<void> {
    const { writer, halt, tally } = this.#deps;
    let seen = 0;
    for (const entry of entries) {
      await this.#take(entry);
      tally.value.files.seen++;
      tally.sample();
      if (writer.isBusy) await writer.room();
      if (++seen % ENTRIES_PER_BREATH !== 0) continue;
      await breathe();
      await waitIfPaused(halt);
      writer.throwIfFailed();
    }
    this.#send(this.#batches.flush());
    await writer.quiet();
    this.#settle();
    if (this.#queue.length > 0) throw new Error('an entry never got its content');
  }

  async #take(entry: Entry): Promise<void> {
    if (entry.type === 'gap') return this.#wait({ entry, content: { chunks: [] } });
    if (entry.type !== 'file') return this.#putHeader(tarEntryOf(entry), entry);
    const key = entry.hardLink === undefined ? undefined : `${entry.hardLink} ${entry.sha256}`;
    const first = key === undefined ? undefined : this.#groups.get(key);
    if (first) return this.#put({ entry, content: first.content }, linkTo(first.entry.path, entry.path, entry));
    const queued = { entry, content: {} };
    if (key !== undefined) this.#groups.set(key, queued);
    if (entry.chunks.length === 0) return this.#putEmpty(entry, queued);
    const [chunk, ...more] = entry.chunks;
    if (more.length > 0 || entry.size > SMALL_FILE_MAX) return this.#carryLarge(entry, queued);
    if (chunk?.length !== entry.size || chunk.sha256 !== entry.sha256) throw this.#damagedFile(entry, 'file hash');
    this.#put(queued, fileHeader(entry), chunk);
  }

  #putHeader(header: TarEntry, entry: DirEntry | SymlinkEntry): void {
    this.#put({ entry, content: { chunks: [] } }, header);
  }

  #putEmpty(entry: FileEntry, queued: Queued): void {
    if (entry.size !== 0) throw this.#damagedFile(entry, 'file size');
    queued.content.chunks = [];
    this.#put(queued, fileHeader(entry));
  }

  #put(queued: Queued, header: TarEntry, chunk?: ChunkRef): void {
    this.#wait(queued);
    this.#send(this.#batches.add({ header: tarHeader(header), chunk, queued }));
  }

  #wait(queued: Queued): void {
    this.#queue.push(queued);
    if (queued.content.chunks) this.#settle();
  }

  #send(batches: Iterable<CarriedBatch<Item>>): void {
    for (const batch of batches) this.#deps.writer.track(this.#carrySmall(batch));
  }

  async #carrySmall({ items, bytes, whole }: CarriedBatch<Item>): Promise<void> {
    const { pool, writer, volumePath, level } = this.#deps;
    const slot = writer.reserve(bytes);
    const stored = items.map(({ chunk }) => chunk && placed(chunk, volumePath));
    const result = await pool.run('carrySmall', {
      headers: Buffer.concat(items.map(({ header }) => header)),
      items: items.map(({ header }, i) => ({
        headerBytes: header.length,
        ...(stored[i] && { content: stored[i] }),
      })),
      ...(whole && { whole: placed(whole, volumePath) }),
      level,
    });
    if ('damaged' in result) throw this.#damagedFile((items[result.damaged] as Item).queued.entry, result.detail);
    await this.#note(result);
    const refs = items.flatMap(({ chunk, queued }, i) =>
      chunk ? [{ queued, at: result.at[i] as number, length: chunk.length, sha256: chunk.sha256 }] : [],
    );
    const contents = refs.map(({ at, length, sha256 }) => ({ at, length, sha256 }));
    const [frame] = await slot.place([{ frame: result.frame, contents }]);
    for (const { queued, ...content } of refs) queued.content.chunks = [this.#ref(frame as PlacedFrame, content)];
    this.#settle();
  }

  /** Nothing else may reserve a slot until all of it has one: a tar entry is contiguous. */
  async #carryLarge(entry: FileEntry, queued: Queued): Promise<void> {
    const { pool, writer, volumePath, level, tally, halt } = this.#deps;
    this.#wait(queued);
    this.#send(this.#batches.flush());
    const shown = textOf(entry.path);
    if (shown !== undefined) tally.value.current = shown;
    const id = this.#nextId++;
    const lane = pool.pick();
    const slices = slicesOf(entry.chunks);
    const parts: Promise<ChunkRef[]>[] = [];
    for (const [i, chunks] of slices.entries()) {
      const isLast = i === slices.length - 1;
      const slot = writer.reserve(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
      const carry = async (): Promise<ChunkRef[]> => {
        const { size, sha256 } = entry;
        const result = await pool.run(
          'carryLarge',
          {
            id,
            chunks: placedChunks({ ...entry, chunks }, volumePath),
            ...(isLast && { end: { size, sha256 } }),
            level,
          },
          { lane },
        );
        if ('damaged' in result) throw this.#damagedFile(entry, result.detail);
        await this.#note(result);
        const contents = chunks.map(({ length, sha256 }) => ({ at: 0, length, sha256 }));
        const pieces: Piece[] = result.frames.map((frame, k) => ({
          frame,
          contents: [contents[k] as (typeof contents)[number]],
        }));
        if (i === 0) pieces.unshift({ glue: tarHeader(fileHeader(entry)) });
        if (isLast) pieces.push({ glue: Buffer.alloc(tarPadding(size)) });
        const frames = await slot.place(pieces);
        return contents.map((content, k) => this.#ref(frames[k] as PlacedFrame, content));
      };
      const part = carry();
      writer.track(part);
      parts.push(part);
      await writer.room();
      await waitIfPaused(halt);
    }
    writer.track(
      Promise.all(parts).then((refs) => {
        queued.content.chunks = refs.flat();
        this.#settle();
      }),
    );
  }

  /** Waits where that is more than allowed: with the slot not filled, the next ones have to wait too. */
  #note({ bytesRead, copiedBytes }: { bytesRead: number; copiedBytes: number }): Promise<void> {
    const { pace, writer, halt } = this.#deps;
    this.bytesRead += bytesRead;
    this.bytesCopied += copiedBytes;
    return pace.keep(bytesRead, writer.storedBytes, halt.signal);
  }

  #ref(frame: PlacedFrame, content: Pick<ChunkRef, 'at' | 'length' | 'sha256'>): ChunkRef {
    return { set: this.#deps.setId, ...frame, ...content };
  }

  /** Moves what is ready at the head of the queue into the manifest. */
  #settle(): void {
    const { manifest, tally, writer } = this.#deps;
    let ready = 0;
    for (; this.#queue[ready]?.content.chunks; ready++) {
      const { entry, content } = this.#queue[ready] as Queued;
      manifest.add(entry.type === 'file' ? { ...entry, chunks: content.chunks ?? [] } : entry);
      tally.value.files.done++;
      if (entry.type === 'file') tally.value.bytes.done += entry.size;
      if (entry.type === 'gap' || (entry.type === 'file' && entry.changedWhileRead)) tally.value.gaps++;
    }
    this.#queue.splice(0, ready);
    tally.value.bytes.stored = writer.storedBytes;
  }

  #damagedFile({ path }: Entry, detail: string): EngineError {
    const { path: shown } = shownPath(path);
    this.damagedPath ??= shown;
    return new EngineError('set-damaged', { subject: this.#deps.pointId, detail: `${shown}: ${detail}` });
  }

  /** From the frame's own header; neighbours mostly ask for the same. */
  #rawSizeOf(chunk: ChunkRef): number | undefined {
    const key = `${chunk.set} ${chunk.volume} ${chunk.frame}`;
    if (this.#sized?.key !== key) this.#sized = { key, size: this.#sizeInHeader(chunk) };
    return this.#sized.size;
  }

  #sizeInHeader({ set, volume, frame, frameLength }: ChunkRef): number | undefined {
    try {
      const beginning = Math.min(FRAME_HEADER_MAX, frameLength);
      return frameRawSize(this.#deps.readVolume(set, volume, frame, beginning));
    } catch (error) {
      // Whoever reads the content says what is wrong with it.
      if (error instanceof EngineError) return undefined;
      throw error;
    }
  }
}

function placed({ set, ...chunk }: ChunkRef, volumePath: VolumePath): Omit<ChunkRef, 'set'> & { volumePath: string } {
  return { ...chunk, volumePath: volumePath(set, chunk.volume) };
}

function fileHeader({ path, size, mode, uid, gid, mtime }: FileEntry): TarEntry {
  return { path, type: 'file', size, mode, uid, gid, mtime };
}

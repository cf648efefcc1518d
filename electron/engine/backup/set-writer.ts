import { compressFrame, type Seal, TAR_END, VOLUME_TARGET } from '../archive/index.ts';
import { free } from '../base/index.ts';
import { sha256Stream } from '../chunk/index.ts';
import type { FrameBytes, FrameCheck, HashedBytes, Pool } from '../pool/index.ts';
import { type SetFolder, writeFailure } from '../vault/index.ts';
import { bring } from '../sets/index.ts';
import { type VolumeEnd, VolumeStream } from './volume-stream.ts';

/** A part of the tar stream: bytes that are nobody's content (headers, padding), or a finished frame and what it holds. */
export type Piece =
  | { readonly glue: Buffer }
  | { readonly frame: FrameBytes; readonly contents: FrameCheck['contents'] };

export interface PlacedFrame {
  readonly volume: number;
  readonly frame: number;
  readonly frameLength: number;
}

export interface WrittenVolumes {
  readonly volumes: Seal['volumes'];
  readonly storedBytes: number;
  readonly durable: boolean;
  readonly direct: boolean;
}

const GLUE_MAX_BYTES = 1024 * 1024;
/** Read back so much at a time: what is left when the last byte is written is what the run still has to wait for. */
const READ_BACK_BYTES = 16 * 1024 * 1024;
/** Of what was written and is kept until it has been compared with what comes back. Of what is more a hash is kept. */
const KEPT_MAX_BYTES = 3 * READ_BACK_BYTES;
/** Of ended volumes that wait here to be sent: then the run waits too. */
const STAGED_MAX_BYTES = 2 * VOLUME_TARGET;
const BUDGET_BASE_BYTES = 16 * 1024 * 1024;
const BUDGET_PER_WORKER_BYTES = 12 * 1024 * 1024;

export interface WriterOptions {
  /** Volumes of this set that an interrupted run has ended; the stream goes on behind them. */
  readonly kept?: Omit<WrittenVolumes, 'storedBytes'> | undefined;
  /** Breaks off what is being sent. */
  readonly signal?: AbortSignal | undefined;
}

/** A place in the stream that was promised to work in progress. */
export interface Slot {
  /** Gives the pieces that stand here; answers, once all earlier slots are filled, where each frame went. */
  place(pieces: readonly Piece[]): Promise<PlacedFrame[]>;
}

type VolumeFacts = Pick<VolumeEnd, 'size' | 'sha256'>;

interface OpenSlot {
  readonly rawBytes: number;
  pieces?: readonly Piece[];
  placed?: (frames: PlacedFrame[]) => void;
  reject?: (failure: unknown) => void;
}

/**
 * Writes a set's volumes. Frames leave the workers in any order and enter the stream in the order their slots were reserved.
 * They are flushed and read back piece by piece while they grow.
 */
export class SetWriter {
  readonly #pool: Pool;
  readonly #folder: SetFolder;
  readonly #level: number;
  readonly #budget: number;
  readonly #stream: VolumeStream;
  readonly #slots: OpenSlot[] = [];
  readonly #pending: Promise<void>[] = [];
  readonly #readBacks: Promise<void>[] = [];
  /** Settles when all that was ended so far is at the place. */
  #sending: Promise<void> = Promise.resolve();
  readonly #signal: AbortSignal | undefined;
  readonly #volumes: Seal['volumes'] = [];
  #glue: Buffer[] = [];
  #glueBytes = 0;
  /** Of the open volume: written, but not yet given to be read back. */
  readonly #frames: FrameCheck[] = [];
  #framesBytes = 0;
  #size = 0;
  #number = 0;
  #stored = 0;
  #inFlight = 0;
  #staged = 0;
  /** In the memory of read-backs that are not over. */
  #keptBytes = 0;
  #durable = true;
  #direct = true;
  #failure: unknown;
  #onFailure: ((failure: unknown) => void) | undefined;
  #wake: (() => void)[] = [];

  constructor(pool: Pool, folder: SetFolder, level: number, { kept, signal }: WriterOptions = {}) {
    this.#signal = signal;
    this.#pool = pool;
    this.#folder = folder;
    this.#level = level;
    this.#stream = new VolumeStream(pool, folder);
    this.#budget = BUDGET_BASE_BYTES + pool.size * BUDGET_PER_WORKER_BYTES;
    if (!kept) return;
    this.#volumes.push(...kept.volumes);
    this.#number = kept.volumes.length;
    this.#stored = kept.volumes.reduce((sum, volume) => sum + volume.size, 0);
    this.#durable = kept.durable;
    this.#direct = kept.direct;
  }

  get storedBytes(): number {
    return this.#stored;
  }

  /** Of slots that are reserved and not yet written, before compression. */
  get bytesInFlight(): number {
    return this.#inFlight;
  }

  reserve(rawBytes: number): Slot {
    const slot: OpenSlot = { rawBytes };
    this.#slots.push(slot);
    this.#inFlight += rawBytes;
    return {
      place: (pieces) =>
        new Promise((resolve, reject) => {
          if (this.#failure !== undefined) return reject(this.#failure);
          slot.pieces = pieces;
          slot.placed = resolve;
          slot.reject = reject;
          this.#drain();
        }),
    };
  }

  get isBusy(): boolean {
    return this.#inFlight > this.#budget || this.#staged > STAGED_MAX_BYTES;
  }

  /** Waits until the bytes on their way fit the budget again. Throws the first failure of the run. */
  async room(): Promise<void> {
    while (this.isBusy && this.#failure === undefined) await new Promise<void>((resolve) => this.#wake.push(resolve));
    this.throwIfFailed();
  }

  /** Follows work that nobody awaits, so that its failure ends the run. */
  track(work: Promise<unknown>): void {
    this.#pending.push(this.#guarded(work));
    if (this.#pending.length > 4096) void this.#settled(this.#pending.splice(0, 2048));
  }

  #guarded(work: Promise<unknown>): Promise<void> {
    return work.then(
      () => undefined,
      (error: unknown) => this.#fail(error),
    );
  }

  /** Told at once and once, so that work which waits for other work can end. */
  whenFailed(tell: (failure: unknown) => void): void {
    this.#onFailure = tell;
  }

  throwIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Waits for all work, ends the stream and the last volume, and for all read-backs. */
  async finish(): Promise<WrittenVolumes> {
    await this.quiet();
    if (this.#number > 0 || this.#glueBytes > 0) {
      this.#addGlue(TAR_END);
      this.#flushGlue();
      this.#endVolume();
    }
    await this.quiet();
    return this.#readBackSoFar();
  }

  /**
   * Ends the volume. To be called when all slots are filled (`quiet`). Resolves once everything up to here has been read back:
   * an interrupted run can go on behind it.
   */
  checkpoint(): Promise<WrittenVolumes> {
    this.#flushGlue();
    if (this.#size > 0) this.#endVolume();
    return this.#readBackSoFar();
  }

  /** Counts as a read-back: neither the end nor a checkpoint is reached before it, and its failure ends the run. */
  awaitReadBack(work: Promise<void>): void {
    this.#readBacks.push(this.#guarded(work));
  }

  async #readBackSoFar(): Promise<WrittenVolumes> {
    const [count, storedBytes] = [this.#number, this.#stored];
    await Promise.all(this.#readBacks);
    this.throwIfFailed();
    this.#volumes.sort((a, b) => (a.name < b.name ? -1 : 1));
    const volumes = this.#volumes.slice(0, count);
    return { volumes, storedBytes, durable: this.#durable, direct: this.#direct };
  }

  async abandon(): Promise<void> {
    this.#fail(new Error('abandoned'));
    await this.#pool.runOnVolume('volumeAbandon', null).catch(() => undefined);
  }

  /** Waits for all tracked work, but neither for the stream's end nor for read-backs. Throws the first failure of the run. */
  async quiet(): Promise<void> {
    while (this.#pending.length > 0) await this.#settled(this.#pending.splice(0));
    this.throwIfFailed();
  }

  async #settled(work: Promise<void>[]): Promise<void> {
    await Promise.all(work);
  }

  #drain(): void {
    while (this.#slots[0]?.pieces) {
      const slot = this.#slots.shift() as OpenSlot;
      const frames: PlacedFrame[] = [];
      for (const piece of slot.pieces ?? []) {
        if ('glue' in piece) this.#addGlue(piece.glue);
        else {
          this.#flushGlue();
          frames.push(this.#append(piece.frame, piece.contents));
        }
      }
      slot.placed?.(frames);
      this.track(this.#named(this.#stream.settled()).then(() => this.#release(slot.rawBytes)));
      if (this.#size >= VOLUME_TARGET) this.#endVolume();
      else if (this.#framesBytes >= READ_BACK_BYTES) this.#readBackFlushed();
    }
  }

  #append(frame: FrameBytes, contents: FrameCheck['contents']): PlacedFrame {
    if (this.#size === 0) {
      this.#number++;
      this.track(this.#named(this.#stream.open(this.#number)));
    }
    const placed = { volume: this.#number, frame: this.#size, frameLength: frame.length };
    this.#frames.push({ offset: this.#size, length: frame.length, contents });
    this.#framesBytes += frame.length;
    this.#size += frame.length;
    this.#stored += frame.length;
    this.track(this.#named(this.#stream.append(frame)));
    return placed;
  }

  #addGlue(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#glue.push(bytes);
    this.#glueBytes += bytes.length;
    if (this.#glueBytes >= GLUE_MAX_BYTES) this.#flushGlue();
  }

  #flushGlue(): void {
    if (this.#glueBytes === 0) return;
    const frame = compressFrame(Buffer.concat(this.#glue), this.#level);
    this.#glue = [];
    this.#glueBytes = 0;
    this.#append({ buffer: frame.buffer, length: frame.length }, []);
  }

  #endVolume(): void {
    const name = this.#folder.volumeName(this.#number);
    const streamBytes = this.#size;
    const end = this.#named(this.#stream.end());
    this.#size = 0;
    this.#readBack(end, this.#frames.splice(0), ({ size, sha256 }) => {
      this.#volumes.push({ name, size, sha256 });
      // What encryption adds.
      this.#stored += size - streamBytes;
      return { size, sha256 };
    });
  }

  #readBackFlushed(): void {
    const flushed = this.#named(this.#stream.flush());
    const later = this.#frames.findIndex(({ offset, length }) => offset + length > this.#stream.written);
    const frames = this.#frames.splice(0, later < 0 ? this.#frames.length : later);
    this.#readBack(flushed, frames, () => undefined);
  }

  /** Has what was written since the last time read back, once it is flushed. Parts of a volume follow each other. */
  #readBack<F extends Pick<VolumeEnd, 'durable' | 'frames'>>(
    flushed: Promise<F>,
    frames: readonly FrameCheck[],
    endOf: (flushed: F) => VolumeFacts | undefined,
  ): void {
    const { path, head } = this.#stream;
    const name = this.#folder.volumeName(this.#number);
    this.#framesBytes = this.#frames.reduce((sum, { length }) => sum + length, 0);
    const check = async (): Promise<void> => {
      const done = await flushed;
      this.throwIfFailed();
      const end = endOf(done);
      const opened = await head;
      const sealed = opened && { key: opened.key, start: opened.start };
      const bytes = done.frames.reduce((sum, { length }) => sum + length, 0);
      const written = this.#keptBytes + bytes > KEPT_MAX_BYTES ? [hashed(done.frames)] : done.frames;
      const keptBytes = written === done.frames ? bytes : 0;
      this.#keptBytes += keptBytes;
      const { direct } = await this.#pool.check({
        path,
        frames,
        written,
        ...(end && { end }),
        ...(sealed && { sealed }),
      });
      this.#keptBytes -= keptBytes;
      this.#durable &&= done.durable;
      this.#direct &&= direct;
      if (end && this.#folder.isSent) await this.#send(name, end);
    };
    // Nothing may be left on its way into a volume when a run gives up; a read-back may.
    this.track(flushed);
    this.awaitReadBack(check());
  }

  /** One behind the other is enough: each fills the line by itself. */
  async #send(name: string, end: VolumeFacts): Promise<void> {
    this.#staged += end.size;
    this.#sending = this.#sending.then(async () => {
      this.throwIfFailed();
      const { durable } = await bring(this.#folder, name, end, { pool: this.#pool, signal: this.#signal });
      this.#durable &&= durable;
      this.#folder.unstage(name);
      this.#staged -= end.size;
      this.#wakeAll();
    });
    await this.#sending;
  }

  async #named<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw writeFailure(this.#folder.path, error);
    }
  }

  #release(bytes: number): void {
    this.#inFlight -= bytes;
    this.#wakeAll();
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    // A slot that will never be filled would keep all later ones waiting for ever.
    for (const slot of this.#slots.splice(0)) slot.reject?.(this.#failure);
    this.#onFailure?.(this.#failure);
    this.#wakeAll();
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** Its memory is given back. */
function hashed(frames: readonly FrameBytes[]): HashedBytes {
  const hash = sha256Stream();
  let length = 0;
  for (const frame of frames) {
    hash.update(new Uint8Array(frame.buffer, 0, frame.length));
    length += frame.length;
    free(frame.buffer);
  }
  return { length, sha256: hash.digest() };
}

import { type AgeHead, newAgeHead, type Slab, SlabCutter } from '../crypt/index.ts';
import type { FrameBytes, Pool } from '../pool/index.ts';
import type { SetFolder } from '../vault/index.ts';

export interface VolumeEnd {
  readonly size: number;
  readonly sha256: string;
  readonly durable: boolean;
  /** What was written since it was last flushed. */
  readonly frames: readonly FrameBytes[];
}

/** What threads encrypt at a time: a whole number of chunks. */
const SLAB_BYTES = 2 * 1024 * 1024;

/**
 * The open volume of a set, as the writer sees it: frames go in, in order. In an encrypted vault they are cut into slabs that any
 * thread encrypts, and that are appended in order again; the last bytes wait there until they fill a chunk or the volume ends.
 */
export class VolumeStream {
  readonly #pool: Pool;
  readonly #folder: SetFolder;
  #path = '';
  #head: Promise<AgeHead> | undefined;
  #cutter: SlabCutter | undefined;
  #appended = 0;
  /** Settles when all that was asked for so far is done: what is encrypted elsewhere must not overtake. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(pool: Pool, folder: SetFolder) {
    this.#pool = pool;
    this.#folder = folder;
  }

  get path(): string {
    return this.#path;
  }

  /** What reads it back; undefined in a vault that is not encrypted. */
  get head(): Promise<AgeHead> | undefined {
    return this.#head;
  }

  /** How far the stream can be read back once it is flushed. */
  get written(): number {
    return this.#cutter ? this.#cutter.cutBytes : this.#appended;
  }

  async open(number: number): Promise<void> {
    const path = this.#folder.newFile(this.#folder.volumeName(number));
    this.#path = path;
    this.#appended = 0;
    const recipients = this.#folder.recipients;
    this.#head = recipients && newAgeHead(recipients);
    this.#cutter = recipients && new SlabCutter(SLAB_BYTES);
    const head = this.#head;
    await this.#inOrder(async () => {
      if (!head) return this.#pool.runOnVolume('volumeOpen', { path });
      const made = await head;
      this.#folder.rememberKey(this.#folder.volumeName(number), made);
      return this.#pool.runOnVolume('volumeOpen', { path, head: made.bytes });
    });
  }

  async append(frame: FrameBytes): Promise<void> {
    this.#appended += frame.length;
    if (this.#cutter) return this.#seal(this.#cutter.add(new Uint8Array(frame.buffer, 0, frame.length)));
    await this.#pool.runOnVolume('append', { frames: [frame] }, [frame.buffer]);
  }

  /** Settles once all that was appended is written, or waits for more of a chunk. */
  async settled(): Promise<void> {
    await this.#inOrder(() => this.#pool.runOnVolume('append', { frames: [] }));
  }

  async flush(): Promise<Pick<VolumeEnd, 'durable' | 'frames'>> {
    if (this.#cutter) void this.#seal(this.#cutter.flush()).catch(() => undefined);
    return this.#inOrder(() => this.#pool.runOnVolume('volumeFlush', null));
  }

  async end(): Promise<VolumeEnd> {
    if (this.#cutter) void this.#seal([this.#cutter.end()]).catch(() => undefined);
    return this.#inOrder(() => this.#pool.runOnVolume('volumeEnd', null));
  }

  /** Takes its places in the order before it waits for anything. */
  async #seal(slabs: readonly Slab[]): Promise<void> {
    const head = this.#head as Promise<AgeHead>;
    await Promise.all(
      slabs.map((slab) => {
        const transfer = slab.pieces.map(({ buffer }) => buffer as ArrayBuffer);
        const sealed = head.then(({ key }) => this.#pool.run('sealVolumePart', { key, slab }, { transfer }));
        sealed.catch(() => undefined);
        return this.#inOrder(async () => {
          const { frame } = await sealed;
          await this.#pool.runOnVolume('append', { frames: [frame] }, [frame.buffer]);
        });
      }),
    );
  }

  /** Plain volumes need no waiting: their thread does one thing after the other by itself. */
  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#cutter) return work();
    const done = this.#tail.then(work);
    this.#tail = done;
    done.catch(() => undefined);
    return done;
  }
}

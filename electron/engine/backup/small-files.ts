import { BATCH_BYTES, type ChunkRef, type TarEntry, tarHeaderBound } from '../archive/index.ts';
import { type FrameCheck, packedBound, type Pool, type SmallResult } from '../pool/index.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { Reading } from './content.ts';
import type { Slot, SetWriter } from './set-writer.ts';

type Item = Reading | { readonly header: TarEntry };

/** A batch waits for more files for at most this many entries of the walk, so that what is behind it can go on. */
const PATIENCE = 4096;

/** Gathers small files into frames of about 2 MiB. */
export class SmallFiles {
  readonly #pool: Pool;
  readonly #writer: SetWriter;
  readonly #store: ChunkStore;
  readonly #grown: (reading: Reading) => void;
  #items: Item[] = [];
  #bytes = 0;
  #waited = 0;
  #nextSlot = 0;

  /** `grown` takes a file that turned out to be large. */
  constructor(pool: Pool, writer: SetWriter, store: ChunkStore, grown: (reading: Reading) => void) {
    this.#pool = pool;
    this.#writer = writer;
    this.#store = store;
    this.#grown = grown;
  }

  add(item: Item): Promise<void> | undefined {
    this.#items.push(item);
    this.#bytes += 'header' in item ? tarHeaderBound(item.header) : packedBound(item.file);
    return this.#bytes >= BATCH_BYTES ? this.flush() : undefined;
  }

  /** Counts an entry of the walk that needed no reading. */
  wait(): Promise<void> | undefined {
    return this.#items.length > 0 && ++this.#waited >= PATIENCE ? this.flush() : undefined;
  }

  flush(): Promise<void> | undefined {
    if (this.#items.length === 0) return undefined;
    const items = this.#items;
    const slot = this.#writer.reserve(this.#bytes);
    this.#items = [];
    this.#bytes = 0;
    this.#waited = 0;
    return this.#store.dedupes ? this.#storeNew(items as Reading[], slot) : this.#storeAll(items, slot);
  }

  /** A full stands alone: everything goes in. */
  async #storeAll(items: Item[], slot: Slot): Promise<void> {
    const level = this.#store.level;
    const { frame, results } = await this.#pool.run('pack', {
      items: items.map((item) => ('header' in item ? item : item.file)),
      level,
    });
    const [placed] = await slot.place(frame ? [{ frame, contents: results.filter(hasContent).map(contentOf) }] : []);
    items.forEach((item, i) => {
      if ('header' in item) return;
      const result = results[i] as SmallResult;
      this.#settle(item, result, placed && hasContent(result) ? [this.#store.ref(placed, result)] : []);
    });
  }

  /** Hashes first, and stores only what the chain does not hold. */
  async #storeNew(items: Reading[], slot: Slot): Promise<void> {
    const id = this.#nextSlot++;
    const lane = this.#pool.pick();
    const { results } = await this.#pool.run('hold', { slot: id, items: items.map((item) => item.file) }, { lane });
    const known = results.map((result, i) =>
      hasContent(result) ? this.#known(items[i] as Reading, result) : undefined,
    );
    const keep = results.flatMap((result, i) =>
      hasContent(result) && !known[i] && this.#store.claim(result.sha256) ? [i] : [],
    );
    const { frame, at } = await this.#pool.run('packHeld', { slot: id, keep, level: this.#store.level }, { lane });
    const contents = keep.map((index, k) => ({ ...contentOf(results[index] as Saved), at: at[k] as number }));
    const [placed] = await slot.place(frame ? [{ frame, contents }] : []);
    if (placed) for (const content of contents) this.#store.remember(this.#store.ref(placed, content));
    for (const [i, item] of items.entries()) {
      const result = results[i] as SmallResult;
      const chunks = hasContent(result) ? (known[i] ?? [await this.#store.claimed(result.sha256)]) : [];
      this.#settle(item, result, chunks, known[i] !== undefined);
    }
  }

  #known(item: Reading, result: Saved): readonly ChunkRef[] | undefined {
    if (item.previous?.sha256 === result.sha256) return item.previous.chunks;
    const chunk = this.#store.find(result.sha256);
    return chunk && [chunk];
  }

  #settle(item: Reading, result: SmallResult, chunks: readonly ChunkRef[], known = false): void {
    if (result.status === 'grown') this.#grown(item);
    else if (result.status === 'gap') item.content = result;
    else {
      const { stat = item.file.stat, length, sha256, changed, look } = result;
      item.content = { status: 'saved', stat, size: length, sha256, chunks, changed, known, ...(look && { look }) };
    }
  }
}

type Saved = Extract<SmallResult, { status: 'read' }>;

function hasContent(result: SmallResult | null): result is Saved {
  return result?.status === 'read' && result.length > 0;
}

/** Only what the read-back needs: this is held until the volume ends. */
function contentOf({ at, length, sha256 }: Saved): FrameCheck['contents'][number] {
  return { at, length, sha256 };
}

import type { ChunkRef } from '../archive/index.ts';
import type { PlacedFrame } from './set-writer.ts';

/** Which contents need no storing, and where those stored by this run went. */
export class ChunkStore {
  readonly setId: string;
  readonly level: number;
  /** False for a full, which stands alone and holds everything itself. */
  readonly dedupes: boolean;
  readonly #findInChain: (sha256: string) => ChunkRef | undefined;
  readonly #ours = new Map<string, ChunkRef | undefined>();

  constructor(setId: string, level: number, findInChain: ((sha256: string) => ChunkRef | undefined) | undefined) {
    this.setId = setId;
    this.level = level;
    this.dedupes = findInChain !== undefined;
    this.#findInChain = findInChain ?? (() => undefined);
  }

  find(sha256: string): ChunkRef | undefined {
    return this.#findInChain(sha256);
  }

  /** True for the first who asks: it stores the content. Others take `claimed` once their own slot has been placed. */
  claim(sha256: string): boolean {
    if (this.#ours.has(sha256)) return false;
    this.#ours.set(sha256, undefined);
    return true;
  }

  remember(chunk: ChunkRef): void {
    this.#ours.set(chunk.sha256, chunk);
  }

  /** Slots are placed in order, so whoever claimed it earlier has placed it before the asker's slot was. */
  claimed(sha256: string): ChunkRef {
    const chunk = this.#ours.get(sha256);
    if (!chunk) throw new Error('a claimed content was not placed');
    return chunk;
  }

  ref(placed: PlacedFrame, content: { at: number; length: number; sha256: string }): ChunkRef {
    return { set: this.setId, ...placed, at: content.at, length: content.length, sha256: content.sha256 };
  }
}

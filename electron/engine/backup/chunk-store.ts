import type { ChunkRef } from '../archive/index.ts';
import type { PlacedFrame } from './set-writer.ts';

interface Waiting {
  readonly take: (chunk: ChunkRef) => void;
  readonly giveUp: (failure: unknown) => void;
}

/** Which contents need no storing, and where those stored by this run went. */
export class ChunkStore {
  readonly setId: string;
  readonly level: number;
  /** False for a full, which stands alone and holds everything itself. */
  readonly dedupes: boolean;
  readonly #findInChain: (sha256: string) => ChunkRef | undefined;
  readonly #ours = new Map<string, ChunkRef | undefined>();
  readonly #waiting = new Map<string, Waiting[]>();
  #failure: unknown;

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
    for (const { take } of this.#waiting.get(chunk.sha256) ?? []) take(chunk);
    this.#waiting.delete(chunk.sha256);
  }

  /**
   * Where the content went that another has claimed. Workers overtake each other, so the claimer's slot may stand behind the
   * asker's: the asker must have filled its own slot before it waits here.
   */
  claimed(sha256: string): ChunkRef | Promise<ChunkRef> {
    const chunk = this.#ours.get(sha256);
    if (chunk) return chunk;
    if (this.#failure !== undefined) throw this.#failure;
    return new Promise((take, giveUp) => {
      const waiting = this.#waiting.get(sha256);
      if (waiting) waiting.push({ take, giveUp });
      else this.#waiting.set(sha256, [{ take, giveUp }]);
    });
  }

  /** Nothing more will be placed: whoever waits for a claimed content is told so. */
  abandon(failure: unknown): void {
    this.#failure ??= failure;
    for (const waiting of this.#waiting.values()) for (const { giveUp } of waiting) giveUp(failure);
    this.#waiting.clear();
  }

  ref(placed: PlacedFrame, content: { at: number; length: number; sha256: string }): ChunkRef {
    return { set: this.setId, ...placed, at: content.at, length: content.length, sha256: content.sha256 };
  }
}

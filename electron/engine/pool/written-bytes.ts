import { free } from '../base/index.ts';
import type { FrameBytes } from './tasks.ts';

/** What was written to a file, in order, until it has been compared with what comes back: then its memory is given back. */
export class WrittenBytes {
  readonly #frames: FrameBytes[] = [];
  /** Of the first, so much has been compared. */
  #at = 0;

  /** All of it has been compared. */
  get isOver(): boolean {
    return this.#frames.length === 0;
  }

  add(frames: readonly FrameBytes[]): void {
    for (const frame of frames) if (frame.length > 0) this.#frames.push(frame);
  }

  /** Whether these are the next. */
  are(bytes: Uint8Array): boolean {
    for (let from = 0; from < bytes.length; ) {
      const frame = this.#frames[0];
      if (!frame) return false;
      const length = Math.min(frame.length - this.#at, bytes.length - from);
      const written = Buffer.from(frame.buffer, this.#at, length);
      if (!written.equals(bytes.subarray(from, from + length))) return false;
      from += length;
      this.#at += length;
      if (this.#at < frame.length) continue;
      this.#frames.shift();
      this.#at = 0;
      free(frame.buffer);
    }
    return true;
  }
}

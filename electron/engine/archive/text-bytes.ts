import { isUtf8 } from 'node:buffer';
import { type RawPath, rawFromText } from '../base/index.ts';
import { printPath } from './entry-path.ts';

const START_BYTES = 64 * 1024;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
// What JSON writes differently.
const ESCAPED = /[^\u0020-\u00ff]|["\\]/;
const NOT_ASCII = /[\x80-\xff]/;

/**
 * Text in one memory, a character a byte. A walk and a listing make a line of each file: as strings they would have to be joined, copied and
 * collected for each.
 */
export class TextBytes {
  #bytes = new Uint8Array(START_BYTES);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** No character above 255. */
  add(text: string): void {
    const bytes = this.#room(text.length);
    const at = this.#length;
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
    this.#length = at + text.length;
  }

  /** The field of a path as JSON writes it. */
  addPath(key: 'path' | 'target', path: RawPath): void {
    const from = this.#length;
    this.add(key === 'path' ? '"path":"' : '"target":"');
    const bytes = this.#room(path.length + 1);
    const at = this.#length;
    for (let i = 0; i < path.length; i++) {
      const byte = path.charCodeAt(i);
      if (byte < 0x20 || byte > 0x7e || byte === QUOTE || byte === BACKSLASH) {
        this.#length = from;
        return this.add(quoted(key, path));
      }
      bytes[at + i] = byte;
    }
    bytes[at + path.length] = QUOTE;
    this.#length = at + path.length + 1;
  }

  subarray(from: number, to: number): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(from, to);
  }

  /** All of it up to now, in memory of its own. */
  copy(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  /** Goes on from there. */
  dropFrom(from: number): void {
    this.#length = from;
  }

  #room(bytes: number): Uint8Array<ArrayBuffer> {
    const needed = this.#length + bytes;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    return this.#bytes;
  }
}

function quoted(key: string, path: RawPath): string {
  const asItIs = !ESCAPED.test(path) && (!NOT_ASCII.test(path) || isUtf8(Buffer.from(path, 'latin1')));
  return asItIs ? `"${key}":"${path}"` : rawFromText(JSON.stringify(printPath(key, path)).slice(1, -1));
}

import { closeSync, constants, openSync, readSync } from 'node:fs';

const WINDOW_BYTES = 4 * 1024 * 1024;
const ALIGNMENT = 4096;

/** A window for reads past the page cache needs an aligned address, which JavaScript cannot ask for: it is found by trying. */
let window: { bytes: Buffer; shift: number } | undefined;

/**
 * Reads a file forwards past the page cache where the system lets us (Linux, most file systems), else through it;
 * `direct` tells which. Gives stretches of any length in order; their bytes are valid until the next call.
 */
export class DirectReader {
  #fd: number;
  readonly #path: string;
  #direct: boolean;
  #position: number;
  readonly #to: number;
  #start = 0;
  #end = 0;
  #joined = Buffer.alloc(0);

  /** Reads `[from, to)`, and not far beyond: what is behind may still be on its way to the disk. */
  constructor(path: string, from = 0, to = Number.POSITIVE_INFINITY) {
    this.#path = path;
    this.#to = to;
    this.#position = from - (from % ALIGNMENT);
    window ??= { bytes: Buffer.allocUnsafeSlow(WINDOW_BYTES + 2 * ALIGNMENT), shift: 0 };
    const directFd = openDirect(path);
    this.#direct = directFd !== undefined;
    this.#fd = directFd ?? openSync(path, 'r');
    if (from > this.#position) this.next(from - this.#position);
  }

  get direct(): boolean {
    return this.#direct;
  }

  /** The next `length` bytes; fewer where the file ends. */
  next(length: number): Buffer {
    if (this.#end - this.#start >= length) return this.#take(length);
    if (this.#joined.length < length) this.#joined = Buffer.allocUnsafeSlow(length);
    let done = 0;
    while (done < length) {
      if (this.#start === this.#end && !this.#fill()) break;
      const part = Math.min(length - done, this.#end - this.#start);
      done += this.#take(part).copy(this.#joined, done);
    }
    return this.#joined.subarray(0, done);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #take(length: number): Buffer {
    const { bytes, shift } = window as { bytes: Buffer; shift: number };
    const at = shift + this.#start;
    this.#start += length;
    return bytes.subarray(at, at + length);
  }

  #fill(): boolean {
    const { bytes, shift } = window as { bytes: Buffer; shift: number };
    const wanted = Math.min(WINDOW_BYTES, Math.ceil((this.#to - this.#position) / ALIGNMENT) * ALIGNMENT);
    let read: number;
    try {
      read = readSync(this.#fd, bytes, shift, wanted, this.#position);
    } catch (error) {
      // Some file systems accept the flag and refuse the read, some only the last, odd one.
      if (!this.#direct) throw error;
      this.#direct = false;
      closeSync(this.#fd);
      this.#fd = openSync(this.#path, 'r');
      read = readSync(this.#fd, bytes, shift, wanted, this.#position);
    }
    this.#position += read;
    this.#start = 0;
    this.#end = read;
    return read > 0;
  }
}

function openDirect(path: string): number | undefined {
  if (!constants.O_DIRECT || !window) return undefined;
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_DIRECT);
  } catch {
    return undefined;
  }
  // Large blocks of memory begin 16 bytes behind a page with the usual allocator, so that shift is tried first.
  for (const shift of [window.shift, ALIGNMENT - 16, ...Array.from({ length: ALIGNMENT / 16 }, (_, i) => i * 16)]) {
    try {
      readSync(fd, window.bytes, shift, ALIGNMENT, 0);
      window.shift = shift;
      return fd;
    } catch {
      // Not aligned: the next one.
    }
  }
  closeSync(fd);
  return undefined;
}

/** Random numbers that a seed repeats exactly (mulberry32): a failed random test is replayed by its seed alone. */
export class Prng {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 (included) to 1 (excluded). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('nothing to pick from');
    return from[this.int(0, from.length - 1)] as T;
  }

  /** Bytes that do not compress, or (`dull`) some that do. */
  bytes(length: number, dull = false): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let i = 0; i + 4 <= length; i += 4) bytes.writeUInt32LE(this.#word(dull), i);
    for (let i = length - (length % 4); i < length; i++) bytes[i] = this.int(0, 255);
    return bytes;
  }

  #word(dull: boolean): number {
    const word = Math.floor(this.next() * 4_294_967_296);
    return dull ? word & 0x03030303 : word;
  }
}

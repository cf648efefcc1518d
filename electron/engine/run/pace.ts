import { setTimeout as wait } from 'node:timers/promises';
import type { Limits } from '../../contract/index.ts';
import { isWithinHours, now } from '../base/index.ts';
import { isRemote } from '../place/index.ts';

const MIB = 1024 * 1024;
/** So far a run may be ahead of its rate: less would be all waking up. */
const AHEAD_MS = 250;

/** Holds a run to the rates that it is allowed. */
export class Pace {
  readonly #limits: Limits;
  /** When all that has been read, and written, would have been at the allowed rate. */
  #due = { read: 0, write: 0 };
  #stored: number;

  /**
   * `place`: written to. A remote one keeps its rate itself, as the bytes go out: here they only go to the staging folder. `stored`: bytes that are
   * counted already, and were not held to it.
   */
  constructor(limits: Limits, place: string, stored = 0) {
    this.#stored = stored;
    this.#limits = isRemote(place) ? { ...limits, writeMiB: null } : limits;
  }

  get isFree(): boolean {
    return this.#limits.readMiB === null && this.#limits.writeMiB === null;
  }

  /** Notes bytes read, and how many are stored so far; waits where that is more than allowed. A wish to stop ends the waiting. */
  async keep(read: number, stored: number, signal: AbortSignal | undefined): Promise<void> {
    const at = performance.now();
    const { readMiB, writeMiB, during } = this.#limits;
    // Who only reads says 0.
    const written = Math.max(0, stored - this.#stored);
    this.#stored += written;
    if (during !== null && !isWithinHours(during, now())) return;
    const due = (until: number, bytes: number, rate: number | null): number =>
      rate === null ? 0 : Math.max(until, at) + (bytes / MIB / rate) * 1000;
    this.#due = { read: due(this.#due.read, read, readMiB), write: due(this.#due.write, written, writeMiB) };
    const ahead = Math.max(this.#due.read, this.#due.write) - at;
    if (ahead > AHEAD_MS) await wait(ahead, undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}

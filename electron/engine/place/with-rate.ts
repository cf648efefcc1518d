import { setTimeout as wait } from 'node:timers/promises';
import { isWithinHours, now } from '../base/index.ts';
import type { SendRate } from './place-calls.ts';
import type { RemoteDriver } from './remote-driver.ts';

const NO_RATE: SendRate = { bytesPerSecond: Number.POSITIVE_INFINITY, during: null };

/** So much may go at once after a rest, in seconds of the rate. */
const BURST_S = 0.25;

/** What goes to the place takes as long as the rate says that holds now, all callers together. What comes from it does not: somebody waits for that. */
export function withRate(driver: RemoteDriver, rate: () => SendRate | undefined): RemoteDriver {
  const pace = new Pace(rate);
  return {
    canMoveFolders: driver.canMoveFolders,
    exists: () => driver.exists(),
    list: (folder) => driver.list(folder),
    size: (name) => driver.size(name),
    read: (name, offset, length) => driver.read(name, offset, length),
    makeFolder: (name) => driver.makeFolder(name),
    put: async (name, bytes) => {
      await pace.pass(bytes.length);
      return await driver.put(name, bytes);
    },
    // A driver that is asked to be slow sends in another way, one piece after the other: only where it must.
    send: (name, file, signal) =>
      rate()
        ? driver.send(name, { ...file, pace: (bytes, stopped) => pace.pass(bytes, stopped) }, signal)
        : driver.send(name, file, signal),
    remove: (name) => driver.remove(name),
    removeFolder: (name) => driver.removeFolder(name),
    moveFolder: (from, to) => driver.moveFolder(from, to),
    space: () => driver.space(),
    lockedUntil: (name) => driver.lockedUntil(name),
    close: () => driver.close(),
  };
}

class Pace {
  readonly #rate: () => SendRate | undefined;
  /** When all that has passed so far has had its time. */
  #freeAt = 0;

  constructor(rate: () => SendRate | undefined) {
    this.#rate = rate;
  }

  /** Returns early when `signal` fires: whoever was waiting has other things to do then. */
  async pass(bytes: number, signal?: AbortSignal): Promise<void> {
    const { bytesPerSecond, during } = this.#rate() ?? NO_RATE;
    if (during !== null && !isWithinHours(during, now())) return;
    const at = performance.now();
    this.#freeAt = Math.max(this.#freeAt, at - BURST_S * 1000) + (bytes / bytesPerSecond) * 1000;
    const waitMs = this.#freeAt - at;
    if (waitMs > 0) await wait(waitMs, undefined, { signal }).catch(() => undefined);
  }
}

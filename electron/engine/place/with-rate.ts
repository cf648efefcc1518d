import { setTimeout as wait } from 'node:timers/promises';
import type { RemoteDriver } from './remote-driver.ts';

/** So much may go at once after a rest, in seconds of the rate. */
const BURST_S = 0.25;

/** What goes to the place and comes from it takes as long as `bytesPerSecond` says, all callers together. */
export function withRate(driver: RemoteDriver, bytesPerSecond: number): RemoteDriver {
  const pace = new Pace(bytesPerSecond);
  return {
    canMoveFolders: driver.canMoveFolders,
    exists: () => driver.exists(),
    list: (folder) => driver.list(folder),
    size: (name) => driver.size(name),
    read: async (name, offset, length) => {
      const bytes = await driver.read(name, offset, length);
      await pace.pass(bytes.length);
      return bytes;
    },
    makeFolder: (name) => driver.makeFolder(name),
    put: async (name, bytes) => {
      await pace.pass(bytes.length);
      return await driver.put(name, bytes);
    },
    send: (name, file, signal) =>
      driver.send(name, { ...file, pace: (bytes, stopped) => pace.pass(bytes, stopped) }, signal),
    remove: (name) => driver.remove(name),
    removeFolder: (name) => driver.removeFolder(name),
    moveFolder: (from, to) => driver.moveFolder(from, to),
    space: () => driver.space(),
    close: () => driver.close(),
  };
}

class Pace {
  readonly #bytesPerMs: number;
  /** When all that has passed so far has had its time. */
  #freeAt = 0;

  constructor(bytesPerSecond: number) {
    this.#bytesPerMs = bytesPerSecond / 1000;
  }

  /** Returns early when `signal` fires: whoever was waiting has other things to do then. */
  async pass(bytes: number, signal?: AbortSignal): Promise<void> {
    const now = performance.now();
    this.#freeAt = Math.max(this.#freeAt, now - BURST_S * 1000) + bytes / this.#bytesPerMs;
    const waitMs = this.#freeAt - now;
    if (waitMs > 0) await wait(waitMs, undefined, { signal }).catch(() => undefined);
  }
}

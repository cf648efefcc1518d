import type { Reply, Watch } from '../contract/index.ts';

interface Deps {
  /** Asks the service to look now. */
  readonly ask: () => Promise<Reply>;
  readonly silent: (isSilent: boolean) => void;
  /** Milliseconds between two checks. */
  readonly everyMs?: number;
}

const CHECK_MS = 60_000;
/** So many looks may be missed, so that a computer that has much to do is not blamed. */
const MISSED = 3;
/** A pause between two checks that is longer was sleep: nobody could have looked. */
const ASLEEP = 3;

/** Watches the watchdog: it is in another process, and whoever hears nothing of it for long says so. */
export class ServiceWatch {
  readonly #deps: Deps;
  readonly #checkMs: number;
  /** Counted by this process alone: what the service says of the time is not believed. */
  #quietMs = 0;
  #allowedMs = 15 * 60_000;
  #lastCheck = performance.now();
  #lastWall = Date.now();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#checkMs = deps.everyMs ?? CHECK_MS;
    setInterval(() => this.#check(), this.#checkMs).unref();
  }

  /** The service has looked. */
  heard({ everyMs }: Watch): void {
    this.#quietMs = 0;
    this.#allowedMs = MISSED * everyMs;
    this.#deps.silent(false);
  }

  #check(): void {
    const [passed, wall] = [performance.now() - this.#lastCheck, Date.now() - this.#lastWall];
    this.#lastCheck = performance.now();
    this.#lastWall = Date.now();
    const longest = ASLEEP * this.#checkMs;
    if (passed > longest || wall > longest) return;
    this.#quietMs += passed;
    // Asked before it is told of: what only waits for its timer answers, and is heard.
    if (this.#quietMs > this.#allowedMs / 2) void this.#deps.ask();
    if (this.#quietMs > this.#allowedMs) this.#deps.silent(true);
  }
}

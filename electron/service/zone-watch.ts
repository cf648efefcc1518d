import { Looks } from './looks.ts';

export interface ZoneWatchDeps {
  /** The zone of the system now; undefined where it cannot be told. */
  readonly systemZone: () => Promise<string | undefined>;
  /** Times of day are in another zone from now on. */
  readonly changed: (zone: string) => void;
  readonly report: (error: unknown) => void;
}

const LOOK_MS = 15 * 60_000;

/**
 * Notices that the system's time zone was changed: a computer that travels, or a setting that was wrong. A process keeps the zone that it
 * found at its start; giving it a new one by its environment makes it forget what it has kept. Where somebody has set `TZ` for
 * this process that is what holds, and this is not used.
 */
export class ZoneWatch {
  readonly #deps: ZoneWatchDeps;
  readonly #looks: Looks;

  constructor(deps: ZoneWatchDeps) {
    this.#deps = deps;
    const { report } = deps;
    this.#looks = new Looks({ look: () => this.#look(), report, startMs: LOOK_MS, everyMs: LOOK_MS });
  }

  /** The computer was asleep, and may be elsewhere now. */
  look(): void {
    this.#looks.now();
  }

  stop(): void {
    this.#looks.stop();
  }

  async #look(): Promise<void> {
    const zone = await this.#deps.systemZone();
    if (zone === undefined || this.#looks.isStopped) return;
    if (zone === Intl.DateTimeFormat().resolvedOptions().timeZone) return;
    process.env['TZ'] = zone;
    this.#deps.changed(zone);
  }
}

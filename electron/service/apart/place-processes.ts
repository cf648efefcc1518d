import type { Failure } from '../../contract/index.ts';
import { EngineError, type HeldKeys } from '../../engine/engine.ts';
import type { Patience } from './patience.ts';
import { type Errand, PlaceProcess } from './place-process.ts';
import type { TravellingOptions } from './protocol.ts';

export interface PlaceProcessesDeps {
  readonly options: TravellingOptions;
  readonly patience: Patience;
  readonly errors?: 'ignore' | undefined;
  /** What is open here, for a process that begins. */
  readonly keys: () => readonly HeldKeys[];
  readonly onKeys: (keys: readonly HeldKeys[]) => void;
  readonly endRuns: (presence: string, planId: string, failure: Failure) => void;
  readonly onGone: (presence: string) => void;
  readonly report: (error: unknown) => void;
  /** A place fell silent, or is heard again. */
  readonly onSilence: () => void;
}

/** Memory is for what works: no more than these wait for work, and no more than those are there at all. */
const IDLE_MAX = 3;
const MAX = 8;

/** Processes that work with places, by what they are for: each made at first need and kept for a while. */
export class PlaceProcesses {
  readonly #deps: PlaceProcessesDeps;
  readonly #processes = new Map<string, PlaceProcess>();
  readonly #endings = new Map<string, NodeJS.Timeout>();
  readonly #closing = new Set<Promise<void>>();
  /** Paths that killed processes still stand still at, holding what they held, until the system lets go of them. */
  readonly #stuck = new Map<string, string>();
  #room = Promise.withResolvers<void>();
  #silent = '';

  constructor(deps: PlaceProcessesDeps) {
    this.#deps = deps;
  }

  /** Of those that there are now. */
  get pids(): number[] {
    return [...this.#processes.values()].flatMap(({ pid }) => pid ?? []);
  }

  /** Folders that do not answer, with since when (ms). */
  get silences(): ReadonlyMap<string, number> {
    return new Map(
      [...this.#processes.values()].flatMap(({ silence }) => (silence ? [[silence.path, silence.since]] : [])),
    );
  }

  /** `key`: what the process is for; errands of one key share one. */
  async do(key: string, errand: Errand): Promise<unknown> {
    while (!this.#processes.has(key) && this.#processes.size >= MAX) {
      const idle = this.#idle()[0];
      if (idle === undefined) await this.#room.promise;
      else this.#close(idle);
    }
    const process = this.#processes.get(key) ?? this.#begin(key);
    clearTimeout(this.#endings.get(key));
    try {
      return await process.do(errand);
    } catch (error) {
      const path = this.#stuck.get(key);
      if (path === undefined || !(error instanceof EngineError && error.code === 'busy')) throw error;
      throw new EngineError('place-silent', { subject: path, cause: error });
    }
  }

  /** What one has opened, all others may use. */
  hold(keys: readonly HeldKeys[]): void {
    for (const process of this.#processes.values()) process.hold(keys);
  }

  lock(vaultId: string): void {
    for (const process of this.#processes.values()) process.lock(vaultId);
  }

  /** Those that have nothing to do. */
  async closeIdle(): Promise<void> {
    for (const key of this.#idle()) this.#close(key);
    await Promise.all(this.#closing);
  }

  async close(): Promise<void> {
    for (const key of this.#processes.keys()) this.#close(key);
    await Promise.all(this.#closing);
  }

  #begin(key: string): PlaceProcess {
    const { options, patience, errors, keys, endRuns, onGone, report } = this.#deps;
    const process = new PlaceProcess({
      options,
      patience,
      keys: keys(),
      errors,
      onKeys: (opened) => {
        this.#deps.onKeys(opened);
        this.hold(opened);
      },
      onChange: () => this.#changed(key, process),
      onEnd: () => {
        this.#forget(key, process);
        if (process.silence) this.#stuck.set(key, process.silence.path);
      },
      endRuns,
      onGone: (presence) => {
        this.#stuck.delete(key);
        if (presence !== undefined) onGone(presence);
      },
      report,
    });
    this.#processes.set(key, process);
    return process;
  }

  #changed(key: string, process: PlaceProcess): void {
    if (this.#processes.get(key) === process && process.isIdle) {
      clearTimeout(this.#endings.get(key));
      // Behind those whose work has ended before.
      this.#endings.delete(key);
      this.#endings.set(key, setTimeout(() => process.isIdle && this.#close(key), this.#deps.patience.idle).unref());
      this.#makeRoom();
      const [oldest] = this.#idle();
      if (oldest !== undefined && this.#idle().length > IDLE_MAX) this.#close(oldest);
    }
    const silent = [...this.silences.keys()].join('\n');
    if (silent !== this.#silent) this.#deps.onSilence();
    this.#silent = silent;
  }

  /** Of those whose work ended first, the first. */
  #idle(): string[] {
    return [...this.#endings.keys()].filter((key) => this.#processes.get(key)?.isIdle);
  }

  #close(key: string): void {
    const process = this.#processes.get(key);
    if (!process) return;
    this.#forget(key, process);
    const closing = process.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  #forget(key: string, process: PlaceProcess): void {
    if (this.#processes.get(key) !== process) return;
    this.#processes.delete(key);
    clearTimeout(this.#endings.get(key));
    this.#endings.delete(key);
    this.#makeRoom();
  }

  #makeRoom(): void {
    this.#room.resolve();
    this.#room = Promise.withResolvers();
  }
}

import type { Engine } from '../engine/engine.ts';

/** What the engine's door offers, without saying that it must be that very class. */
export type EngineDoor = Pick<Engine, Exclude<keyof Engine, 'apart'>>;

/** Everything outside that a command line touches, so that a test can stand in for it. */
export interface World {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly homedir: string;
  readonly cwd: string;
  readonly systemLocale: () => string;
  readonly stdout: Output;
  readonly stderr: Output;
  openEngine(home: string): Promise<EngineDoor>;
  /** This command line was being done in another process, which has ended without an answer. */
  readonly broken?: 'cancelled' | 'interrupted';
  /** The same, where whatever touches a place or a source is done in other processes, each given up where it stands still. */
  openIsolated?(home: string): Promise<EngineDoor>;
  /** Calls back at every wish of the user or the system to stop. Returns the end of listening. */
  onInterrupt(interrupted: () => void): () => void;
  /** Ends the process at once, whatever is running. */
  halt(exitCode: number): void;
}

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
}

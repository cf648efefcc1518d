import type { Failure, Progress, Starter } from '../../contract/index.ts';
import type { Engine, EngineOptions, HeldKeys } from '../../engine/engine.ts';

/** What an engine of another process may be told in its options. */
export type TravellingOptions = Pick<EngineOptions, 'home' | 'vaultReadme' | 'watchFile' | 'passphraseLogN'>;

/** Those of the door to the disks that touch one; `diskNews` tells what has been seen. */
export type DiskMethod = 'diskAdd' | 'diskEject' | 'diskNews';

/** Methods that a place process is asked for; `tidyUndo` and `diagnose` are no methods of the engine's door. */
export type ApartMethod =
  | Exclude<keyof Engine, 'pin' | 'disks' | 'schedule' | 'alarms' | 'notify' | 'apart' | 'close' | 'builtinExcludes'>
  | DiskMethod
  | 'scheduleRun'
  | 'tidyUndo'
  | 'diagnose';

/** To a place process. Keys travel here and nowhere else: neither an argument nor a variable of the process ever holds one. */
export type Order =
  | { readonly kind: 'begin'; readonly options: TravellingOptions; readonly keys: readonly HeldKeys[] }
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly method: ApartMethod;
      readonly args: readonly unknown[];
      /** Where the zone was changed since the start: in which this and what comes later has its times of day. */
      readonly zone?: string | undefined;
      /** Only for what is steered while it runs. */
      readonly control?: { readonly by?: Starter | undefined };
    }
  | { readonly kind: 'cancel'; readonly id: number; readonly reason: unknown }
  | { readonly kind: 'gate'; readonly id: number; readonly isClosed: boolean }
  | { readonly kind: 'hold'; readonly keys: readonly HeldKeys[] }
  | { readonly kind: 'lock'; readonly vaultId: string }
  | { readonly kind: 'close' };

/** From a place process. */
export type Word =
  /** Said at least every second while its event loop turns. */
  | { readonly kind: 'alive' }
  /** The engine has been opened; `presence` is what its runs are known by in the history. */
  | { readonly kind: 'open'; readonly presence: string }
  | { readonly kind: 'progress'; readonly id: number; readonly sample: Progress }
  /** What somebody has typed there, said before the call is answered that it came with. */
  | { readonly kind: 'keys'; readonly keys: readonly HeldKeys[] }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: Failure }
  /** Anything else that was thrown, as a text for the log. */
  | { readonly kind: 'bug'; readonly id: number; readonly text: string }
  /** The last that it says: thrown where nobody waited for it. */
  | { readonly kind: 'crash'; readonly text: string };

export const ALIVE_MS = 1000;

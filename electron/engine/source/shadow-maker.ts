import type { ShadowWhy } from '../../contract/index.ts';
import type { RawPath } from '../base/index.ts';

/**
 * Makes shadow copies: volumes as they are at one moment, to be read while the files themselves are open, locked or being written. What is
 * in one is as after a power cut at that moment. Nothing here throws: without a shadow copy files are read where they are.
 */
export interface ShadowMaker {
  /** The volume of a real path (no links in it), and the way from its root; undefined where it can have no shadow copy. Touches nothing. */
  placeOf(path: RawPath): VolumePlace | undefined;
  /**
   * One shadow copy of each volume, as far as they can be had; each is there for as long as nobody removes it. `id`: what all of them are
   * known by, made by whoever asks and used once. Once `signal` is aborted it answers soon, and what was made meanwhile is still known by `id`.
   */
  make(id: string, volumes: readonly string[], signal?: AbortSignal): Promise<MadeShadows>;
  /** Removes what was made as `id`, and nothing else. True once nothing is left of it, also where there never was anything. */
  remove(id: string): Promise<boolean>;
}

export interface VolumePlace {
  readonly volume: string;
  readonly below: RawPath;
}

export interface MadeShadows {
  /** For each volume that has one, the folder that its root is read as. */
  readonly roots: ReadonlyMap<string, RawPath>;
  /** Why the others have none. */
  readonly why: readonly ShadowWhy[];
}

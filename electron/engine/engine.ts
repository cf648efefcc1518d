import type {
  BackupResult,
  FilePage,
  FindResult,
  Plan,
  PlanAdded,
  PlanInput,
  Point,
  Progress,
  RestoreInput,
  RestorePreview,
  RestoreResult,
  SetKind,
  Status,
  VaultOpened,
  VerifyLevel,
  VerifyResult,
} from '../contract/index.ts';

/** What goes down with every long job: the wish to stop, and the counters that the caller samples. */
export interface JobControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: (sample: Progress) => void;
}

/**
 * The only door of the engine. Every method either gives its value or throws `EngineError` (see `engine/base`),
 * whose `code` is one of the contract's; anything else thrown is a bug. A cancelled job resolves with outcome `cancelled`.
 */
export interface Engine {
  status(): Promise<Status>;
  planAdd(input: PlanInput): Promise<PlanAdded>;
  planList(): Promise<Plan[]>;
  planShow(plan: string): Promise<Plan>;
  planRemove(plan: string): Promise<void>;
  builtinExcludes(): { pattern: string; why: string }[];
  points(plan: string): Promise<Point[]>;
  files(input: { plan: string; at?: string; path?: string; offset?: number; limit?: number }): Promise<FilePage>;
  find(input: { pattern: string; plan?: string; limit?: number }): Promise<FindResult>;
  backup(input: { plan: string; kind?: SetKind; rehash?: boolean }, control?: JobControl): Promise<BackupResult>;
  restorePreview(input: RestoreInput): Promise<RestorePreview>;
  restore(input: RestoreInput, control?: JobControl): Promise<RestoreResult>;
  verify(input: { plan: string; at?: string; level?: VerifyLevel }, control?: JobControl): Promise<VerifyResult>;
  vaultOpen(place: string): Promise<VaultOpened>;
  close(): Promise<void>;
}

/** Opens (or makes) the data folder. Throws EngineError `engine-unfit`, `home-unusable`, `home-newer` or `state-damaged`. */
export declare function openEngine(options: { home: string }): Promise<Engine>;

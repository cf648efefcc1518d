/**
 * SQLite: `state` (plans, runs: precious) and `catalogue` (a cache of what the vaults' manifests say), and the plan's lease.
 * Answers what is known; reads no volume and decides nothing.
 */
export type { DueRow } from './due-runs.ts';
export { CacheDatabase } from './cache-database.ts';
export { Catalogue, type CataloguedSet } from './set-catalogue.ts';
export { isDamage, setAside, sqliteVersion } from './database.ts';
export { FolderPages } from './folder-pages.ts';
export type { Task } from './holder.ts';
export { Lease } from './lease.ts';
export { PointTree, type SegmentSource } from './point-tree.ts';
export type { RunResult } from './run-summary.ts';
export {
  type Findable,
  folded,
  SearchIndex,
  versionOf,
} from './search-index.ts';
export { type FoundVersion, findVersions } from './search-query.ts';
export type { KnownVolume, PlaceRole, PlanPlace } from './plan-places.ts';
export { type Head, type PlugIn, State, type StoredPlan } from './state.ts';

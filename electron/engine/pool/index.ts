/**
 * Worker threads and what they do: read, hash, cut, compress, append, read back, give back.
 * A task is a value with its answer; buffers are transferred, or shared. Knows no plan, no catalogue and no order of a run.
 */
export { glance } from './glance.ts';
export { type Keep, replaceKeeping } from './keep-aside.ts';
export { packedBound } from './pack-task.ts';
export { WalkAhead } from './walk-ahead.ts';
export { Pool, type PoolOptions } from './worker-pool.ts';
export { isTimeRepresentable, restoreTime } from './restore-time.ts';
export {
  type CarryDamage,
  type Cut,
  type HashedChunk,
  type FileToGive,
  type FileToRead,
  type FrameBytes,
  type FrameCheck,
  type HashedBytes,
  type GivenFile,
  ownedBy,
  type Slice,
  type SmallResult,
  type StoredChunk,
} from './tasks.ts';

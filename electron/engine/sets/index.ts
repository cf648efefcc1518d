/** Sets as they rest in vaults: which are known here, how good each one is, and what lies in their volumes. */
export { awaySets, noteLeft, settleAway, waitingSets } from './away-sets.ts';
export { type Brought, arrived, bring } from './bring-file.ts';
export { damageKey, damagedIn } from './damage-at.ts';
export { groupByFrame, placedChunks, slicesOf } from './frame-groups.ts';
export { lastSeq, missingToNeighbours, neighbours, rememberHead, rolledBack } from './heads.ts';
export { type EarlierRun, type HeldRun, type KeptRuns, holdOf, keepRuns, keptRuns, setsBefore } from './hold.ts';
export {
  type PlanSets,
  chainLinks,
  chainSets,
  discover,
  indexContent,
  poolFor,
  register,
  storedBytes,
  treeOf,
  volumesOf,
} from './known-sets.ts';
export { keepPoint } from './keep-point.ts';
export { awayTooLong, isRolledBack } from './plan-doubts.ts';
export { standingsOf } from './set-standing.ts';
export { clearStaging, stagingOf } from './staging.ts';
export {
  type ReadFrame,
  type ReadVolume,
  type VolumePath,
  checkContent,
  contents,
  heldContents,
  wholeContent,
} from './stored-content.ts';

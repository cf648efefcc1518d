/** The plans of this computer: their places, keys, times and points, and every change of them. */
export { acceptGap, acceptedGaps, isAccepted, openGaps, refuseGap } from './accepted-gaps.ts';
export { adoptPlan } from './adopt.ts';
export { changePassphrase } from './change-passphrase.ts';
export { asVault, copiesOf, noteSeen, originalOf } from './copies-of.ts';
export { addCopy, findCopy, removeCopy, setsAt } from './copy-places.ts';
export { Disks } from './disks.ts';
export { type PassedBy, nextOf, noteSkipped, openRun, passedBy } from './due-times.ts';
export { type EstimateInput, estimate } from './estimate.ts';
export { type PinDoor, demandPin, pinDoor } from './pin.ts';
export { testPlace } from './place-test.ts';
export { addDisk, ejectDisk, removeDisk, renameDisk, usedDisk } from './plan-disks.ts';
export { editPlan } from './plan-edit.ts';
export { describePlan, describePlans } from './plan-state.ts';
export { openPlanVault } from './plan-vault.ts';
export { demandOnlyWriter, writerOf } from './plan-writer.ts';
export {
  type KnownPlan,
  type PlanDeps,
  addPlan,
  checkNewPlan,
  findOwnPlan,
  findPlan,
  knownPlans,
  removePlan,
} from './plans.ts';
export { type PlugInRun, duePlugIns } from './plug-in.ts';
export { listPoints, openSets, openToRead, planAt, resolvePoint } from './points.ts';
export { demandRoom, lowRoom, noteSpace, notedSpace, withRoom } from './room.ts';
export { listRuns, runTroubles } from './run-history.ts';
export { noteDisks } from './same-disk.ts';
export { placeOfPoint, settledPlan } from './settled-plan.ts';
export { changeHolidays, holidaysOf, onThisComputer, scheduleOf, timingOf } from './timing.ts';
export { rawTreePaths } from './tree-path.ts';
export {
  type GivenSecret,
  type KitFacts,
  type PlaceToOpen,
  kitFacts,
  lookAtPlace,
  rememberVault,
  unlockPlan,
  unlockVault,
} from './vault-keys.ts';
export { usesShadowCopies } from './shadow-copies.ts';
export { changedWatchFile, layMissing, watchedPaths } from './watch-file.ts';

/**
 * What the engine can be asked to do, one verb a file: back up, restore, verify, browse, open a vault, keep plans.
 * A job takes its input, what it works with, a signal and a place for samples; it gives one outcome and never asks back.
 */
export { acceptedGaps, acceptGap, refuseGap } from './accepted-gaps.ts';
export { unwatchedVaults, watchNeighbours } from './neighbours.ts';
export {
  acknowledgeAlarm,
  alarmBoard,
  claimTelling,
  closeAlarm,
  closedAlarms,
  LOOK_EVERY_MS,
  lookForAlarms,
  raiseAlarm,
  tellingFailed,
  tellingTold,
} from './alarms.ts';
export { exportConfiguration, importConfiguration } from './configuration.ts';
export { Disks } from './disks.ts';
export { adoptPlan } from './adopt.ts';
export { answerHold } from './brake.ts';
export type { CheckpointRules } from './checkpoints.ts';
export { type DueRun, type Look, nextDueAt, takeDueRun } from './due.ts';
export { endDue, pausePlan, resumePlan, runDue, skipDue } from './due-end.ts';
export { type Surroundings, unmetConditions } from './conditions.ts';
export { eventCame, nextRuns, runsUntil } from './planned.ts';
export { changeHolidays, holidaysOf } from './timing.ts';
export { type EstimateInput, estimate } from './estimate.ts';
export { whilePowered } from './battery-guard.ts';
export { changeLimits, limitsOf, sendRateOf } from './limits.ts';
export { listFiles, plansToSearch, prepareFolders } from './browse.ts';
export { makeDiagnostics } from './diagnostics.ts';
export { previewFile } from './file-preview.ts';
export { nearestFolder } from './nearest-folder.ts';
export { fileVersions } from './file-versions.ts';
export { findFiles } from './find.ts';
export { fleet, fleetVaults } from './fleet.ts';
export { catchUp } from './search-catch-up.ts';
export type { JobControl } from './job-control.ts';
export { openVault, rebuildCatalogue } from './open-vault.ts';
export { addDisk, ejectDisk, removeDisk, renameDisk, usedDisk } from './plan-disks.ts';
export { duePlugIns, type PlugInRun } from './plug-in.ts';
export { editPlan } from './plan-edit.ts';
export { type PinDoor, pinDoor } from './pin.ts';
export { describePlan, describePlans } from './plan-state.ts';
export {
  changePassphrase,
  type GivenSecret,
  type KitFacts,
  kitFacts,
  lookAtPlace,
  unlockPlan,
} from './vault-keys.ts';
export { addPlan, findOwnPlan, findPlan, type KnownPlan, type PlanDeps, removePlan } from './plans.ts';
export { listPoints } from './points.ts';
export { testPlace } from './place-test.ts';
export { planPrune } from './prune-plan.ts';
export type { PruneInput } from './tidy-up.ts';
export { backUpPlan, consolidatePlan, prunePlan } from './told-runs.ts';
export { recorded } from './recorded.ts';
export { restore } from './restore.ts';
export { previewRestore } from './restore-preview.ts';
export { listRuns, runTroubles } from './run-history.ts';
export { settledPlan } from './settled-plan.ts';
export { selfTest } from './self-test.ts';
export { undoRestore } from './undo.ts';
export { findUndo, tidyUndo, type UndoLeft, undoLeft } from './undo-shelf.ts';
export { type VerifyInput, verify } from './verify.ts';
export { runCopy } from './copy.ts';
export { repairPlan } from './repair.ts';
export { addCopy, removeCopy } from './copy-places.ts';

/** What need not stay: planned, shown, then moved to the trash and purged. */
export { makeRoom, pruneAfterBackup, pruneCopy } from './prune-sets.ts';
export { planPrune } from './prune-plan.ts';
export { type PruneInput, tidyUp } from './tidy-up.ts';

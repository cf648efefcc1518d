/** From the sources to a sealed set (`backup.ts`), and from a chain to a new full (`consolidate.ts`). */
export { type BackupDeps, type BackupInput, backup } from './back-up.ts';
export { answerHold } from './brake.ts';
export type { CheckpointRules } from './checkpoints.ts';
export { consolidate } from './consolidate.ts';

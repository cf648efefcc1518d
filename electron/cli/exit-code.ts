import {
  type BackupResult,
  type CopyResult,
  type Damage,
  ERRORS,
  EXIT,
  type PruneResult,
  type RepairResult,
  type RestoreResult,
  type RunOutcome,
  type UndoResult,
  type VaultOpened,
  type VerifyResult,
} from '../contract/index.ts';

const OUTCOME_EXIT: Readonly<Record<RunOutcome, number>> = {
  complete: EXIT.complete,
  incomplete: EXIT.incomplete,
  cancelled: EXIT.cancelled,
  failed: EXIT.failed,
  skipped: EXIT.failed,
};

/** The worst first. What a person or a system stopped ends everything. */
const BY_WEIGHT: readonly number[] = [
  EXIT.cancelled,
  EXIT.damage,
  EXIT.wrongKey,
  EXIT.vaultUnavailable,
  EXIT.failed,
  EXIT.usage,
  EXIT.incomplete,
  EXIT.busy,
  EXIT.complete,
];

/** Of several things that were done. */
export function worstExit(codes: readonly number[]): number {
  return BY_WEIGHT.find((code) => codes.includes(code)) ?? EXIT.complete;
}

export function backupExit({ outcome }: Pick<BackupResult, 'outcome'>): number {
  return OUTCOME_EXIT[outcome];
}

/** Zero restored files is never complete, whatever the reason. */
export function honestRestore(result: RestoreResult): RestoreResult {
  return result.outcome === 'complete' && result.files.restored === 0 ? { ...result, outcome: 'incomplete' } : result;
}

export function restoreExit({ outcome, damaged }: RestoreResult): number {
  if (outcome === 'cancelled') return EXIT.cancelled;
  return damaged ? EXIT.damage : OUTCOME_EXIT[outcome];
}

export function undoExit({ outcome }: UndoResult): number {
  return OUTCOME_EXIT[outcome];
}

export function copyExit({ outcome, copies }: CopyResult): number {
  const away = copies.find(({ outcome: each, failure }) => each === 'skipped' && failure);
  return away?.failure ? ERRORS[away.failure.code].exit : OUTCOME_EXIT[outcome];
}

export function pruneExit({ outcome }: PruneResult): number {
  return OUTCOME_EXIT[outcome];
}

/** Damage that stays weighs more than a place that is away. */
export function repairExit({ outcome, places, failure }: RepairResult): number {
  if (outcome === 'cancelled') return OUTCOME_EXIT[outcome];
  const told = [...(failure ? [failure] : []), ...places.flatMap((place) => place.failure ?? [])];
  return told.length > 0 ? worstExit(told.map(({ code }) => ERRORS[code].exit)) : OUTCOME_EXIT[outcome];
}

export function verifyExit({ outcome, vault, points }: VerifyResult): number {
  const damage = [...vault, ...points.flatMap((point) => point.damage)];
  if (damage.length > 0) return damageExit(damage);
  if (points.some((point) => point.state === 'damaged')) return EXIT.damage;
  return OUTCOME_EXIT[outcome];
}

export function openedExit({ unreadable }: VaultOpened): number {
  return unreadable.length === 0 ? EXIT.complete : damageExit(unreadable);
}

/** A set from a newer version cannot be judged: that is a failure to look, not damage. */
function damageExit(damage: readonly Damage[]): number {
  return damage.every(({ code }) => code === 'set-newer') ? ERRORS['set-newer'].exit : EXIT.damage;
}

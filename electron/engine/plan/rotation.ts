const DAY_MS = 24 * 60 * 60 * 1000;
/** So long a disk may be away while another one is used, for each disk that takes part. */
const TURN_DAYS = 14;

/** One of several disks that take turns. */
export interface Turn {
  readonly position: number;
  /** ISO times. */
  readonly addedAt: string;
  readonly usedAt: string | undefined;
}

/**
 * Whose turn it is: one that was never used first, then the one that was used longest ago; of two that are equal, the first in their order.
 * Undefined where there is none.
 */
export function nextTurn<T extends Turn>(disks: readonly T[]): T | undefined {
  const order = (a: T, b: T): number =>
    (a.usedAt ?? '') < (b.usedAt ?? '') ? -1 : (a.usedAt ?? '') > (b.usedAt ?? '') ? 1 : a.position - b.position;
  return disks.toSorted(order)[0];
}

/** Whether a disk has not been used for longer than a turn of all of them should take. */
export function isAwayTooLong(disk: Turn, disks: readonly Turn[], now: Date): boolean {
  if (disks.length < 2) return false;
  const since = Date.parse(disk.usedAt ?? disk.addedAt);
  return now.getTime() - since > disks.length * TURN_DAYS * DAY_MS;
}

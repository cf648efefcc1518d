import type { RestoreTarget, Run } from '../../electron/contract/index.ts';

/** The restore that was started last from this window, so that it can be done again where it was broken off. */
export interface AskedRestore {
  readonly planId: string;
  readonly at: string;
  readonly paths: readonly string[];
  readonly target: RestoreTarget;
  /** Milliseconds of the clock of this computer. */
  readonly startedAt: number;
}

const KEPT_AS = 'strongroom.restore';
const PUT_AWAY_AS = 'strongroom.restore-put-away';
/** The service notes its own beginning a little before or after. */
const SAME_START_MS = 60_000;

export function keepAsked(request: Omit<AskedRestore, 'startedAt'>): void {
  const asked: AskedRestore = { ...request, startedAt: Date.now() };
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(asked));
  } catch {
    // Too many paths for the browser to keep: the restore can then be asked for anew by hand.
    localStorage.removeItem(KEPT_AS);
  }
}

/** What this run was asked to do, if it was asked from this window. */
export function askedOf(run: Pick<Run, 'planId' | 'startedAt'>): AskedRestore | undefined {
  const kept = localStorage.getItem(KEPT_AS);
  const asked = kept === null ? undefined : (JSON.parse(kept) as AskedRestore);
  const isThis = asked?.planId === run.planId && Math.abs(Date.parse(run.startedAt) - asked.startedAt) < SAME_START_MS;
  return isThis ? asked : undefined;
}

/** A broken restore that nobody wants any more is not told of again. */
export function putAway(run: Pick<Run, 'id'>): void {
  localStorage.setItem(PUT_AWAY_AS, String(run.id));
}

export function isPutAway(run: Pick<Run, 'id'>): boolean {
  return localStorage.getItem(PUT_AWAY_AS) === String(run.id);
}

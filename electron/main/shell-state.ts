import type { Alarm, Job, Plan } from '../contract/index.ts';

/** What tray and taskbar say, each with a shape of its own. */
export type ShellState = 'ok' | 'working' | 'attention' | 'failed';

export interface Reported {
  /** Undefined until the engine has told of them. */
  readonly plans: readonly Plan[] | undefined;
  readonly jobs: readonly Job[];
  /** Open alarms; undefined until the watchdog has looked. */
  readonly alarms: readonly Alarm[] | undefined;
  /** The watchdog has not looked for too long. */
  readonly isUnwatched: boolean;
  /** It has ended too often and is not started again by itself. */
  readonly isEngineGone: boolean;
  readonly startsWithComputer: boolean;
  /** The system has been told not to do that. */
  readonly isStartBarred: boolean;
}

/**
 * `ok` only where every plan of this computer is protected on another disk, and there is one, and its schedule is kept after the next
 * start of the computer: whatever is not known for certain is not green.
 */
export function stateOf({
  plans,
  jobs,
  alarms = [],
  isUnwatched,
  isEngineGone,
  startsWithComputer,
}: Reported): ShellState {
  if (isEngineGone || isUnwatched) return 'failed';
  if (activeJobs(jobs).length > 0) return 'working';
  const own = (plans ?? []).filter(({ origin }) => origin === 'here');
  if (own.some(({ state }) => state === 'failing') || alarms.some(({ urgent }) => urgent)) return 'failed';
  if (alarms.length > 0) return 'attention';
  if (!startsWithComputer && own.some(({ schedule }) => schedule !== '')) return 'attention';
  return own.length > 0 && own.every(({ state, isSameDisk }) => state === 'protected' && !isSameDisk)
    ? 'ok'
    : 'attention';
}

/** Plans of this computer would run by themselves, and do not after its next start, because the system was told so. */
export function isBarred({ plans, isStartBarred }: Pick<Reported, 'plans' | 'isStartBarred'>): boolean {
  return isStartBarred && (plans ?? []).some(({ origin, schedule }) => origin === 'here' && schedule !== '');
}

/** Jobs that wait, run or are held: what would be broken off if the program ended. */
export function activeJobs(jobs: readonly Job[]): Job[] {
  return jobs.filter(({ state }) => state !== 'done');
}

/** The computer must not fall asleep over work that goes on; over work that is held it may. */
export function keepsAwake(jobs: readonly Job[]): boolean {
  return jobs.some(({ state }) => state === 'running' || state === 'cancelling');
}

export interface TaskbarProgress {
  /** 0 to 1; undefined where nobody can tell. */
  readonly share: number | undefined;
  readonly mode: 'normal' | 'paused' | 'error' | 'indeterminate';
}

/** The mean of all that runs; nothing where nothing does. */
export function progressOf(jobs: readonly Job[]): TaskbarProgress | undefined {
  const active = activeJobs(jobs);
  if (active.length === 0) return undefined;
  const shares = active.map(shareOf);
  const known = shares.filter((share) => share !== undefined);
  const share = known.length === shares.length ? known.reduce((sum, one) => sum + one, 0) / known.length : undefined;
  if (active.every(({ state }) => state === 'paused')) return { share, mode: 'paused' };
  return { share, mode: share === undefined ? 'indeterminate' : 'normal' };
}

function shareOf({ progress }: Job): number | undefined {
  if (!progress) return undefined;
  const { bytes, files } = progress;
  const hasBytes = bytes.expected !== undefined && bytes.expected > 0;
  const [done, whole] = hasBytes ? [bytes.done, bytes.expected ?? 0] : [files.done, files.expected ?? 0];
  // An estimate that has turned out too small says nothing more.
  return whole > 0 && done <= whole ? done / whole : undefined;
}

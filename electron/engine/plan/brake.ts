import type { HoldReason } from '../../contract/index.ts';

/** What a run met, compared with the point before it. Files; moved ones are in none of the counts. */
export interface RunProfile {
  /** Of the point before; 0 where there was none. */
  readonly before: number;
  /** In the point that it made. */
  readonly files: number;
  readonly changed: number;
  readonly added: number;
  readonly vanished: number;
  /** Changed or added: noise under a name that promises something else; noise under any other name; archives with a password. */
  readonly strange: number;
  readonly opaque: number;
  readonly locked: number;
  /** Of the changed ones: noise under a name that promises nothing. */
  readonly changedOpaque: number;
  /** Added where a file vanished whose whole name is the beginning of its own, and that look like noise. */
  readonly suffixed: number;
  /** Bytes that vanished, and bytes of archives that were added: that open without a password, and that ask for one. */
  readonly vanishedBytes: number;
  readonly archivedBytes: number;
  readonly lockedBytes: number;
  /** The most frequent extension among the added noise, where the plan has not had it before. */
  readonly newExtension?: { readonly extension: string; readonly files: number };
}

/** Fewer are told by nobody from a day's work. */
const FEW = 10;
const MANY = 25;
/** What has been usual may come so many times over. */
const TIMES_USUAL = 3;

/**
 * Why a run looks like the work of malware, or of a hand that slipped; empty where it does not. `earlier`: the runs of the plan that nobody
 * has had doubts about. Change by itself is no reason: an update or a branch checked out changes half of a tree, and all of it is as its names say.
 */
export function suspicions(run: RunProfile, earlier: readonly RunProfile[]): HoldReason[] {
  const usual = (count: (profile: RunProfile) => number): number => Math.max(0, ...earlier.map(count));
  const exceeds = (count: (profile: RunProfile) => number, least: number): boolean =>
    count(run) >= Math.max(least, TIMES_USUAL * usual(count));
  const touched = run.changed + run.added;
  const reasons: HoldReason[] = [];
  const tell = (why: HoldReason['why'], files: number, of: number): void => {
    reasons.push({ why, files, of });
  };

  if (exceeds(strangeOf, FEW) && (run.strange >= MANY || run.strange >= touched / 10))
    tell('unreadable', run.strange, touched);
  if (run.suffixed >= FEW) tell('renamed', run.suffixed, run.before);
  const isLockedAway = run.lockedBytes > 0 && run.lockedBytes >= run.vanishedBytes / 10;
  if (isLockedAway && exceeds(lockedOf, 1) && hasLost(run, Math.max(FEW, run.before / 20)))
    tell('locked', run.locked, run.vanished);
  if (exceeds(changedOpaqueOf, MANY) && run.changedOpaque >= run.before / 5)
    tell('noise', run.changedOpaque, run.before);
  const extension = run.newExtension;
  if (extension && extension.files >= Math.max(MANY, run.before / 50) && hasLost(run, extension.files / 2))
    reasons.push({ why: 'extension', files: extension.files, of: touched, extension: extension.extension });
  // Said of the same files already, and better.
  const isTold = reasons.some(({ why }) => why === 'renamed' || why === 'extension' || why === 'noise');
  if (!isTold && exceeds(opaqueOf, Math.max(MANY, run.before / 20)) && hasLost(run, run.opaque / 2))
    tell('noise', run.opaque, run.vanished);
  const isEmptier = run.vanished >= run.before * 0.4 && run.files <= run.before * 0.6;
  if (isEmptier && exceeds(vanishedOf, MANY) && !isPacked(run)) tell('vanished', run.vanished, run.before);
  return reasons;
}

const strangeOf = ({ strange }: RunProfile): number => strange;
const opaqueOf = ({ opaque }: RunProfile): number => opaque;
const lockedOf = ({ locked }: RunProfile): number => locked;
const changedOpaqueOf = ({ changedOpaque }: RunProfile): number => changedOpaque;
const vanishedOf = ({ vanished }: RunProfile): number => vanished;

function hasLost({ vanished }: RunProfile, files: number): boolean {
  return vanished >= files;
}

/** Put away in archives that anybody can open: the month's folder turned into a ZIP. */
function isPacked({ vanishedBytes, archivedBytes }: RunProfile): boolean {
  return archivedBytes > 0 && archivedBytes >= vanishedBytes / 20;
}

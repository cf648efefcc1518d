import { renameSync, rmSync, unlinkSync } from 'node:fs';
import type { RestoreResult } from '../../contract/index.ts';
import { baseName, EngineError, fsPath, isWithin, now, type RawPath } from '../base/index.ts';
import { Lease, type State, type Task } from '../catalogue/index.ts';
import type { Keep } from '../pool/index.ts';
import { rawSource } from '../source/index.ts';
import { lookAt, parentOf } from './restore-target.ts';
import {
  isUnderWay,
  type Made,
  markEnded,
  readAbout,
  readRecords,
  removeJournal,
  shelfName,
  type UndoAbout,
  undoFolder,
  undoFolders,
  type UndoRecords,
} from './undo-journal.ts';

const KEPT_DAYS = 7;
/** How long after that a disk is waited for that holds something of it. */
const GIVEN_UP_DAYS = 60;
const DAY_MS = 86_400_000;

export function keptUntil(): string {
  return new Date(now().getTime() + KEPT_DAYS * DAY_MS).toISOString();
}

/** Held by whoever restores, takes back or tidies; throws EngineError `busy`. */
export function takeUndoLease(home: string, restore: string, task?: Task): Lease {
  return Lease.take(home, `undo-${restore}`, task);
}

/** Where what stood at a place is kept, if it still is. */
export function keptOf(keeps: readonly Keep[]): RawPath | undefined {
  return keeps.flatMap(({ at, beside }) => [at, beside]).find((path) => lookAt(path) !== undefined);
}

/** Two names of one file: it was given its second name, and never replaced. */
export function isSameFile(a: RawPath, b: RawPath): boolean {
  const [first, second] = [lookAt(a), lookAt(b)];
  return first !== undefined && second !== undefined && first.ino === second.ino && first.dev === second.dev;
}

/** Ends what was begun and not done: nothing stays moved away from a place that was not filled. Answers whether it was replaced. */
export function mend(place: RawPath, keeps: readonly Keep[]): boolean {
  const kept = keptOf(keeps);
  if (kept === undefined) return false;
  if (!lookAt(place)) renameSync(fsPath(kept), fsPath(place));
  else if (isSameFile(kept, place)) unlinkSync(fsPath(kept));
  else return true;
  return false;
}

/** Brings a restore that did not come to its end to one that can be taken back; answers how many files it replaced. For the holder of its lease. */
export function recover(home: string, restore: string): number {
  const folder = undoFolder(home, restore);
  const made = readRecords(folder)?.made ?? [];
  const replaced = made.filter(({ place, keep }) => keep && mend(place, [keep])).length;
  markEnded(folder);
  return replaced;
}

/** The same, told to the history. */
export function recoverKilled(home: string, state: State, restore: string): void {
  const about = readAbout(undoFolder(home, restore));
  if (!about) return removeJournal(undoFolder(home, restore));
  state.runs.offerUndo(about.run, offerOf(about, recover(home, restore)));
}

export function offerOf({ restore, until }: UndoAbout, replaced: number): NonNullable<RestoreResult['undo']> {
  return { restore, until, replaced };
}

/**
 * Looks after what earlier restores have left: those that were killed are brought to an end, those whose time is over are
 * removed. What cannot be done now, as with a disk that is not there, is done another time.
 */
export function tidyUndo(home: string, state: State): void {
  let restores: string[];
  try {
    restores = undoFolders(home);
  } catch {
    // A folder of somebody else, as after a run as administrator: it must not keep backups from being made.
    return;
  }
  for (const restore of restores) {
    const folder = undoFolder(home, restore);
    try {
      const about = readAbout(folder);
      const isOver = about !== undefined && about.until <= now().toISOString();
      if (about && !isOver && !isUnderWay(folder)) continue;
      holding(home, restore, (lease) => {
        if (isUnderWay(folder) || !about) recoverKilled(home, state, restore);
        const records = isOver ? readRecords(folder) : undefined;
        if (records && removeKept(home, records, isLongOver(records.about))) {
          state.runs.forgetUndo(restore);
          lease.remove();
        }
      });
    } catch {
      // Another process is at work with it, or a disk is missing.
    }
  }
}

/** `kept`: what restores have replaced, perhaps for longer than it is kept; `broken`: also one that did not come to its end. */
export type UndoLeft = 'nothing' | 'kept' | 'broken';

/** What there is for `tidyUndo` to look at, told without looking at other disks. */
export function undoLeft(home: string): UndoLeft {
  try {
    const folders = undoFolders(home).map((restore) => undoFolder(home, restore));
    if (folders.some(isUnderWay)) return 'broken';
    return folders.length > 0 ? 'kept' : 'nothing';
  } catch {
    // As above.
    return 'nothing';
  }
}

function isLongOver({ until }: UndoAbout): boolean {
  return Date.parse(until) + GIVEN_UP_DAYS * DAY_MS < now().getTime();
}

/** False where a place of it is not there now, so that it must be tried again, unless that is given up. */
export function removeKept(home: string, { about, made }: UndoRecords, givesUp = false): boolean {
  const shelves = new Set(made.flatMap(({ keep }) => (keep ? [parentOf(keep.at), parentOf(keep.beside)] : [])));
  const own = rawSource(undoFolder(home, about.restore));
  for (const shelf of shelves) {
    if (isWithin(shelf, own) || baseName(shelf) !== shelfName(about.restore)) continue;
    if (!givesUp && !lookAt(parentOf(shelf)) && made.some(({ keep }) => keep && parentOf(keep.at) === shelf))
      return false;
    rmSync(fsPath(shelf), { recursive: true, force: true });
  }
  removeJournal(undoFolder(home, about.restore));
  return true;
}

/** What is noted twice for a place, because a first attempt failed, is one change: the latest, with all that may be kept. */
export function changesOf(made: readonly Made[]): { made: Made; keeps: Keep[] }[] {
  const changes = new Map<RawPath, { made: Made; keeps: Keep[] }>();
  for (const one of made) {
    const keeps = [...(changes.get(one.place)?.keeps ?? []), ...(one.keep ? [one.keep] : [])];
    changes.set(one.place, { made: one, keeps });
  }
  return [...changes.values()];
}

function holding(home: string, restore: string, work: (lease: Lease) => void): void {
  const lease = takeUndoLease(home, restore);
  try {
    work(lease);
  } finally {
    lease.release();
  }
}

/** Throws EngineError `restore-unknown`. */
export function findUndo(home: string, restore: string): UndoAbout {
  const about = undoFolders(home).includes(restore) ? readAbout(undoFolder(home, restore)) : undefined;
  if (!about || about.until <= now().toISOString()) throw new EngineError('restore-unknown', { subject: restore });
  return about;
}

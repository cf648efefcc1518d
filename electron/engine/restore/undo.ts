import { mkdirSync, readlinkSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import type { RestoreFailureCode, UndoResult } from '../../contract/index.ts';
import {
  breathe,
  elapsedSeconds,
  errnoOf,
  fsPath,
  type RawPath,
  shownPath,
  Tally,
  waitIfPaused,
} from '../base/index.ts';
import type { State } from '../catalogue/index.ts';
import { type Keep, Pool } from '../pool/index.ts';
import { type JobControl, recorded } from '../run/index.ts';
import { restoreFailureOf } from './restore-outcome.ts';
import { lookAt, parentOf, Refused } from './restore-target.ts';
import { isUnderWay, type Made, readRecords, undoFolder } from './undo-journal.ts';
import { changesOf, findUndo, isSameFile, keptOf, recoverKilled, removeKept, takeUndoLease } from './undo-shelf.ts';

const FAILURES_MAX = 1000;

export interface UndoDeps {
  readonly home: string;
  readonly state: State;
}

/** What removing a folder fails with that may well stay. */
const STAYS = ['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EPERM', 'EACCES', 'EBUSY'];

type Standing = 'missing' | 'restored' | 'changed';

/**
 * Takes a restore back: what it replaced returns, what it made goes, and what was changed since stays. May be killed and begun
 * again at any moment. Throws EngineError `restore-unknown`, and `busy` where it is still going on.
 */
export async function undoRestore(deps: UndoDeps, restore: string, control: JobControl): Promise<UndoResult> {
  const { plan } = findUndo(deps.home, restore);
  return recorded(deps.state, { plan: { definition: plan }, verb: 'undo' }, () => takeBack(deps, restore, control));
}

async function takeBack(deps: UndoDeps, restore: string, control: JobControl): Promise<UndoResult> {
  const about = findUndo(deps.home, restore);
  const lease = takeUndoLease(deps.home, restore, { verb: 'undo', plan: about.plan.name, by: control.by });
  let isOver = false;
  try {
    const folder = undoFolder(deps.home, restore);
    if (isUnderWay(folder)) recoverKilled(deps.home, deps.state, restore);
    const records = readRecords(folder);
    if (!records) throw new Error('the journal is gone');
    const work = new Undo(control);
    const result = await work.run(changesOf(records.made), records.folders);
    if (result.outcome === 'complete') {
      deps.state.runs.forgetUndo(restore);
      isOver = removeKept(deps.home, records);
    }
    return { ...result, restore, to: about.to };
  } finally {
    if (isOver) lease.remove();
    else lease.release();
  }
}

class Undo {
  readonly #files: UndoResult['files'] = { putBack: 0, removed: 0, leftChanged: 0, failed: 0 };
  readonly #failures: UndoResult['failures'] = [];
  readonly #control: JobControl;
  readonly #tally: Tally;
  readonly #sound = new Set<RawPath>();
  readonly #pool: Pool;

  constructor(control: JobControl) {
    this.#control = control;
    this.#tally = new Tally(control.onProgress);
    this.#pool = new Pool(control);
  }

  async run(
    changes: readonly { made: Made; keeps: readonly Keep[] }[],
    folders: readonly RawPath[],
  ): Promise<Omit<UndoResult, 'restore' | 'to'>> {
    const began = performance.now();
    this.#tally.value.files.expected = changes.length;
    this.#tally.enter('restoring');
    let isStopped = false;
    try {
      // The last first: a later change may stand on an earlier one.
      await this.#takeBack([...changes].reverse());
      this.#removeEmpty([...folders].reverse());
    } catch (error) {
      if (!this.#control.signal?.aborted) throw error;
      isStopped = true;
    } finally {
      await this.#pool.close();
    }
    return {
      outcome: isStopped ? 'cancelled' : outcomeOf(this.#files),
      files: this.#files,
      seconds: elapsedSeconds(began),
      failures: this.#failures,
    };
  }

  async #takeBack(changes: readonly { made: Made; keeps: readonly Keep[] }[]): Promise<void> {
    // Enough that no worker waits for the slowest of them, few enough that a cancel is heard at once.
    const atOnce = this.#pool.size * 32;
    for (let i = 0; i < changes.length; i += atOnce) {
      await waitIfPaused(this.#control);
      await Promise.all(changes.slice(i, i + atOnce).map((change) => this.#one(change)));
      this.#tally.sample();
      await breathe();
    }
  }

  async #one({ made, keeps }: { made: Made; keeps: readonly Keep[] }): Promise<void> {
    const { place } = made;
    try {
      const standing = await this.#standing(made);
      if (keeps.length > 0) this.#putBack(place, standing, keptOf(keeps));
      else this.#remove(place, standing);
    } catch (error) {
      if (this.#control.signal?.aborted) throw error;
      this.#fail(place, error);
    }
    this.#tally.value.files.done++;
  }

  #putBack(place: RawPath, standing: Standing, kept: RawPath | undefined): void {
    if (kept === undefined) {
      // Never replaced, or already put back by an attempt that was killed - unless what the restore put there is there still.
      if (standing === 'restored') throw new Refused('write-error', 'what was kept is gone');
      return;
    }
    // Renaming one name of a file to another of its names would do nothing.
    if (isSameFile(kept, place)) return unlinkSync(fsPath(kept));
    if (standing === 'changed') {
      this.#files.leftChanged++;
      return;
    }
    this.#assureParent(parentOf(place));
    // Windows renames over no file that may only be read; what is kept is still there if we are killed in between.
    if (process.platform === 'win32' && isReadOnly(place)) unlinkSync(fsPath(place));
    renameSync(fsPath(kept), fsPath(place));
    this.#files.putBack++;
  }

  #remove(place: RawPath, standing: Standing): void {
    if (standing === 'changed') this.#files.leftChanged++;
    if (standing !== 'restored') return;
    this.#assureParent(parentOf(place));
    unlinkSync(fsPath(place));
    this.#files.removed++;
  }

  async #standing({ place, file, link }: Made): Promise<Standing> {
    const there = lookAt(place);
    if (!there) return 'missing';
    if (link !== undefined)
      return there.isSymbolicLink() && readlinkSync(fsPath(place), 'latin1') === link ? 'restored' : 'changed';
    if (!file || !there.isFile() || there.size !== BigInt(file.size)) return 'changed';
    return (await this.#pool.run('hashFile', { path: place })).sha256 === file.sha256 ? 'restored' : 'changed';
  }

  /** The folder may have been removed since, or a link put in its place: nothing is done through a link. */
  #assureParent(folder: RawPath): void {
    if (this.#sound.has(folder)) return;
    const parent = parentOf(folder);
    if (parent !== folder) this.#assureParent(parent);
    const there = lookAt(folder);
    if (there?.isSymbolicLink()) throw new Refused('blocked-by-link');
    if (!there) mkdirSync(fsPath(folder), { mode: 0o700 });
    this.#sound.add(folder);
  }

  /** Only what has nothing in it any more, and never through a link. */
  #removeEmpty(folders: readonly RawPath[]): void {
    for (const folder of folders) {
      try {
        if (!lookAt(folder)?.isDirectory()) continue;
        this.#assureParent(parentOf(folder));
        rmdirSync(fsPath(folder));
      } catch (error) {
        if (!(error instanceof Refused) && !STAYS.includes(errnoOf(error))) throw error;
      }
    }
  }

  #fail(place: RawPath, error: unknown): void {
    this.#files.failed++;
    if (this.#failures.length >= FAILURES_MAX) return;
    const { code, detail }: { code: RestoreFailureCode; detail: string } = restoreFailureOf(error);
    this.#failures.push({ path: shownPath(place).path, code, ...(detail && { detail }) });
  }
}

function isReadOnly(place: RawPath): boolean {
  const there = lookAt(place);
  return there?.isFile() === true && (there.mode & 0o200n) === 0n;
}

function outcomeOf({ putBack, removed, leftChanged, failed }: UndoResult['files']): UndoResult['outcome'] {
  if (failed > 0 && putBack + removed === 0) return 'failed';
  return failed > 0 || leftChanged > 0 ? 'incomplete' : 'complete';
}

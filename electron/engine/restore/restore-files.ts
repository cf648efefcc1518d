import { statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { RestoreInput, RestoreResult } from '../../contract/index.ts';
import { elapsedSeconds, EngineError, now, Tally } from '../base/index.ts';
import { rawSource } from '../source/index.ts';
import { type JobControl, recorded } from '../run/index.ts';
import { poolFor, volumesOf } from '../sets/index.ts';
import { findPlan, type PlanDeps } from '../ledger/index.ts';
import { outcomeOf } from './restore-outcome.ts';
import { measure, placing, prepareRestore } from './restore-request.ts';
import { RestoreRun } from './restore-run.ts';
import { lookAt, RestoreTarget } from './restore-target.ts';
import { RestoreTrail } from './restore-trail.ts';
import { restoreZip } from './restore-zip.ts';
import { KeptRestore } from './kept-restore.ts';
import { selectedEntries } from './selection.ts';
import { tidyUndo } from './undo-shelf.ts';

/** Gives files of one point back. Throws EngineError before the first byte; what fails later is in the result, file by file. */
export function restore(
  deps: PlanDeps & { readonly home: string },
  given: RestoreInput,
  control: JobControl,
): Promise<RestoreResult> {
  const plan = findPlan(deps, given.plan);
  return recorded(deps.state, { plan, verb: 'restore' }, (run) => giveBack(deps, { ...given, run }, control));
}

async function giveBack(
  deps: PlanDeps & { readonly home: string },
  { run: runId, ...given }: RestoreInput & { readonly run: number },
  control: JobControl,
): Promise<RestoreResult> {
  const began = performance.now();
  const ready = prepareRestore(deps, given);
  const { target, conflict } = ready.input;
  const tally = new Tally(control.onProgress);
  tally.enter('preparing');
  const expected = measure(ready);
  Object.assign(tally.value.files, { expected: expected.files });
  Object.assign(tally.value.bytes, { expected: expected.bytes });
  const { volumePath, readFrame } = volumesOf(ready.sets);
  if (target.kind === 'zip')
    return restoreZip({ ...ready, readFrame, tally, halt: control, began, path: resolve(target.path) });

  const place = RestoreTarget.of(target, ready.plan, ready.sets.vault.path, placing(ready));
  if (target.kind === 'folder') assureRoom(target.path, expected.bytes, conflict);
  const kept = KeptRestore.begin(deps, { run: runId, plan: ready.plan, to: place.shown, conflict, by: control.by });
  const trail = new RestoreTrail(kept?.journal, (path) => place.rootOf(path));
  place.onFolderMade = (folder) => trail.folder(folder);
  const pool = poolFor(ready.sets, control);
  const run = new RestoreRun({
    pool,
    target: place,
    rule: conflict,
    stamp: stampOf(now()),
    volumePath,
    tally,
    halt: control,
    trail,
  });
  let undo: RestoreResult['undo'];
  let stopped = false;
  let isWhole = false;
  try {
    tally.enter('restoring');
    await run.run(selectedEntries(ready.tree, ready.selection));
    isWhole = true;
  } catch (error) {
    await run.stop();
    if (!control.signal?.aborted) throw error;
    stopped = true;
  } finally {
    await pool.close();
    run.abandon();
    place.close();
    undo = kept?.end(trail, isWhole);
    tidyUndo(deps.home, deps.state);
  }
  for (const path of ready.selection.unknown) run.failures.push({ path, code: 'not-in-point' });
  run.files.requested += ready.selection.unknown.length;
  run.files.failed += ready.selection.unknown.length;
  return {
    outcome: stopped ? 'cancelled' : outcomeOf(run.files, run.folders, run.failures),
    setId: ready.setId,
    files: run.files,
    bytes: run.bytes,
    seconds: elapsedSeconds(began),
    to: place.shown,
    damaged: run.failures.some((failure) => failure.code === 'damaged' || failure.code === 'set-missing'),
    failures: run.failures,
    renamed: run.renamed,
    notices: [...run.notices],
    ...(undo && { undo }),
  };
}

/** Throws EngineError `target-full` where it can be known before the first byte that it will not fit. */
function assureRoom(folder: string, bytes: number, conflict: RestoreInput['conflict']): void {
  if (conflict === 'skip') return;
  for (let path = resolve(folder); ; path = dirname(path)) {
    try {
      const { bavail, bsize } = statfsSync(path);
      if (bavail * bsize < bytes && !lookAt(rawSource(path))?.isSymbolicLink()) {
        throw new EngineError('target-full', { subject: folder, detail: `${bytes} / ${bavail * bsize}` });
      }
      return;
    } catch (error) {
      if (error instanceof EngineError || path === dirname(path)) throw error;
    }
  }
}

function stampOf(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `restored ${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}.${two(date.getMinutes())}`;
}

import { statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type RestoreInput, type RestorePreview, type RestoreResult, zRestoreInput } from '../../contract/index.ts';
import { elapsedSeconds, EngineError, now, shownPath, Tally } from '../base/index.ts';
import { Pool } from '../pool/index.ts';
import { rawSource } from '../source/index.ts';
import type { JobControl } from './job-control.ts';
import { treeOf } from './known-sets.ts';
import { findPlan, type PlanDeps } from './plans.ts';
import { openSets, resolvePoint } from './points.ts';
import { decide, sameLink } from './restore-decision.ts';
import { RestoreRun } from './restore-run.ts';
import { lookAt, Refused, RestoreTarget } from './restore-target.ts';
import { restoreZip } from './restore-zip.ts';
import { select, selectedEntries } from './selection.ts';

const NOTABLE_MAX = 1000;

/** Gives files of one point back. Throws EngineError before the first byte; what fails later is in the result, file by file. */
export async function restore(deps: PlanDeps, input: RestoreInput, control: JobControl): Promise<RestoreResult> {
  const began = performance.now();
  const ready = prepare(deps, input);
  const { target, conflict } = ready.input;
  const tally = new Tally(control.onProgress);
  tally.enter('preparing');
  const expected = measure(ready);
  Object.assign(tally.value.files, { expected: expected.files });
  Object.assign(tally.value.bytes, { expected: expected.bytes });
  const volumePath = (set: string, volume: number): string =>
    ready.sets.vault.set(ready.sets.folder, set).volume(volume);
  if (target.kind === 'zip')
    return restoreZip({ ...ready, volumePath, tally, signal: control.signal, began, path: resolve(target.path) });

  const place = RestoreTarget.of(target, ready.plan, ready.sets.vault.path);
  if (target.kind === 'folder') assureRoom(target.path, expected.bytes, conflict);
  const pool = new Pool();
  const run = new RestoreRun({
    pool,
    target: place,
    rule: conflict,
    stamp: stampOf(now()),
    volumePath,
    tally,
    signal: control.signal,
  });
  let stopped = false;
  try {
    tally.enter('restoring');
    await run.run(selectedEntries(ready.tree, ready.selection));
  } catch (error) {
    if (!control.signal?.aborted) throw error;
    stopped = true;
  } finally {
    await pool.close();
    run.abandon();
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
  };
}

/** What `restore` with the same input would do now. Changes nothing. */
export async function previewRestore(deps: PlanDeps, input: RestoreInput): Promise<RestorePreview> {
  const ready = prepare(deps, input);
  const { target, conflict } = ready.input;
  const counts: RestorePreview['counts'] = {
    create: 0,
    replace: 0,
    keepBoth: 0,
    skip: 0,
    keepNewer: 0,
    same: 0,
    folders: 0,
    unavailable: 0,
  };
  const notable: RestorePreview['notable'] = [];
  const note = (path: Parameters<typeof shownPath>[0], action: RestorePreview['notable'][number]['action']): void => {
    if (notable.length < NOTABLE_MAX) notable.push({ path: shownPath(path).path, action });
  };
  const place = target.kind === 'zip' ? undefined : RestoreTarget.of(target, ready.plan, ready.sets.vault.path);
  let bytes = 0;
  for (const entry of selectedEntries(ready.tree, ready.selection)) {
    if (entry.type === 'dir') {
      counts.folders++;
      continue;
    }
    if (entry.type === 'gap') {
      counts.unavailable++;
      note(entry.path, 'unavailable');
      continue;
    }
    try {
      const at = place?.place(entry.path);
      const there = at === undefined ? undefined : lookAt(at);
      // Reading every file that is there would take as long as the restore: size and time have to do for a preview.
      const looksSame = async (): Promise<boolean> =>
        at !== undefined &&
        there !== undefined &&
        (entry.type === 'symlink' ? sameLink(entry, at) : there.mtimeNs / 1000n === BigInt(entry.mtime) / 1000n);
      const decision = await decide(entry, there, conflict, looksSame);
      counts[COUNT_OF[decision]]++;
      if (decision !== 'create' && decision !== 'same') note(entry.path, decision);
      if (entry.type === 'file' && ['create', 'replace', 'keep-both'].includes(decision)) bytes += entry.size;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      counts.unavailable++;
      note(entry.path, 'unavailable');
    }
  }
  const to = place?.shown ?? (target.kind === 'zip' ? resolve(target.path) : '');
  return { setId: ready.setId, at: ready.at, to, counts, bytes, notable };
}

const COUNT_OF = {
  create: 'create',
  replace: 'replace',
  'keep-both': 'keepBoth',
  skip: 'skip',
  'keep-newer': 'keepNewer',
  same: 'same',
} as const;

export type ReadyRestore = ReturnType<typeof prepare>;

function prepare(deps: PlanDeps, given: RestoreInput) {
  const parsed = zRestoreInput.safeParse(given);
  if (!parsed.success) throw new EngineError('usage', { detail: parsed.error.issues[0]?.message ?? '' });
  const input = parsed.data;
  const plan = findPlan(deps, input.plan);
  const { seal } = resolvePoint(deps, plan, input.at);
  const sets = openSets(deps, plan);
  const tree = treeOf(sets, seal.set);
  const selection = select(tree, plan, input.paths);
  if (selection.roots.length === 0) throw new EngineError('path-unknown', { subject: selection.unknown.join(', ') });
  return { input, plan, setId: seal.set, at: seal.at, sets, tree, selection };
}

function measure({ tree, selection }: ReadyRestore): { files: number; bytes: number } {
  let files = 0;
  let bytes = 0;
  for (const entry of selectedEntries(tree, selection)) {
    if (entry.type !== 'dir') files++;
    if (entry.type === 'file') bytes += entry.size;
  }
  return { files, bytes };
}

/** Zero given files are never "complete"; a selection of nothing but folders is, once they are there. */
export function outcomeOf(
  files: RestoreResult['files'],
  folders: number,
  failures: readonly unknown[],
): RestoreResult['outcome'] {
  // A folder that could not be made is no file that failed, and still something that was not given back.
  const good = failures.length > 0 || files.failed > 0 ? 'incomplete' : 'complete';
  if (files.requested === 0) return folders > 0 ? good : 'failed';
  if (files.restored === 0) return files.skipped > 0 ? 'incomplete' : 'failed';
  return good;
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

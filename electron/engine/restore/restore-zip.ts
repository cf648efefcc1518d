import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RestoreFailureCode, RestoreResult } from '../../contract/index.ts';
import type { Entry } from '../archive/index.ts';
import {
  elapsedSeconds,
  EngineError,
  errnoOf,
  type Halt,
  isDiskFull,
  shownPath,
  type Tally,
  waitIfPaused,
} from '../base/index.ts';
import type { ReadFrame } from '../sets/index.ts';
import { LISTED_MAX, outcomeOf } from './restore-outcome.ts';
import type { ReadyRestore } from './restore-request.ts';
import { isInsideFolder, Refused } from './restore-target.ts';
import { selectedEntries } from './selection.ts';
import { ZipFile } from './zip-file.ts';

type ZipRestore = ReadyRestore & {
  readonly path: string;
  readonly began: number;
  readonly tally: Tally;
  readonly halt: Halt;
  readonly readFrame: ReadFrame;
};

/** Gives files back as one ZIP. Throws EngineError `target-exists`, `target-invalid`, `target-in-vault`, `target-full`, `target-unwritable`. */
export async function restoreZip(restore: ZipRestore): Promise<RestoreResult> {
  const { path, tally, halt } = restore;
  const folder = dirname(path);
  if (existsSync(path)) throw new EngineError('target-exists', { subject: path });
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new EngineError('target-invalid', { subject: folder });
  if (isInsideFolder(folder, restore.sets.vault.path)) throw new EngineError('target-in-vault', { subject: path });
  const result: RestoreResult = {
    outcome: 'cancelled',
    setId: restore.setId,
    files: { requested: 0, restored: 0, skipped: 0, failed: 0 },
    bytes: 0,
    seconds: 0,
    to: path,
    damaged: false,
    failures: [],
    renamed: [],
    notices: [],
  };
  tally.enter('restoring');
  const zip = await ZipFile.begin(path, restore.readFrame, halt);
  try {
    const folders = await addAll(zip, restore, result);
    await zip.finish();
    result.outcome = outcomeOf(result.files, folders, result.failures);
  } catch (error) {
    zip.abandon();
    if (!halt.signal?.aborted) throw zipFailure(path, error);
    result.bytes = 0;
    result.files.restored = 0;
  }
  return { ...result, seconds: elapsedSeconds(restore.began) };
}

/** Answers how many folders went in; the files are counted in the result. */
async function addAll(
  zip: ZipFile,
  { tree, selection, halt, tally }: ZipRestore,
  result: RestoreResult,
): Promise<number> {
  const { files, failures } = result;
  let folders = 0;
  const fail = (entry: Entry, code: RestoreFailureCode, detail?: string): void => {
    if (entry.type !== 'dir') files.failed++;
    const lastGoodSet = entry.type === 'gap' ? entry.lastGoodSet : undefined;
    failures.push({ ...shownPath(entry.path), code, ...(detail && { detail }), ...(lastGoodSet && { lastGoodSet }) });
  };
  for (const entry of selectedEntries(tree, selection)) {
    await waitIfPaused(halt);
    if (entry.type !== 'dir') files.requested++;
    if (entry.type === 'gap') fail(entry, 'gap', entry.code);
    else {
      try {
        const { path } = shownPath(entry.path);
        const name = await zip.add(entry);
        if (name !== path && result.renamed.length < LISTED_MAX) result.renamed.push({ path, as: name });
        if (entry.type === 'dir') folders++;
        else files.restored++;
        if (entry.type === 'file') result.bytes += entry.size;
      } catch (error) {
        if (error instanceof Refused) fail(entry, error.code);
        else if (error instanceof EngineError && error.code === 'set-damaged') {
          result.damaged = true;
          fail(entry, 'damaged', error.detail);
        } else throw error;
      }
    }
    tally.value.files.done++;
    tally.value.bytes.done = result.bytes;
    tally.sample();
  }
  for (const path of selection.unknown) failures.push({ path, code: 'not-in-point' });
  files.requested += selection.unknown.length;
  files.failed += selection.unknown.length;
  return folders;
}

function zipFailure(path: string, cause: unknown): unknown {
  if (isDiskFull(cause)) return new EngineError('target-full', { subject: path, cause });
  const denied = ['EACCES', 'EPERM', 'EROFS'].includes(errnoOf(cause));
  return denied ? new EngineError('target-unwritable', { subject: path, cause }) : cause;
}

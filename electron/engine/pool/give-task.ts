import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  ftruncateSync,
  futimesSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import type { RestoreFailureCode } from '../../contract/index.ts';
import { decodeFrame, FRAME_RAW_MAX } from '../archive/index.ts';
import {
  EngineError,
  errnoOf,
  free,
  fsPath,
  HeldFolders,
  isDiskFull,
  windowsFiles,
  writeFully,
} from '../base/index.ts';
import { sha256, sha256Stream } from '../chunk/index.ts';
import { inAnyPlace, isGone } from './any-place.ts';
import { replaceKeeping } from './keep-aside.ts';
import { restoreTime } from './restore-time.ts';
import { isStopping } from './stopping.ts';
import { StoredFiles } from './stored-files.ts';
import type { FileToGive, GivenFile, TaskInput, TaskOutput } from './tasks.ts';

const HOLE_BYTES = 4096;
const NO_BYTES = Buffer.alloc(0);
/** On Windows a file that is made without the right to write is read-only from then on. */
const FIRST_MODE = process.platform === 'win32' ? 0o600 : undefined;

/** Decoded frames of this call: neighbours share one, so the last is kept. */
interface FrameCache {
  key: string;
  raw: Buffer;
  readonly files: StoredFiles;
  bytes: number;
}

class Damaged extends Error {}
class Stopped extends Error {}

/** Gives files back: decode, hash, write under a temporary name, and only then rename. */
export function give({ files }: TaskInput<'give'>): TaskOutput<'give'> {
  const cache: FrameCache = { key: '', raw: NO_BYTES, files: new StoredFiles(), bytes: 0 };
  const folders = new HeldFolders();
  try {
    const given = files.map((file) => {
      try {
        giveOne(file, cache, folders);
        if (!giveFacts(file.write)) return { index: file.index, bare: true as const };
        return { index: file.index };
      } catch (error) {
        // The next file would wait for it as long again.
        if (isGone(error)) throw error;
        if (error instanceof Stopped) return { index: file.index, stopped: true as const };
        return {
          index: file.index,
          failure: { code: failureCode(error), detail: error instanceof Error ? errnoOf(error) || error.message : '' },
        };
      }
    });
    return { given: given satisfies GivenFile[], bytes: cache.bytes };
  } finally {
    folders.close();
    free(cache.raw.buffer);
    cache.files.close();
  }
}

function giveOne(file: FileToGive, cache: FrameCache, folders: HeldFolders): void {
  const { write } = file;
  const temporary = fsPath(folders.way(write.temporary, write.root));
  const final = fsPath(folders.way(write.final, write.root));
  const fd = openTemporary(temporary, FIRST_MODE ?? write.mode & 0o777);
  let kept = false;
  try {
    try {
      eachContent(file, cache, (bytes, position) =>
        file.sparse ? writeSparse(fd, bytes, position) : writeFully(fd, bytes, position),
      );
      if (file.sparse) ftruncateSync(fd, file.size);
      setAttributes(fd, write);
      const time = restoreTime(write.mtime);
      futimesSync(fd, time, time);
    } finally {
      closeSync(fd);
    }
    if (write.keep) replaceKeeping(temporary, final, write.keep);
    else putInPlace(temporary, final, write.replace);
    kept = true;
  } finally {
    if (!kept) rmSync(temporary, { force: true });
  }
}

/** Under the final name: a rename sets the archive attribute, and a new name may inherit the time of one that was just removed. */
function giveFacts({ final, win }: FileToGive['write']): boolean {
  try {
    if (win) windowsFiles()?.give(final, win);
    return true;
  } catch {
    return false;
  }
}

/** Mostly everything is right already: a look is cheaper than a change, each of which the file system writes down. */
function setAttributes(fd: number, { owner, mode }: FileToGive['write']): void {
  const made = fstatSync(fd);
  if (owner && (made.uid !== owner.uid || made.gid !== owner.gid)) {
    fchownSync(fd, owner.uid, owner.gid);
    // That takes special bits away.
    return fchmodSync(fd, mode);
  }
  if ((made.mode & 0o7777) !== mode) fchmodSync(fd, mode);
}

function openTemporary(temporary: string | Buffer, mode: number): number {
  try {
    return openSync(temporary, 'wx', mode);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
  // Left by an earlier, interrupted restore of the same file.
  unlinkSync(temporary);
  return openSync(temporary, 'wx', mode);
}

/** Where nothing may be replaced, a link refuses an existing name and a rename would not. File systems without links get a rename. */
function putInPlace(temporary: string | Buffer, final: string | Buffer, replace: boolean): void {
  if (replace) return renameSync(temporary, final);
  try {
    linkSync(temporary, final);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw Object.assign(new Error('name taken'), { code: 'EEXIST' });
    return renameSync(temporary, final);
  }
  unlinkSync(temporary);
}

function eachContent(file: FileToGive, cache: FrameCache, take: (bytes: Buffer, position: number) => void): void {
  const hash = sha256Stream();
  const alone = file.chunks.length === 1;
  // Before the first byte is written: chunks of more than the file would fill the disk.
  if (file.chunks.reduce((sum, { length }) => sum + length, 0) !== file.size) throw new Damaged('file size');
  let position = 0;
  for (const chunk of file.chunks) {
    if (isStopping()) throw new Stopped();
    const content = inAnyPlace(chunk, isDamaged, (each) => contentOf(each, cache));
    if (!alone) hash.update(content);
    take(content, position);
    position += content.length;
  }
  const found = alone ? (file.chunks[0]?.sha256 as string) : hash.digest();
  if (found !== file.sha256) throw new Damaged('file hash');
}

function isDamaged(error: unknown): boolean {
  return error instanceof Damaged;
}

function contentOf(chunk: FileToGive['chunks'][number], cache: FrameCache): Buffer {
  const raw = frameOf(chunk, cache);
  const content = raw.subarray(chunk.at, chunk.at + chunk.length);
  if (content.length !== chunk.length) throw new Damaged('frame too short');
  if (sha256(content) !== chunk.sha256) throw new Damaged('content hash');
  return content;
}

function frameOf(chunk: FileToGive['chunks'][number], cache: FrameCache): Buffer {
  const key = `${chunk.volumePath}:${chunk.frame}`;
  if (cache.key === key) return cache.raw;
  try {
    const stored = cache.files.read(chunk.volumePath, chunk.frame, chunk.frameLength);
    if (stored.length !== chunk.frameLength) throw new Damaged('volume ends too early');
    free(cache.raw.buffer);
    cache.raw = decodeFrame(stored, FRAME_RAW_MAX);
    cache.key = key;
    cache.bytes += chunk.frameLength;
    free(stored.buffer);
    return cache.raw;
  } catch (error) {
    cache.key = '';
    if (error instanceof Damaged || isGone(error)) throw error;
    throw new Damaged(error instanceof EngineError ? (error.detail ?? error.code) : errnoOf(error));
  }
}

/** Leaves holes where whole blocks are zero; the file's length is set afterwards. */
function writeSparse(fd: number, bytes: Buffer, position: number): void {
  const zeros = Buffer.alloc(HOLE_BYTES);
  for (let at = 0; at < bytes.length; at += HOLE_BYTES) {
    const block = bytes.subarray(at, at + HOLE_BYTES);
    if (!block.equals(zeros.subarray(0, block.length))) writeFully(fd, block, position + at);
  }
}

function failureCode(error: unknown): RestoreFailureCode {
  if (error instanceof Damaged) return 'damaged';
  if (isDiskFull(error)) return 'target-full';
  switch (errnoOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'permission';
    case 'EEXIST':
      return 'name-collision';
    case 'ELOOP':
      return 'blocked-by-link';
    default:
      return 'write-error';
  }
}

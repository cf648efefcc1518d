import { createWriteStream, existsSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipArchive } from 'archiver';
import type { RestoreFailureCode, RestoreResult } from '../../contract/index.ts';
import { decodeFrame, type Entry, type FileEntry, FRAME_RAW_MAX } from '../archive/index.ts';
import {
  elapsedSeconds,
  EngineError,
  errnoOf,
  isDiskFull,
  shownPath,
  type Tally,
  throwIfCancelled,
} from '../base/index.ts';
import { sha256, sha256Stream } from '../chunk/index.ts';
import { readRange } from '../vault/index.ts';
import { outcomeOf, type ReadyRestore } from './restore.ts';
import { selectedEntries } from './selection.ts';
import { targetName } from './target-name.ts';

type ZipRestore = ReadyRestore & {
  readonly path: string;
  readonly began: number;
  readonly tally: Tally;
  readonly signal: AbortSignal | undefined;
  readonly volumePath: (set: string, volume: number) => string;
};

/** Below this size deflating costs more than it saves. */
const STORE_BELOW_BYTES = 4096;
const PACKED = new Set([
  '.zip',
  '.7z',
  '.gz',
  '.zst',
  '.xz',
  '.jpg',
  '.jpeg',
  '.png',
  '.mp4',
  '.mp3',
  '.docx',
  '.xlsx',
  '.pptx',
  '.pdf',
]);
const EARLIEST_DOS_TIME_MS = Date.UTC(1980, 0, 2);

/** Gives files as one ZIP, written under a temporary name and renamed when whole. Entries go in one at a time. */
export async function restoreZip(zip: ZipRestore): Promise<RestoreResult> {
  const { path, tally, signal } = zip;
  if (existsSync(path)) throw new EngineError('target-exists', { subject: path });
  if (!existsSync(dirname(path)) || !lstatSync(dirname(path)).isDirectory())
    throw new EngineError('target-invalid', { subject: dirname(path) });
  const temporary = `${path}.strongroom-part`;
  rmSync(temporary, { force: true });
  const files: RestoreResult['files'] = { requested: 0, restored: 0, skipped: 0, failed: 0 };
  const failures: RestoreResult['failures'] = [];
  const fail = (entry: Entry, code: RestoreFailureCode, detail: string): void => {
    if (entry.type !== 'dir') files.failed++;
    const lastGoodSet = entry.type === 'gap' ? entry.lastGoodSet : undefined;
    failures.push({ ...shownPath(entry.path), code, ...(detail && { detail }), ...(lastGoodSet && { lastGoodSet }) });
  };
  let bytes = 0;
  let folders = 0;
  tally.enter('restoring');
  const output = createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true });
  const archive = new ZipArchive({ zlib: { level: 6 }, forceZip64: false });
  const broken = new Promise<never>((_, reject) => {
    output.on('error', reject);
    archive.on('error', reject);
  });
  broken.catch(() => undefined);
  archive.pipe(output);
  const put = async (
    content: Readable | Buffer,
    data: { name: string; mode: number; date: Date; store?: boolean },
  ): Promise<void> => {
    const taken = new Promise<void>((resolve) => archive.once('entry', () => resolve()));
    archive.append(content, data);
    await Promise.race([taken, broken]);
  };
  try {
    for (const entry of selectedEntries(zip.tree, zip.selection)) {
      throwIfCancelled(signal);
      if (entry.type !== 'dir') files.requested++;
      if (entry.type === 'gap') fail(entry, 'gap', entry.code);
      else if (targetName(entry.path) === undefined) fail(entry, 'unsafe-path', '');
      else if (entry.type === 'dir') {
        folders++;
        await put(Buffer.alloc(0), { name: `${shownPath(entry.path).path}/`, mode: entry.mode, date: dateOf(entry) });
      } else if (entry.type === 'symlink') {
        archive.symlink(shownPath(entry.path).path, shownPath(entry.target).path, entry.mode);
        files.restored++;
      } else {
        try {
          // Read once to be sure of every byte before the first goes into the ZIP, where it could not be taken back.
          const single =
            entry.chunks.length <= 1
              ? wholeContent(entry, zip.volumePath)
              : (checkContent(entry, zip.volumePath), undefined);
          const name = shownPath(entry.path).path;
          const store = entry.size < STORE_BELOW_BYTES || PACKED.has(extname(name).toLowerCase());
          await put(single ?? Readable.from(contents(entry, zip.volumePath)), {
            name,
            mode: entry.mode & 0o777,
            date: dateOf(entry),
            store,
          });
          files.restored++;
          bytes += entry.size;
        } catch (error) {
          if (!(error instanceof EngineError) || error.code !== 'set-damaged') throw error;
          fail(entry, 'damaged', error.detail ?? '');
        }
      }
      tally.value.files.done++;
      tally.value.bytes.done = bytes;
      tally.sample();
    }
    await Promise.race([archive.finalize().then(() => finished(output)), broken]);
    renameSync(temporary, path);
  } catch (error) {
    archive.abort();
    output.destroy();
    rmSync(temporary, { force: true });
    if (!signal?.aborted)
      throw isDiskFull(error)
        ? new EngineError('target-full', { subject: path, cause: error })
        : unwritable(path, error);
    return { ...resultBase(zip), outcome: 'cancelled', files, bytes: 0, damaged: false, failures };
  }
  for (const unknown of zip.selection.unknown)
    failures.push({ path: unknown, code: 'gap', detail: 'not in this point' });
  files.requested += zip.selection.unknown.length;
  files.failed += zip.selection.unknown.length;
  const damaged = failures.some((failure) => failure.code === 'damaged');
  return { ...resultBase(zip), outcome: outcomeOf(files, folders), files, bytes, damaged, failures };
}

function resultBase({
  setId,
  began,
  path,
}: ZipRestore): Pick<RestoreResult, 'setId' | 'seconds' | 'to' | 'renamed' | 'notices'> {
  return { setId, seconds: elapsedSeconds(began), to: path, renamed: [], notices: [] };
}

function unwritable(path: string, error: unknown): unknown {
  return ['EACCES', 'EPERM', 'EROFS'].includes(errnoOf(error))
    ? new EngineError('target-unwritable', { subject: path, cause: error })
    : error;
}

function wholeContent(entry: FileEntry, volumePath: ZipRestore['volumePath']): Buffer {
  const content = Buffer.concat([...contents(entry, volumePath)]);
  if (content.length !== entry.size || sha256(content) !== entry.sha256)
    throw new EngineError('set-damaged', { detail: 'file hash' });
  return content;
}

function checkContent(entry: FileEntry, volumePath: ZipRestore['volumePath']): void {
  const hash = sha256Stream();
  for (const content of contents(entry, volumePath)) hash.update(content);
  if (hash.digest() !== entry.sha256) throw new EngineError('set-damaged', { detail: 'file hash' });
}

function* contents(entry: FileEntry, volumePath: ZipRestore['volumePath']): Generator<Buffer> {
  for (const chunk of entry.chunks) {
    const raw = decodeFrame(
      readRange(volumePath(chunk.set, chunk.volume), chunk.frame, chunk.frameLength),
      FRAME_RAW_MAX,
    );
    const content = raw.subarray(chunk.at, chunk.at + chunk.length);
    if (content.length !== chunk.length || sha256(content) !== chunk.sha256)
      throw new EngineError('set-damaged', { detail: 'content hash' });
    yield content;
  }
}

/** A ZIP's times begin in 1980. */
function dateOf(entry: { mtime: string }): Date {
  return new Date(Math.max(EARLIEST_DOS_TIME_MS, Math.floor(Number(entry.mtime) / 1e6)));
}

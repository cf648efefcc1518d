import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path/posix';
import type { Stats } from 'ssh2';
import { errnoOf, Pipeline, randomId } from '../base/index.ts';
import type { Durability } from './place-contract.ts';
import { placeError } from './place-fault.ts';
import type { PacedFile } from './remote-driver.ts';
import type { SftpConnection } from './sftp-connection.ts';
import { STATUS, statusOf } from './sftp-fault.ts';
import { closeHandle, makeFoldersBelow, reasonOf, renameNew, statOf } from './sftp-folders.ts';

/** Under way at once: what a server takes before it lets others wait, twice. */
const UNDER_WAY_BYTES = 4 * 1024 * 1024;
const BLOCK_BYTES = 1024 * 1024;

type Write = (handle: Buffer) => Promise<void>;

/** A temporary name beside the final one, which no other computer comes upon. */
export function partName(path: string): string {
  return `${path}.${randomId(8)}.part`;
}

export interface NewFile {
  /** The place, which is not made with the folders below it. */
  readonly root: string;
  readonly part: string;
  readonly path: string;
  readonly size: number;
  /** How many of its bytes are in `part` for sure; some already, where an earlier try was broken off. */
  arrived: number;
}

/**
 * Writes `part` and gives it its name `path` when it is whole and, where the server can, on its disk. Throws EEXIST rather than replace a
 * file. Where it fails, `part` may be left.
 */
export async function writeNew(connection: SftpConnection, file: NewFile, write: Write): Promise<Durability> {
  const { part, path } = file;
  try {
    const isFlushed = await writePart(connection, file, write);
    if ((await statOf(connection, path)) !== undefined) throw placeError('EEXIST', path);
    await renameNew(connection, part, path);
    return isFlushed && (await flushName(connection, path)) ? 'flushed' : 'unconfirmed';
  } catch (error) {
    throw await reasonOf(connection, error, dirname(path));
  }
}

export function bytesWriter(connection: SftpConnection, file: NewFile, bytes: Uint8Array): Write {
  return async (handle) => {
    const pipeline = pipelineOf(connection);
    await writePieces(connection, pipeline, { handle, part: file.part, at: 0 }, bytes);
    await pipeline.drain();
  };
}

/** Throws EPROTO where the file is not what it was said to be, ECANCELED, and what the local system throws. */
export function fileWriter(connection: SftpConnection, file: NewFile, sent: PacedFile, signal: AbortSignal): Write {
  return async (handle) => {
    const source = await open(sent.path, 'r');
    try {
      const pipeline = pipelineOf(connection);
      const hash = createHash('sha256');
      // Used again and again: the library copies what it is given.
      const block = Buffer.allocUnsafe(BLOCK_BYTES);
      const from = file.arrived;
      let at = 0;
      for (;;) {
        if (signal.aborted) throw placeError('ECANCELED', file.part);
        const { bytesRead } = await source.read(block, 0, BLOCK_BYTES, at);
        if (bytesRead === 0) break;
        const bytes = block.subarray(0, bytesRead);
        hash.update(bytes);
        if (at + bytesRead > from) {
          await sent.pace?.(bytesRead, signal);
          await writePieces(connection, pipeline, { handle, part: file.part, at }, bytes);
          file.arrived = pipeline.last ?? file.arrived;
          sent.onProgress?.(file.arrived);
        }
        at += bytesRead;
      }
      await pipeline.drain();
      if (at !== sent.size || hash.digest('hex') !== sent.sha256)
        throw placeError('EPROTO', `${sent.path} has changed`);
      sent.onProgress?.(at);
    } finally {
      await source.close();
    }
    if (signal.aborted) throw placeError('ECANCELED', file.part);
  };
}

function pipelineOf(connection: SftpConnection): Pipeline<number> {
  return new Pipeline(Math.ceil(UNDER_WAY_BYTES / connection.pieceBytes));
}

async function writePieces(
  connection: SftpConnection,
  pipeline: Pipeline<number>,
  target: { readonly handle: Buffer; readonly part: string; readonly at: number },
  bytes: Uint8Array,
): Promise<void> {
  const { handle, part, at } = target;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { pieceBytes } = connection;
  for (let offset = 0; offset < buffer.length; offset += pieceBytes) {
    const length = Math.min(pieceBytes, buffer.length - offset);
    await pipeline.add(
      connection.ask<number>(part, (sftp, done) =>
        sftp.write(handle, buffer, offset, length, at + offset, (error) => done(error, at + offset + length)),
      ),
    );
  }
}

async function writePart(connection: SftpConnection, file: NewFile, write: Write): Promise<boolean> {
  const { part, size } = file;
  const handle = await openPart(connection, file);
  try {
    await write(handle);
    const [isFlushed, stats] = await Promise.all([
      flushHandle(connection, part, handle),
      connection.ask<Stats>(part, (sftp, done) => sftp.fstat(handle, done)),
    ]);
    if (stats.size !== size) throw placeError('EPROTO', `${part}: ${stats.size} bytes arrived of ${size}`);
    return isFlushed;
  } finally {
    closeHandle(connection, handle);
  }
}

async function openPart(connection: SftpConnection, file: NewFile): Promise<Buffer> {
  const { root, part } = file;
  const openFor = (flags: 'w' | 'r+'): Promise<Buffer> =>
    connection.ask<Buffer>(part, (sftp, done) => sftp.open(part, flags, done));
  // What a server said it has it may have lost since, with its power.
  if (file.arrived > 0 && ((await statOf(connection, part))?.size ?? 0) >= file.arrived) return openFor('r+');
  file.arrived = 0;
  try {
    return await openFor('w');
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
  await makeFoldersBelow(connection, root, dirname(part));
  return openFor('w');
}

/** False where the server has no such request. */
async function flushHandle(connection: SftpConnection, path: string, handle: Buffer): Promise<boolean> {
  try {
    await connection.askSlow<void>(path, (sftp, done) =>
      sftp.ext_openssh_fsync(handle, (error) => done(error, undefined)),
    );
    return true;
  } catch (error) {
    if (statusOf(error) === STATUS.unsupported) return false;
    throw error;
  }
}

/** Folders cannot be flushed through SFTP; a file system that keeps a journal writes the name of a file with the file. */
async function flushName(connection: SftpConnection, path: string): Promise<boolean> {
  let handle: Buffer;
  try {
    handle = await connection.ask<Buffer>(path, (sftp, done) => sftp.open(path, 'r', done));
  } catch (error) {
    if (statusOf(error) === undefined) throw error;
    return false;
  }
  try {
    return await flushHandle(connection, path, handle);
  } catch (error) {
    // Some systems flush only what is open for writing. The content was flushed under its other name.
    if (statusOf(error) === undefined) throw error;
    return false;
  } finally {
    closeHandle(connection, handle);
  }
}

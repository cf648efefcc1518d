import { dirname } from 'node:path/posix';
import type { FileEntryWithStats, Stats } from 'ssh2';
import { errnoOf, Pipeline } from '../base/index.ts';
import type { PlaceEntry, PlaceSpace } from './place-contract.ts';
import { placeError } from './place-fault.ts';
import type { SftpConnection } from './sftp-connection.ts';
import { STATUS, statusOf } from './sftp-fault.ts';

const REMOVED_AT_ONCE = 16;
const READ_ONLY = 1;
/** Less than this is no room for anything. */
const ROOM_BYTES = 256 * 1024;

interface FoundEntry extends PlaceEntry {
  readonly isFile: boolean;
}

/** Undefined where there is nothing of that name. */
export async function statOf(connection: SftpConnection, path: string): Promise<Stats | undefined> {
  return await unlessMissing(
    connection.ask<Stats | undefined>(path, (sftp, done) => sftp.stat(path, done)),
    undefined,
  );
}

/** A link is what it leads to; what is neither file nor folder is left out. Empty where there is no such folder. */
export async function listFolder(connection: SftpConnection, folder: string): Promise<PlaceEntry[]> {
  const entries: PlaceEntry[] = [];
  for (const found of await unlessMissing(entriesOf(connection, folder), [])) {
    const { name, isFile, isFolder, size } = found;
    if (isFile || isFolder) entries.push({ name, isFolder, size });
    else entries.push(...(await ledTo(connection, folder, name)));
  }
  return entries;
}

async function ledTo(connection: SftpConnection, folder: string, name: string): Promise<PlaceEntry[]> {
  const stats = await statOf(connection, `${folder}/${name}`);
  if (stats?.isDirectory()) return [{ name, isFolder: true, size: 0 }];
  return stats?.isFile() ? [{ name, isFolder: false, size: stats.size }] : [];
}

/** As they are: a link is neither a file nor a folder. Throws ENOENT. */
async function entriesOf(connection: SftpConnection, folder: string): Promise<FoundEntry[]> {
  const handle = await connection.ask<Buffer>(folder, (sftp, done) => sftp.opendir(folder, done));
  const entries: FoundEntry[] = [];
  try {
    for (;;) entries.push(...(await nextEntries(connection, folder, handle)).flatMap(entryOf));
  } catch (error) {
    if (statusOf(error) !== STATUS.eof) throw error;
  } finally {
    closeHandle(connection, handle);
  }
  return entries;
}

/** Waits for nobody: whatever is wrong with a connection, the next question finds out. */
export function closeHandle(connection: SftpConnection, handle: Buffer): void {
  connection.ask<void>('close', (sftp, done) => sftp.close(handle, (error) => done(error, undefined))).catch(() => {});
}

/** With those above it, but not `root` and what it stands in: what is not connected is not made in its stead. Throws ENOENT. */
export async function makeFoldersBelow(connection: SftpConnection, root: string, path: string): Promise<void> {
  const found = await statOf(connection, path);
  if (found?.isDirectory()) return;
  if (found !== undefined) throw placeError('EEXIST', `${path} is no folder`);
  if (path === root || dirname(path) === path) throw placeError('ENOENT', path);
  await makeFoldersBelow(connection, root, dirname(path));
  await makeOne(connection, path);
}

/** The place itself, and what it stands in. */
export async function makeRoot(connection: SftpConnection, root: string): Promise<void> {
  if ((await statOf(connection, root))?.isDirectory()) return;
  if (dirname(root) !== root) await makeRoot(connection, dirname(root));
  await makeOne(connection, root);
}

async function makeOne(connection: SftpConnection, path: string): Promise<void> {
  try {
    await connection.ask<void>(path, (sftp, done) => sftp.mkdir(path, (error) => done(error, undefined)));
  } catch (error) {
    // Somebody else may have made it in between.
    const found = await statOf(connection, path);
    if (found?.isDirectory()) return;
    if (found !== undefined) throw placeError('EEXIST', `${path} is no folder`);
    throw await reasonOf(connection, error, dirname(path));
  }
}

export async function removeFile(connection: SftpConnection, path: string): Promise<void> {
  await unlessMissing(
    connection.ask<void>(path, (sftp, done) => sftp.unlink(path, (error) => done(error, undefined))),
    undefined,
  );
}

/** With all that is in it; links go, and not what they lead to. */
export async function removeTree(connection: SftpConnection, path: string): Promise<void> {
  const found = await unlessMissing(
    connection.ask<Stats | undefined>(path, (sftp, done) => sftp.lstat(path, done)),
    undefined,
  );
  if (found?.isSymbolicLink()) return removeFile(connection, path);
  const entries = await unlessMissing(entriesOf(connection, path), []);
  const removals = new Pipeline(REMOVED_AT_ONCE);
  for (const { name, isFolder } of entries) {
    const below = `${path}/${name}`;
    if (isFolder) await removeTree(connection, below);
    else await removals.add(removeFile(connection, below));
  }
  await removals.drain();
  await unlessMissing(
    connection.ask<void>(path, (sftp, done) => sftp.rmdir(path, (error) => done(error, undefined))),
    undefined,
  );
}

/** Throws EEXIST where `to` is there: plain renaming replaces nothing, but says only that it failed. */
export async function renameNew(connection: SftpConnection, from: string, to: string): Promise<void> {
  try {
    await connection.ask<void>(to, (sftp, done) => sftp.rename(from, to, (error) => done(error, undefined)));
  } catch (error) {
    if (statusOf(error) === STATUS.failure && (await statOf(connection, to)) !== undefined)
      throw placeError('EEXIST', to);
    throw await reasonOf(connection, error, dirname(to));
  }
}

/** Undefined where the server cannot say. */
export async function spaceOf(connection: SftpConnection, path: string): Promise<PlaceSpace | undefined> {
  const disk = await diskOf(connection, path);
  return disk && disk.total > 0 ? { free: disk.free, total: disk.total } : undefined;
}

/** For a full disk and for one that can only be read the protocol has no word but "failure". */
export async function reasonOf(connection: SftpConnection, error: unknown, folder: string): Promise<unknown> {
  if (statusOf(error) !== STATUS.failure || errnoOf(error) !== 'EPROTO' || connection.isLost) return error;
  const disk = await diskOf(connection, folder);
  if (disk?.isReadOnly) return placeError('EROFS', folder, error);
  if (disk && (disk.free < ROOM_BYTES || disk.hasNoNames)) return placeError('ENOSPC', folder, error);
  return error;
}

interface Disk extends PlaceSpace {
  readonly isReadOnly: boolean;
  /** Some file systems can only hold so many files. */
  readonly hasNoNames: boolean;
}

async function diskOf(connection: SftpConnection, path: string): Promise<Disk | undefined> {
  let told: Record<string, unknown>;
  try {
    told = await connection.ask<Record<string, unknown>>(path, (sftp, done) => sftp.ext_openssh_statvfs(path, done));
  } catch (error) {
    if (statusOf(error) === undefined) throw error;
    return undefined;
  }
  const number = (name: string): number => Number(told[name] ?? 0);
  return {
    free: number('f_bavail') * number('f_frsize'),
    total: number('f_blocks') * number('f_frsize'),
    isReadOnly: (number('f_flag') & READ_ONLY) !== 0,
    hasNoNames: number('f_files') > 0 && number('f_favail') === 0,
  };
}

function nextEntries(connection: SftpConnection, folder: string, handle: Buffer): Promise<FileEntryWithStats[]> {
  return connection.ask<FileEntryWithStats[]>(folder, (sftp, done) => sftp.readdir(handle, done));
}

/** A server may say anything: what could lead elsewhere is no name. */
function entryOf({ filename, attrs }: FileEntryWithStats): FoundEntry[] {
  if (filename === '' || filename === '.' || filename === '..' || /[/\\\0]/.test(filename)) return [];
  const [isFolder, isFile] = [attrs.isDirectory(), attrs.isFile()];
  return [{ name: filename, isFolder, isFile, size: isFile ? attrs.size : 0 }];
}

async function unlessMissing<T>(asking: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return otherwise;
    throw error;
  }
}

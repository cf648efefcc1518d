import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { errnoOf } from '../base/index.ts';
import type { Durability } from './place-contract.ts';
import { placeError } from './place-fault.ts';
import type { PacedFile, RemoteDriver } from './remote-driver.ts';

/** Between one try and the next. */
const PAUSES_MS: readonly number[] = [500, 2_000, 6_000];
/** Less than this is no progress worth trying again for. */
const PROGRESS_BYTES = 8 * 1024 * 1024;
const READ_BYTES = 8 * 1024 * 1024;

/**
 * Asks again where the place cannot be reached, a few times, and for no other reason. What was under way when the line broke may
 * have been done: a file that the second try finds there is ours if it has our bytes.
 */
export function withRetry(driver: RemoteDriver, pausesMs = PAUSES_MS): RemoteDriver {
  const tries = <T>(call: (isFirst: boolean) => Promise<T>, signal?: AbortSignal): Promise<T> =>
    inTries(call, pausesMs, signal);
  return {
    canMoveFolders: driver.canMoveFolders,
    exists: () => tries(() => driver.exists()),
    list: (folder) => tries(() => driver.list(folder)),
    size: (name) => tries(() => driver.size(name)),
    read: (name, offset, length) => tries(() => driver.read(name, offset, length)),
    makeFolder: (name) => tries(() => driver.makeFolder(name)),
    put: (name, bytes) =>
      tries((isFirst) => {
        const putting = driver.put(name, bytes);
        return isFirst ? putting : unlessThere(putting, () => holdsBytes(driver, name, bytes));
      }),
    send: (name, file, signal) => sendInTries(driver, name, { file, signal, pausesMs }),
    remove: (name) => tries(() => driver.remove(name)),
    removeFolder: (name) => tries(() => driver.removeFolder(name)),
    moveFolder: (from, to) =>
      tries((isFirst) => {
        const moving = driver.moveFolder(from, to);
        return isFirst ? moving : unlessMoved(moving, driver, from, to);
      }),
    space: () => tries(() => driver.space()),
    lockedUntil: (name) => tries(() => driver.lockedUntil(name)),
    close: () => driver.close(),
  };
}

async function inTries<T>(
  call: (isFirst: boolean) => Promise<T>,
  pausesMs: readonly number[],
  signal?: AbortSignal,
): Promise<T> {
  for (let failed = 0; ; failed++) {
    try {
      return await call(failed === 0);
    } catch (error) {
      const pauseMs = pausesMs[failed];
      if (errnoOf(error) !== 'ENOTCONN' || pauseMs === undefined) throw error;
      await pause(pauseMs, signal);
    }
  }
}

/** As long as more of it arrives by each try, there may be any number of them. */
async function sendInTries(
  driver: RemoteDriver,
  name: string,
  { file, signal, pausesMs }: { file: PacedFile; signal: AbortSignal; pausesMs: readonly number[] },
): Promise<Durability> {
  let arrived = 0;
  const onProgress = (bytes: number): void => {
    arrived = Math.max(arrived, bytes);
    file.onProgress?.(bytes);
  };
  for (let isFirst = true; ; isFirst = false) {
    const before = arrived;
    try {
      return await inTries(
        (isFirstHere) => {
          const sending = driver.send(name, { ...file, onProgress }, signal);
          return isFirst && isFirstHere ? sending : unlessThere(sending, () => holdsFile(driver, name, file, signal));
        },
        pausesMs,
        signal,
      );
    } catch (error) {
      if (errnoOf(error) !== 'ENOTCONN' || arrived - before < PROGRESS_BYTES) throw error;
      await pause(pausesMs[0] ?? 0, signal);
    }
  }
}

async function pause(pauseMs: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await wait(pauseMs, undefined, { signal });
  } catch {
    throw placeError('ECANCELED', 'between two tries');
  }
}

/** Whether what is there was flushed nobody can say any more. */
async function unlessThere(putting: Promise<Durability>, isOurs: () => Promise<boolean>): Promise<Durability> {
  try {
    return await putting;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST' && (await isOurs())) return 'unconfirmed';
    throw error;
  }
}

async function holdsBytes(driver: RemoteDriver, name: string, bytes: Uint8Array): Promise<boolean> {
  if ((await driver.size(name)) !== bytes.length) return false;
  return Buffer.from(bytes).equals(await driver.read(name, 0, bytes.length));
}

async function holdsFile(driver: RemoteDriver, name: string, file: PacedFile, signal: AbortSignal): Promise<boolean> {
  if ((await driver.size(name)) !== file.size) return false;
  const hash = createHash('sha256');
  for (let at = 0; at < file.size; at += READ_BYTES) {
    if (signal.aborted) throw placeError('ECANCELED', name);
    hash.update(await driver.read(name, at, Math.min(READ_BYTES, file.size - at)));
  }
  return hash.digest('hex') === file.sha256;
}

/** The folder is gone from its old place because the last try moved it. */
async function unlessMoved(moving: Promise<void>, driver: RemoteDriver, from: string, to: string): Promise<void> {
  try {
    await moving;
  } catch (error) {
    const mayBeMoved = ['ENOENT', 'EEXIST'].includes(errnoOf(error));
    if (mayBeMoved && (await driver.list(from)).length === 0 && (await driver.list(to)).length > 0) return;
    throw error;
  }
}

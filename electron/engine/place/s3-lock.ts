import {
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { placeError } from './place-fault.ts';
import { codeOf, statusOf } from './s3-fault.ts';
import type { S3Line } from './s3-line.ts';
import { withContentMd5 } from './s3-request.ts';

const DAY_MS = 86_400_000;
const UNLOCKED = new Set(['ObjectLockConfigurationNotFoundError', 'NoSuchObjectLockConfiguration']);

/** What a put says that shall be protected for a time. It is only a wish: see `lockedUntil`. */
export function lockFields(line: S3Line): { ObjectLockMode?: 'GOVERNANCE'; ObjectLockRetainUntilDate?: Date } {
  const { lockDays } = line.options;
  if (!lockDays) return {};
  const until = new Date(line.now() + lockDays * DAY_MS);
  return { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until };
}

/** Runs what wishes for a lock. Throws ENOLCK where the bucket was not made for it: the answer alone says no more than that something is wrong. */
export async function wishing<T>(line: S3Line, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!line.options.lockDays || statusOf((error as Error).cause) !== 400 || (await mayLock(line))) throw error;
    throw placeError('ENOLCK', line.bucket, error);
  }
}

/** Some stores forget the wish where an object is sent in parts. */
export async function lockIfForgotten(line: S3Line, key: string): Promise<void> {
  const { ObjectLockMode: Mode, ObjectLockRetainUntilDate: RetainUntilDate } = lockFields(line);
  if (!Mode || (await lockedUntil(line, key))) return;
  const input = { Bucket: line.bucket, Key: key, Retention: { Mode, RetainUntilDate } };
  await line.call(`lock ${key}`, (client, options) =>
    client.send(withContentMd5(new PutObjectRetentionCommand(input)), options),
  );
}

/** Whether the bucket was made to protect objects: not whether it does. */
export async function mayLock(line: S3Line): Promise<boolean> {
  const input = { Bucket: line.bucket };
  try {
    const { ObjectLockConfiguration } = await line.call(`lock of ${line.bucket}`, (client, options) =>
      client.send(new GetObjectLockConfigurationCommand(input), options),
    );
    return ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled';
  } catch (error) {
    if (isWithoutLock(error as Error)) return false;
    throw error;
  }
}

/**
 * Until when the place itself says that it keeps this object; undefined where it does not. Some stores accept the wish, say nothing, and
 * delete the object when asked to: only what is read back may be claimed.
 */
export async function lockedUntil(line: S3Line, key: string): Promise<Date | undefined> {
  const input = { Bucket: line.bucket, Key: key };
  try {
    const { Retention } = await line.call(`lock of ${key}`, (client, options) =>
      client.send(new GetObjectRetentionCommand(input), options),
    );
    const isKept = Retention?.Mode === 'GOVERNANCE' || Retention?.Mode === 'COMPLIANCE';
    const until = Retention?.RetainUntilDate;
    return isKept && until && until.getTime() > line.now() ? until : undefined;
  } catch (error) {
    if (isWithoutLock(error as Error)) return undefined;
    throw error;
  }
}

function isWithoutLock({ cause }: { readonly cause?: unknown }): boolean {
  return UNLOCKED.has(codeOf(cause)) || [400, 405, 501].includes(statusOf(cause));
}

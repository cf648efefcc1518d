import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { errnoOf } from '../base/index.ts';
import type { S3Address } from './address.ts';
import type { Credentials } from './credentials.ts';
import type { Durability, PlaceEntry } from './place-contract.ts';
import { placeError } from './place-fault.ts';
import type { PacedFile, RemoteDriver } from './remote-driver.ts';
import { BegunUploads } from './s3-begun.ts';
import { otherAnswer, statusOf } from './s3-fault.ts';
import { S3Line, type S3Options } from './s3-line.ts';
import { askBucket, listFolder } from './s3-listing.ts';
import { lockedUntil, lockIfForgotten, mayLock, wishing } from './s3-lock.ts';
import { partBytesFor, sendInParts } from './s3-parts.ts';
import { durabilityOf, S3Puts, storedObject } from './s3-put.ts';
import { removeAbandoned, removeBelow, removeObject } from './s3-removal.ts';
import { md5 } from './s3-request.ts';

export type { S3Options } from './s3-line.ts';

/** Beside what every driver does. */
export interface S3Driver extends RemoteDriver {
  /** Whether the place itself refuses to replace an object; undefined until something has been put. */
  readonly refuses: boolean | undefined;
  /** Whether the bucket was made to protect objects: not whether it does. */
  mayLock(): Promise<boolean>;
}

interface Tools {
  readonly line: S3Line;
  readonly puts: S3Puts;
  readonly begun: BegunUploads;
}

/** A prefix of a bucket. There are no folders, only keys that look like it: what is empty is not there. */
export function s3Driver(address: S3Address, credentials: Credentials, options: S3Options = {}): S3Driver {
  const line = new S3Line(address, credentials, options);
  const puts = new S3Puts(line);
  const begun = new BegunUploads(line);
  let swept = false;

  return {
    canMoveFolders: false,
    get refuses() {
      return puts.refuses;
    },
    exists: () => isThere(line),
    list: (folder) => list(line, begun, folder),
    size: async (name) => (await storedObject(line, line.key(name)))?.size,
    read: (name, offset, length) => read(line, line.key(name), offset, length),
    makeFolder: async (name) => {
      if (name === '') await askBucket(line);
    },
    put: (name, bytes) => wishing(line, () => puts.put(line.key(name), bytes)),
    send: async (name, file, signal) => {
      const durability = await wishing(line, () => send({ line, puts, begun }, line.key(name), file, signal));
      if (!swept) await removeAbandoned(line).catch(() => undefined);
      swept = true;
      return durability;
    },
    remove: (name) => removeObject(line, line.key(name)),
    removeFolder: async (name) => {
      await removeBelow(line, line.folderKey(name));
      await begun.end(line.folderKey(name));
    },
    moveFolder: (from) => Promise.reject(placeError('EPROTO', `${from}: an object store moves no folders`)),
    space: async () => undefined,
    mayLock: () => mayLock(line),
    lockedUntil: (name) => lockedUntil(line, line.key(name)),
    close: async () => line.close(),
  };
}

async function list(line: S3Line, begun: BegunUploads, folder: string): Promise<PlaceEntry[]> {
  const entries = await listFolder(line, folder);
  const folders = await begun.foldersBelow(line.folderKey(folder));
  for (const { name, isFolder } of entries) if (isFolder) folders.delete(name);
  return [...entries, ...[...folders].map((name) => ({ name, isFolder: true, size: 0 }))];
}

async function isThere(line: S3Line): Promise<boolean> {
  try {
    await askBucket(line);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function read(line: S3Line, key: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  if (length === 0) return new Uint8Array(0);
  const input = { Bucket: line.bucket, Key: key, Range: `bytes=${offset}-${offset + length - 1}` };
  try {
    return await line.call(`${key} ${input.Range}`, async (client, options) => {
      const { Body, ContentRange = '' } = await client.send(new GetObjectCommand(input), options);
      const [, first, last] = /^bytes (\d+)-(\d+)\//.exec(ContentRange) ?? [];
      const isAnswer = Number(first) === offset && Number(last) < offset + length;
      // Whoever is not answered closes the door, or the connection would wait for what nobody reads.
      const chunks = Body as Readable;
      if (!isAnswer) {
        chunks.destroy();
        throw otherAnswer(ContentRange || 'no range');
      }
      return await gather(chunks, Number(last) - offset + 1);
    });
  } catch (error) {
    // Nothing of it is behind that offset.
    if (statusOf((error as Error).cause) === 416) return new Uint8Array(0);
    throw error;
  }
}

async function gather(chunks: Readable, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
    if (at + chunk.length > length) break;
    bytes.set(chunk, at);
    at += chunk.length;
  }
  if (at !== length) throw otherAnswer(`${at} of ${length} bytes`);
  return bytes;
}

/** In parts where it is large. What is there afterwards is asked for: an answer alone is not believed. */
async function send(tools: Tools, key: string, file: PacedFile, signal: AbortSignal): Promise<Durability> {
  const { line, puts } = tools;
  if (signal.aborted) throw placeError('ECANCELED', key);
  file.onProgress?.(0);
  const isLarge = file.size > partBytesFor(file.size, line.options.partBytes);
  const tag = isLarge ? await sendLarge(tools, key, file, signal) : await sendAtOnce(puts, key, file, signal);
  const stored = await storedObject(line, key);
  if (stored?.size !== file.size) throw placeError('EPROTO', `${key}: ${stored?.size ?? 'nothing'} is there`);
  if (isLarge) await lockIfForgotten(line, key);
  return durabilityOf(stored.etag, tag);
}

async function sendLarge({ line, puts, begun }: Tools, key: string, file: PacedFile, signal: AbortSignal) {
  await begun.begin(key);
  try {
    const tag = await sendInParts({ line, key, once: puts.once }, file, signal);
    await begun.end(key);
    return tag;
  } catch (error) {
    // After a lost connection its parts are still there.
    if (errnoOf(error) !== 'ENOTCONN') await begun.end(key);
    throw error;
  }
}

async function sendAtOnce(puts: S3Puts, key: string, file: PacedFile, signal: AbortSignal): Promise<string> {
  const bytes = await readFile(file.path);
  if (bytes.length !== file.size || createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
    throw placeError('EPROTO', `${file.path} has changed`);
  }
  await puts.put(key, bytes, { pace: file.pace, signal });
  file.onProgress?.(file.size);
  return md5(bytes).toString('hex');
}

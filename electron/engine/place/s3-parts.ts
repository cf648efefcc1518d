import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { setImmediate as turnOver, setTimeout as sleep } from 'node:timers/promises';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { errnoOf, readFully } from '../base/index.ts';
import { placeError } from './place-fault.ts';
import type { PacedFile } from './remote-driver.ts';
import { codeOf } from './s3-fault.ts';
import type { S3Line } from './s3-line.ts';
import { type OpenUpload, openUploads, type StoredPart, storedParts } from './s3-listing.ts';
import { lockFields } from './s3-lock.ts';
import { storedObject, tagOf } from './s3-put.ts';
import { bodyOf, type BodySums, md5, withHeaders } from './s3-request.ts';

const MEBIBYTE = 1024 * 1024;
const PART_BYTES = 8 * MEBIBYTE;
const PARTS_MAX = 10_000;
const PARALLEL = 4;
const SLICE_BYTES = MEBIBYTE / 2;
const STOP_MS = 2000;
const LOST = new Set(['InvalidPart', 'InvalidPartOrder', 'NoSuchUpload']);

export interface PartsTarget {
  readonly line: S3Line;
  readonly key: string;
  /** By which the place refuses to replace an object. */
  readonly once: Readonly<Record<string, string>>;
}

/** The same for the same file, so that parts of an earlier try fit. */
export function partBytesFor(size: number, least = PART_BYTES): number {
  return Math.max(least, Math.ceil(size / PARTS_MAX / MEBIBYTE) * MEBIBYTE);
}

/**
 * Sends a file in parts, several at a time. Parts that an earlier try has brought there are not sent again if their MD5 agrees. After a
 * lost connection the parts stay for the next try; after anything else they are removed. Throws EPROTO where the file is not what it
 * was said to be, ECANCELED, and what the place says. Answers the entity tag that the object has if the place has compared what it
 * received with what was sent.
 */
export async function sendInParts(target: PartsTarget, file: PacedFile, signal: AbortSignal): Promise<string> {
  const { line, key } = target;
  if (await storedObject(line, key)) throw placeError('EEXIST', key);
  const old = await earlierUpload(line, key, signal);
  try {
    return await new PartsUpload(target, file, old ?? (await begin(line, key, signal)), signal).run();
  } catch (error) {
    // The place has lost a part, or all of them: once more from the start.
    if (!LOST.has(codeOf((error as Error).cause))) throw error;
    return await new PartsUpload(target, file, await begin(line, key, signal), signal).run();
  }
}

/** Of the uploads of this key the newest; the others are removed. */
async function earlierUpload(line: S3Line, key: string, signal: AbortSignal): Promise<OpenUpload | undefined> {
  const uploads = await uploadsOf(line, key, signal);
  const [newest, ...others] = uploads.sort((one, other) => other.begunAt - one.begunAt);
  for (const upload of others) await abortUpload(line, upload);
  return newest;
}

async function begin(line: S3Line, key: string, signal: AbortSignal): Promise<OpenUpload> {
  const input = { Bucket: line.bucket, Key: key, ...lockFields(line) };
  let tried = 0;
  const { UploadId } = await line.call(
    key,
    (client, options) => {
      tried++;
      return client.send(new CreateMultipartUploadCommand(input), options);
    },
    signal,
  );
  if (!UploadId) throw placeError('EPROTO', `${key}: no upload was begun`);
  const begun = { key, uploadId: UploadId, begunAt: line.now() };
  // The answer to an earlier try was lost, and that try may have begun one that nobody would ever end.
  if (tried > 1)
    for (const lost of await uploadsOf(line, key, signal))
      if (lost.uploadId !== UploadId) await abortUpload(line, lost);
  return begun;
}

async function uploadsOf(line: S3Line, key: string, signal: AbortSignal): Promise<OpenUpload[]> {
  return (await openUploads(line, key, signal)).filter((upload) => upload.key === key);
}

export async function abortUpload(line: S3Line, { key, uploadId }: OpenUpload): Promise<void> {
  const input = { Bucket: line.bucket, Key: key, UploadId: uploadId };
  try {
    await line.call(`abort ${key}`, (client, options) => client.send(new AbortMultipartUploadCommand(input), options));
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}

interface Part {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly sums: BodySums;
}

class PartsUpload {
  readonly #line: S3Line;
  readonly #once: PartsTarget['once'];
  readonly #file: PacedFile;
  readonly #upload: OpenUpload;
  readonly #partBytes: number;
  readonly #tags: Buffer[] = [];
  readonly #etags: string[] = [];
  /** Ends what is under way when one part has failed, or somebody wishes to stop. */
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  /** Memory of parts that have arrived, for the next ones. */
  readonly #free: Uint8Array[] = [];
  #arrived = 0;

  constructor({ line, once }: PartsTarget, file: PacedFile, upload: OpenUpload, signal: AbortSignal) {
    this.#line = line;
    this.#once = once;
    this.#file = file;
    this.#upload = upload;
    this.#partBytes = partBytesFor(file.size, line.options.partBytes);
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
  }

  async run(): Promise<string> {
    try {
      await this.#sendAll(await storedParts(this.#line, this.#upload, this.#signal));
      return await this.#complete();
    } catch (error) {
      // What the next try can go on with stays. Whoever wishes to stop does not wait for long.
      if (errnoOf(error) !== 'ENOTCONN') {
        const aborted = abortUpload(this.#line, this.#upload).catch(() => undefined);
        await (errnoOf(error) === 'ECANCELED'
          ? Promise.race([aborted, sleep(STOP_MS, undefined, { ref: false })])
          : aborted);
      }
      throw error;
    }
  }

  async #sendAll(there: ReadonlyMap<number, StoredPart>): Promise<void> {
    const hash = createHash('sha256');
    const running = new Set<Promise<void>>();
    // One at a time where they go slowly: a line that waits for its turn would seem dead.
    const parallel = this.#file.pace ? 1 : PARALLEL;
    let failure: unknown;
    const fail = (error: unknown): void => {
      failure ??= error;
      this.#stop.abort();
    };
    const fd = openSync(this.#file.path, 'r');
    try {
      for (let at = 0; at < this.#file.size && !this.#signal.aborted; at += this.#partBytes) {
        while (running.size >= parallel) await Promise.race(running);
        const read = await this.#readPart(fd, at, hash).catch(fail);
        if (!read) break;
        const part = this.#sendPart(read, there).catch(fail);
        running.add(part);
        void part.then(() => running.delete(part));
      }
      // A part that arrives after its upload was ended would stay for ever.
      await Promise.all(running);
    } finally {
      closeSync(fd);
    }
    if (failure !== undefined) throw failure;
    if (this.#signal.aborted) throw placeError('ECANCELED', this.#upload.key);
    if (hash.digest('hex') !== this.#file.sha256) throw placeError('EPROTO', `${this.#file.path} has changed`);
  }

  /** In slices: meanwhile what is under way goes on. */
  async #readPart(fd: number, at: number, whole: Hash): Promise<Part> {
    const length = Math.min(this.#partBytes, this.#file.size - at);
    const bytes = (this.#free.pop() ?? new Uint8Array(this.#partBytes)).subarray(0, length);
    const [tag, sha256] = [createHash('md5'), createHash('sha256')];
    for (let done = 0; done < length; ) {
      const slice = bytes.subarray(done, done + SLICE_BYTES);
      if (readFully(fd, slice, 0, slice.length, at + done) < slice.length)
        throw placeError('EPROTO', `${this.#file.path} has changed`);
      for (const hash of [tag, sha256, whole]) hash.update(slice);
      done += slice.length;
      await turnOver();
    }
    const sums = { md5: tag.digest(), sha256: sha256.digest('hex') };
    return { number: at / this.#partBytes + 1, bytes, sums };
  }

  async #sendPart(part: Part, there: ReadonlyMap<number, StoredPart>): Promise<void> {
    const { number, bytes, sums } = part;
    const hex = sums.md5.toString('hex');
    this.#tags[number - 1] = sums.md5;
    const stored = there.get(number);
    const isThere = stored?.etag === hex && stored.size === bytes.length;
    this.#etags[number - 1] = isThere ? hex : await this.#put(part);
    if (bytes.length === this.#partBytes) this.#free.push(bytes);
    this.#arrived += bytes.length;
    this.#file.onProgress?.(this.#arrived);
  }

  #put({ number, bytes, sums }: Part): Promise<string> {
    const line = this.#line;
    const { key, uploadId } = this.#upload;
    return line.call(
      `${key} part ${number}`,
      async (client, options) => {
        const { fields, headers } = bodyOf(bytes, sums, { pace: this.#file.pace, signal: this.#signal });
        const input = { Bucket: line.bucket, Key: key, UploadId: uploadId, PartNumber: number, ...fields };
        const command = withHeaders(new UploadPartCommand(input), headers);
        const { ETag } = await client.send(command, options);
        return tagOf(ETag);
      },
      this.#signal,
    );
  }

  /** Answers the tag that the whole must have. */
  async #complete(): Promise<string> {
    const line = this.#line;
    const { key, uploadId } = this.#upload;
    const expected = `${md5(Buffer.concat(this.#tags)).toString('hex')}-${this.#tags.length}`;
    const Parts = this.#etags.map((etag, index) => ({ ETag: `"${etag}"`, PartNumber: index + 1 }));
    // Not every place that refuses to replace what is put at once does so here.
    if (await storedObject(line, key)) throw placeError('EEXIST', key);
    if (this.#signal.aborted) throw placeError('ECANCELED', key);
    let tried = 0;
    try {
      await line.call(key, (client, options) => {
        tried++;
        const input = { Bucket: line.bucket, Key: key, UploadId: uploadId, MultipartUpload: { Parts } };
        return client.send(withHeaders(new CompleteMultipartUploadCommand(input), this.#once), options);
      });
    } catch (error) {
      // The answer to an earlier try was lost, and that try had done it.
      if (tried === 1 || (await storedObject(line, key))?.etag !== expected) throw error;
    }
    return expected;
  }
}

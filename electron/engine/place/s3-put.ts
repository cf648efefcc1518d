import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { errnoOf } from '../base/index.ts';
import type { Durability } from './place-contract.ts';
import { placeError } from './place-fault.ts';
import { otherAnswer, statusOf } from './s3-fault.ts';
import type { S3Line } from './s3-line.ts';
import { plainTag } from './s3-listing.ts';
import { lockFields } from './s3-lock.ts';
import { bodyOf, type Flow, sumsOf, withHeaders } from './s3-request.ts';

export interface StoredObject {
  readonly size: number;
  readonly etag: string;
}

/** Undefined where there is none. */
export async function storedObject(line: S3Line, key: string): Promise<StoredObject | undefined> {
  const input = { Bucket: line.bucket, Key: key };
  try {
    return await line.call(key, async (client, options) => {
      const { ContentLength, ETag } = await client.send(new HeadObjectCommand(input), options);
      // Whoever answers without them knows nothing of objects.
      if (ContentLength === undefined) throw otherAnswer('no size');
      return { size: ContentLength, etag: tagOf(ETag) };
    });
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the place is told not to replace an object; once more, where the object that is there is known to be this one. */
type PutHow = 'once' | 'once-more' | 'anyway';

/** Puts objects in one piece, each under a name that must be free. */
export class S3Puts {
  readonly #line: S3Line;
  /** Whether the place itself refuses to replace an object; undefined until it has been tried out. */
  #refuses: boolean | undefined;

  constructor(line: S3Line) {
    this.#line = line;
  }

  get refuses(): boolean | undefined {
    return this.#refuses;
  }

  /** The headers of a request that must not replace an object, as far as the place is known to heed them. */
  get once(): Readonly<Record<string, string>> {
    return this.#refuses ? this.#line.preset.putOnce : {};
  }

  /** Throws EEXIST. Where the place does not refuse by itself, two that put at the same moment may both be told that they did. */
  async put(key: string, bytes: Uint8Array, flow: Flow = {}): Promise<Durability> {
    if (this.#refuses === true) return this.#put(key, bytes, 'once', flow);
    if (await storedObject(this.#line, key)) throw placeError('EEXIST', key);
    return this.#refuses === undefined ? this.#tryOut(key, bytes, flow) : this.#put(key, bytes, 'anyway', flow);
  }

  /** The same object twice: a place that heeds the condition refuses the second, another one changes nothing by it. */
  async #tryOut(key: string, bytes: Uint8Array, flow: Flow): Promise<Durability> {
    let durability: Durability;
    try {
      durability = await this.#put(key, bytes, 'once', flow);
    } catch (error) {
      const status = statusOf((error as Error).cause);
      if (status !== 501 && status !== 400) throw error;
      durability = await this.#put(key, bytes, 'anyway', flow);
      this.#refuses = false;
      return durability;
    }
    try {
      await this.#put(key, bytes, 'once-more', flow);
      this.#refuses = false;
    } catch (error) {
      // What else may have happened says nothing about the place, and the object is there.
      if (errnoOf(error) === 'EEXIST') this.#refuses = true;
    }
    return durability;
  }

  async #put(key: string, bytes: Uint8Array, how: PutHow, flow: Flow): Promise<Durability> {
    const line = this.#line;
    const sums = sumsOf(bytes);
    const tag = sums.md5.toString('hex');
    let tried = 0;
    try {
      return await line.call(
        key,
        async (client, options) => {
          tried++;
          const { fields, headers } = bodyOf(bytes, sums, flow);
          const command = new PutObjectCommand({ Bucket: line.bucket, Key: key, ...fields, ...lockFields(line) });
          withHeaders(command, { ...headers, ...(how !== 'anyway' && line.preset.putOnce) });
          const { ETag } = await client.send(command, options);
          return durabilityOf(tagOf(ETag), tag);
        },
        flow.signal,
      );
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST' || tried === 1 || how === 'once-more') throw error;
      // The answer to an earlier try was lost, and that try had done it.
      const stored = await storedObject(line, key);
      if (stored?.etag !== tag || stored.size !== bytes.length) throw error;
      return 'checksum';
    }
  }
}

/** A place that names the MD5 of what it received has read all of it; one that names another tag may have. */
export function durabilityOf(tag: string, expected: string): Durability {
  return tag === expected ? 'checksum' : 'unconfirmed';
}

/** An answer without one was not given by whoever stores objects. */
export function tagOf(etag: string | undefined): string {
  const tag = plainTag(etag);
  if (tag === '') throw otherAnswer('no entity tag');
  return tag;
}

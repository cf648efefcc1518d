import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type S3Driver, type S3Options, s3Driver } from '../../electron/engine/place/s3-driver.ts';
import type { ObjectGateway } from './rgw.ts';

export const never = new AbortController().signal;
let buckets = 0;

/** A new bucket of a gateway, and a client of its own that looks at it from beside. */
export async function newBucket(gateway: ObjectGateway, { isLocked = false } = {}) {
  const bucket = `office-${++buckets}`;
  const client = new S3Client({
    endpoint: gateway.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: gateway,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: isLocked }));
  /** Every key with its entity tag. */
  const tags = async (): Promise<Record<string, string>> => {
    const found: Record<string, string> = {};
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket })) {
      for (const { Key = '', ETag = '' } of Contents) found[Key] = ETag;
    }
    return found;
  };
  return {
    bucket,
    client,
    driver: (options: S3Options & { prefix?: string; endpoint?: string } = {}): S3Driver => {
      const { prefix = 'vaults/a', endpoint = gateway.endpoint, ...others } = options;
      return s3Driver({ kind: 's3', bucket, prefix, endpoint, region: undefined, style: undefined }, gateway, others);
    },
    keys: async (): Promise<string[]> => Object.keys(await tags()),
    tags,
    uploads: async (): Promise<string[]> => {
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
      return Uploads.flatMap(({ Key }) => Key ?? []);
    },
    putRaw: (key: string, bytes: Uint8Array, contentMd5?: string) =>
      client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ...(contentMd5 && { ContentMD5: contentMd5 }) }),
      ),
    beginUpload: async (key: string, part: Uint8Array, contentMd5?: string): Promise<void> => {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: key }));
      const input = { Bucket: bucket, Key: key, UploadId, PartNumber: 1, Body: part };
      await client.send(new UploadPartCommand({ ...input, ...(contentMd5 && { ContentMD5: contentMd5 }) }));
    },
  };
}

export type TestBucket = Awaited<ReturnType<typeof newBucket>>;

/** Files to be sent, with what is said of them. */
export function sentFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-sent-'));
  return {
    file: (name: string, bytes: Uint8Array) => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return { path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function someBytes(length: number, seed = 1): Buffer {
  return createHash('shake256', { outputLength: length }).update(String(seed)).digest();
}

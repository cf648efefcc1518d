import {
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListObjectsV2Command,
  ListPartsCommand,
} from '@aws-sdk/client-s3';
import type { PlaceEntry } from './place-contract.ts';
import { placeError } from './place-fault.ts';
import { otherAnswer } from './s3-fault.ts';
import type { S3Line } from './s3-line.ts';

export interface OpenUpload {
  readonly key: string;
  readonly uploadId: string;
  /** Milliseconds since 1970. */
  readonly begunAt: number;
}

interface UploadMarker {
  readonly KeyMarker?: string;
  readonly UploadIdMarker?: string;
}

export interface StoredPart {
  readonly etag: string;
  readonly size: number;
}

/** Whether the bucket answers; throws ENOENT where there is none. */
export async function askBucket(line: S3Line): Promise<void> {
  const input = { Bucket: line.bucket, Prefix: line.folderKey(''), MaxKeys: 1 };
  await line.call(line.bucket, (client, options) => client.send(new ListObjectsV2Command(input), options));
}

/** One page after the other of what lies right in a folder. */
export async function listFolder(line: S3Line, folder: string): Promise<PlaceEntry[]> {
  const prefix = line.folderKey(folder);
  const entries: PlaceEntry[] = [];
  for await (const { Contents = [], CommonPrefixes = [] } of pages(line, prefix, '/')) {
    for (const { Prefix = '' } of CommonPrefixes) {
      entries.push({ name: Prefix.slice(prefix.length).replace(/\/$/, ''), isFolder: true, size: 0 });
    }
    for (const { Key = '', Size = 0 } of Contents) {
      // Some tools mark a folder by an empty object of its name.
      if (Key !== prefix) entries.push({ name: Key.slice(prefix.length), isFolder: false, size: Size });
    }
  }
  return entries;
}

/** Up to a thousand keys of all that is in a folder, those below it too. */
export async function someKeys(line: S3Line, prefix: string): Promise<string[]> {
  for await (const { Contents = [] } of pages(line, prefix)) return Contents.flatMap(({ Key }) => Key ?? []);
  return [];
}

async function* pages(line: S3Line, prefix: string, delimiter?: string) {
  let token: string | undefined;
  do {
    const input = {
      Bucket: line.bucket,
      Prefix: prefix,
      ...(delimiter !== undefined && { Delimiter: delimiter }),
      ...(token !== undefined && { ContinuationToken: token }),
    };
    const page = await line.call(`list ${prefix}`, async (client, options) => {
      const answer = await client.send(new ListObjectsV2Command(input), options);
      // An answer without it is no listing: taken for one, everything would seem to be gone.
      if (answer.IsTruncated === undefined) throw otherAnswer('no listing');
      return answer;
    });
    yield page;
    if (page.IsTruncated && (page.NextContinuationToken ?? token) === token) {
      throw placeError('EPROTO', `list ${prefix}: no next page`);
    }
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** Uploads in parts that were begun below a prefix and never completed. Empty where one may not ask. */
export async function openUploads(line: S3Line, prefix: string, signal?: AbortSignal): Promise<OpenUpload[]> {
  const uploads: OpenUpload[] = [];
  let marker: UploadMarker | undefined = {};
  while (marker) {
    const page: ListMultipartUploadsCommandOutput = await uploadsAfter(line, prefix, marker, signal);
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (Key && UploadId) uploads.push({ key: Key, uploadId: UploadId, begunAt: Initiated?.getTime() ?? 0 });
    }
    const { IsTruncated, NextKeyMarker = '', NextUploadIdMarker = '' } = page;
    const isNew: boolean = NextKeyMarker !== marker.KeyMarker || NextUploadIdMarker !== marker.UploadIdMarker;
    marker = IsTruncated && isNew ? { KeyMarker: NextKeyMarker, UploadIdMarker: NextUploadIdMarker } : undefined;
  }
  return uploads;
}

function uploadsAfter(line: S3Line, prefix: string, marker: UploadMarker, signal?: AbortSignal) {
  const input = { Bucket: line.bucket, Prefix: prefix, ...marker };
  return line.call(
    `uploads ${prefix}`,
    (client, options) => client.send(new ListMultipartUploadsCommand(input), options),
    signal,
  );
}

/** The parts of an upload that have arrived, by number. */
export async function storedParts(
  line: S3Line,
  { key, uploadId }: OpenUpload,
  signal?: AbortSignal,
): Promise<Map<number, StoredPart>> {
  const parts = new Map<number, StoredPart>();
  let marker: string | undefined;
  do {
    const input = {
      Bucket: line.bucket,
      Key: key,
      UploadId: uploadId,
      ...(marker !== undefined && { PartNumberMarker: marker }),
    };
    const page = await line.call(
      `parts ${key}`,
      (client, options) => client.send(new ListPartsCommand(input), options),
      signal,
    );
    for (const { PartNumber = 0, ETag = '', Size = 0 } of page.Parts ?? []) {
      parts.set(PartNumber, { etag: plainTag(ETag), size: Size });
    }
    marker = page.IsTruncated && page.NextPartNumberMarker !== marker ? page.NextPartNumberMarker : undefined;
  } while (marker !== undefined);
  return parts;
}

/** An entity tag without its quotes: of what was sent in one piece it is the MD5, unless the place encrypts with keys of its own. */
export function plainTag(etag: string | undefined): string {
  return (etag ?? '').replaceAll('"', '').toLowerCase();
}

import { DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { placeError } from './place-fault.ts';
import { s3Fault, statusOf } from './s3-fault.ts';
import type { S3Line } from './s3-line.ts';
import { openUploads, someKeys } from './s3-listing.ts';
import { abortUpload } from './s3-parts.ts';
import { withContentMd5 } from './s3-request.ts';

const ROUNDS_MAX = 10_000;
const ABANDONED_MS = 7 * 86_400_000;

export async function removeObject(line: S3Line, key: string): Promise<void> {
  const input = { Bucket: line.bucket, Key: key };
  await line.call(`remove ${key}`, (client, options) => client.send(new DeleteObjectCommand(input), options));
}

/** All objects below a prefix, and the uploads that were begun there. A listing that leaves a key out is asked again. */
export async function removeBelow(line: S3Line, prefix: string): Promise<void> {
  let before: string | undefined;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const keys = await someKeys(line, prefix);
    if (keys.length === 0) break;
    if (before === keys.join('\n')) throw placeError('EPROTO', `remove ${prefix}: objects are still there`);
    before = keys.join('\n');
    await removeTogether(line, keys);
  }
  for (const upload of await openUploads(line, prefix)) await abortUpload(line, upload);
}

async function removeTogether(line: S3Line, keys: readonly string[]): Promise<void> {
  const subject = `remove ${keys.length} objects`;
  const input = { Bucket: line.bucket, Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: false } };
  try {
    const { Deleted = [], Errors = [] } = await line.call(subject, (client, options) =>
      client.send(withContentMd5(new DeleteObjectsCommand(input)), options),
    );
    const refused = Errors.find(({ Code }) => Code !== 'NoSuchKey');
    if (refused) throw s3Fault({ name: refused.Code, message: `${refused.Key} ${refused.Message}` }, subject);
    if (Deleted.length + Errors.length < keys.length) throw placeError('EPROTO', `${subject}: not all were removed`);
  } catch (error) {
    // Some stores know only the one by one.
    if (![405, 501].includes(statusOf((error as Error).cause))) throw error;
    for (const key of keys) await removeObject(line, key);
  }
}

/** Uploads of this place that nobody has completed for a week. Others may be under way, of other computers too. */
export async function removeAbandoned(line: S3Line): Promise<void> {
  for (const upload of await openUploads(line, line.folderKey(''))) {
    if (upload.begunAt < line.now() - ABANDONED_MS) await abortUpload(line, upload);
  }
}

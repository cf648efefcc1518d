import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { PacedFile } from './remote-driver.ts';

const SLICE_BYTES = 16 * 1024;

/** What of a command the SDK has no field for. */
interface Building {
  request: unknown;
}

interface Stackable {
  readonly middlewareStack: {
    add(
      layer: (next: (args: never) => Promise<never>) => (args: never) => Promise<never>,
      options: { step: 'build'; priority: 'low'; name: string },
    ): void;
  };
}

/** How bytes go, and whether they still shall. */
export interface Flow {
  readonly pace?: PacedFile['pace'];
  readonly signal?: AbortSignal;
}

/** Of a body: the MD5 by which the place compares what it received, the SHA-256 (hex) by which the signature covers it. */
export interface BodySums {
  readonly md5: Buffer;
  readonly sha256: string;
}

export function sumsOf(bytes: Uint8Array): BodySums {
  return { md5: md5(bytes), sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The bytes as the body of a request, and the headers that say what it is. */
export function bodyOf(bytes: Uint8Array, sums: BodySums, { pace, signal = new AbortController().signal }: Flow) {
  const fields = { ContentLength: bytes.length, ContentMD5: sums.md5.toString('base64') };
  // Otherwise it would be hashed again for each try, all at once; and a stream, which cannot be, would be left out of the signature.
  const headers = { 'x-amz-content-sha256': sums.sha256 };
  if (!pace) return { fields: { ...fields, Body: bytes }, headers };
  return { fields: { ...fields, Body: Readable.from(slices(bytes, pace, signal), { objectMode: false }) }, headers };
}

/** So small that a slow pace leaves no long silence between them. */
async function* slices(bytes: Uint8Array, pace: NonNullable<PacedFile['pace']>, signal: AbortSignal) {
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    const slice = bytes.subarray(at, at + SLICE_BYTES);
    await pace(slice.length, signal);
    yield slice;
  }
}

/** The same command with these headers, which are signed with the rest. */
export function withHeaders<C>(command: C, headers: Readonly<Record<string, string>>): C {
  return changing(command, (request) => Object.assign(request.headers, headers));
}

/** Older gateways, OSS and COS know no checksum of a request to delete but this. */
export function withContentMd5<C>(command: C): C {
  return changing(command, (request) => {
    for (const name of Object.keys(request.headers)) {
      if (/^x-amz-(sdk-)?checksum-/i.test(name)) delete request.headers[name];
    }
    request.headers['content-md5'] = md5(request.body).toString('base64');
  });
}

export function md5(bytes: Uint8Array | string): Buffer {
  return createHash('md5').update(bytes).digest();
}

interface Request {
  headers: Record<string, string>;
  body: Uint8Array | string;
}

function changing<C>(command: C, change: (request: Request) => void): C {
  (command as Stackable).middlewareStack.add(
    (next) => (args) => {
      change((args as Building).request as Request);
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'strongroomHeaders' },
  );
  return command;
}

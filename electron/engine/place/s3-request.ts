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

/** The bytes as the body of a request, and the headers that say what it is. `tag`: their MD5. */
export function bodyOf(bytes: Uint8Array, tag: Buffer, { pace, signal = new AbortController().signal }: Flow) {
  const fields = { ContentLength: bytes.length, ContentMD5: tag.toString('base64') };
  if (!pace) return { fields: { ...fields, Body: bytes }, headers: {} };
  // A stream cannot be hashed before it is sent: without this the signature would leave the content out.
  const headers = { 'x-amz-content-sha256': createHash('sha256').update(bytes).digest('hex') };
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

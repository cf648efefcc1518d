import { z } from 'zod';
import { EngineError, errnoOf, readSmallFile } from '../base/index.ts';

const FILE_MAX = 64 * 1024;

/** What a place asks for. Read from a file that its owner keeps; only the file's path is ever remembered. */
export interface Credentials {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly privateKeyFile?: string | undefined;
  /** Of the private key. */
  readonly passphrase?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  readonly sessionToken?: string | undefined;
}

const zCredentials = z.strictObject({
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  privateKeyFile: z.string().min(1).optional(),
  passphrase: z.string().min(1).optional(),
  accessKeyId: z.string().min(1).optional(),
  secretAccessKey: z.string().min(1).optional(),
  sessionToken: z.string().min(1).optional(),
});

/** Throws EngineError `credentials-unreadable`; what stands in the file is in no message. */
export function readCredentials(path: string): Credentials {
  const unreadable = (detail: string): EngineError =>
    new EngineError('credentials-unreadable', { subject: path, detail });
  let bytes: Buffer;
  try {
    bytes = readSmallFile(path, FILE_MAX);
  } catch (cause) {
    throw unreadable(errnoOf(cause));
  }
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw unreadable('JSON');
  }
  const parsed = zCredentials.safeParse(value);
  if (!parsed.success)
    throw unreadable(parsed.error.issues.map((issue) => issue.path.join('.') || issue.code).join(', '));
  return parsed.data;
}

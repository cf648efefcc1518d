import { type PlaceFault, placeError } from './place-fault.ts';

/** The server's answer to a request that it could not fulfil. */
export interface SftpFault extends Error {
  readonly code: PlaceFault;
  readonly status: number;
}

/** Status codes of SFTP; those above 8 are of later versions, which some servers mix into the third. */
export const STATUS = { eof: 1, noSuchFile: 2, failure: 4, unsupported: 8 } as const;

const CODES: Readonly<Record<number, PlaceFault>> = {
  2: 'ENOENT',
  3: 'EACCES',
  6: 'ENOTCONN',
  7: 'ENOTCONN',
  10: 'ENOENT',
  11: 'EEXIST',
  12: 'EROFS',
  14: 'ENOSPC',
  15: 'ENOSPC',
};

/** `error` is what the library gives: a status of the server, or its own complaint that the connection is gone. */
export function sftpFault(error: Error, subject: string): Error {
  if (!('code' in error) || typeof error.code !== 'number') return placeError('ENOTCONN', subject, error);
  const code = CODES[error.code] ?? codeInWords(error.message) ?? 'EPROTO';
  const detail = `${subject}: ${error.message} (${error.code})`;
  return Object.assign(placeError(code, detail, error), { status: error.code });
}

/** Of a request that the library does not send because the server does not know it. */
export function unsupportedFault(cause: unknown, subject: string): Error {
  return Object.assign(placeError('EPROTO', subject, cause), { status: STATUS.unsupported });
}

export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}

/** What has no status of its own is a failure, for which some servers at least find a word. */
function codeInWords(message: string): PlaceFault | undefined {
  if (/no space|disk (is )?full|quota/i.test(message)) return 'ENOSPC';
  if (/read-?only/i.test(message)) return 'EROFS';
  return /already exists|file exists/i.test(message) ? 'EEXIST' : undefined;
}

import { errnoOf } from '../base/index.ts';
import { type PlaceFault, placeError } from './place-fault.ts';

/** What an object store, or the way to it, has answered instead of what was asked for. */
interface S3Failure {
  readonly name?: string;
  readonly Code?: string;
  readonly message?: string;
  readonly Region?: string;
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  readonly $metadata?: { readonly httpStatusCode?: number; readonly clockSkewCorrected?: boolean };
}

const BY_CODE: Readonly<Record<string, PlaceFault>> = {
  NoSuchKey: 'ENOENT',
  NoSuchBucket: 'ENOENT',
  NoSuchUpload: 'ENOENT',
  NotFound: 'ENOENT',
  AccessDenied: 'EACCES',
  AllAccessDisabled: 'EACCES',
  MethodNotAllowed: 'EACCES',
  ObjectLocked: 'EACCES',
  SignatureDoesNotMatch: 'EAUTH',
  InvalidAccessKeyId: 'EAUTH',
  InvalidToken: 'EAUTH',
  InvalidSecurity: 'EAUTH',
  ExpiredToken: 'EAUTH',
  TokenRefreshRequired: 'EAUTH',
  NotSignedUp: 'EAUTH',
  PreconditionFailed: 'EEXIST',
  FileAlreadyExists: 'EEXIST',
  ObjectAlreadyExists: 'EEXIST',
  QuotaExceeded: 'ENOSPC',
  InsufficientCapacity: 'ENOSPC',
  XMinioStorageFull: 'ENOSPC',
  XMinioAdminBucketQuotaExceeded: 'ENOSPC',
};

/** Another answers in the place's stead, or half of what it said got lost. */
export function otherAnswer(detail: string): Error {
  return Object.assign(new Error(detail), { name: OTHER_ANSWER });
}

const OTHER_ANSWER = 'OtherAnswer';
const PASSING = new Set([
  'BadDigest',
  'ConditionalRequestConflict',
  'InternalError',
  'OperationAborted',
  OTHER_ANSWER,
  'RequestTimeout',
  'ServiceUnavailable',
  'SlowDown',
  'TooManyRequests',
]);

/** The line broke, and may hold the next time. */
const BROKEN = new Set(['ECONNABORTED', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Nobody answers there now. */
const ABSENT = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
]);

export function codeOf(error: unknown): string {
  const { Code, name } = (error ?? {}) as S3Failure;
  return Code ?? name ?? '';
}

export function statusOf(error: unknown): number {
  return ((error ?? {}) as S3Failure).$metadata?.httpStatusCode ?? 0;
}

/** Nothing was heard for too long; to wait for it once more would take as long. */
export function isSilence(error: unknown): boolean {
  // The SDK gives the same name to a connection that was reset.
  return (error as S3Failure).name === 'TimeoutError' && errnoOf(error) === '';
}

/** Where the place says that the bucket is, if it is elsewhere than was thought. */
export function regionTold(error: unknown): string | undefined {
  const { Region, $response } = error as S3Failure;
  if (![301, 307, 400].includes(statusOf(error))) return undefined;
  return (
    $response?.headers?.['x-amz-bucket-region'] ??
    (codeOf(error) === 'AuthorizationHeaderMalformed' ? Region : undefined)
  );
}

/** Whether the same request may well succeed in a moment. */
export function isPassing(error: unknown): boolean {
  if (isSilence(error)) return false;
  if ((error as S3Failure).$metadata?.clockSkewCorrected) return true;
  const status = statusOf(error);
  return (
    status === 429 ||
    (status >= 500 && status !== 501 && status !== 507) ||
    PASSING.has(codeOf(error)) ||
    BROKEN.has(errnoOf(error))
  );
}

/** As `Place` throws it; `subject` is what was being done. */
export function s3Fault(error: unknown, subject: string): Error {
  // The SDK calls it so where the place gave no message.
  const message = (error as S3Failure).message?.replace(/^UnknownError$/, '');
  const detail = `${subject}: ${[statusOf(error) || '', codeOf(error), message].filter(Boolean).join(' ')}`;
  if (/CERT|SIGNATURE|TLS/.test(errnoOf(error))) {
    return placeError('EPROTO', `${subject}: nobody vouches for its certificate (${errnoOf(error)})`, error);
  }
  if (codeOf(error) === 'RequestTimeTooSkewed') {
    return placeError('EAUTH', `${detail} (the clock of this computer and that of the place differ)`, error);
  }
  return placeError(faultOf(error), detail, error);
}

function faultOf(error: unknown): PlaceFault {
  if ((error as S3Failure).name === 'AbortError') return 'ECANCELED';
  if (isSilence(error) || BROKEN.has(errnoOf(error)) || ABSENT.has(errnoOf(error))) return 'ENOTCONN';
  const known = BY_CODE[codeOf(error)];
  if (known) return known;
  const status = statusOf(error);
  if (status === 404) return 'ENOENT';
  // The answer to HEAD has no body that could say why.
  if (status === 401 || status === 403) return 'EAUTH';
  if (status === 412) return 'EEXIST';
  if (status === 507) return 'ENOSPC';
  return status === 429 || (status >= 500 && status !== 501) ? 'ENOTCONN' : 'EPROTO';
}

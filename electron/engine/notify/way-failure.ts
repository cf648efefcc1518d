import { EngineError, errnoOf } from '../base/index.ts';

const UNKNOWN_HOST = /^(ENOTFOUND|EAI_|ENODATA|EDNS|ENONAME|EBADNAME)/;
const SILENT = /^(ETIMEDOUT|ESOCKETTIMEDOUT|ETIMEOUT|ECONNABORTED)$/;
const REFUSED = /^(ECONNREFUSED|ECONNRESET|ECONNECTION|EHOSTUNREACH|ENETUNREACH|EPIPE|EADDRNOTAVAIL|EACCES|ENETDOWN)$/;
const CERTIFICATE =
  /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/;
const TLS = /^(ERR_SSL_|EPROTO$|ETLS$)/;
/** The mail library puts codes of its own (`ESOCKET`, `ETLS`) over those of the system, and leaves these in the text. */
const CERTIFICATE_TEXT = /certificate|self.signed|altnames|issuer/i;
const TLS_TEXT = /\bssl\b|\btls\b|wrong version number/i;

/** What went wrong on the way to a server, for whoever set it up; `undefined` where this is none of that. Never holds a secret. */
export function wayFailure(error: unknown, host: string): EngineError | undefined {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : '';
  const codes = [...codesOf(error), ...(message.match(/\bE[A-Z_]{4,}\b/g) ?? [])];
  const has = (pattern: RegExp): string | undefined => codes.find((code) => pattern.test(code));
  const isWay = has(/^(ETLS|ESOCKET)$/) !== undefined;
  const certificate = has(CERTIFICATE);
  const about = (detail: string | undefined) => ({ subject: host, ...(detail && { detail }), cause: error });
  if (certificate !== undefined || (isWay && CERTIFICATE_TEXT.test(message)))
    return new EngineError('channel-certificate', about(certificate));
  if (has(TLS) || (isWay && TLS_TEXT.test(message))) return new EngineError('channel-no-tls', about(undefined));
  if (has(UNKNOWN_HOST)) return new EngineError('channel-host-unknown', about(undefined));
  if (has(SILENT)) return new EngineError('channel-silent', about(undefined));
  const refused = has(REFUSED);
  return refused === undefined ? undefined : new EngineError('channel-refused', about(refused));
}

/** Of an error and of those it was made of. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 3) return [];
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error, ...(error.cause === undefined ? [] : [error.cause]), ...inner].flatMap((each) =>
    each === error ? [errnoOf(each)].filter(Boolean) : codesOf(each, depth + 1),
  );
}

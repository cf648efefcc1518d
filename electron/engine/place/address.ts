import { isAbsolute, resolve, sep } from 'node:path';
import { EngineError } from '../base/index.ts';

export interface SftpAddress {
  readonly kind: 'sftp';
  readonly user: string;
  readonly host: string;
  readonly port: number;
  /** Absolute on the server. */
  readonly path: string;
}

export interface S3Address {
  readonly kind: 's3';
  readonly bucket: string;
  /** Without slashes around it; may be empty. */
  readonly prefix: string;
  /** Undefined for AWS itself. */
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  /** `https://host/bucket` or `https://bucket.host`; undefined: as the endpoint is known to want it. */
  readonly style: 'path' | 'host' | undefined;
  /** For so many days the store is asked to let nobody delete or replace what is put there. */
  readonly lockDays?: number | undefined;
}

/** A hundred years: the most that AWS takes. */
const LOCK_DAYS_MAX = 36_500;

export type RemoteAddress = SftpAddress | S3Address;
export type Address = { readonly kind: 'folder'; readonly path: string } | RemoteAddress;

/**
 * Reads PLACE: a folder, `sftp://user@host:port/path`, or `s3://bucket/prefix?endpoint=URL&region=R&style=path|host&lock=DAYS`. Throws EngineError
 * `place-unsupported` where it is none of them, and never holds a password.
 */
export function parseAddress(place: string): Address {
  if (/^sftp:\/\//i.test(place)) return parseSftp(place);
  if (/^s3:\/\//i.test(place)) return parseS3(place);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(place)) throw new EngineError('place-unsupported', { subject: place });
  // Elsewhere such a name would make a folder of that name.
  if (sep === '/' && /^\\\\[^\\]/.test(place)) throw unsupported(place);
  return { kind: 'folder', path: isAbsolute(place) ? resolve(place) : resolve(process.cwd(), place) };
}

export function isRemote(place: string): boolean {
  return /^(sftp|s3):\/\//i.test(place);
}

/** In its one spelling, which `parseAddress` reads again. */
export function printAddress(address: Address): string {
  if (address.kind === 'folder') return address.path;
  if (address.kind === 'sftp') {
    const host = address.host.includes(':') ? `[${address.host}]` : address.host;
    return `sftp://${encodeURIComponent(address.user)}@${host}:${address.port}${encodePath(address.path)}`;
  }
  const { bucket, prefix, endpoint, region, style, lockDays } = address;
  const query = new URLSearchParams({
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(style !== undefined && { style }),
    ...(lockDays !== undefined && { lock: String(lockDays) }),
  }).toString();
  return `s3://${bucket}${prefix === '' ? '' : `/${encodePath(prefix)}`}${query === '' ? '' : `?${query}`}`;
}

/** A folder below the place that it names. */
export function addressBelow(address: Address, folder: string): Address {
  if (address.kind === 'folder') return { ...address, path: resolve(address.path, folder) };
  if (address.kind === 'sftp') return { ...address, path: `${address.path.replace(/\/$/, '')}/${folder}` };
  return { ...address, prefix: address.prefix === '' ? folder : `${address.prefix}/${folder}` };
}

function parseSftp(place: string): SftpAddress {
  const url = urlOf(place);
  const user = decoded(url.username, place);
  const port = url.port === '' ? 22 : Number(url.port);
  const path = decoded(url.pathname, place)
    .replace(/\/+/g, '/')
    .replace(/(?<=.)\/$/, '');
  if (user === '' || url.hostname === '' || url.search !== '' || url.hash !== '') throw unsupported(place);
  if (!path.startsWith('/') || hasDots(path)) throw unsupported(place);
  return { kind: 'sftp', user, host: url.hostname.replace(/^\[|\]$/g, ''), port, path };
}

function parseS3(place: string): S3Address {
  const url = urlOf(place);
  const prefix = decoded(url.pathname, place)
    .split('/')
    .filter((part) => part !== '')
    .join('/');
  const { endpoint, region, style, lock, ...others } = Object.fromEntries(url.searchParams);
  if (url.hostname === '' || url.username !== '' || url.port !== '' || url.hash !== '') throw unsupported(place);
  if (Object.keys(others).length > 0 || hasDots(prefix)) throw unsupported(place);
  if (style !== undefined && style !== 'path' && style !== 'host') throw unsupported(place);
  if (lock !== undefined && !(/^[1-9][0-9]{0,4}$/.test(lock) && Number(lock) <= LOCK_DAYS_MAX))
    throw unsupported(place);
  if (endpoint !== undefined && !/^https?:\/\/[^/@?#]+\/?$/i.test(endpoint)) throw unsupported(place);
  return {
    kind: 's3',
    bucket: url.hostname,
    prefix,
    endpoint: endpoint?.replace(/\/$/, ''),
    region,
    style,
    ...(lock !== undefined && { lockDays: Number(lock) }),
  };
}

/** A password in an address would be remembered and shown. */
function urlOf(place: string): URL {
  let url: URL;
  try {
    url = new URL(place);
  } catch {
    throw unsupported(place);
  }
  if (url.password !== '') {
    url.password = '';
    throw new EngineError('place-holds-secret', { subject: url.toString() });
  }
  return url;
}

function decoded(text: string, place: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unsupported(place);
  }
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function hasDots(path: string): boolean {
  return path.split('/').some((part) => part === '.' || part === '..');
}

function unsupported(place: string): EngineError {
  return new EngineError('place-unsupported', { subject: place });
}

import type { Brand } from './brand.ts';

/**
 * A path as bytes, held in a string with one character per byte (latin1): cheap to compare, and names that are not
 * valid UTF-8 survive. Components are separated by `/` on every system. On Windows the bytes are UTF-8.
 */
export type RawPath = Brand<string, 'RawPath'>;

/** What Linux takes as a path in one call, its closing NUL left out. */
export const PATH_BYTES_MAX = 4095;

const NOT_ASCII = /[\u0080-\u00ff]/;
const IS_WINDOWS = process.platform === 'win32';
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function rawFromBytes(bytes: Uint8Array): RawPath {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') as RawPath;
}

export function rawFromText(text: string): RawPath {
  return (NOT_ASCII.test(text) || hasWide(text) ? Buffer.from(text, 'utf8').toString('latin1') : text) as RawPath;
}

export function rawBytes(raw: RawPath): Buffer {
  return Buffer.from(raw, 'latin1');
}

/** The text of a path, or undefined where its bytes are not valid UTF-8. */
export function textOf(raw: RawPath): string | undefined {
  if (!NOT_ASCII.test(raw)) return raw;
  try {
    return utf8.decode(Buffer.from(raw, 'latin1'));
  } catch {
    return undefined;
  }
}

/** For people: bytes that are not UTF-8 become the replacement character; `pathBase64` then carries the exact ones. */
export function shownPath(raw: RawPath): { path: string; pathBase64?: string } {
  const text = textOf(raw);
  if (text !== undefined) return { path: text };
  const bytes = rawBytes(raw);
  return { path: bytes.toString('utf8'), pathBase64: bytes.toString('base64') };
}

/** What `node:fs` takes: a string where that is exact, bytes where it would not be. */
export function fsPath(raw: RawPath): string | Buffer {
  if (!NOT_ASCII.test(raw)) return raw;
  const bytes = Buffer.from(raw, 'latin1');
  return IS_WINDOWS ? bytes.toString('utf8') : bytes;
}

/** The fixed order of a tree: byte by byte within a component, component by component (so `a/z` stands before `a.txt`). */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    if (x === 0x2f) return -1;
    if (y === 0x2f) return 1;
    return x - y;
  }
  return a.length - b.length;
}

export function joinRaw(parent: RawPath, name: RawPath): RawPath {
  return (parent === '' ? name : parent.endsWith('/') ? parent + name : `${parent}/${name}`) as RawPath;
}

export function isWithin(path: string, folder: string): boolean {
  return (
    path.length > folder.length &&
    path.startsWith(folder) &&
    (folder === '' || folder.endsWith('/') || path.charCodeAt(folder.length) === 0x2f)
  );
}

export function baseName(raw: RawPath): RawPath {
  return raw.slice(raw.lastIndexOf('/') + 1) as RawPath;
}

function hasWide(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return true;
  return false;
}

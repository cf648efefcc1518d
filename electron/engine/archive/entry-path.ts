import { type RawPath, rawBytes, rawFromBytes, rawFromText, textOf } from '../base/index.ts';
import { malformed } from './malformed.ts';
import { PATH_MAX } from './limits.ts';

/** A decoded line. */
export type Json = Record<string, unknown>;

export function printPath(key: string, raw: RawPath): Json {
  const text = textOf(raw);
  return text === undefined ? { [`${key}64`]: rawBytes(raw).toString('base64') } : { [key]: text };
}

export function parsePath(key: string, line: Json): RawPath {
  const text = line[key];
  const base64 = line[`${key}64`];
  if ((text === undefined) === (base64 === undefined)) throw malformed(key);
  const raw = text === undefined ? rawFromBase64(base64) : rawFromUnicode(text);
  if (raw === undefined || raw.length > PATH_MAX || raw.includes('\0')) throw malformed(key);
  return raw;
}

/** Half of a surrogate pair has no bytes: two names would become one. */
function rawFromUnicode(text: unknown): RawPath | undefined {
  return typeof text === 'string' && text.isWellFormed() ? rawFromText(text) : undefined;
}

/** Decoding forgives almost everything, so what it makes is compared with what was there. */
function rawFromBase64(text: unknown): RawPath | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? rawFromBytes(bytes) : undefined;
}

import { GAP_CODES, type GapCode } from '../../contract/index.ts';
import {
  EngineError,
  ID_PATTERN,
  type RawPath,
  rawBytes,
  rawFromBytes,
  rawFromText,
  textOf,
  type WindowsFacts,
} from '../base/index.ts';
import { SHA256_PATTERN } from '../chunk/index.ts';
import type { ChunkRef, Entry } from './entry.ts';
import { FRAME_RAW_MAX, FRAME_STORED_MAX, PATH_MAX, VOLUME_MAX } from './limits.ts';

/** FORMAT.md section 8: one entry a line. Set ids are spelled once, in the segment's first line, and named by their place in it. */
export type PrintedChunk = [
  set: number,
  volume: number,
  frame: number,
  frameLength: number,
  at: number,
  length: number,
  sha256?: string,
];

type Json = Record<string, unknown>;

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

// What JSON writes as it is.
const PLAIN = /^[ !#-[\]-~]*$/;

/** The field of a path, by itself: nearly all are plain, and there is one in each line. */
export function pathField(key: 'path' | 'target', raw: RawPath): string {
  return PLAIN.test(raw) ? `"${key}":"${raw}"` : JSON.stringify(printPath(key, raw)).slice(1, -1);
}

/** `chunks` is the part of the file's chunks that stands in this line; `continued` says that more lines follow. Written by hand: `JSON.stringify` took three times as long for as much as a line of each file. */
export function printEntry(entry: Entry, chunks: PrintedChunk[], continued: boolean): string {
  const path = pathField('path', entry.path);
  if (entry.type === 'gap')
    return `{${path},"type":"gap","code":"${entry.code}"${optional('last', entry.lastGoodSet)}}`;
  const { type, mtime, mode, uid, gid } = entry;
  const attributes = `"mtime":"${mtime}","mode":${mode},"uid":${uid},"gid":${gid}`;
  if (entry.type === 'symlink') return `{${path},"type":"symlink",${attributes},${pathField('target', entry.target)}}`;
  const win = optional('win', entry.win && winOf(entry.win));
  if (entry.type === 'dir') return `{${path},"type":"dir",${attributes}${win}}`;
  const { size, ctime, inode, sha256, hardLink, sparse, changedWhileRead } = entry;
  const content = `"ctime":"${ctime}","inode":"${inode}","sha256":"${sha256}"${optional('link', hardLink)}`;
  const flags = `${sparse ? ',"sparse":true' : ''}${changedWhileRead ? ',"changed":true' : ''}`;
  const stored = chunks.length > 0 ? `,"chunks":${JSON.stringify(chunks)}` : '';
  const more = continued ? ',"continued":true' : '';
  return `{${path},"type":"${type}","size":"${size}",${attributes}${win},${content}${flags}${stored}${more}}`;
}

function optional(key: string, value: unknown): string {
  return value === undefined ? '' : `,"${key}":${JSON.stringify(value)}`;
}

/** A later version may know more causes: that the file is missing is true whatever they are. */
function gapCode(code: string): GapCode {
  return GAP_CODES.find((known) => known === code) ?? 'read-error';
}

export function parseEntry(line: Json, sets: readonly string[]): { entry: Entry; continued: boolean } {
  const path = parsePath('path', line);
  if (line.type === 'gap') {
    if (typeof line.code !== 'string') throw malformed('gap code');
    const lastGoodSet = optionalText(line.last);
    if (lastGoodSet !== undefined && !ID_PATTERN.test(lastGoodSet)) throw malformed('last good set');
    return {
      entry: { type: 'gap', path, code: gapCode(line.code), ...(lastGoodSet && { lastGoodSet }) },
      continued: false,
    };
  }
  const attributes = {
    path,
    mtime: decimal(line.mtime),
    mode: whole(line.mode, 0o7777),
    uid: whole(line.uid),
    gid: whole(line.gid),
  };
  const win = parseWin(line.win);
  if (line.type === 'dir') return { entry: { type: 'dir', ...attributes, ...(win && { win }) }, continued: false };
  if (line.type === 'symlink') {
    return { entry: { type: 'symlink', ...attributes, target: parsePath('target', line) }, continued: false };
  }
  if (line.type !== 'file') throw malformed('type');
  const sha256 = digest(line.sha256);
  return {
    entry: {
      type: 'file',
      ...attributes,
      ...(win && { win }),
      size: size(line.size),
      ctime: decimal(line.ctime),
      inode: decimal(line.inode),
      sha256,
      chunks: parseChunks(line.chunks, sets, sha256),
      hardLink: optionalText(line.link),
      sparse: flag(line.sparse) || undefined,
      changedWhileRead: flag(line.changed) || undefined,
    },
    continued: flag(line.continued),
  };
}

/** In this order and without anything else: an unchanged line is known by its bytes. */
function winOf({ attributes, created }: WindowsFacts): WindowsFacts {
  return { attributes, created };
}

function parseWin(value: unknown): WindowsFacts | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null) throw malformed('win');
  const { attributes, created } = value as Json;
  if (typeof attributes !== 'string' || !/^[a-z]{0,26}$/.test(attributes)) throw malformed('win attributes');
  return { attributes, created: decimal(created) };
}

/** A lone chunk has its file's hash, which is then not repeated. */
export function printChunk(chunk: ChunkRef, setIndex: number, alone: boolean): PrintedChunk {
  const printed: PrintedChunk = [setIndex, chunk.volume, chunk.frame, chunk.frameLength, chunk.at, chunk.length];
  if (!alone) printed.push(chunk.sha256);
  return printed;
}

export function parseChunks(value: unknown, sets: readonly string[], fileSha256?: string): ChunkRef[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw malformed('chunks');
  return value.map((row: unknown) => {
    if (!Array.isArray(row)) throw malformed('chunk');
    const set = sets[whole(row[0])];
    if (set === undefined) throw malformed('set index');
    return {
      set,
      volume: whole(row[1], 999_999),
      frame: whole(row[2], VOLUME_MAX),
      frameLength: whole(row[3], FRAME_STORED_MAX),
      at: whole(row[4], FRAME_RAW_MAX),
      length: whole(row[5], FRAME_RAW_MAX),
      sha256: row[6] === undefined && fileSha256 ? fileSha256 : digest(row[6]),
    };
  });
}

/** A field that is there only where it is true. */
export function flag(value: unknown): boolean {
  if (value !== undefined && typeof value !== 'boolean') throw malformed('flag');
  return value ?? false;
}

function optionalText(value: unknown): string | undefined {
  if (value !== undefined && typeof value !== 'string') throw malformed('text');
  return value;
}

function whole(value: unknown, max = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > max) throw malformed('number');
  return value;
}

function size(value: unknown): number {
  const number = Number(decimal(value));
  if (!Number.isSafeInteger(number) || number < 0) throw malformed('size');
  return number;
}

function decimal(value: unknown): string {
  if (typeof value !== 'string' || !/^-?[0-9]{1,30}$/.test(value)) throw malformed('decimal');
  return value;
}

function digest(value: unknown): string {
  if (typeof value !== 'string' || !SHA256_PATTERN.test(value)) throw malformed('hash');
  return value;
}

function malformed(detail: string): EngineError {
  return new EngineError('set-damaged', { detail: `manifest ${detail}` });
}

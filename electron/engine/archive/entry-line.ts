import { GAP_CODES, type GapCode } from '../../contract/index.ts';
import { ID_PATTERN, type WindowsFacts } from '../base/index.ts';
import { SHA256_PATTERN } from '../chunk/index.ts';
import { type Json, parsePath } from './entry-path.ts';
import type { ChunkRef, Entry } from './entry.ts';
import { FRAME_RAW_MAX, FRAME_STORED_MAX, VOLUME_MAX } from './limits.ts';
import { optional, writeBehind, writeFront } from './look-line.ts';
import { malformed } from './malformed.ts';
import type { TextBytes } from './text-bytes.ts';

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

/** `chunks` is the part of the file's chunks that stands in this line; `continued` says that more lines follow. */
export function writeEntry(out: TextBytes, entry: Entry, chunks: readonly PrintedChunk[], continued: boolean): void {
  if (entry.type === 'gap') {
    out.add('{');
    out.addPath('path', entry.path);
    out.add(`,"type":"gap","code":"${entry.code}"${optional('last', entry.lastGoodSet)}}`);
    return;
  }
  writeFront(out, entry);
  if (entry.type !== 'file') return;
  out.add(entry.sha256);
  writeBehind(out, entry);
  if (entry.changedWhileRead) out.add(',"changed":true');
  if (chunks.length > 0) {
    out.add(',"chunks":');
    writeChunks(out, chunks);
  }
  out.add(continued ? ',"continued":true}' : '}');
}

/** The rest of a long list of chunks, in a line of its own. */
export function writeMore(out: TextBytes, chunks: readonly PrintedChunk[], continued: boolean): void {
  out.add('{"more":');
  writeChunks(out, chunks);
  out.add(continued ? ',"continued":true}' : '}');
}

function writeChunks(out: TextBytes, chunks: readonly PrintedChunk[]): void {
  let mark = '[[';
  for (const [set, volume, frame, frameLength, at, length, sha256] of chunks) {
    out.add(`${mark}${set},${volume},${frame},${frameLength},${at},${length}`);
    if (sha256 !== undefined) out.add(`,"${sha256}"`);
    mark = '],[';
  }
  out.add(chunks.length > 0 ? ']]' : '[]');
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

import type { RawPath, WindowsFacts } from '../base/index.ts';
import { sha256 } from '../chunk/index.ts';
import type { Looked } from './entry.ts';
import { parsePath } from './entry-path.ts';
import { PATH_MAX } from './limits.ts';
import { writeBehind, writeFront } from './look-line.ts';
import { TextBytes } from './text-bytes.ts';

/** Looks in the words of a listing, one after the other. */
export class LookedLines {
  readonly #text = new TextBytes();
  #frontEnd = 0;

  get length(): number {
    return this.#text.length;
  }

  /** Where the last one has its front: what stands before a file's hash; of others all is in front. */
  get frontEnd(): number {
    return this.#frontEnd;
  }

  add(now: Looked): void {
    writeFront(this.#text, now);
    this.#frontEnd = this.#text.length;
    if (now.type === 'file') writeBehind(this.#text, now);
  }

  /** Those from there on, as one hash: see `segmentLook`. */
  hashFrom(from: number): string {
    return sha256(this.#text.subarray(from, this.#text.length));
  }

  /** Drops those from there on, where one begins. */
  dropFrom(from: number): void {
    this.#text.dropFrom(from);
    this.#frontEnd = from;
  }

  /** All of them, in memory of their own; what is added next begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#text.copy();
    this.dropFrom(0);
    return taken;
  }
}

const PATH = '{"path":"';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** What follows the path of a file of one name. */
const FILE =
  /","type":"file","size":"(\d+)","mtime":"(-?\d+)","mode":(\d+),"uid":(\d+),"gid":(\d+)(?:,"win":\{"attributes":"([a-z]*)","created":"(-?\d+)"\})?,"ctime":"(-?\d+)","inode":"(\d+)","sha256":""/y;
const NOT_ASCII = /[\x80-\xff]/;

interface LookedLine {
  readonly type: Looked['type'];
  readonly size: string;
  readonly mtime: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly win?: WindowsFacts;
  readonly ctime: string;
  readonly inode: string;
  readonly link?: string;
  readonly sparse?: boolean;
}

/** What a walk has made, as bytes and as text of one character a byte. */
export interface LookedText {
  readonly bytes: Buffer;
  readonly text: string;
}

/** One of them, from its begin to its end: both parts, joined. */
export function readLooked(lines: LookedText, from: number, to: number): Looked {
  return plainFile(lines, from, to) ?? parseLooked(lines.text.slice(from, to));
}

/**
 * What nearly all are: a file of one name, and nothing in it that JSON spells differently. Undefined for all others. Its path is copied: who
 * keeps it must not keep the text of all.
 */
function plainFile({ bytes, text }: LookedText, from: number, to: number): Looked | undefined {
  if (!text.startsWith(PATH, from)) return undefined;
  const path = from + PATH.length;
  let end = path;
  for (let byte = bytes[end]; byte !== QUOTE; byte = bytes[++end]) if (byte === BACKSLASH) return undefined;
  FILE.lastIndex = end;
  const found = end - path <= PATH_MAX && FILE.exec(text);
  if (!found || FILE.lastIndex !== to) return undefined;
  const [, size, mtime, mode, uid, gid, attributes, created, ctime, inode] = found as unknown as string[];
  return {
    type: 'file',
    path: bytes.toString('latin1', path, end) as RawPath,
    size: Number(size),
    mtime: mtime as string,
    mode: Number(mode),
    uid: Number(uid),
    gid: Number(gid),
    win: created === undefined ? undefined : { attributes: attributes as string, created },
    ctime: ctime as string,
    inode: inode as string,
    hardLink: undefined,
    sparse: undefined,
  };
}

/** Both parts of a printed one, joined. */
function parseLooked(text: string): Looked {
  const json = NOT_ASCII.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
  const line = JSON.parse(json.endsWith('}') ? json : `${json}}`) as LookedLine & Record<string, unknown>;
  const { type, mtime, mode, uid, gid, win } = line;
  const attributes = { path: parsePath('path', line), mtime, mode, uid, gid };
  if (type === 'symlink') return { type, ...attributes, target: parsePath('target', line) };
  if (type === 'dir') return { type, ...attributes, win };
  const { size, ctime, inode, link, sparse } = line;
  return { type, ...attributes, size: Number(size), win, ctime, inode, hardLink: link, sparse };
}

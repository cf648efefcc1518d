import { isUtf8 } from 'node:buffer';
import { type RawPath, rawFromText, type WindowsFacts } from '../base/index.ts';
import { sha256 } from '../chunk/index.ts';
import type { DirEntry, FileEntry, SymlinkEntry } from './entry.ts';
import { parsePath, pathField } from './entry-line.ts';

/** What a look at something tells, without its content: what a listing says of it in the same words if nothing changed. */
export type Looked = DirEntry | SymlinkEntry | Omit<FileEntry, 'sha256' | 'chunks' | 'changedWhileRead'>;

const START_BYTES = 256 * 1024;
/** More than any line needs without its path, its target and what Windows notes: mostly times and numbers. */
const LINE_BYTES = 1024;
/** JSON writes a character of one byte in six at most. */
const ESCAPED_BYTES = 6;

/**
 * Looks in the words of a listing, as `printEntry` writes them, one after the other in one memory: a walk makes a line of each file that it
 * meets, and strings would have to be joined, copied and collected for each.
 */
export class LookedLines {
  #bytes = new Uint8Array(START_BYTES);
  #length = 0;
  #frontEnd = 0;
  /** Most things have the same as what stood before them. */
  #last = { mode: -1, uid: -1, gid: -1, text: '' };

  get length(): number {
    return this.#length;
  }

  /** Where the last one has its front: what stands before a file's hash; of others all is in front. */
  get frontEnd(): number {
    return this.#frontEnd;
  }

  add(now: Looked): void {
    this.#room(now);
    this.#text('{');
    this.#path('path', now.path);
    this.#text(TYPES[now.type]);
    if (now.type === 'file') {
      this.#text('"size":"');
      this.#text(String(now.size));
      this.#text('",');
    }
    this.#text('"mtime":"');
    this.#text(now.mtime);
    this.#text(this.#rights(now));
    if (now.type !== 'symlink' && now.win) this.#text(`,"win":${JSON.stringify(now.win)}`);
    switch (now.type) {
      case 'symlink':
        this.#text(',');
        this.#path('target', now.target);
        this.#text('}');
        this.#frontEnd = this.#length;
        break;
      case 'dir':
        this.#text('}');
        this.#frontEnd = this.#length;
        break;
      case 'file':
        this.#text(',"ctime":"');
        this.#text(now.ctime);
        this.#text('","inode":"');
        this.#text(now.inode);
        this.#text('","sha256":"');
        this.#frontEnd = this.#length;
        this.#text('"');
        if (now.hardLink !== undefined) this.#text(`,"link":${JSON.stringify(now.hardLink)}`);
        if (now.sparse) this.#text(',"sparse":true');
    }
  }

  /** Those from there on, as one hash: see `segmentLook`. */
  hashFrom(from: number): string {
    return sha256(this.#bytes.subarray(from, this.#length));
  }

  /** Drops those from there on, where one begins. */
  dropFrom(from: number): void {
    this.#length = from;
    this.#frontEnd = from;
  }

  /** All of them, in memory of their own; what is added next begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    this.#frontEnd = 0;
    return taken;
  }

  #room(now: Looked): void {
    const names = now.path.length + (now.type === 'symlink' ? now.target.length : 0);
    const needed = this.#length + LINE_BYTES + ESCAPED_BYTES * names;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }

  #rights({ mode, uid, gid }: Looked): string {
    if (mode !== this.#last.mode || uid !== this.#last.uid || gid !== this.#last.gid)
      this.#last = { mode, uid, gid, text: `","mode":${mode},"uid":${uid},"gid":${gid}` };
    return this.#last.text;
  }

  /** One character a byte. */
  #text(text: string): void {
    const [bytes, at] = [this.#bytes, this.#length];
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
    this.#length = at + text.length;
  }

  #path(key: 'path' | 'target', path: RawPath): void {
    const from = this.#length;
    this.#text(key === 'path' ? '"path":"' : '"target":"');
    const [bytes, at] = [this.#bytes, this.#length];
    for (let i = 0; i < path.length; i++) {
      const byte = path.charCodeAt(i);
      if (byte < 0x20 || byte > 0x7e || byte === QUOTE || byte === BACKSLASH) {
        this.#length = from;
        return this.#text(quoted(key, path));
      }
      bytes[at + i] = byte;
    }
    bytes[at + path.length] = QUOTE;
    this.#length = at + path.length + 1;
  }
}

const TYPES = { dir: ',"type":"dir",', file: ',"type":"file",', symlink: ',"type":"symlink",' } as const;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
// What JSON writes differently.
const ESCAPED = /[^\u0020-\u00ff]|["\\]/;
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

/** Both parts of a printed one, joined. */
export function parseLooked(text: string): Looked {
  const json = NOT_ASCII.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
  const line = JSON.parse(json.endsWith('}') ? json : `${json}}`) as LookedLine & Record<string, unknown>;
  const { type, mtime, mode, uid, gid, win } = line;
  const attributes = { path: parsePath('path', line), mtime, mode, uid, gid };
  if (type === 'symlink') return { type, ...attributes, target: parsePath('target', line) };
  if (type === 'dir') return { type, ...attributes, win };
  const { size, ctime, inode, link, sparse } = line;
  return { type, ...attributes, size: Number(size), win, ctime, inode, hardLink: link, sparse };
}

function quoted(key: 'path' | 'target', path: RawPath): string {
  const asItIs = !ESCAPED.test(path) && (!NOT_ASCII.test(path) || isUtf8(Buffer.from(path, 'latin1')));
  return asItIs ? `"${key}":"${path}"` : rawFromText(pathField(key, path));
}

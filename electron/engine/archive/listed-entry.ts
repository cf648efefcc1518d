import { isUtf8 } from 'node:buffer';
import { EngineError, type RawPath, rawFromText } from '../base/index.ts';
import type { DirEntry, Entry, FileEntry, SymlinkEntry } from './entry.ts';
import { printPath } from './entry-line.ts';
import { SEGMENT_RAW_MAX } from './limits.ts';
import { entriesOf, parseSegmentHead, parseSegmentLine } from './segment-lines.ts';

/** What a look at something tells, without its content: what a listing says of it in the same words if nothing changed. */
export type Looked = DirEntry | SymlinkEntry | Omit<FileEntry, 'sha256' | 'chunks' | 'changedWhileRead'>;

/** A line of a segment, by its place in the bytes. */
interface Line {
  readonly raw: Buffer;
  readonly from: number;
  readonly to: number;
  readonly sets: readonly string[];
}

const MORE = '{"more":';
const SHA256_DIGITS = 64;
// What JSON writes differently.
const ESCAPED = /[^\u0020-\u00ff]|["\\]/;
const NOT_ASCII = /[\x80-\xff]/;

/**
 * An entry as it stands in a listing. Its line is only taken apart when somebody asks: that it still says what a look at the
 * file says is seen from its bytes, which is most of what an unchanged backup does.
 */
export class ListedEntry {
  readonly #text: string;
  readonly #lines: Line[];
  #entry: Entry | undefined;

  constructor(text: string, line: Line) {
    this.#text = text;
    this.#lines = [line];
  }

  continue(line: Line): void {
    this.#lines.push(line);
  }

  /** Throws EngineError `set-damaged`. */
  get entry(): Entry {
    this.#entry ??= this.#parse();
    return this.#entry;
  }

  /** True where the entry says of path, type and all attributes just what `now` does. */
  saysOf(now: Looked): boolean {
    const { from, to } = this.#lines[0] as Line;
    const beginning = beginningOf(now);
    if (!this.#text.startsWith(beginning, from)) return false;
    const at = from + beginning.length;
    if (now.type !== 'file') return at === to;
    const flags = `"${now.hardLink === undefined ? '' : `,"link":${JSON.stringify(now.hardLink)}`}${now.sparse ? ',"sparse":true' : ''}`;
    const behind = at + SHA256_DIGITS + flags.length;
    if (!this.#text.startsWith(flags, at + SHA256_DIGITS)) return false;
    return this.#text.startsWith(',"chunks":[', behind) || (behind === to - 1 && this.#text[behind] === '}');
  }

  #parse(): Entry {
    const lines = this.#lines.map(({ raw, from, to, sets }) => parseSegmentLine(raw.toString('utf8', from, to), sets));
    for (const entry of entriesOf([lines])) return entry;
    throw new EngineError('set-damaged', { detail: 'entry' });
  }
}

/** The entries of consecutive decoded segments of which the first begins with a whole one. Throws EngineError `set-damaged`. */
export function listedEntries(segments: readonly Buffer[]): ListedEntry[] {
  const entries: ListedEntry[] = [];
  for (const raw of segments) {
    if (raw.length > SEGMENT_RAW_MAX) throw new EngineError('set-damaged', { detail: 'segment size' });
    // One character a byte: places in it are places in the bytes.
    const text = raw.toString('latin1');
    if (!text.endsWith('\n')) throw new EngineError('set-damaged', { detail: 'segment end' });
    let from = text.indexOf('\n') + 1;
    const sets = parseSegmentHead(raw.toString('utf8', 0, from - 1));
    while (from < text.length) {
      const to = text.indexOf('\n', from);
      const line = { raw, from, to, sets };
      if (!text.startsWith(MORE, from)) entries.push(new ListedEntry(text, line));
      else if (entries.length > 0) entries.at(-1)?.continue(line);
      else throw new EngineError('set-damaged', { detail: 'continuation without its entry' });
      from = to + 1;
    }
  }
  return entries;
}

/** How `printEntry` begins the line; up to the content's hash in that of a file, the whole line in others. */
function beginningOf(now: Looked): string {
  const { mtime, mode, uid, gid } = now;
  const size = now.type === 'file' ? `"size":"${now.size}",` : '';
  const win = now.type === 'symlink' || !now.win ? '' : `,"win":${JSON.stringify(now.win)}`;
  const common = `{${quoted('path', now.path)},"type":"${now.type}",${size}"mtime":"${mtime}","mode":${mode},"uid":${uid},"gid":${gid}${win}`;
  switch (now.type) {
    case 'dir':
      return `${common}}`;
    case 'symlink':
      return `${common},${quoted('target', now.target)}}`;
    case 'file':
      return `${common},"ctime":"${now.ctime}","inode":"${now.inode}","sha256":"`;
  }
}

function quoted(key: string, path: RawPath): string {
  const asItIs = !ESCAPED.test(path) && (!NOT_ASCII.test(path) || isUtf8(Buffer.from(path, 'latin1')));
  return asItIs ? `"${key}":"${path}"` : rawFromText(JSON.stringify(printPath(key, path)).slice(1, -1));
}

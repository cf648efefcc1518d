import { EngineError } from '../base/index.ts';
import type { Entry } from './entry.ts';
import { SEGMENT_RAW_MAX } from './limits.ts';
import { entriesOf, parseSegmentHead, parseSegmentLine } from './segment-lines.ts';

/** A line of a segment, by its place in the bytes. */
interface Line {
  readonly raw: Buffer;
  readonly from: number;
  readonly to: number;
  readonly sets: readonly string[];
}

const MORE = '{"more":';
const SHA256_DIGITS = 64;
const QUOTE = 0x22;

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

  /** True where the entry says just what a look does whose two parts are `text` from `from` to `middle` and on to `to`. */
  says(text: string, from: number, middle: number, to: number): boolean {
    const line = this.#lines[0] as Line;
    if (!this.#text.startsWith(text.slice(from, middle), line.from)) return false;
    const front = line.from + middle - from;
    if (middle === to) return front === line.to;
    const isPlain = to - middle === 1 && this.#text.charCodeAt(front + SHA256_DIGITS) === QUOTE;
    if (!isPlain && !this.#text.startsWith(text.slice(middle, to), front + SHA256_DIGITS)) return false;
    const behind = front + SHA256_DIGITS + to - middle;
    return this.#text.startsWith(',"chunks":[', behind) || (behind === line.to - 1 && this.#text[behind] === '}');
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

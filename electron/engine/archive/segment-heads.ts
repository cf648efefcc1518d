import { EngineError, type RawPath } from '../base/index.ts';
import type { Entry } from './entry.ts';
import { parsePath } from './entry-path.ts';
import { SEGMENT_RAW_MAX } from './limits.ts';
import { parseJson, parseSegmentHead, parseSegmentLine } from './segment-lines.ts';

const PATH = '{"path":"';
const FOLDER = '","type":"dir"';
const MORE = '{"more":';

/**
 * The entries that begin in one segment: of each its path and whether it is a folder, seen from the bytes of its line. The
 * line itself is taken apart for those that somebody asks for.
 */
export class SegmentHeads {
  readonly paths: readonly RawPath[];
  readonly areFolders: readonly boolean[];
  readonly #raw: Buffer;
  readonly #sets: readonly string[];
  /** Where each line begins and ends. */
  readonly #bounds: readonly number[];

  /** `raw` is a decoded segment. Throws EngineError `set-damaged`. */
  constructor(raw: Buffer) {
    if (raw.length > SEGMENT_RAW_MAX) throw new EngineError('set-damaged', { detail: 'segment size' });
    // One character a byte: places in it are places in the bytes, and plain paths are raw ones.
    const text = raw.toString('latin1');
    if (!text.endsWith('\n')) throw new EngineError('set-damaged', { detail: 'segment end' });
    const paths: RawPath[] = [];
    const areFolders: boolean[] = [];
    const bounds: number[] = [];
    let escape = text.indexOf('\\');
    for (let from = text.indexOf('\n') + 1; from < text.length; ) {
      const to = text.indexOf('\n', from);
      if (!text.startsWith(MORE, from)) {
        const pathEnd = text.startsWith(PATH, from) ? text.indexOf('"', from + PATH.length) : -1;
        if (escape >= 0 && escape < from) escape = text.indexOf('\\', from);
        if (pathEnd >= 0 && pathEnd < to && (escape < 0 || escape > pathEnd)) {
          paths.push(text.slice(from + PATH.length, pathEnd) as RawPath);
          areFolders.push(text.startsWith(FOLDER, pathEnd));
        } else {
          const line = parseJson(raw.toString('utf8', from, to));
          paths.push(parsePath('path', line));
          areFolders.push(line.type === 'dir');
        }
        bounds.push(from, to);
      }
      from = to + 1;
    }
    this.#raw = raw;
    this.#sets = parseSegmentHead(raw.toString('utf8', 0, text.indexOf('\n')));
    this.#bounds = bounds;
    this.paths = paths;
    this.areFolders = areFolders;
  }

  /** Of a file whose list of chunks goes on in further lines, only the beginning of that list. Throws EngineError `set-damaged`. */
  entry(place: number): Entry {
    const [from, to] = this.#bounds.slice(2 * place, 2 * place + 2);
    const line = parseSegmentLine(this.#raw.toString('utf8', from, to), this.#sets);
    const isAsSeen =
      line.kind === 'entry' &&
      line.entry.path === this.paths[place] &&
      (line.entry.type === 'dir') === this.areFolders[place];
    if (!isAsSeen) throw new EngineError('set-damaged', { detail: 'manifest line' });
    return line.entry;
  }
}

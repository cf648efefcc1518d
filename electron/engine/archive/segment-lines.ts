import { EngineError, ID_PATTERN } from '../base/index.ts';
import type { ChunkRef, Entry, FileEntry } from './entry.ts';
import { flag, parseChunks, parseEntry } from './entry-line.ts';
import { LINE_MAX, SEGMENT_RAW_MAX } from './limits.ts';

/** One line of a segment: an entry, or a further part of the chunks of the entry before it. */
export type SegmentLine =
  | { readonly kind: 'entry'; readonly entry: Entry; readonly continued: boolean }
  | { readonly kind: 'more'; readonly chunks: readonly ChunkRef[]; readonly continued: boolean };

/** Parses a decoded segment. Throws EngineError `set-damaged` for anything it does not fully understand. */
export function parseSegment(raw: Buffer): SegmentLine[] {
  if (raw.length > SEGMENT_RAW_MAX) throw new EngineError('set-damaged', { detail: 'segment size' });
  const lines = raw.toString('utf8').split('\n');
  if (lines.pop() !== '') throw new EngineError('set-damaged', { detail: 'segment end' });
  const [first = '', ...rest] = lines;
  const sets = parseSegmentHead(first);
  return rest.map((line) => parseSegmentLine(line, sets));
}

/** The sets that a segment's lines name by number. Throws EngineError `set-damaged`. */
export function parseSegmentHead(text: string): readonly string[] {
  const { segment, sets } = parseJson(text);
  if (segment !== 0 || !Array.isArray(sets) || !sets.every(isSetId))
    throw new EngineError('set-damaged', { detail: 'segment header' });
  return sets;
}

export function parseSegmentLine(text: string, sets: readonly string[]): SegmentLine {
  const line = parseJson(text);
  return line.more === undefined
    ? { kind: 'entry', ...parseEntry(line, sets) }
    : { kind: 'more', chunks: parseChunks(line.more, sets), continued: flag(line.continued) };
}

/** Joins the lines of consecutive segments into whole entries, in order. */
export function* entriesOf(segments: Iterable<SegmentLine[]>): Generator<Entry> {
  let open: { entry: FileEntry; chunks: ChunkRef[] } | undefined;
  for (const lines of segments) {
    for (const line of lines) {
      if (line.kind === 'entry') {
        if (open) throw new EngineError('set-damaged', { detail: 'entry cut short' });
        if (!line.continued) {
          yield line.entry;
          continue;
        }
        if (line.entry.type !== 'file') throw new EngineError('set-damaged', { detail: 'continued entry' });
        open = { entry: line.entry, chunks: [...line.entry.chunks] };
        continue;
      }
      if (!open) throw new EngineError('set-damaged', { detail: 'continuation without its entry' });
      for (const chunk of line.chunks) open.chunks.push(chunk);
      if (line.continued) continue;
      yield { ...open.entry, chunks: open.chunks };
      open = undefined;
    }
  }
  if (open) throw new EngineError('set-damaged', { detail: 'entry cut short' });
}

/** A set's id becomes a part of a path, so that nothing else may stand in its place. */
function isSetId(value: unknown): value is string {
  return typeof value === 'string' && ID_PATTERN.test(value);
}

/** Throws EngineError `set-damaged`. */
export function parseJson(line: string): Record<string, unknown> {
  if (line.length > LINE_MAX) throw new EngineError('set-damaged', { detail: 'manifest line' });
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw new EngineError('set-damaged', { detail: 'manifest line', cause });
  }
  throw new EngineError('set-damaged', { detail: 'manifest line' });
}

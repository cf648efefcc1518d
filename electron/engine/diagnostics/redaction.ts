import { sep } from 'node:path';

/** What is known to be somebody's own, and what stands in its place: `<user>`, `<plan 1>`. */
export interface KnownName {
  readonly text: string;
  readonly as: string;
}

const SHORTEST_NAME = 3;
/** `at work (file:///opt/Strongroom/resources/engine/service.mjs:1:2)`: which line of the program, and nobody's folder. */
const PROGRAM_PLACE =
  /(?:file:\/\/)?(?:\b[A-Za-z]:|\\\\|\/)[^\n()'"]*?[\\/]([\w.-]+\.(?:mjs|cjs|js|ts)):(\d+)(?::(\d+))?/g;
const QUOTED = /'([^'\n]*)'|"([^"\n]*)"|“([^”\n]*)”/g;
/** From the first sign of a path to the end of the line: a name may hold any character, so no end of it can be told. */
const PATHS = [/(?<=>)[\\/][^\n]*/g, /\b[A-Za-z]:[\\/][^\n]*/g, /\\\\[^\n]*/g, /(?<![\w<:])\/[^\n]*/g];
const RELATIVE = /(?<![^\s"'<>()])(?!node:)[^\s"'<>()]+[\\/][^\s"'<>()]+/g;
const MAIL = /[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+/g;

/**
 * Takes names out of a text that was written for logs: known names wherever they stand, then everything that looks like a
 * path, a quotation or a mail address. Rather too much than too little; the same name gets the same placeholder.
 */
export class Redaction {
  readonly #known: readonly KnownName[];
  readonly #numbers = new Map<string, number>();

  constructor(known: readonly KnownName[]) {
    // Long ones first: a folder below the home folder before the home folder.
    this.#known = known
      .filter(({ text }) => text.length >= SHORTEST_NAME)
      .sort((one, other) => other.text.length - one.text.length);
  }

  text(text: string): string {
    const known = this.#known.reduce((rest, { text: name, as }) => replaceName(rest, name, as), text.normalize());
    const placed = known.replace(PROGRAM_PLACE, (_, file: string, line: string, column?: string) =>
      column === undefined ? `<program ${file}:${line}>` : `<program ${file}:${line}:${column}>`,
    );
    const unquoted = placed.replace(QUOTED, (whole, ...quotes: (string | undefined)[]) =>
      this.#quoted(whole, quotes.slice(0, 3).find((quote) => quote !== undefined) ?? ''),
    );
    const pathless = PATHS.reduce(
      (rest, path) => rest.replace(path, (found) => this.#numbered('path', found)),
      unquoted,
    );
    return pathless
      .replace(RELATIVE, (found) => this.#numbered('path', found))
      .replace(MAIL, (found) => this.#numbered('mail', found));
  }

  /** A line of NDJSON with every string in it redacted; a line that is none is not passed on at all. */
  line(line: string): string {
    try {
      return JSON.stringify(this.value(JSON.parse(line)));
    } catch {
      return '"<a line that cannot be read>"';
    }
  }

  value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((each) => this.value(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [this.text(name), this.value(each)]));
  }

  /** A property of the program may stay, as in `reading 'length'`. */
  #quoted(whole: string, quote: string): string {
    if (/^[A-Za-z_$][\w$]*$/.test(quote) || /^<[\w .:-]+>$/.test(quote)) return whole;
    return quote === '' ? whole : this.#numbered('text', quote);
  }

  #numbered(what: string, found: string): string {
    const key = `${what} ${found}`;
    const number = this.#numbers.get(key) ?? this.#numbers.size + 1;
    this.#numbers.set(key, number);
    return `<${what} ${number}>`;
  }
}

/** Whole words only, whatever their case: a user called "an" is not in every second word. */
function replaceName(text: string, name: string, as: string): string {
  const literal = name
    .normalize()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\\\\|\//g, '(?:\\\\|/)');
  const edge = '[\\p{L}\\p{N}_]';
  return text.replace(new RegExp(`(?<!${edge})${literal}(?!${edge})`, 'giu'), () => as);
}

/** A place without its names: the kind of it and how deep it lies. */
export function placeKind(path: string): string {
  const depth = path.split(/[\\/]/).filter(Boolean).length;
  if (/^[\\/]{2}/.test(path)) return `network share, ${depth} deep`;
  const drive = /^[A-Za-z]:/.exec(path)?.[0];
  if (drive !== undefined) return `drive ${drive.toUpperCase()}, ${depth - 1} deep`;
  return path.startsWith(sep) || path.startsWith('/') ? `folder, ${depth} deep` : 'other place';
}

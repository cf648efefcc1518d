import { EngineError } from '../base/index.ts';

/** Nothing of the format nests deeper, by far. */
const DEPTH_MAX = 32;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * What a text of JSON says. Refuses one that nests deeper than anything of the format before it is taken apart: each level
 * costs many times the byte that it is written with. Throws EngineError `set-damaged`.
 */
export function parseBounded(text: string): unknown {
  if (nestsTooDeep(text)) throw new EngineError('set-damaged', { detail: 'json depth' });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EngineError('set-damaged', { detail: 'json', cause });
  }
}

function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    // [ and {, ] and }: they differ from each other in one bit.
    else if ((code | 0x20) === 0x7b && ++depth > DEPTH_MAX) return true;
    else if ((code | 0x20) === 0x7d) depth--;
  }
  return false;
}

function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}
